"""Derived KPIs for files: each day of a period and the whole of it, as the pages show them."""

from collections.abc import Iterator
from datetime import datetime

from analytics.dataset import Reckoned
from analytics.figures import NONE_OPEN
from analytics.insight import derived
from analytics.insight.ports import Customers, Pages, People
from analytics.insight.question import Question
from analytics.insight.sources import OF_TECHNICIANS, Sources, snapshots_of
from analytics.insight.spans import Spans
from analytics.insight.tiles import Raw, alone
from analytics.model import Company
from analytics.patterns.periods import elapsed
from analytics.period import Period


def reckoned(
    pages: Pages, people: People, customers: Customers, company: Company, period: Period,
    now: datetime,
) -> Iterator[Reckoned]:  # fmt: skip
    """Give them KPI by KPI, the whole period behind its days.

    What can't be read is a fault here: a file without it would look as if there were no data.
    """
    today = now.astimezone(company.zone).date()
    state, by_technician = pages.figures(period, "technician", OF_TECHNICIANS)
    spans = Spans(
        Question(period, None), state, today, elapsed(period, today), None, {}, {}, is_daily=True
    )
    sources = Sources(
        zone=company.zone,
        snapshots=snapshots_of(pages, spans),
        standing=pages.standing().get("all", {}).get("", NONE_OPEN),
        technicians=people.technicians(),
        by_technician=by_technician,
        clients=customers.clients(),
    )
    for raw in derived.everything(spans, sources):
        yield from _rows(raw)


def _rows(raw: Raw) -> Iterator[Reckoned]:
    for point in raw.series:
        value = None if point.value is None else float(point.value)
        yield Reckoned(raw.kpi.name, point.day, value, point.n)
    value, n = alone(raw)
    yield Reckoned(raw.kpi.name, None, None if value is None else float(value), n)
