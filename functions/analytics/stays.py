"""From which day on orders were open, and on which they were no more.

An order is open from its creation, or a reopening, to its completion or cancelling; it is overdue
at the end of every day from the one on which it was due, as the due date stands now. What an order
adds to the numbers of a day is told as flows: what begins on a day, and what ends, with a minus.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from analytics.frame import Frame, Ints, Mask, Texts
from analytics.model import Company
from analytics.zones import local_days

ENDED: Final = ("completed", "closed", "cancelled")
AGES: Final = (0, 2, 4, 8, 15, 31)
"""The first day of each age in days: 0-1, 2-3, 4-7, 8-14, 15-30, and more."""
OPEN: Final = "open"
OVERDUE: Final = "overdue"
BORN: Final = "born"
"""The series that sums the days of creation, from which the mean age comes."""
NEVER: Final = 2**40
"""A day after all others."""


@dataclass(frozen=True)
class Stay:
    """From which day on an order was open, and on which it was no more, and how often it counts."""

    rows: Ints
    start: Ints
    end: Ints
    born: Ints
    due: Ints
    weight: Ints


@dataclass(frozen=True)
class Flow:
    """By how much a number changes on which day, and which row of the frame makes it change."""

    rows: Ints
    days: Ints
    changes: Ints


def series_of(age: int) -> str:
    """Name the series of an age."""
    return f"age{age}"


def is_open(frame: Frame) -> Mask:
    """Say which orders are open now."""
    still: Mask = ~frame.is_in("status", *ENDED)
    return still


def ones(frame: Frame) -> Ints:
    """Let each row count once."""
    import numpy as np

    return np.ones(frame.size, np.int64)


def uncut(frame: Frame) -> Texts:
    """Let all rows lie in one slice."""
    import numpy as np

    return Texts(np.full(frame.size, -1), ())


def of_age(stay: Stay, age: int) -> Flow:
    """Tell how many open orders are of an age."""
    import numpy as np

    low, until = AGES[age], AGES[age + 1] if age + 1 < len(AGES) else NEVER
    start = np.maximum(stay.start, stay.born + low)
    return _flow(stay, start, np.minimum(stay.end, stay.born + until), stay.weight)


def of_open(stay: Stay) -> Flow:
    """Tell how many orders are open."""
    return _flow(stay, stay.start, stay.end, stay.weight)


def of_overdue(stay: Stay) -> Flow:
    """Tell how many of them were due."""
    import numpy as np

    return _flow(stay, np.maximum(stay.start, stay.due), stay.end, stay.weight)


def of_born(stay: Stay) -> Flow:
    """Tell the sum of the days of their creation."""
    return _flow(stay, stay.start, stay.end, stay.born * stay.weight)


def stays(frame: Frame, company: Company, signs: Ints) -> Iterator[Stay]:
    """Give the time from creation to the first end, and of the reopened that since reopening."""
    import numpy as np

    def days(name: str) -> Ints:
        has = frame.has(name)
        found = np.full(frame.size, NEVER)
        found[has] = local_days(frame.number(name)[has], company.zone)
        return found

    born, due, still = days("created_at"), days("due_at"), is_open(frame)
    first = np.minimum(days("completed_at"), days("cancelled_at"))
    # Whoever ended without a stamp did so when last changed.
    last = np.where(still, NEVER, _latest(days("last_completed_at"), days("cancelled_at")))
    last = np.where(~still & (last == NEVER), days("updated_at"), last)
    again = frame.has("reopened_at") & (first < NEVER)
    end = np.where(again, first, np.where(still, NEVER, np.minimum(first, last)))
    rows = np.arange(frame.size)
    yield Stay(rows, born, end, born, due, signs)
    since = np.maximum(days("reopened_at"), born)
    yield Stay(*(each[again] for each in (rows, since, last, born, due, signs)))


def _flow(stay: Stay, start: Ints, end: Ints, weight: Ints) -> Flow:
    import numpy as np

    begins = start < end
    ends = begins & (end < NEVER)
    return Flow(
        rows=np.concatenate((stay.rows[begins], stay.rows[ends])),
        days=np.concatenate((start[begins], end[ends])),
        changes=np.concatenate((weight[begins], -weight[ends])),
    )


def _latest(some: Ints, others: Ints) -> Ints:
    import numpy as np

    latest: Ints = np.where(
        (some < NEVER) & (others < NEVER), np.maximum(some, others), np.minimum(some, others)
    )
    return latest
