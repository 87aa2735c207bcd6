"""What rows that have changed add to pages: what they show now, less what they showed before.

Tallies are whole numbers, so what is added and taken away comes to exactly what all rows come to.
The frame holds the rows as they were and as they are; `signs` are -1 for those and 1 for these.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeAlias
from zoneinfo import ZoneInfo

from analytics.additions import AddedTallies
from analytics.coding import Coded
from analytics.frame import Frame, Ints, Texts
from analytics.grouping import bins_changed, distinct
from analytics.model import PageKey
from analytics.rollup import Kept, Seen, cuts, within
from analytics.zones import day_of

Slices: TypeAlias = dict[str, dict[str, Coded]]


def day_additions(
    frame: Frame, seen: Iterable[Seen], signs: Ints, zone: ZoneInfo
) -> dict[PageKey, AddedTallies]:
    """Give what changes on the pages of days; pages on which nothing does are left out."""
    pages: dict[PageKey, Slices] = defaultdict(lambda: defaultdict(dict))
    for each in seen:
        days = distinct(each.days).tolist()
        named = [day_of(day).isoformat() for day in days]
        kept = within(each, days, signs)
        for cut, texts in cuts(frame, kept, zone):
            for place, value, change in _changes(kept, texts):
                pages[f"DAY#{cut}", named[place]][value][each.kpi.name] = change
    return {key: AddedTallies(slices) for key, slices in pages.items()}


def _changes(kept: Kept, texts: Texts) -> Iterator[tuple[int, str, Coded]]:
    """Give how the tally of each day, by its place, and slice changes, where it does."""
    import numpy as np

    if kept.signs is None or not kept.places.size:
        return
    keys, width = kept.keyed(texts)
    counts = np.bincount(keys)
    sums = np.array([each.by(keys, counts) for each in kept.addends])
    bins = {} if kept.bins is None else bins_changed(keys, kept.bins, kept.signs)
    changed = np.flatnonzero((sums != 0).any(axis=0))
    values = ["", *texts.values]
    for key in sorted({*changed.tolist(), *bins}):
        told = [int(each) for each in sums[:, key]]
        yield key // width, values[key % width], (*told, bins.get(key, ()))
