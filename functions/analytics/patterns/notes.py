"""What a reader of a comparison must know beside the numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from analytics.patterns.periods import Pair
from analytics.patterns.working_days import WorkingDays, holidays_differ

NoteCode = Literal[
    "clamped",
    "incomplete",
    "days_differ",
    "overlaps",
    "week_53",
    "not_begun",
    "holidays",
    "matures",
    "sla_changed",
    "spread_unknown",
]


@dataclass(frozen=True, slots=True)
class Note:
    """One remark.

    `now` and `base` are its two sides, such as days or working days; `relative` the change per
    working day; `day` the day that it is about: the last that counts, that on which the figure is
    mature, that of the change of the SLA.
    """

    code: NoteCode
    now: float | None = None
    base: float | None = None
    relative: float | None = None
    day: date | None = None


def of_pair(pair: Pair) -> tuple[Note, ...]:
    """Put the remarks on two periods into notes."""
    return tuple(_of_pair(pair))


def of_working_days(pair: Pair, days: WorkingDays) -> tuple[Note, ...]:
    """Say that holidays make a difference, if they do; a total per working day tells how much."""
    now, base = (days.now, pair.current.whole), (days.base, pair.base.whole)
    if not holidays_differ(now, base):
        return ()
    return (Note("holidays", days.now, days.base, days.relative),)


def of_maturity(pair: Pair, today: date, days: int) -> tuple[Note, ...]:
    """Say that a figure which is decided some days later may yet change, and until when."""
    matures = date.fromordinal(pair.current.last.toordinal() + days)
    return (Note("matures", day=matures),) if matures >= today and pair.current.length else ()


def _of_pair(pair: Pair) -> Iterator[Note]:
    for remark in pair.remarks:
        if remark == "incomplete":
            yield Note(remark, float(pair.current.hours), day=pair.current.last)
        elif remark == "days_differ":
            yield Note(remark, pair.current.length, pair.base.length)
        else:
            yield Note(remark)
