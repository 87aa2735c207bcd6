"""From a month's rows to pages of figures: recomputed from whole columns, never added to.

Pages, by their key:
    ("DAY#all", day)            every KPI
    ("DAY#<dimension>", day)    the same by the values of a dimension, "" for rows without one
    ("DAY#hour", day)           KPIs that are counted by hour of day
    ("CONTENT", day)            names what orders, in which versions, have a stamp on the day
A page has a part for each month of rows that adds to it; whoever reads adds the parts up.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from analytics.coding import Coded, coded, packed
from analytics.frame import Frame, Ints, Texts
from analytics.grouping import added, bins_by, bins_of, distinct, squared
from analytics.kpi import Kpi, Observations
from analytics.kpis import KPIS
from analytics.model import AXES, LAKE_SCHEMA, Company, PageKey
from analytics.rows import Kind
from analytics.zones import day_of, local_days, local_hours

ALL: Final = "all"
CONTENT: Final = "CONTENT"
HOUR: Final = "hour"
COLUMNS: Final = {"technician": "technician_id"}
"""The column of a dimension, where it is not called the same."""
CUTS: Final = (ALL, "technician", "type", "zone", "priority", "source", "customer_kind", HOUR)


@dataclass(frozen=True)
class Seen:
    """What a KPI saw in a frame, and on which local days."""

    kpi: Kpi
    observed: Observations
    days: Ints


def basis(company: Company) -> str:
    """Name what figures are computed under: pages of another basis are made anew."""
    told = [
        f"{kpi.name} {kpi.kind} {kpi.axis} {kpi.shape} {kpi.unit} {kpi.hours} {kpi.dimensions}"
        for kpi in KPIS.values()
    ]
    digest = hashlib.sha256("\n".join(sorted(told)).encode()).hexdigest()[:8]
    hidden = "all" if company.hidden_counts else "shown"
    return f"{LAKE_SCHEMA} {company.zone.key} {company.currency} {hidden} {digest}"


def look(frame: Frame, kind: Kind, company: Company) -> list[Seen]:
    """Let every KPI of a kind see the rows."""
    if not frame.size:
        return []
    return [look_at(kpi, frame, company) for kpi in KPIS.values() if kpi.kind == kind]


def look_at(kpi: Kpi, frame: Frame, company: Company) -> Seen:
    """Let one KPI see the rows."""
    found = kpi.seen(frame, company.currency, hidden_counts=company.hidden_counts)
    return Seen(kpi, found, local_days(found.at, company.zone))


def days_of(frame: Frame, kind: Kind, seen: Iterable[Seen], zone: ZoneInfo) -> set[int]:
    """Give all local days that rows touch: those of what was seen, and of orders' own stamps."""
    found = [*(each.days for each in seen), *(days for _, days in _stamps(frame, kind, zone))]
    return {day for days in found for day in distinct(days).tolist()}


def spans(
    frame: Frame, kind: Kind, seen: Iterable[Seen], zone: ZoneInfo
) -> dict[str, tuple[date, date]]:
    """Give the first and the last day on each date axis."""
    ends: dict[str, tuple[int, int]] = {}
    for axis, days in [*((each.kpi.axis, each.days) for each in seen), *_stamps(frame, kind, zone)]:
        if days.size:
            low, high = ends.get(axis, (int(days[0]), int(days[0])))
            ends[axis] = (min(low, int(days.min())), max(high, int(days.max())))
    return {axis: (day_of(low), day_of(high)) for axis, (low, high) in sorted(ends.items())}


def day_parts(
    frame: Frame, seen: Iterable[Seen], days: Iterable[int], zone: ZoneInfo
) -> dict[PageKey, bytes]:
    """Compute the parts of all pages of these days; a page without figures gets no bytes."""
    chosen = sorted(days)
    named = [day_of(day).isoformat() for day in chosen]
    content: dict[PageKey, dict[str, dict[str, Coded]]] = {
        (f"DAY#{cut}", name): {} for cut in CUTS for name in named
    }
    for each in seen:
        kept = _within(each, chosen)
        for cut, texts in _cuts(frame, kept, zone):
            for place, value, tally in _tallies(kept, len(chosen), texts):
                content[f"DAY#{cut}", named[place]].setdefault(value, {})[kept.kpi.name] = tally
    return {key: packed(found) for key, found in content.items()}


def cut_of(frame: Frame, observed: Observations, dimension: str) -> Texts | None:
    """Give the slice of each observation; None where rows of this kind have no such dimension."""
    if dimension == "technician" and observed.technician is not None:
        return observed.technician
    found = frame.texts.get(COLUMNS.get(dimension, dimension))
    return found and Texts(found.codes[observed.rows], found.values)


@dataclass(frozen=True)
class _Kept:
    """What a KPI saw on some days; `places` are those of its days among them."""

    kpi: Kpi
    observed: Observations
    places: Ints
    bins: "Ints | None"


def _within(seen: Seen, days: Sequence[int]) -> _Kept:
    import numpy as np

    places = _places(seen.days, np.array(days, np.int64))
    mask = places >= 0
    observed = seen.observed if mask.all() else seen.observed.only(mask)
    bins = bins_of(observed.total) if seen.kpi.shape == "quantile" else None
    return _Kept(seen.kpi, observed, places[mask], bins)


def _places(days: Ints, chosen: Ints) -> Ints:
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


def _cuts(frame: Frame, kept: _Kept, zone: ZoneInfo) -> Iterator[tuple[str, Texts]]:
    import numpy as np

    yield ALL, Texts(np.zeros(len(kept.places), np.int64), ("",))
    for dimension in kept.kpi.dimensions:
        texts = cut_of(frame, kept.observed, dimension)
        if texts is not None:
            yield dimension, texts
    if kept.kpi.hours:
        yield HOUR, Texts(local_hours(kept.observed.at, zone), tuple(map(str, range(24))))


def _tallies(kept: _Kept, days: int, texts: Texts) -> Iterator[tuple[int, str, Coded]]:
    """Give the tally of each day, by its place, and slice that has one."""
    import numpy as np

    width = len(texts.values) + 1
    keys = kept.places * width + texts.codes + 1
    present = np.flatnonzero(np.bincount(keys, minlength=days * width)).tolist()
    told = list(zip(*_sums(kept, keys, days * width), strict=True))
    bins = {} if kept.bins is None else bins_by(keys, kept.bins)
    values = ["", *texts.values]
    for key in present:
        tally = coded(told[key], bins.get(key, ()))
        if tally:
            yield key // width, values[key % width], tally


def _sums(kept: _Kept, keys: Ints, size: int) -> Sequence[Sequence[int]]:
    observed, nothing = kept.observed, (0,) * size
    has_squares = kept.kpi.shape in {"mean", "quantile"}
    return (
        added(keys, observed.n, size),
        added(keys, observed.total, size),
        nothing if observed.pending is None else added(keys, observed.pending, size),
        squared(keys, observed.total, size) if has_squares else nothing,
    )


def _stamps(frame: Frame, kind: Kind, zone: ZoneInfo) -> Iterator[tuple[str, Ints]]:
    if kind == "orders":
        for axis in AXES:
            yield axis, local_days(frame.number(axis)[frame.has(axis)], zone)
