"""What is open now, by whatever one asks.

Pages, by their key:
    ("STANDING", month)   orders of that month of creation that are open now: by slice, how many
                          were created on which day and are due on which day
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from analytics.additions import AddedCounts
from analytics.coding import packed
from analytics.frame import Frame, Ints, Texts
from analytics.grouping import added
from analytics.kpi import DIMENSIONS
from analytics.model import Company
from analytics.rollup import ALL, COLUMNS
from analytics.stays import is_open, ones, uncut
from analytics.zones import day_of, local_days

STANDING: Final = "STANDING"


def standing_part(frame: Frame, company: Company) -> bytes:
    """Count the open orders of a month by slice, day of creation and day due."""
    return packed(_open_orders(frame, company, ones(frame)))


def standing_addition(frame: Frame, company: Company, signs: Ints) -> AddedCounts:
    """Give how these counts change."""
    return AddedCounts(_open_orders(frame, company, signs))


def _open_orders(frame: Frame, company: Company, signs: Ints) -> Any:  # noqa: ANN401 - counts
    import numpy as np

    content: dict[str, dict[str, dict[str, dict[str, int]]]] = {}
    if not frame.size:
        return content
    rows = np.flatnonzero(is_open(frame))
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
    yield ALL, uncut(frame)
    for name in ("status", *DIMENSIONS):
        yield name, frame.texts[COLUMNS.get(name, name)]
