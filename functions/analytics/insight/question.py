"""What somebody asks of the figures: a period, what to compare it with, a part of the company."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from analytics.kpi import Dimension
from analytics.patterns.periods import Preset
from analytics.period import LONG_DAYS, Period
from shared.errors import InvalidError

Compare = Literal[
    "previous", "last_month", "year_by_date", "year_by_weekday", "custom", "none"
]  # fmt: skip
MAX_COMPARED: Final = 400
MAX_DAYS: Final = LONG_DAYS


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of the company: the orders with one value of a dimension."""

    dimension: Dimension
    value: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for; without a preset nothing is compared."""

    period: Period
    preset: Preset | None = "previous"
    custom: Period | None = None
    slice: Slice | None = None

    @property
    def dimension(self) -> Dimension | None:
        """The dimension whose pages are read."""
        return self.slice.dimension if self.slice else None

    @property
    def key(self) -> str:
        """The value that is looked up in those pages."""
        return self.slice.value if self.slice else ""


@dataclass(frozen=True, slots=True)
class Asked:
    """The same as a caller wrote it."""

    first: date
    last: date
    compare: Compare = "previous"
    base_first: date | None = None
    base_last: date | None = None
    dimension: Dimension | None = None
    value: str | None = None

    def question(self, most: int = MAX_COMPARED) -> Question:
        """Check it; InvalidError names the field that breaks a rule."""
        return Question(
            period=_period("to", self.first, self.last, most),
            preset=None if self.compare == "none" else self.compare,
            custom=self._custom(most),
            slice=self._slice(),
        )

    def _custom(self, most: int) -> Period | None:
        ends = {"base_from": self.base_first, "base_to": self.base_last}
        for name, day in ends.items():
            if self.compare == "custom" and day is None:
                raise InvalidError.of(name, None, "is needed with compare=custom")
            if self.compare != "custom" and day is not None:
                raise InvalidError.of(name, day.isoformat(), "belongs to compare=custom only")
        if self.base_first is None or self.base_last is None:
            return None
        return _period("base_to", self.base_first, self.base_last, most)

    def _slice(self) -> Slice | None:
        if self.dimension is None and self.value is None:
            return None
        if self.dimension is None:
            raise InvalidError.of("value", self.value, "belongs to a dimension")
        if self.value is None:
            raise InvalidError.of("value", None, f"is needed: which {self.dimension}")
        return Slice(self.dimension, self.value)


def _period(field: str, first: date, last: date, most: int) -> Period:
    if last < first:
        raise InvalidError.of(field, last.isoformat(), f"must not be before {first}")
    if (last - first).days >= most:
        rule = f"must be at most {most} days from {first}, both included"
        raise InvalidError.of(field, last.isoformat(), rule)
    return Period(first, last)
