"""Figures reckoned at reading: of what is open, of calendars, technicians and customers."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache, partial
from typing import Final

from analytics.ages import quantile
from analytics.availability import available_seconds
from analytics.derived import DerivedKpi
from analytics.figures import Snapshot
from analytics.insight.measures import derived_measure
from analytics.insight.schemas import PointOut
from analytics.insight.sources import Sources
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
JOBS: Final = "jobs_per_technician_day"
DAY_SECONDS: Final = 86_400


def _age(found: Snapshot) -> Tally:
    seconds = (found.mean_age or 0.0) * DAY_SECONDS * found.open
    return Tally(found.open, round(seconds))


LEVELS: Final[Mapping[str, Callable[[Snapshot], Tally]]] = {
    "backlog": lambda each: Tally(each.open, each.open),
    "overdue": lambda each: Tally(each.overdue, each.overdue),
    "backlog_age": _age,
}


def everything(spans: Spans, sources: Sources) -> Sequence[Raw]:
    """Reckon all of them from what could be read."""
    made = (*of_open(spans, sources), *of_technicians(spans, sources))
    return [*made, _repeats(spans, sources)]


def of_open(spans: Spans, sources: Sources) -> Sequence[Raw]:
    """Reckon what is told of open orders: of all, or of the slice that the sources are of."""
    levels = [one(DERIVED[name], spans, sources) for name in LEVELS]
    return [*levels, _median_age(spans, sources)]


def of_technicians(spans: Spans, sources: Sources) -> Sequence[Raw]:
    """Reckon what is told of technicians: of all, or of the one that the sources are cut to."""
    if sources.by_technician is None:
        return ()
    return [one(DERIVED[name], spans, sources) for name in (*WORKED, JOBS)]


def one(kpi: DerivedKpi, spans: Spans, sources: Sources) -> Raw:
    """Reckon one that has a course."""
    if kpi.course == "level":
        return _levels(kpi, spans, sources)
    return _by_day(kpi, spans, daily(kpi, spans.today, sources))


def daily(kpi: DerivedKpi, today: date, sources: Sources) -> Daily:
    """Give how a KPI that has a course is told of a day; nothing where it is not known."""
    if kpi.name in LEVELS:
        return partial(_level, LEVELS[kpi.name], sources)
    reckon = _jobs if kpi.name == JOBS else partial(_utilisation, WORKED[kpi.name])
    # Both a side and its points ask for each day.
    return cache(lambda day: NOTHING if day > today else reckon(sources, day))


def _level(of: Callable[[Snapshot], Tally], sources: Sources, day: date) -> Tally:
    found = sources.snapshots.get(day)
    return NOTHING if found is None else of(found)


def _levels(kpi: DerivedKpi, spans: Spans, sources: Sources) -> Raw:
    """Compare what stood at the ends of both periods, such as the backlog."""
    of = LEVELS[kpi.name]

    def at(stretch: Stretch) -> Side:
        day = stretch.last if stretch.length else stretch.first
        found = sources.snapshots.get(day)
        return Side([] if found is None else [of(found)], day)

    def last(days: Sequence[date]) -> Tally:
        known = [sources.snapshots[day] for day in days if day in sources.snapshots]
        return of(known[-1]) if known else NOTHING

    return _raw(kpi, spans, at, last)


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


def _utilisation(names: Sequence[str], sources: Sources, day: date) -> Tally:
    """Compare worked with available time, of the technicians whose calendar is known."""
    known = {each.id: each for each in sources.technicians if each.calendar is not None}
    available = (available_seconds(each, day, sources.zone) for each in known.values())
    worked = (
        tallies.get(name, NOTHING).total
        for technician, tallies in (sources.by_technician or {}).get(day, {}).items()
        if technician in known
        for name in names
    )
    return Tally(sum(each or 0 for each in available), sum(worked))


def _jobs(sources: Sources, day: date) -> Tally:
    """Compare completed orders per technician who completed any that day."""
    counts = [
        tallies["completed"].total
        for technician, tallies in (sources.by_technician or {}).get(day, {}).items()
        if technician and "completed" in tallies and tallies["completed"].total
    ]
    return Tally(len(counts), sum(counts))


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


def _by_day(kpi: DerivedKpi, spans: Spans, of: Daily) -> Raw:
    def side(stretch: Stretch) -> Side:
        return Side([of(day) for day in stretch.days], stretch.first)

    return _raw(kpi, spans, side, lambda days: together(of(day) for day in days))


def _raw(
    kpi: DerivedKpi,
    spans: Spans,
    side: Callable[[Stretch], Side],
    whole: Callable[[Sequence[date]], Tally],
) -> Raw:
    measure, now, found, base = derived_measure(kpi), side(spans.current), None, None
    if spans.pair is not None:
        base = side(spans.pair.base)
        found = comparison.measured(measure, now, base, spans.notes)

    def points(days: Sequence[date]) -> tuple[PointOut, ...]:
        cut = chunks(days, spans.step)
        return tuple(point(measure, chunk, whole(chunk), spans.today) for chunk in cut)

    base_days = spans.pair.whole_base.days if spans.pair else ()
    series = points(spans.question.period.days)
    return Raw(kpi, now, found, None, series, points(base_days), base=base)
