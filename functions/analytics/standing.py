"""What is open: now, by whatever one asks, and at the end of any day before.

Pages, by their key:
    ("STANDING", month)   orders of that month of creation that are open now: by slice, how many
                          were created on which day and are due on which day
    ("BALANCE", year)     by how many the open orders of each age, the overdue ones, and the sum of
                          the days of creation of the open ones change on each day of the year

What was open at the end of a day is what is open now less all that has changed since. An order is
open from its creation, or a reopening, to its completion or cancelling; it is overdue at the end of
every day from the one on which it was due, as the due date stands now.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from analytics.coding import packed
from analytics.frame import Frame, Ints, Mask, Texts
from analytics.grouping import added, distinct
from analytics.kpi import DIMENSIONS
from analytics.model import Company, PageKey
from analytics.rollup import ALL, COLUMNS
from analytics.stamped import places_of
from analytics.zones import day_of, local_days

STANDING: Final = "STANDING"
BALANCE: Final = "BALANCE"
ENDED: Final = ("completed", "closed", "cancelled")
AGES: Final = (0, 2, 4, 8, 15, 31)
"""The first day of each age in days: 0-1, 2-3, 4-7, 8-14, 15-30, and more."""
OVERDUE: Final = "overdue"
BORN: Final = "born"
"""The series that sums the days of creation, from which the mean age comes."""
NEVER: Final = 2**40
"""A day after all others."""


def standing_part(frame: Frame, company: Company) -> bytes:
    """Count the open orders of a month by slice, day of creation and day due."""
    import numpy as np

    if not frame.size:
        return b""
    rows = np.flatnonzero(_is_open(frame))
    dues = rows[frame.has("due_at")[rows]]
    content: dict[str, dict[str, dict[str, dict[str, int]]]] = {}
    for cut, texts in _cuts(frame):
        slices: dict[str, dict[str, dict[str, int]]] = defaultdict(dict)
        for name, axis, places in (("born", "created_at", rows), ("due", "due_at", dues)):
            days = local_days(frame.number(axis)[places], company.zone)
            for value, day, count in _counted(texts, places, days):
                slices[value].setdefault(name, {})[day_of(day).isoformat()] = count
        if slices:
            content[cut] = slices
    return packed(content)


def balance_parts(frame: Frame, company: Company) -> dict[PageKey, bytes]:
    """Compute how the orders of a month change what is open, by year."""
    import numpy as np

    if not frame.size:
        return {}
    flows: dict[str, list[tuple[Ints, Ints]]] = defaultdict(list)
    for name, days, changes in _flows(frame, company):
        flows[name].append((days, changes))
    years: dict[str, dict[str, dict[str, int]]] = defaultdict(dict)
    for name, found in flows.items():
        days, changes = (np.concatenate(each) for each in zip(*found, strict=True))
        known = distinct(days)
        sums = added(places_of(days, known), changes, len(known))
        for number, change in zip(known.tolist(), sums, strict=True):
            if change:
                day = day_of(number).isoformat()
                years[day[:4]].setdefault(name, {})[day] = change
    return {(BALANCE, year): packed(content) for year, content in years.items()}


def years_of(frames: Iterable[Frame], company: Company) -> set[str]:
    """Give the years in which rows change what is open."""
    return {year for frame in frames for _, year in balance_parts(frame, company)}


def series_of(age: int) -> str:
    """Name the series of an age."""
    return f"age{age}"


@dataclass(frozen=True)
class _Stay:
    """From which day on an order was open, and on which it was no more."""

    start: Ints
    end: Ints
    born: Ints
    due: Ints


def _flows(frame: Frame, company: Company) -> Iterator[tuple[str, Ints, Ints]]:
    import numpy as np

    for stay in _stays(frame, company):
        for age, low in enumerate(AGES):
            until = AGES[age + 1] if age + 1 < len(AGES) else NEVER
            start = np.maximum(stay.start, stay.born + low)
            end = np.minimum(stay.end, stay.born + until)
            yield from _flow(series_of(age), start, end, np.ones_like(start))
        yield from _flow(
            OVERDUE, np.maximum(stay.start, stay.due), stay.end, np.ones_like(stay.due)
        )
        yield from _flow(BORN, stay.start, stay.end, stay.born)


def _flow(name: str, start: Ints, end: Ints, weight: Ints) -> Iterator[tuple[str, Ints, Ints]]:
    import numpy as np

    begins = start < end
    ends = begins & (end < NEVER)
    days = np.concatenate((start[begins], end[ends]))
    yield name, days, np.concatenate((weight[begins], -weight[ends]))


def _stays(frame: Frame, company: Company) -> Iterator[_Stay]:
    """Give the time from creation to the first end, and of the reopened that since reopening."""
    import numpy as np

    def days(name: str) -> Ints:
        has = frame.has(name)
        found = np.full(frame.size, NEVER)
        found[has] = local_days(frame.number(name)[has], company.zone)
        return found

    born, due, is_open = days("created_at"), days("due_at"), _is_open(frame)
    first = np.minimum(days("completed_at"), days("cancelled_at"))
    # Whoever ended without a stamp did so when last changed.
    last = np.where(is_open, NEVER, _latest(days("last_completed_at"), days("cancelled_at")))
    last = np.where(~is_open & (last == NEVER), days("updated_at"), last)
    again = frame.has("reopened_at") & (first < NEVER)
    yield _Stay(
        born, np.where(again, first, np.where(is_open, NEVER, np.minimum(first, last))), born, due
    )
    yield _Stay(np.maximum(days("reopened_at"), born)[again], last[again], born[again], due[again])


def _latest(some: Ints, others: Ints) -> Ints:
    import numpy as np

    latest: Ints = np.where(
        (some < NEVER) & (others < NEVER), np.maximum(some, others), np.minimum(some, others)
    )
    return latest


def _counted(texts: Texts, rows: Ints, days: Ints) -> Iterator[tuple[str, int, int]]:
    import numpy as np

    if not rows.size:
        return
    low, width = int(days.min()), int(days.max() - days.min()) + 1
    keys, counts = np.unique((texts.codes[rows] + 1) * width + days - low, return_counts=True)
    for key, count in zip(keys.tolist(), counts.tolist(), strict=True):
        code = key // width - 1
        yield texts.values[code] if code >= 0 else "", key % width + low, count


def _cuts(frame: Frame) -> Iterator[tuple[str, Texts]]:
    import numpy as np

    yield ALL, Texts(np.full(frame.size, -1), ())
    for name in ("status", *DIMENSIONS):
        yield name, frame.texts[COLUMNS.get(name, name)]


def _is_open(frame: Frame) -> Mask:
    is_open: Mask = ~frame.is_in("status", *ENDED)
    return is_open
