"""Technicians and zones as a file names them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from orders.intake.words import folded, one_of

_LONGEST: Final = 200  # of a name


@dataclass(frozen=True)
class Person:
    """A technician as a file may name them."""

    id: str
    name: str
    number: str | None = None
    is_active: bool = True

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Give the words of the name."""
        return _words(self.name)

    @cached_property
    def label(self) -> str:
        """Tell them from another of the same name."""
        return f"{self.name} ({self.number or self.id})"


@dataclass(frozen=True)
class Staff:
    """The technicians: by id, by employee number, or by name, whole or in unmistakable parts."""

    people: tuple[Person, ...] = ()

    def id_of(self, field: str, given: str) -> str:
        """Give the id of the technician that a cell means; InvalidError."""
        if found := self._ids.get(given) or self._ids.get(folded(given)):
            return found
        meant = self._found(_words(given[:_LONGEST]))
        return one_of(field, given, {each.label: each.id for each in meant}, self._offered)

    def _found(self, words: tuple[str, ...]) -> list[Person]:
        places = {place for word in words for place in self._places.get(word, ())}
        found = [self.people[place] for place in sorted(places)]
        found = [each for each in found if _fits(words, each.words)]
        whole = [each for each in found if sorted(each.words) == sorted(words)] or found
        return [each for each in whole if each.is_active] or whole

    @cached_property
    def _ids(self) -> Mapping[str, str]:
        numbers = {folded(each.number): each.id for each in self.people if each.number}
        return numbers | {each.id: each.id for each in self.people}

    @cached_property
    def _places(self) -> Mapping[str, list[int]]:
        """Say who has a word in their name: a file has more rows than a company has people."""
        places: dict[str, list[int]] = {}
        for place, each in enumerate(self.people):
            for word in each.words:
                places.setdefault(word, []).append(place)
        return places

    @cached_property
    def _offered(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.people if each.is_active)


@dataclass(frozen=True)
class Zones:
    """How the company writes its zones; others may be written, too."""

    names: tuple[str, ...] = ()

    def spelt(self, field: str, given: str) -> str:
        """Give a zone as the company writes it; InvalidError when it writes several so."""
        if given in self.names:
            return given
        found = [each for each in self.names if folded(each) == folded(given)]
        return one_of(field, given, {each: each for each in found}, ()) if found else given


def _words(name: str) -> tuple[str, ...]:
    return tuple(folded(name).replace(".", " ").replace(",", " ").split())


def _fits(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Tell whether each word is one of the name's; of all but one its first letter is enough."""
    left = list(name)
    for word in sorted(words, key=len, reverse=True):
        found = next((n for n in left if n == word or (len(word) == 1 and n[0] == word)), None)
        if found is None:
            return False
        left.remove(found)
    return any(word in name for word in words)
