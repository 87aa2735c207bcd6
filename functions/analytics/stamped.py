"""Which local days rows belong to, by every moment by which a KPI decides a day."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from analytics.frame import ABSENT, Frame, Ints, Mask
from analytics.grouping import distinct
from analytics.kpis import KPIS
from analytics.model import AXES
from analytics.rows import Kind
from analytics.zones import day_of, local_days

INSIDE: Final = "."
"""Between a part of a row and the column of its nested rows: payments.at."""


def days_of(frame: Frame, kind: Kind, zone: ZoneInfo) -> set[int]:
    """Give all local days that rows touch."""
    columns = {name for names in stamps(kind).values() for name in names}
    found = (_days(_moments(frame, name)[1], zone)[1] for name in columns)
    return {day for days in found for day in distinct(days).tolist()}


def spans(frame: Frame, kind: Kind, zone: ZoneInfo) -> dict[str, tuple[date, date]]:
    """Give the first and the last day on each date axis."""
    ends: dict[str, tuple[date, date]] = {}
    for axis, names in sorted(stamps(kind).items()):
        told = [at[at != ABSENT] for _, at in (_moments(frame, name) for name in names)]
        found = [(int(at.min()), int(at.max())) for at in told if at.size]
        if found:
            low, high = min(low for low, _ in found), max(high for _, high in found)
            ends[axis] = (_day(low, zone), _day(high, zone))
    return ends


def rows_on(frame: Frame, kind: Kind, days: Collection[int], zone: ZoneInfo) -> Mask:
    """Say which rows touch any of these days: KPIs see on them what they see in all rows."""
    import numpy as np

    chosen = np.array(sorted(days), np.int64)
    mask = np.zeros(frame.size, bool)
    for name in {name for names in stamps(kind).values() for name in names}:
        owners, at = _moments(frame, name)
        there, found = _days(at, zone)
        hits = places_of(found, chosen) >= 0
        rows = there[hits]
        mask[rows if owners is None else owners[rows]] = True
    return mask


def places_of(days: Ints, chosen: Ints) -> Ints:
    """Give for each day its place among those chosen, which are sorted, or -1."""
    import numpy as np

    if not chosen.size:
        return np.full(len(days), -1)
    low, high = int(chosen[0]), int(chosen[-1])
    table = np.full(high - low + 3, -1)
    table[chosen - low + 1] = np.arange(len(chosen))
    # Days before and after all of them meet an empty place at either end.
    places: Ints = table[np.clip(days - low + 1, 0, len(table) - 1)]
    return places


@cache
def stamps(kind: Kind) -> Mapping[str, frozenset[str]]:
    """Give the columns of moments by each date axis."""
    found: dict[str, set[str]] = {axis: {axis} for axis in AXES if kind == "orders"}
    for kpi in KPIS.values():
        if kpi.kind == kind:
            found.setdefault(kpi.axis, set()).update(kpi.stamps)
    return {axis: frozenset(names) for axis, names in found.items()}


def _moments(frame: Frame, name: str) -> tuple["Ints | None", Ints]:
    """Give a column of moments, and whose they are if they are those of nested rows."""
    part, inside, column = name.rpartition(INSIDE)
    if not inside:
        return None, frame.number(name)
    return frame.parts[part].owner, frame.parts[part].rows.number(column)


def _days(at: Ints, zone: ZoneInfo) -> tuple[Ints, Ints]:
    """Give the places where there is a moment, and its local day."""
    import numpy as np

    there = np.flatnonzero(at != ABSENT)
    return there, local_days(at[there], zone)


def _day(at: int, zone: ZoneInfo) -> date:
    import numpy as np

    return day_of(int(local_days(np.array([at]), zone)[0]))
