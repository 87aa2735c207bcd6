"""Figures that are reckoned at reading: of what is open, of calendars, of technicians."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from analytics.availability import Technician, available_seconds
from analytics.derived import DerivedKpi
from analytics.figures import Figures, Snapshot
from analytics.insight.measures import derived_measure
from analytics.insight.schemas import PointOut
from analytics.insight.spans import Spans
from analytics.insight.tiles import Raw
from analytics.patterns import comparison, notes
from analytics.patterns.measure import Side
from analytics.patterns.periods import Stretch
from analytics.tally import NOTHING, Tally

Daily = Callable[[date], Tally]
WORKED: Final[Mapping[str, tuple[str, ...]]] = {
    "utilisation": ("work_seconds",),
    "utilisation_with_travel": ("work_seconds", "travel_seconds"),
}


@dataclass(frozen=True)
class Sources:
    """What derived figures are reckoned from, read for both periods."""

    snapshots: Mapping[date, Snapshot]
    technicians: Sequence[Technician]
    by_technician: Figures
    zone: ZoneInfo


def levels(kpi: DerivedKpi, spans: Spans, read: Mapping[date, int]) -> Raw:
    """Compare what stood at the ends of both periods, such as the backlog."""

    def at(stretch: Stretch) -> Side:
        day = stretch.last
        return Side([Tally(read[day], read[day])] if day in read else [], day)

    return _raw(kpi, spans, at, lambda day: Tally(1, read.get(day, 0)))


def utilisation(kpi: DerivedKpi, spans: Spans, sources: Sources) -> Raw:
    """Compare worked with available time, day by day; None of it without calendars."""
    totals = spans.now, spans.then

    def daily(day: date) -> Tally:
        found = next((f[day][""] for f in totals if day in f and "" in f[day]), {})
        worked = sum(found.get(name, NOTHING).total for name in WORKED[kpi.name])
        return Tally(_available(sources, day), worked)

    return _raw(kpi, spans, lambda stretch: _side(stretch, daily), daily)


def jobs(kpi: DerivedKpi, spans: Spans, sources: Sources) -> Raw:
    """Compare completed orders per technician who completed any that day."""

    def daily(day: date) -> Tally:
        counts = [
            tallies["completed"].total
            for technician, tallies in sources.by_technician.get(day, {}).items()
            if technician and "completed" in tallies and tallies["completed"].total
        ]
        return Tally(len(counts), sum(counts))

    return _raw(kpi, spans, lambda stretch: _side(stretch, daily), daily)


def _available(sources: Sources, day: date) -> int:
    each = (available_seconds(one, day, sources.zone) for one in sources.technicians)
    return sum(seconds or 0 for seconds in each)


def _side(stretch: Stretch, daily: Daily) -> Side:
    return Side([daily(day) for day in stretch.days], stretch.first)


def _raw(kpi: DerivedKpi, spans: Spans, side: Callable[[Stretch], Side], daily: Daily) -> Raw:
    now = side(spans.current)
    found = None
    if spans.pair is not None:
        measure = derived_measure(kpi)
        remarks = notes.of_pair(spans.pair)
        found = comparison.measured(measure, now, side(spans.pair.base), remarks)
    days = [day for day in spans.question.period.days if day < spans.today]
    base_days = (
        [day for day in spans.pair.whole_base.days if day < spans.today] if spans.pair else []
    )
    return Raw(kpi, now, found, None, _points(kpi, days, daily), _points(kpi, base_days, daily))


def _points(kpi: DerivedKpi, days: Sequence[date], daily: Daily) -> tuple[PointOut, ...]:
    measure = derived_measure(kpi)
    return tuple(
        PointOut(day=day, value=measure.value(tally), n=tally.n)
        for day, tally in ((day, daily(day)) for day in days)
    )
