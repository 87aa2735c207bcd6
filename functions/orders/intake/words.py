"""Words of people for the codes of columns that hold one of a set. Pure.

A code wins over a name, the company's own names win over the usual ones; letter case, blanks and
the dots of ё do not count. What means nothing, or several things, is refused with what is nearest.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from shared.errors import InvalidError
from shared.texts import trim

OFFERED: Final = 5
_BLANKS: Final = re.compile(r"[\s_]+")
_RUSSIAN: Final = re.compile("[а-я]")
_CODE: Final = re.compile("[a-z][a-z0-9_]{0,31}")


def folded(text: str) -> str:
    """Fold a text to what tells words apart."""
    return _BLANKS.sub(" ", trim(text)).strip().casefold().replace("ё", "е")


@dataclass(frozen=True)
class Word:
    """A code, what it is called in Russian and in English, and what else people write for it."""

    code: str
    ru: str
    en: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Vocabulary:
    """What may stand in a column: words, and where it is open any text of the form of a code."""

    words: tuple[Word, ...]
    is_open: bool = False

    def code(self, field: str, given: str) -> str:
        """Give the code that a cell means; InvalidError."""
        if given in self._codes:
            return given
        name = folded(given)
        meant = self._named.get(name, {})
        if not meant and self.is_open and _CODE.fullmatch(given):
            return given
        return one_of(field, given, meant, self._offered(name))

    def named(self, names: Mapping[str, Mapping[str, str]]) -> "Vocabulary":
        """Give it with the company's own names, by language and code, which go first."""
        owners = {folded(name): code for own in names.values() for code, name in own.items()}
        usual = {each.code: each for each in self.words}
        codes = dict.fromkeys([*usual, *owners.values()])
        words = (_own(usual.get(code, Word(code, "", "")), names, owners) for code in codes)
        return Vocabulary(tuple(words), self.is_open)

    @cached_property
    def _codes(self) -> frozenset[str]:
        return frozenset(each.code for each in self.words)

    @cached_property
    def _named(self) -> Mapping[str, Mapping[str, str]]:
        """Give the codes of each name, by what tells them apart."""
        found: dict[str, dict[str, str]] = {}
        for each in self.words:
            for name in (each.code, each.ru, each.en, *each.also):
                found.setdefault(folded(name), {})[f"{each.ru} ({each.code})"] = each.code
        return found

    def _offered(self, name: str) -> Sequence[str]:
        is_russian = _RUSSIAN.search(name)
        return [each.ru if is_russian else each.en for each in self.words]


def _own(usual: Word, names: Mapping[str, Mapping[str, str]], owners: Mapping[str, str]) -> Word:
    """Give a word with the company's names, without those by which it calls another."""
    code = usual.code
    kept = [
        name for name in (usual.ru, usual.en, *usual.also) if owners.get(folded(name), code) == code
    ]
    ru, en = (
        names.get(language, {}).get(code) or (name if name in kept else "")
        for language, name in (("ru", usual.ru), ("en", usual.en))
    )
    return Word(code, ru or en or code, en or ru or code, tuple(kept))


def one_of(field: str, given: str, meant: Mapping[str, str], offered: Sequence[str]) -> str:
    """Give the one that is meant; InvalidError that names all that are, or what is nearest.

    Args:
        field: the field of the cell.
        given: what stands in it.
        meant: what it may mean, by what is said to tell one from another.
        offered: what may stand in it.
    """
    if len(meant) == 1:
        return next(iter(meant.values()))
    if meant:
        several = ", ".join([*meant][:OFFERED])
        raise InvalidError.of(field, given, f"may mean each of: {several}")
    near = ", ".join(nearest(given, offered))
    rule = f"is not known; nearest: {near}" if near else "is not known"
    raise InvalidError.of(field, given, rule)


def nearest(given: str, offered: Sequence[str]) -> list[str]:
    """Give what is offered, the likest first, no more than a reader wants to see."""
    pairs = _pairs(given[:64])

    def unlike(name: str) -> float:
        own = _pairs(name)
        return -2 * len(pairs & own) / (len(pairs) + len(own) or 1)

    return sorted(dict.fromkeys(offered), key=unlike)[:OFFERED]


@lru_cache(maxsize=2048)  # what is offered is compared with every cell that is refused
def _pairs(text: str) -> frozenset[str]:
    padded = f" {folded(text)} "
    return frozenset(padded[at : at + 2] for at in range(len(padded) - 1))


PRIORITIES: Final = Vocabulary(
    (
        Word("low", "низкий", "low"),
        Word("normal", "обычный", "normal", ("нормальный", "средний", "обычная", "стандартный")),
        Word("high", "высокий", "high", ("высокая", "важно")),
        Word("urgent", "срочный", "urgent", ("срочная", "срочно", "авария", "аварийный")),
    )
)
TYPES: Final = Vocabulary(
    (
        Word("paid", "платный", "paid", ("платная", "платно")),
        Word("warranty", "гарантия", "warranty", ("гарантийный", "гарантийная", "по гарантии")),
        Word("rework", "переделка", "rework"),
        Word("repair", "ремонт", "repair"),
        Word("diagnostics", "диагностика", "diagnostics"),
        Word("maintenance", "обслуживание", "maintenance", ("техобслуживание", "ТО")),
        Word("installation", "установка", "installation", ("монтаж",)),
    ),
    is_open=True,
)
SOURCES: Final = Vocabulary(
    (
        Word("phone", "телефон", "phone", ("звонок", "по телефону", "call")),
        Word("web", "сайт", "website", ("сайт компании", "с сайта", "site")),
        Word("email", "почта", "email", ("e-mail", "электронная почта", "письмо")),
        Word("portal", "кабинет", "portal", ("личный кабинет",)),
        Word("onec", "1С", "1C"),
        Word("import", "импорт", "import"),
        Word("api", "API", "API"),
    ),
    is_open=True,
)
CAUSES: Final = Vocabulary(
    (
        Word("workmanship", "качество работы", "workmanship"),
        Word("part_failure", "отказ детали", "part failure"),
        Word("other", "другое", "other"),
    )
)
KINDS: Final = Vocabulary(
    (
        Word("service", "услуга", "service", ("работа",)),
        Word("part", "деталь", "part", ("запчасть", "материал", "товар")),
        Word("travel", "выезд", "travel"),
    )
)
