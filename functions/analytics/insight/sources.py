"""What derived figures are reckoned from: read for the periods of a question, cut to its slice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from analytics.availability import Technician
from analytics.clients import Clients
from analytics.derived import DerivedKpi
from analytics.figures import Figures, Open, Snapshot
from analytics.insight.ports import Pages, People
from analytics.insight.spans import NEAR, Spans, joined
from analytics.kpi import Dimension
from analytics.period import Period

OF_TECHNICIANS: Final = ("completed", "work_seconds", "travel_seconds")
"""What is read of each technician."""


@dataclass(frozen=True)
class Sources:
    """What derived figures are reckoned from, read for both periods; None could not be read."""

    zone: ZoneInfo
    snapshots: Mapping[date, Snapshot] = field(default_factory=dict)
    standing: Open | None = None
    technicians: Sequence[Technician] = ()
    by_technician: Figures | None = None
    clients: Clients | None = None


def sources_of(
    kpi: DerivedKpi, spans: Spans, pages: Pages, people: People, zone: ZoneInfo
) -> Sources:  # fmt: skip
    """Read what one KPI needs, and nothing else."""
    if kpi.course == "level":
        return Sources(zone, snapshots=snapshots_of(pages, spans))
    found = _of_technicians(spans, pages, people, zone)
    return found if spans.question.slice is None else cut_to(spans.question.key, found)


def by_slice(
    kpi: DerivedKpi, dimension: Dimension, spans: Spans, pages: Pages, people: People,
    zone: ZoneInfo,
) -> Mapping[str, Sources]:  # fmt: skip
    """Read the same for every slice there is: by value."""
    if kpi.course == "level":
        sliced = pages.sliced_snapshots(joined(periods_of(spans)), dimension)
        return {
            value: Sources(zone, snapshots=_past(found, spans)) for value, found in sliced.items()
        }
    found = _of_technicians(spans, pages, people, zone)
    return {one.id: cut_to(one.id, found) for one in found.technicians}


def _of_technicians(spans: Spans, pages: Pages, people: People, zone: ZoneInfo) -> Sources:
    technicians = people.technicians()
    return Sources(zone, technicians=technicians, by_technician=by_technician(pages, spans))


def snapshots_of(pages: Pages, spans: Spans) -> Mapping[date, Snapshot]:
    """Read what was open at the end of each day, of all or of the slice that is asked for."""
    period, question = joined(periods_of(spans)), spans.question
    if question.dimension is None:
        return _past(pages.snapshots(period), spans)
    sliced = pages.sliced_snapshots(period, question.dimension, (question.key,))
    return _past(sliced[question.key], spans)


def _past(found: Sequence[Snapshot], spans: Spans) -> Mapping[date, Snapshot]:
    return {each.day: each for each in found if each.day <= spans.today}


def by_technician(pages: Pages, spans: Spans) -> Figures:
    """Read what each technician did on each day: a third of a second for thirty of them a year."""
    periods = sorted(periods_of(spans), key=lambda each: each.first)
    if len(periods) > 1 and periods[1].first - periods[0].last <= NEAR:
        periods = [joined(periods)]
    found = [pages.figures(period, "technician", OF_TECHNICIANS)[1] for period in periods]
    return {day: page for period in found for day, page in period.items()}


def cut_to(key: str, found: Sources) -> Sources:
    """Keep one of the technicians."""
    whole = found.by_technician
    cut: Figures | None = None
    if whole is not None:
        cut = {day: {key: page[key]} for day, page in whole.items() if key in page}
    own = [one for one in found.technicians if one.id == key]
    return Sources(zone=found.zone, technicians=own, by_technician=cut)


def periods_of(spans: Spans) -> list[Period]:
    """Give the period, and its base where there is one."""
    return [spans.question.period, *([spans.pair.whole_base] if spans.pair else [])]
