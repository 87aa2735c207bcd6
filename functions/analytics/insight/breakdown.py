"""One KPI step by step against another period, and by slices: what made the change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from analytics.insight import derived, tiles
from analytics.insight.asked import course_asked, slice_name, sliced_asked
from analytics.insight.head import head, names_of
from analytics.insight.measures import AnyKpi, measure_for
from analytics.insight.ports import Pages, People
from analytics.insight.question import Question
from analytics.insight.schemas import (
    BreakdownOut,
    CompareOut,
    PairOut,
    RowOut,
    StepOut,
    TileOut,
    WaterfallOut,
)
from analytics.insight.sources import by_slice, sources_of
from analytics.insight.spans import WEEK, Spans, read
from analytics.insight.tiles import Ground, IsWorking
from analytics.kpi import Dimension, Kpi
from analytics.model import Company
from analytics.patterns import waterfall
from analytics.patterns.waterfall import Waterfall
from shared.clock import Clock
from shared.errors import InvalidError

ADDED: Final = frozenset({"count", "level", "sum"})
"""Kinds of figures whose slices add up to the whole."""
MIXED: Final = frozenset({"share", "mean", "score"})
"""Those that change by the mix of slices, too."""


@dataclass(frozen=True)
class Compared:
    """Compares one KPI: at most 10 reads for a series, 16 for slices."""

    pages: Pages
    people: People
    company: Company
    clock: Clock

    def series(self, name: str, question: Question) -> CompareOut:
        """Give a KPI and its base, step by step."""
        kpi = course_asked(name, question)
        spans, is_working = self._read(kpi, question)
        ground = Ground(spans, is_working, self.company.currency)
        tile = tiles.judged([self._raw(kpi, ground)], ground)[0]
        return CompareOut(
            **head(spans, self.company, is_working, slice_name(self.people, question)),
            tile=tile,
            aligned_by=_alignment(spans),
            pairs=list(_pairs(tile)),
        )

    def breakdown(self, name: str, dimension: Dimension, question: Question) -> BreakdownOut:
        """Give a KPI by slices, judged together, and what each adds to the change."""
        if question.slice is not None:
            raise InvalidError.of("value", question.key, "a breakdown is of the whole company")
        kpi = sliced_asked(name, dimension, question)
        spans, is_working = self._read(kpi, question, dimension)
        ground = Ground(spans, is_working, self.company.currency)
        raws = self._by_slice(kpi, dimension, ground)
        shown = dict(zip(raws, tiles.judged(list(raws.values()), ground), strict=True))
        named = {one.id: one.name for one in self.people.technicians()}
        names = {key: names_of(named, dimension, key) for key in raws}
        return BreakdownOut(
            **head(spans, self.company, is_working),
            kpi=name,
            dimension=dimension,
            rows=_rows(kpi, names, shown),
            waterfall=None if spans.is_first_day else _waterfall(kpi, raws, names),
        )

    def _by_slice(self, kpi: AnyKpi, dimension: Dimension, ground: Ground) -> dict[str, tiles.Raw]:
        spans, zone = ground.spans, self.company.zone
        if isinstance(kpi, Kpi):
            return {key: tiles.raw(kpi, ground, key) for key in spans.values()}
        found = by_slice(kpi, dimension, spans, self.pages, self.people, zone)
        return {key: derived.one(kpi, spans, sources) for key, sources in found.items()}

    def _raw(self, kpi: AnyKpi, ground: Ground) -> tiles.Raw:
        if isinstance(kpi, Kpi):
            return tiles.raw(kpi, ground)
        zone = self.company.zone
        return derived.one(
            kpi, ground.spans, sources_of(kpi, ground.spans, self.pages, self.people, zone)
        )

    def _read(
        self, kpi: AnyKpi, question: Question, by: Dimension | None = None
    ) -> tuple[Spans, IsWorking]:
        now = self.clock().astimezone(self.company.zone)
        spans = read(self.pages, question, now, by=by, only=(kpi.name,))
        return spans, tiles.working(self.people.rules().calendar)


def _alignment(spans: Spans) -> Literal["weekday", "position"]:
    pair = spans.pair
    if pair is None or spans.step == WEEK:
        return "position"
    same = pair.current.first.weekday() == pair.base.first.weekday()
    return "weekday" if same else "position"


def _pairs(tile: TileOut) -> Iterator[PairOut]:
    bases = [*tile.base_series, *([None] * len(tile.series))]
    for now, base in zip(tile.series, bases, strict=False):
        yield PairOut(
            day=now.day,
            base_day=base and base.day,
            value=now.value,
            n=now.n,
            base_value=base and base.value,
            base_n=base.n if base else 0,
            complete=now.complete,
        )


def _rows(kpi: AnyKpi, names: Mapping[str, str], shown: Mapping[str, TileOut]) -> list[RowOut]:
    adds_up = measure_for(kpi).kind in ADDED
    whole = sum(float(tile.value or 0) for tile in shown.values()) if adds_up else 0
    rows = [
        RowOut(
            value=key,
            name=names[key],
            figure=tile.value,
            n=tile.n,
            base_figure=tile.base_value,
            base_n=tile.base_n,
            share=float(tile.value) / whole if whole and tile.value is not None else None,
            change=tile.change,
            verdict=tile.verdict,
        )
        for key, tile in shown.items()
        if tile.n or tile.base_n
    ]
    return sorted(rows, key=lambda row: (-row.n, row.name, row.value))


def _waterfall(
    kpi: AnyKpi, raws: Mapping[str, tiles.Raw], names: Mapping[str, str]
) -> WaterfallOut | None:
    kind = measure_for(kpi).kind
    bases = {key: raw.base.whole for key, raw in raws.items() if raw.base is not None}
    if kind not in {*ADDED, *MIXED} or not bases:
        return None
    now = {key: raws[key].now.whole for key in bases}
    found: Waterfall | None
    if kind in ADDED:
        found = waterfall.of_sums(
            {key: tally.total for key, tally in now.items()},
            {key: tally.total for key, tally in bases.items()},
        )
    else:
        found = waterfall.of_ratios(
            {key: (tally.total, tally.n) for key, tally in now.items() if tally.n},
            {key: (tally.total, tally.n) for key, tally in bases.items() if tally.n},
        )
    return _shown(found, names) if found else None


def _shown(found: Waterfall, names: Mapping[str, str]) -> WaterfallOut:
    steps = [
        StepOut(
            value=part.name,
            name=names.get(part.name, part.name) if part.name is not None else "",
            mix=float(part.mix),
            rate=float(part.rate),
            total=float(part.total),
            slices=part.slices,
        )
        for part in found.parts
    ]
    return WaterfallOut(base=float(found.base), value=float(found.value), steps=steps)
