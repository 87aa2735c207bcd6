"""What pages weigh and what reading them costs: 500 technicians, a year, and its base year."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from moto import mock_aws

from analytics.lake.columns import table_of
from analytics.lake.sorting import Batch
from analytics.lake.store import S3Lake
from analytics.model import Page, Part, State
from analytics.page_items import items_of, joined, together
from analytics.paging import Turned
from analytics.period import Period
from analytics.rollup import CUTS
from analytics.storage import DynamoRollups
from shared.item import to_wire
from shared.table import Table
from tests.analytics.builders import make_row
from tests.analytics.fakes import ZONE, turned
from tests.analytics.rooms import COMPANY, Calls, Tripwire, client, make_place

LIMIT = 400 * 1024
MIDNIGHT = datetime(2026, 11, 20, 21, 0, tzinfo=UTC)
TECHNICIANS, EACH, LATE_EACH = 500, 4, 1


def day_of_work(technicians: int, each: int) -> list[Any]:
    """A day's orders of a company: every technician serves some, all times differ widely."""
    chance = Random(technicians * each)  # noqa: S311 - made-up orders, always the same

    def later(hours: float) -> datetime:
        return MIDNIGHT + timedelta(hours=hours * chance.lognormvariate(0, 0.8))

    names = [f"tec_{chance.getrandbits(120):x}" for _ in range(technicians)]
    row = make_row(type="paid", zone="north", due_at=MIDNIGHT + timedelta(hours=20))
    return [
        replace(
            row,
            id=f"ord_{number:024}",
            status="completed",
            technician_id=names[number % technicians],
            zone=f"zone_{number % 40}",
            created_at=MIDNIGHT - timedelta(hours=chance.lognormvariate(3, 1)),
            en_route_at=later(3),
            started_at=later(8),
            completed_at=MIDNIGHT + timedelta(hours=23, seconds=number % 3000),
            total=number * 997,
        )
        for number in range(technicians * each)
    ]


class Nowhere(S3Lake):
    """A lake whose months are not stored."""

    def _etags(self, *_: Any) -> dict[str, str]:
        return {}


def a_month_of(rows: list[Any], month: str) -> Turned:
    lake = Nowhere(_Store(), "", ZONE)
    return turned(lake.merge(None, Batch("orders", month, table_of("orders", rows))), COMPANY)


class _Store:
    def put_object(self, **_: Any) -> dict[str, str]:
        return {"VersionId": "1"}


def page_of(months: dict[str, Turned], about: str) -> Page:
    key = (about, "2026-11-21")
    return Page(key, {name: each.parts[key] for name, each in months.items() if key in each.parts})


def test_a_day_of_500_technicians_fits_into_items() -> None:
    many = a_month_of(day_of_work(TECHNICIANS, EACH), "2026-11")
    few = a_month_of(day_of_work(TECHNICIANS, LATE_EACH), "2026-10")
    months = dict.fromkeys((f"orders/2026-{n:02}" for n in range(1, 11)), few) | {
        "orders/2026-11": many
    }

    pages = [page_of(months, f"DAY#{cut}") for cut in CUTS]

    items = [item for page in pages for item in items_of(page)]
    assert len(items) > len(pages)
    assert all(100 < sum(map(len, item["parts"].values())) < LIMIT for item in items)
    assert sorted(joined(items), key=lambda page: page.key) == sorted(pages, key=lambda p: p.key)


def test_transactions_hold_no_more_than_they_may() -> None:
    pages = [Page(("DAY#type", str(n)), {"orders/2026-11": b"x" * 60_000}) for n in range(200)]

    groups = list(together(item for page in pages for item in items_of(page)))

    assert [len(group) for group in groups] == [49, 49, 49, 49, 4]


def test_a_page_that_became_lighter_is_read_without_what_is_left_of_it(table: Table) -> None:
    rollups = DynamoRollups(table)
    heavy = Page(("DAY#type", "2026-11-21"), dict.fromkeys(("a", "b", "c"), b"x" * 200_000))
    rollups.commit(State(), State(), [heavy])
    assert rollups.pages([heavy.key]) == rollups.all_pages("DAY#type") == [heavy]

    light = Page(heavy.key, {"a": b"y"})
    rollups.commit(rollups.state(), State(), [light])

    assert rollups.pages([heavy.key]) == rollups.all_pages("DAY#type") == [light]


@pytest.fixture
def table() -> Iterator[Table]:
    with mock_aws():
        yield Table(make_place().table, client("dynamodb"))


def test_a_year_and_its_base_year_are_read_by_a_few_calls(table: Table) -> None:
    busy, late = (a_month_of(day_of_work(100, each), "2026-11") for each in (6, 1))
    months = {"orders/2026-09": late, "orders/2026-10": late, "orders/2026-11": busy}
    parts = page_of(months, "DAY#all").parts
    assert sum(map(len, parts.values())) > 2000
    first = date(2025, 1, 1)
    for number in range(730):
        day = (first + timedelta(days=number)).isoformat()
        item = {"pk": "DAY#all", "sk": day, "parts": parts}
        table.client.put_item(TableName=table.name, Item=to_wire(item))
    months = [f"20{year}-{month:02}" for year in range(17, 27) for month in range(1, 13)]
    span = dict.fromkeys(("created_at", "completed_at", "due_at", "sent_at"), (first, first))
    known = [Part(month=month, object_version="x" * 32, rows=9, spans=span) for month in months]
    DynamoRollups(table).commit(State(), State(parts={part.name: part for part in known}), [])
    calls = Calls()
    rollups = DynamoRollups(Table(table.name, Counted(table.client, calls)))

    _, year = rollups.figures(Period(date(2026, 1, 1), date(2026, 12, 31)))
    _, base = rollups.figures(Period(date(2025, 1, 1), date(2025, 12, 31)))

    assert len(year) == len(base) == 365
    assert calls.made <= 8


class Counted(Tripwire):
    """A client whose pages of queries are counted, and nothing else."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def get_paginator(self, name: str) -> Any:
        real = self._client.get_paginator(name)
        calls = self._calls

        class Pages:
            def paginate(self, **request: Any) -> Iterator[Any]:
                for page in real.paginate(**request):
                    calls.made += 1
                    yield page

        return Pages()
