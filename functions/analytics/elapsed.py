"""Time between moments of a row, in whole seconds."""

from datetime import timedelta

from analytics.frame import ABSENT, SECOND, Frame, Ints, Mask
from analytics.kpi import Observations, observed
from analytics.reworks import first_rework_at


def between(start: Ints, end: Ints) -> Ints:
    """Give the seconds from one moment to another, ABSENT without both or in the wrong order."""
    import numpy as np

    told = (start != ABSENT) & (end >= start)
    # What is absent is not reckoned with: its number would overflow.
    return np.where(told, (end - np.where(told, start, 0)) // SECOND, ABSENT)


def seconds(frame: Frame, since: str, until: str) -> Ints:
    """Give the seconds between two columns of moments, ABSENT where that makes no sense."""
    return between(frame.number(since), frame.number(until))


def took(frame: Frame, since: str, until: str, *, axis: str = "completed_at") -> Observations:
    """See how long it took from one moment to another."""
    passed = seconds(frame, since, until)
    return observed(frame, axis, where=passed != ABSENT, total=passed)


def within(frame: Frame, since: str, until: str, window: timedelta) -> Mask:
    """Say in which rows a moment came at most so long after another; not before it."""
    return _soon(frame.number(since), frame.number(until), window)


def reworked(frame: Frame, window: timedelta) -> Mask:
    """Say which orders had to be done again within so long of their first completion."""
    return _soon(frame.number("completed_at"), first_rework_at(frame), window)


def _soon(start: Ints, end: Ints, window: timedelta) -> Mask:
    latest = start + window // timedelta(milliseconds=1)
    in_time: Mask = (start != ABSENT) & (end >= start) & (end <= latest)
    return in_time


def first_of(frame: Frame, *names: str) -> Ints:
    """Give the earliest of some moments of a row, ABSENT without any."""
    import numpy as np

    never = np.iinfo(np.int64).max
    told = [np.where(frame.has(name), frame.number(name), never) for name in names]
    earliest = np.minimum.reduce(told)
    return np.where(earliest == never, ABSENT, earliest)


def hands_on(frame: Frame) -> Ints:
    """Give the seconds from start to first completion without holds, ABSENT where not known.

    Holds after a reopening are in the same sum as those before: of an order that had both nobody
    can tell them apart.
    """
    import numpy as np

    worked, held = seconds(frame, "started_at", "completed_at"), frame.number("hold_seconds")
    mixed = (frame.number("reopen_count") > 0) & (held > 0)
    return np.where((worked != ABSENT) & ~mixed, (worked - held).clip(0), ABSENT)
