"""Figures reckoned at reading: of what is open, of calendars, technicians and customers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from analytics.ages import quantile
from analytics.availability import Technician, available_seconds
from analytics.clients import Clients
from analytics.derived import DerivedKpi
from analytics.figures import Figures, Open, Snapshot
from analytics.insight.measures import derived_measure
from analytics.insight.schemas import PointOut
from analytics.insight.spans import Spans, chunks
from analytics.insight.tiles import Raw, point
from analytics.kpis import DERIVED
from analytics.patterns import comparison
from analytics.patterns.measure import Measure, Side
from analytics.patterns.periods import Stretch
from analytics.tally import NOTHING, Tally, together

Daily = Callable[[date], Tally]
WORKED: Final[Mapping[str, tuple[str, ...]]] = {
    "utilisation": ("work_seconds",),
    "utilisation_with_travel": ("work_seconds", "travel_seconds"),
}
OF_TECHNICIANS: Final = ("completed", "work_seconds", "travel_seconds")
"""What is read of each technician."""
DAY_SECONDS: Final = 86_400


@dataclass(frozen=True)
class Sources:
    """What derived figures are reckoned from, read for both periods; None could not be read."""

    zone: ZoneInfo
    snapshots: Mapping[date, Snapshot] = field(default_factory=dict)
    standing: Open | None = None
    technicians: Sequence[Technician] = ()
    by_technician: Figures | None = None
    clients: Clients | None = None


def everything(spans: Spans, sources: Sources) -> Sequence[Raw]:
    """Reckon all of them from what could be read."""
    made = [
        _levels(DERIVED["backlog"], spans, sources, lambda each: Tally(each.open, each.open)),
        _levels(DERIVED["overdue"], spans, sources, lambda each: Tally(each.overdue, each.overdue)),
        _levels(DERIVED["backlog_age"], spans, sources, _age),
        _median_age(spans, sources),
    ]
    return [*made, *of_technicians(spans, sources), _repeats(spans, sources)]


def of_technicians(spans: Spans, sources: Sources) -> Sequence[Raw]:
    """Reckon what is told of technicians: of all, or of the one that the sources are cut to."""
    if sources.by_technician is None:
        return ()
    used = [_utilisation(DERIVED[name], spans, sources) for name in WORKED]
    return [*used, _jobs(DERIVED["jobs_per_technician_day"], spans, sources)]


def _levels(
    kpi: DerivedKpi, spans: Spans, sources: Sources, of: Callable[[Snapshot], Tally]
) -> Raw:
    """Compare what stood at the ends of both periods, such as the backlog."""

    def at(stretch: Stretch) -> Side:
        day = stretch.last if stretch.length else stretch.first
        found = sources.snapshots.get(day)
        return Side([] if found is None else [of(found)], day)

    def daily(days: Sequence[date]) -> Tally:
        known = [sources.snapshots[day] for day in days if day in sources.snapshots]
        return of(known[-1]) if known else NOTHING

    return _raw(kpi, spans, at, daily)


def _age(found: Snapshot) -> Tally:
    seconds = (found.mean_age or 0.0) * DAY_SECONDS * found.open
    return Tally(found.open, round(seconds))


def _median_age(spans: Spans, sources: Sources) -> Raw:
    """Tell how old what is open now is; of the past it is not known."""
    kpi, standing = DERIVED["backlog_median_age"], sources.standing
    days = None
    if standing is not None and spans.question.period.last >= spans.yesterday:
        days = quantile(standing.born, spans.today, 0.5)
    count = standing.count if standing else 0
    tallies = [] if days is None else [Tally(count, round(days * DAY_SECONDS) * count)]
    now = Side(tallies, spans.today)
    found = None
    if spans.pair is not None:
        nothing = Side([], spans.pair.base.first)
        found = comparison.measured(derived_measure(kpi), now, nothing, spans.notes)
    return Raw(kpi, now, found, None, (), ())


def _utilisation(kpi: DerivedKpi, spans: Spans, sources: Sources) -> Raw:
    """Compare worked with available time, of the technicians whose calendar is known."""
    known = {one.id: one for one in sources.technicians if one.calendar is not None}
    figures = sources.by_technician or {}

    def daily(day: date) -> Tally:
        if day > spans.today:
            return NOTHING
        available = (available_seconds(one, day, sources.zone) for one in known.values())
        worked = (
            tallies.get(name, NOTHING).total
            for technician, tallies in figures.get(day, {}).items()
            if technician in known
            for name in WORKED[kpi.name]
        )
        return Tally(sum(each or 0 for each in available), sum(worked))

    return _by_day(kpi, spans, daily)


def _jobs(kpi: DerivedKpi, spans: Spans, sources: Sources) -> Raw:
    """Compare completed orders per technician who completed any that day."""
    figures = sources.by_technician or {}

    def daily(day: date) -> Tally:
        counts = [
            tallies["completed"].total
            for technician, tallies in figures.get(day, {}).items()
            if technician and "completed" in tallies and tallies["completed"].total
        ]
        return Tally(len(counts), sum(counts))

    return _by_day(kpi, spans, daily)


def _repeats(spans: Spans, sources: Sources) -> Raw:
    """Compare the shares of customers who came again, each over a year of whole months."""
    kpi, clients = DERIVED["repeat_customer_rate"], sources.clients

    def at(stretch: Stretch) -> Side:
        day = stretch.last if stretch.length else stretch.first
        found = clients.at(day) if clients else None
        of_it = [Tally(found.customers, found.repeated)] if found else []
        return Side(of_it, day)

    now, compared = at(spans.current), None
    if spans.pair is not None:
        least = derived_measure(kpi)
        measure = Measure("share", least.better, least.minimal)
        compared = comparison.measured(measure, now, at(spans.pair.base), spans.notes)
    return Raw(kpi, now, compared, None, (), ())


def _by_day(kpi: DerivedKpi, spans: Spans, daily: Daily) -> Raw:
    def side(stretch: Stretch) -> Side:
        return Side([daily(day) for day in stretch.days], stretch.first)

    return _raw(kpi, spans, side, lambda days: together(daily(day) for day in days))


def _raw(
    kpi: DerivedKpi,
    spans: Spans,
    side: Callable[[Stretch], Side],
    whole: Callable[[Sequence[date]], Tally],
) -> Raw:
    measure, now, found = derived_measure(kpi), side(spans.current), None
    if spans.pair is not None:
        found = comparison.measured(measure, now, side(spans.pair.base), spans.notes)

    def points(days: Sequence[date]) -> tuple[PointOut, ...]:
        cut = chunks(days, spans.step)
        return tuple(point(measure, chunk, whole(chunk), spans.today) for chunk in cut)

    base_days = spans.pair.whole_base.days if spans.pair else ()
    series = points(spans.question.period.days)
    return Raw(kpi, now, found, None, series, points(base_days))
