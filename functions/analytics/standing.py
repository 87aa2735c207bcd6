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
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from analytics.additions import AddedCounts
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
    return packed(_open_orders(frame, company, _ones(frame)))


def standing_addition(frame: Frame, company: Company, signs: Ints) -> AddedCounts:
    """Give how these counts change."""
    return AddedCounts(_open_orders(frame, company, signs))


def balance_parts(frame: Frame, company: Company) -> dict[PageKey, bytes]:
    """Compute how the orders of a month change what is open, by year."""
    years = _balance(frame, company, _ones(frame))
    return {(BALANCE, year): packed(content) for year, content in years.items()}


def balance_additions(frame: Frame, company: Company, signs: Ints) -> dict[PageKey, AddedCounts]:
    """Give how this itself changes, where it does."""
    years = _balance(frame, company, signs)
    return {(BALANCE, year): AddedCounts(content, may_fall=True) for year, content in years.items()}


def _open_orders(frame: Frame, company: Company, signs: Ints) -> Any:  # noqa: ANN401 - counts
    import numpy as np

    content: dict[str, dict[str, dict[str, dict[str, int]]]] = {}
    if not frame.size:
        return content
    rows = np.flatnonzero(_is_open(frame))
    dues = rows[frame.has("due_at")[rows]]
    for cut, texts in _cuts(frame):
        slices: dict[str, dict[str, dict[str, int]]] = defaultdict(dict)
        for name, axis, places in (("born", "created_at", rows), ("due", "due_at", dues)):
            days = local_days(frame.number(axis)[places], company.zone)
            for value, day, count in _counted(texts.codes[places], texts, days, signs[places]):
                slices[value].setdefault(name, {})[day_of(day).isoformat()] = count
        if slices:
            content[cut] = slices
    return content


def _balance(frame: Frame, company: Company, signs: Ints) -> dict[str, Any]:
    import numpy as np

    years: dict[str, dict[str, dict[str, int]]] = defaultdict(dict)
    if not frame.size:
        return years
    flows: dict[str, list[tuple[Ints, Ints]]] = defaultdict(list)
    for name, days, changes in _flows(frame, company, signs):
        flows[name].append((days, changes))
    for name, found in flows.items():
        days, changes = (np.concatenate(each) for each in zip(*found, strict=True))
        known = distinct(days)
        sums = added(places_of(days, known), changes, len(known))
        for number, change in zip(known.tolist(), sums, strict=True):
            if change:
                day = day_of(number).isoformat()
                years[day[:4]].setdefault(name, {})[day] = change
    return years


def _ones(frame: Frame) -> Ints:
    import numpy as np

    return np.ones(frame.size, np.int64)


def series_of(age: int) -> str:
    """Name the series of an age."""
    return f"age{age}"


@dataclass(frozen=True)
class _Stay:
    """From which day on an order was open, and on which it was no more, and how often it counts."""

    start: Ints
    end: Ints
    born: Ints
    due: Ints
    weight: Ints


def _flows(frame: Frame, company: Company, signs: Ints) -> Iterator[tuple[str, Ints, Ints]]:
    import numpy as np

    for stay in _stays(frame, company, signs):
        for age, low in enumerate(AGES):
            until = AGES[age + 1] if age + 1 < len(AGES) else NEVER
            start = np.maximum(stay.start, stay.born + low)
            end = np.minimum(stay.end, stay.born + until)
            yield from _flow(series_of(age), start, end, stay.weight)
        yield from _flow(OVERDUE, np.maximum(stay.start, stay.due), stay.end, stay.weight)
        yield from _flow(BORN, stay.start, stay.end, stay.born * stay.weight)


def _flow(name: str, start: Ints, end: Ints, weight: Ints) -> Iterator[tuple[str, Ints, Ints]]:
    import numpy as np

    begins = start < end
    ends = begins & (end < NEVER)
    days = np.concatenate((start[begins], end[ends]))
    yield name, days, np.concatenate((weight[begins], -weight[ends]))


def _stays(frame: Frame, company: Company, signs: Ints) -> Iterator[_Stay]:
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
    end = np.where(again, first, np.where(is_open, NEVER, np.minimum(first, last)))
    yield _Stay(born, end, born, due, signs)
    since = np.maximum(days("reopened_at"), born)
    yield _Stay(*(each[again] for each in (since, last, born, due, signs)))


def _latest(some: Ints, others: Ints) -> Ints:
    import numpy as np

    latest: Ints = np.where(
        (some < NEVER) & (others < NEVER), np.maximum(some, others), np.minimum(some, others)
    )
    return latest


def _counted(codes: Ints, texts: Texts, days: Ints, signs: Ints) -> Iterator[tuple[str, int, int]]:
    import numpy as np

    if not codes.size:
        return
    low, width = int(days.min()), int(days.max() - days.min()) + 1
    keys, places = np.unique((codes + 1) * width + days - low, return_inverse=True)
    counts = added(places, signs, len(keys))
    for key, count in zip(keys.tolist(), counts, strict=True):
        code = key // width - 1
        if count:
            yield texts.values[code] if code >= 0 else "", key % width + low, count


def _cuts(frame: Frame) -> Iterator[tuple[str, Texts]]:
    import numpy as np

    yield ALL, Texts(np.full(frame.size, -1), ())
    for name in ("status", *DIMENSIONS):
        yield name, frame.texts[COLUMNS.get(name, name)]


def _is_open(frame: Frame) -> Mask:
    is_open: Mask = ~frame.is_in("status", *ENDED)
    return is_open
