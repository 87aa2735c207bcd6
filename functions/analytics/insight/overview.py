"""The overview: every KPI of a period against another, and what is open."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from analytics.ages import quantile
from analytics.availability import Rules, Technician
from analytics.clients import Clients
from analytics.figures import NONE_OPEN, Figures, Open, Snapshot
from analytics.insight import derived, tiles
from analytics.insight.head import head, names_of
from analytics.insight.parts import Parts
from analytics.insight.ports import Customers, Pages, People, Targets
from analytics.insight.question import Question
from analytics.insight.schemas import AgeOut, BacklogOut, CountOut, KpiOverviewOut, Number, TileOut
from analytics.insight.sources import Sources, by_technician, cut_to, snapshots_of
from analytics.insight.spans import Spans, read
from analytics.insight.tiles import Ground
from analytics.kpi import Kpi
from analytics.kpis import KPIS
from analytics.model import Company
from analytics.stays import AGES
from analytics.targets.meeting import with_targets
from shared.clock import Clock

Standing = Mapping[str, Mapping[str, Open]]
ALL: Final = "all"


@dataclass(frozen=True)
class Overview:
    """Gives the overview: at most 21 reads, whatever the period and the slice."""

    pages: Pages
    people: People
    customers: Customers
    company: Company
    clock: Clock
    goals: Targets

    def overview(self, question: Question) -> KpiOverviewOut:
        """Give every KPI of a period, judged together, and what is open."""
        spans = read(self.pages, question, self.clock().astimezone(self.company.zone))
        parts = Parts()
        is_working = tiles.working(parts.read("calendar", self.people.rules, Rules()).calendar)
        nobody: tuple[Technician, ...] = ()
        technicians = parts.read("technicians", self.people.technicians, nobody)
        ground = Ground(spans, is_working, self.company.currency)
        raws = [tiles.raw(kpi, ground) for kpi in KPIS.values() if _is_sliceable(kpi, question)]
        standing: Standing | None = parts.read("backlog", self.pages.standing, None)
        sources = self._sources(spans, technicians, standing, parts)
        if question.slice is None:
            raws += derived.everything(spans, sources)
        else:
            raws += derived.of_open(spans, sources)
            raws += derived.of_technicians(spans, cut_to(question.key, sources))
        backlog = _backlog(spans, sources, standing)
        named = {one.id: one.name for one in technicians}
        name = names_of(named, question.dimension or "", question.key)
        return KpiOverviewOut(
            **head(spans, self.company, is_working, name),
            tiles=self._aimed(tiles.judged(raws, ground), spans, parts),
            backlog=backlog,
            problems=parts.problems,
        )

    def _aimed(self, found: list[TileOut], spans: Spans, parts: Parts) -> list[TileOut]:
        """Say what each was to come to; a target is of the company, not of a part of it."""
        if spans.question.slice is not None:
            return found
        nothing: Mapping[str, Number] = {}
        targets = parts.read("targets", self.goals.targets, nothing)
        return list(with_targets(found, targets, spans.question.period, spans.today))

    def _sources(
        self, spans: Spans, technicians: Sequence[Technician], standing: Standing | None,
        parts: Parts,
    ) -> Sources:  # fmt: skip
        nothing: Mapping[date, Snapshot] = {}
        no_clients: Clients | None = None
        question, opened, by_technician, clients = spans.question, None, None, None
        if standing is not None:
            opened = standing.get(question.dimension or ALL, {}).get(question.key, NONE_OPEN)
        if question.dimension in {None, "technician"}:
            by_technician = self._technicians(spans, parts)
        if question.slice is None:
            clients = parts.read("customers", self.customers.clients, no_clients)
        return Sources(
            zone=self.company.zone,
            snapshots=parts.read("backlog", lambda: snapshots_of(self.pages, spans), nothing),
            standing=opened,
            technicians=technicians,
            by_technician=by_technician,
            clients=clients,
        )

    def _technicians(self, spans: Spans, parts: Parts) -> Figures | None:
        return parts.read("technicians", lambda: by_technician(self.pages, spans), None)


def _backlog(spans: Spans, sources: Sources, standing: Standing | None) -> BacklogOut | None:
    """Tell what stood open at the end; by status and median only as of now."""
    is_now = spans.question.period.last >= spans.yesterday
    ended = sources.snapshots.get(spans.today if spans.is_first_day else spans.current.last)
    if ended is None or standing is None or not is_now:
        return _past(ended) if ended else None
    opened = sources.standing or NONE_OPEN
    # Slices are not kept by status.
    by_status = sorted(standing.get("status", {}).items()) if spans.question.slice is None else ()
    return _past(ended).model_copy(
        update={
            "median_age_days": quantile(opened.born, spans.today, 0.5),
            "median_overdue_days": _median_overdue(opened, spans.yesterday),
            "by_status": [CountOut(value=value, n=each.count) for value, each in by_status],
        }
    )


def _past(ended: Snapshot) -> BacklogOut:
    return BacklogOut(
        at=ended.day,
        open=ended.open,
        overdue=ended.overdue,
        median_age_days=None,
        median_overdue_days=None,
        by_status=[],
        ages=list(_ages(ended)),
    )


def _is_sliceable(kpi: Kpi, question: Question) -> bool:
    return question.dimension is None or question.dimension in kpi.dimensions


def _ages(ended: Snapshot) -> Iterator[AgeOut]:
    for place, (low, count) in enumerate(zip(AGES, ended.ages, strict=bool(ended.ages))):
        high = AGES[place + 1] - 1 if place + 1 < len(AGES) else None
        yield AgeOut(from_days=low, to_days=high, n=count)


def _median_overdue(opened: Open, until: date) -> float | None:
    late = {due: count for due, count in opened.due.items() if due <= until}
    return quantile(late, until, 0.5)
