"""The small language of templates: `{order.number}` stands for a value. Pure.

Nothing is run: a name is looked up in a list of known ones, and what is unknown is refused when a
template is saved. `{{` and `}}` are braces. A line of text of which
all values are empty is left out.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from shared.errors import FieldError, InvalidError

_PART: Final = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}|[{}]")
_BRACES: Final = {"{{": "{", "}}": "}"}


def check(field: str, words: str, known: Iterable[str]) -> list[FieldError]:
    """Name every placeholder that is not known, and every brace that stands alone."""
    known = set(known)
    wrong = []
    for part in _PART.finditer(words):
        whole, name = part.group(0), part.group(1)
        if whole in _BRACES or name in known:
            continue
        if name is None:
            wrong.append(FieldError(field, whole, "a single brace is written twice"))
        else:
            rule = "unknown placeholder; known: " + ", ".join(sorted(known))
            wrong.append(FieldError(field, whole, rule))
    return list({(each.field, each.value): each for each in wrong}.values())


def fill(
    words: str, values: Mapping[str, str], *, escape: Callable[[str], str] = lambda value: value
) -> str:
    """Put the values in and leave every line as it stands."""
    return "\n".join(_filled(line, values, escape) for line in words.split("\n"))


def fill_text(words: str, values: Mapping[str, str]) -> str:
    """Put the values in; a line of which all values are empty is left out."""
    kept = (line for line in words.split("\n") if not _is_hollow(line, values))
    return fill("\n".join(kept), values)


def placeholders(words: str) -> Iterator[str]:
    """Walk through the names that stand in braces."""
    for part in _PART.finditer(words):
        if part.group(1) is not None:
            yield part.group(1)


def refuse(wrong: Iterable[FieldError]) -> None:
    """Raise InvalidError if anything is wrong."""
    if errors := list(wrong):
        raise InvalidError.of_all(errors)


def _is_hollow(line: str, values: Mapping[str, str]) -> bool:
    names = list(placeholders(line))
    return bool(names) and not any(values.get(name, "") for name in names)


def _filled(line: str, values: Mapping[str, str], escape: Callable[[str], str]) -> str:
    def one(part: re.Match[str]) -> str:
        whole, name = part.group(0), part.group(1)
        return _BRACES.get(whole) or escape(values.get(name or "", ""))

    return _PART.sub(one, line)
