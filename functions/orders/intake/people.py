"""Technicians and zones as a file names them. Pure."""

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
        for each in self.people:
            if given == each.id or (each.number and folded(given) == folded(each.number)):
                return each.id
        found = self._found(_words(given[:_LONGEST]))
        offered = [each.name for each in self.people if each.is_active]
        return one_of(field, given, {each.label: each.id for each in found}, offered)

    def _found(self, words: tuple[str, ...]) -> list[Person]:
        found = [each for each in self.people if _fits(words, each.words)]
        whole = [each for each in found if sorted(each.words) == sorted(words)] or found
        return [each for each in whole if each.is_active] or whole


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
