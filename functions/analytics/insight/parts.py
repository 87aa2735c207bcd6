"""Answers in parts: what can't be read is told as a problem, and the rest is there."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from analytics.insight.schemas import ProblemOut
from shared.errors import UnavailableError

T = TypeVar("T")


@dataclass
class Parts:
    """Reads parts of an answer; one that is out of reach is told, the others come."""

    problems: list[ProblemOut] = field(default_factory=list)

    def read(self, part: str, make: Callable[[], T], otherwise: T) -> T:
        """Read a part, or note that it could not be read."""
        try:
            return make()
        except UnavailableError as error:
            self.note(part, error.title, error.detail)
            return otherwise

    def note(self, part: str, title: str, detail: str) -> None:
        """Tell that a part is missing, once."""
        if all(each.part != part for each in self.problems):
            self.problems.append(ProblemOut(part=part, title=title, detail=detail))
