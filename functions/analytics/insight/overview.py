"""The overview: every KPI of a period against another, and what is open."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeVar

from analytics.ages import quantile
from analytics.availability import Technician
from analytics.figures import NONE_OPEN, Figures, Open, Snapshot
from analytics.insight import derived, tiles
from analytics.insight.head import head, names_of
from analytics.insight.ports import Pages, People
from analytics.insight.question import Question
from analytics.insight.schemas import AgeOut, BacklogOut, CountOut, KpiOverviewOut, ProblemOut
from analytics.insight.spans import Spans, read
from analytics.insight.tiles import Ground, Raw
from analytics.kpi import Kpi
from analytics.kpis import DERIVED, KPIS
from analytics.model import Company
from analytics.patterns.periods import Pair
from analytics.period import Period
from analytics.standing import AGES
from shared.clock import Clock, local_day
from shared.errors import UnavailableError
from shared.worktime.week import USUAL

T = TypeVar("T")
ALL: Final = "all"


@dataclass
class Parts:
    """Reads parts of an answer; one that is out of reach is told as a problem, the others come."""

    problems: list[ProblemOut] = field(default_factory=list)

    def read(self, part: str, make: Callable[[], T], otherwise: T) -> T:
        """Read a part, or note that it could not be read."""
        try:
            return make()
        except UnavailableError as error:
            problem = ProblemOut(part=part, title=error.title, detail=error.detail)
            self.problems.append(problem)
            return otherwise


@dataclass(frozen=True)
class Overview:
    """Gives the overview: at most 20 reads, whatever the period."""

    pages: Pages
    people: People
    company: Company
    clock: Clock

    def overview(self, question: Question) -> KpiOverviewOut:
        """Give every KPI of a period, judged together, and what is open."""
        today = local_day(self.clock(), self.company.zone)
        spans = read(self.pages, question, today)
        parts = Parts()
        is_working = tiles.working(parts.read("calendar", self.people.calendar, USUAL))
        nobody: tuple[Technician, ...] = ()
        technicians = parts.read("technicians", self.people.technicians, nobody)
        ground = Ground(spans, is_working, self.company.currency)
        raws = [tiles.raw(kpi, ground) for kpi in KPIS.values() if _is_sliceable(kpi, question)]
        backlog = None
        if question.slice is None:
            sources = self._sources(spans, technicians, parts)
            raws += _derived(spans, sources)
            backlog = parts.read("backlog", lambda: self._backlog(spans, sources), None)
        named = {one.id: one.name for one in technicians}
        name = names_of(named, question.dimension or "", question.key)
        return KpiOverviewOut(
            **head(spans, self.company, is_working, name),
            tiles=tiles.judged(raws, ground),
            backlog=backlog,
            problems=parts.problems,
        )

    def _sources(
        self, spans: Spans, technicians: Sequence[Technician], parts: Parts
    ) -> derived.Sources:
        return derived.Sources(
            snapshots=parts.read("backlog", lambda: self._snapshots(spans), {}),
            technicians=technicians,
            by_technician=parts.read("technicians", lambda: self._by_technician(spans), {}),
            zone=self.company.zone,
        )

    def _snapshots(self, spans: Spans) -> Mapping[date, Snapshot]:
        found = [self.pages.snapshots(period) for period in _periods(spans)]
        return {each.day: each for period in found for each in period if each.day < spans.today}

    def _by_technician(self, spans: Spans) -> Figures:
        found = [self.pages.figures(period, "technician")[1] for period in _periods(spans)]
        return {day: page for period in found for day, page in period.items()}

    def _backlog(self, spans: Spans, sources: derived.Sources) -> BacklogOut | None:
        """Tell what stood open at the end; by status and median only as of now."""
        ended = sources.snapshots.get(spans.current.last)
        if ended is None:
            return None
        is_now = spans.current.last >= spans.yesterday
        standing = self.pages.standing() if is_now else {}
        opened = standing.get(ALL, {}).get("", NONE_OPEN)
        return BacklogOut(
            at=ended.day,
            open=ended.open,
            overdue=ended.overdue,
            median_age_days=quantile(opened.born, spans.today, 0.5),
            median_overdue_days=_median_overdue(opened, spans.yesterday),
            by_status=[
                CountOut(value=value, n=each.count)
                for value, each in sorted(standing.get("status", {}).items())
            ],
            ages=list(_ages(ended)),
        )


def _derived(spans: Spans, sources: derived.Sources) -> Iterator[Raw]:
    open_ = {day: each.open for day, each in sources.snapshots.items()}
    overdue = {day: each.overdue for day, each in sources.snapshots.items()}
    yield derived.levels(DERIVED["backlog"], spans, open_)
    yield derived.levels(DERIVED["overdue"], spans, overdue)
    for name in derived.WORKED:
        yield derived.utilisation(DERIVED[name], spans, sources)
    yield derived.jobs(DERIVED["jobs_per_technician_day"], spans, sources)


def _periods(spans: Spans) -> Sequence[Period]:
    pair: Pair | None = spans.pair
    return [spans.question.period, *([pair.whole_base] if pair else [])]


def _is_sliceable(kpi: Kpi, question: Question) -> bool:
    return question.dimension is None or question.dimension in kpi.dimensions


def _ages(ended: Snapshot) -> Iterator[AgeOut]:
    for place, (low, count) in enumerate(zip(AGES, ended.ages, strict=True)):
        high = AGES[place + 1] - 1 if place + 1 < len(AGES) else None
        yield AgeOut(from_days=low, to_days=high, n=count)


def _median_overdue(opened: Open, until: date) -> float | None:
    late = {due: count for due, count in opened.due.items() if due <= until}
    return quantile(late, until, 0.5)
