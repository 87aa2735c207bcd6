"""From rows to pages of figures: whole columns at a time.

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
from typing import Final
from zoneinfo import ZoneInfo

from analytics.coding import coded, packed_slices
from analytics.frame import Frame, Ints, Texts
from analytics.grouping import NONE, Addends, bins_by, bins_of
from analytics.kpi import Kpi, Observations
from analytics.kpis import KPIS
from analytics.model import LAKE_SCHEMA, Company, PageKey
from analytics.rows import Kind
from analytics.stamped import places_of
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


def look(frame: Frame, kind: Kind, company: Company) -> Iterator[Seen]:
    """Let every KPI of a kind see the rows, one after another: each holds arrays of their size."""
    if frame.size:
        for _, kpi in sorted(KPIS.items()):
            if kpi.kind == kind:
                yield look_at(kpi, frame, company)


def look_at(kpi: Kpi, frame: Frame, company: Company) -> Seen:
    """Let one KPI see the rows."""
    found = kpi.seen(frame, company.currency, hidden_counts=company.hidden_counts)
    return Seen(kpi, found, local_days(found.at, company.zone))


def day_parts(
    frame: Frame, seen: Iterable[Seen], days: Iterable[int], zone: ZoneInfo
) -> dict[PageKey, bytes]:
    """Compute the parts of all pages of these days; a page without figures gets no bytes.

    `seen` comes in the order of the KPIs' names, in which pages hold them.
    """
    chosen = sorted(days)
    named = [day_of(day).isoformat() for day in chosen]
    content: dict[str, list[dict[str, list[str]]]] = {cut: [{} for _ in named] for cut in CUTS}
    for each in seen:
        kept = within(each, chosen)
        for cut, texts in cuts(frame, kept, zone):
            pages = content[cut]
            for place, value, tally in tallies(kept, texts):
                pages[place].setdefault(value, []).append(f'"{kept.kpi.name}":{tally}')
    return {
        (f"DAY#{cut}", name): packed_slices(page)
        for cut, pages in content.items()
        for name, page in zip(named, pages, strict=True)
    }


def cut_of(frame: Frame, observed: Observations, dimension: str) -> Texts | None:
    """Give the slice of each observation; None where rows of this kind have no such dimension."""
    if dimension == "technician" and observed.technician is not None:
        return observed.technician
    found = frame.texts.get(COLUMNS.get(dimension, dimension))
    return found and Texts(found.codes[observed.rows], found.values)


@dataclass(frozen=True)
class Kept:
    """What a KPI saw on some days; `places` are those of its days among them."""

    kpi: Kpi
    observed: Observations
    places: Ints
    bins: "Ints | None"
    addends: Sequence[Addends]
    """n, total, pending and squares."""
    signs: "Ints | None"

    def keyed(self, texts: Texts) -> tuple[Ints, int]:
        """Number each observation by its day and slice; give how many numbers a day has.

        A day's first number is that of the rows without a slice.
        """
        width = len(texts.values) + 1
        return self.places * width + texts.codes + 1, width


def within(seen: Seen, days: Sequence[int], signs: "Ints | None" = None) -> Kept:
    """Keep what was seen on some days, which are sorted.

    `signs` says of each row of the frame whether what it shows is added, 1, or taken away, -1.
    """
    import numpy as np

    places = places_of(seen.days, np.array(days, np.int64))
    mask = places >= 0
    is_all = bool(mask.all())
    observed = seen.observed if is_all else seen.observed.only(mask)
    of_each = None if signs is None else signs[observed.rows]
    return Kept(
        kpi=seen.kpi,
        observed=observed,
        places=places if is_all else places[mask],
        bins=bins_of(observed.total) if seen.kpi.shape == "quantile" else None,
        addends=_addends(observed, of_each, has_squares=seen.kpi.shape in {"mean", "quantile"}),
        signs=of_each,
    )


def _addends(
    observed: Observations, signs: "Ints | None", *, has_squares: bool
) -> Sequence[Addends]:
    def of(values: "Ints | None") -> Addends:
        if values is None:
            return NONE
        return Addends.of(values if signs is None else values * signs)

    squares = Addends.of_squares(observed.total, signs) if has_squares else NONE
    return of(observed.n), of(observed.total), of(observed.pending), squares


def cuts(frame: Frame, kept: Kept, zone: ZoneInfo) -> Iterator[tuple[str, Texts]]:
    """Give the ways in which it is cut, with the slice of each observation."""
    import numpy as np

    yield ALL, Texts(np.zeros(len(kept.places), np.int64), ("",))
    for dimension in kept.kpi.dimensions:
        texts = cut_of(frame, kept.observed, dimension)
        if texts is not None:
            yield dimension, texts
    if kept.kpi.hours:
        yield HOUR, Texts(local_hours(kept.observed.at, zone), tuple(map(str, range(24))))


def tallies(kept: Kept, texts: Texts) -> Iterator[tuple[int, str, str]]:
    """Give the tally of each day, by its place, and slice that has one, as a page holds it."""
    import numpy as np

    keys, width = kept.keyed(texts)
    counts = np.bincount(keys)
    present = np.flatnonzero(counts)
    sums = (each.by(keys, counts)[present].tolist() for each in kept.addends)
    told = zip(*sums, strict=True)
    bins = {} if kept.bins is None else bins_by(keys, kept.bins)
    values = ["", *texts.values]
    for key, each in zip(present.tolist(), told, strict=True):
        tally = coded(each, bins.get(key, ""))
        if tally:
            yield key // width, values[key % width], tally
