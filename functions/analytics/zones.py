"""Local days and hours of many moments at once, right over every change of clocks.

A zone's changes are found by asking it at short steps of a year, once per year and process: the
standard library does not tell them.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from analytics.frame import DAY, SECOND, Ints

STEP: Final = 3 * 3600 * SECOND
"""Clocks were never changed twice within this time."""
HOUR: Final = 3600 * SECOND
EPOCH: Final = 719_163
"""The ordinal of 1970-01-01."""
_FIRST, _LAST = 1, 9999


def local(at: Ints, zone: ZoneInfo) -> Ints:
    """Give moments as milliseconds of the local clock."""
    import numpy as np

    if not at.size:
        return at
    starts, offsets = _table(_year(int(at.min())), _year(int(at.max())), zone)
    if len(set(offsets)) == 1:
        return at + offsets[0]
    shown: Ints = at + np.array(offsets)[np.searchsorted(starts, at, side="right") - 1]
    return shown


def local_days(at: Ints, zone: ZoneInfo) -> Ints:
    """Give the local days of moments, as days since 1970-01-01."""
    return local(at, zone) // DAY


def local_hours(at: Ints, zone: ZoneInfo) -> Ints:
    """Give the local hours of moments, 0 to 23."""
    return local(at, zone) % DAY // HOUR


def number_of(day: date) -> int:
    """Give a day as days since 1970-01-01."""
    return day.toordinal() - EPOCH


def day_of(number: int) -> date:
    """Give the day that `number_of` numbered."""
    return date.fromordinal(number + EPOCH)


@cache
def _table(first: int, last: int, zone: ZoneInfo) -> tuple[Sequence[int], Sequence[int]]:
    # A local year may begin in another year of UTC: the years around belong to it.
    years = range(max(_FIRST, first), min(_LAST, last) + 1)
    changes = [change for year in years for change in _changes(year, zone)]
    return tuple(at for at, _ in changes), tuple(offset for _, offset in changes)


@cache
def _changes(year: int, zone: ZoneInfo) -> tuple[tuple[int, int], ...]:
    """Give the offset at the beginning of a year of UTC, and each new one with its moment."""
    at, end = _start(year), _start(year + 1) if year < _LAST else _start(year) + 366 * DAY - STEP
    found = [(at, _offset(at, zone))]
    while at < end:
        following = min(at + STEP, end)
        offset = _offset(min(following, end - 1), zone)
        if offset != found[-1][1]:
            found.append((_between(at, following, zone), offset))
        at = following
    return tuple(found)


def _between(low: int, high: int, zone: ZoneInfo) -> int:
    before = _offset(low, zone)
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(middle, zone) == before:
            low = middle
        else:
            high = middle
    return high


def _offset(at: int, zone: ZoneInfo) -> int:
    moment = datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=at)
    told = moment.astimezone(zone).utcoffset() or timedelta()
    return round(told.total_seconds() * SECOND)


def _start(year: int) -> int:
    return (datetime(year, 1, 1, tzinfo=UTC).toordinal() - EPOCH) * DAY


def _year(at: int) -> int:
    return (datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=at)).year
