"""How what is open changes from day to day, in all and by slices.

Pages, by their key:
    ("BALANCE", year)               by how many the open orders of each age, the overdue ones, and
                                    the sum of the days of creation of the open ones change on each
                                    day of the year
    ("BALANCE#<dimension>", month)  by value, by how many the open orders, the overdue ones and the
                                    same sum change on each day of the month; "" for orders without

What was open at the end of a day is what is open now less all that has changed since. An order lies
in the slice that it belongs to now, for all the time that it was open.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, TypeAlias

from analytics.additions import AddedCounts
from analytics.coding import packed
from analytics.frame import Frame, Ints, Texts
from analytics.grouping import Addends, distinct
from analytics.kpi import DIMENSIONS
from analytics.model import Company, PageKey
from analytics.rollup import COLUMNS
from analytics.stamped import places_of
from analytics.stays import (
    AGES,
    BORN,
    OPEN,
    OVERDUE,
    Flow,
    Stay,
    of_age,
    of_born,
    of_open,
    of_overdue,
    ones,
    series_of,
    stays,
    uncut,
)
from analytics.zones import day_of

BALANCE: Final = "BALANCE"
SLICED: Final = tuple(f"{BALANCE}#{dimension}" for dimension in DIMENSIONS)
"""The pages by slices."""
YEAR: Final = len("2026")
MONTH: Final = len("2026-11")
Tell: TypeAlias = Callable[[Stay], Flow]
IN_ALL: Final[Mapping[str, Tell]] = {
    **{series_of(age): partial(of_age, age=age) for age in range(len(AGES))},
    OVERDUE: of_overdue,
    BORN: of_born,
}
IN_SLICES: Final[Mapping[str, Tell]] = {OPEN: of_open, OVERDUE: of_overdue, BORN: of_born}
TOLD: Final[Mapping[str, Tell]] = {**IN_ALL, **IN_SLICES}
"""Every series by its name, and how it is told."""


def balance_parts(frame: Frame, company: Company) -> dict[PageKey, bytes]:
    """Compute how the orders of a month change what is open, by year, and by month in slices."""
    pages = _balance(frame, company, ones(frame))
    return {key: packed(content) for key, content in pages.items()}


def balance_additions(frame: Frame, company: Company, signs: Ints) -> dict[PageKey, AddedCounts]:
    """Give how this itself changes, where it does."""
    pages = _balance(frame, company, signs)
    return {key: AddedCounts(content, may_fall=True) for key, content in pages.items()}


def _balance(frame: Frame, company: Company, signs: Ints) -> dict[PageKey, Any]:
    pages: dict[PageKey, dict[str, Any]] = defaultdict(dict)
    if not frame.size:
        return pages
    found = list(stays(frame, company, signs))
    whole = uncut(frame)
    for series, tell in TOLD.items():
        dated = _Dated.of([tell(stay) for stay in found])
        if series in IN_ALL:
            for day, _, change in dated.by(whole):
                pages[BALANCE, day[:YEAR]].setdefault(series, {})[day] = change
        for dimension in DIMENSIONS if series in IN_SLICES else ():
            about, texts = f"{BALANCE}#{dimension}", frame.texts[COLUMNS.get(dimension, dimension)]
            for day, value, change in dated.by(texts):
                slices = pages[about, day[:MONTH]].setdefault(value, {})
                slices.setdefault(series, {})[day[MONTH + 1 :]] = change
    return pages


@dataclass(frozen=True)
class _Dated:
    """Changes by their day; `places` are those of their days among `days`."""

    rows: Ints
    days: Ints
    places: Ints
    changes: Addends

    @classmethod
    def of(cls, flows: Sequence[Flow]) -> "_Dated":
        import numpy as np

        days = np.concatenate([flow.days for flow in flows])
        known = distinct(days)
        changes = Addends.of(np.concatenate([flow.changes for flow in flows]))
        rows = np.concatenate([flow.rows for flow in flows])
        return cls(rows, known, places_of(days, known), changes)

    def by(self, texts: Texts) -> Iterator[tuple[str, str, int]]:
        """Give day, value and change, where there is one."""
        import numpy as np

        width = len(self.days)
        keys = (texts.codes[self.rows] + 1) * width + self.places
        counts = np.bincount(keys, minlength=(len(texts.values) + 1) * width)
        sums = self.changes.by(keys, counts)
        values, days = ("", *texts.values), [day_of(day).isoformat() for day in self.days.tolist()]
        for key in np.flatnonzero(sums).tolist():
            yield days[key % width], values[key // width], int(sums[key])
