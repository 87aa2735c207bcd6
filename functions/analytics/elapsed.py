"""Time between moments of a row, in whole seconds."""

from datetime import timedelta

import numpy as np

from analytics.frame import ABSENT, SECOND, Frame, Ints, Mask
from analytics.kpi import Observations, observed


def seconds(frame: Frame, since: str, until: str) -> Ints:
    """Give the seconds between two moments, ABSENT without both or in the wrong order."""
    start, end = frame.number(since), frame.number(until)
    told = frame.has(since) & frame.has(until) & (end >= start)
    # What is absent is not reckoned with: its number would overflow.
    passed = np.where(told, end, 0) - np.where(told, start, 0)
    return np.where(told, passed // SECOND, ABSENT)


def took(frame: Frame, since: str, until: str, *, axis: str = "completed_at") -> Observations:
    """See how long it took from one moment to another."""
    passed = seconds(frame, since, until)
    return observed(frame, axis, where=passed != ABSENT, total=passed)


def within(frame: Frame, since: str, until: str, window: timedelta) -> Mask:
    """Say in which rows a moment came at most so long after another; not before it."""
    start, end = frame.number(since), frame.number(until)
    told = frame.has(since) & frame.has(until) & (end >= start)
    passed = np.where(told, end, 0) - np.where(told, start, 0)
    in_time: Mask = told & (passed <= window // timedelta(milliseconds=1))
    return in_time


def hands_on(frame: Frame) -> Ints:
    """Give the seconds from start to first completion without holds, ABSENT where not known.

    Holds after a reopening are in the same sum as those before: of an order that had both nobody
    can tell them apart.
    """
    worked, held = seconds(frame, "started_at", "completed_at"), frame.number("hold_seconds")
    mixed = (frame.number("reopen_count") > 0) & (held > 0)
    known = (worked != ABSENT) & ~mixed
    return np.where(known, np.maximum(np.where(known, worked, 0) - held, 0), ABSENT)
