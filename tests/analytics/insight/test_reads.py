"""What answers cost in calls of the store, over three years of days in DynamoDB."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from analytics.availability import Rules, Technician
from analytics.insight.question import MAX_DAYS, Asked
from analytics.insight.service import Insights
from analytics.kpis import KPIS
from analytics.model import State
from analytics.storage import DynamoRollups
from analytics.tally import Tally
from shared.table import Table
from tests.analytics.builders import NOON
from tests.analytics.insight.worlds import TODAY, FakePeople, days_before, insights, of_tallies
from tests.shared.dynamo import fresh_dynamo

LAST = TODAY - timedelta(days=1)
THREE_YEARS = Asked(TODAY - timedelta(days=MAX_DAYS), LAST, "none").question(MAX_DAYS)


@pytest.fixture(scope="module")
def table() -> Iterator[Table]:
    with fresh_dynamo() as client:
        table = Table("RollupsTable", client)
        # As large as a day of sixty orders packs to: 1 KB.
        bins = {300 + (n * 37) % 211: n % 3 + 1 for n in range(60)}
        tallies = {
            name: Tally(60, 40 + n, 977 * n, 0, bins if kpi.shape == "quantile" else {})
            for n, (name, kpi) in enumerate(KPIS.items())
            if kpi.shape != "ratio"
        }
        tallies |= {name: Tally(60, 40) for name, kpi in KPIS.items() if kpi.shape == "ratio"}
        days = of_tallies({day: {"": tallies} for day in days_before(MAX_DAYS)})
        rollups = DynamoRollups(table)
        rollups.commit(State(), State(watermark=NOON), list(days.known.values()))
        yield table


@dataclass
class Made:
    """How many requests went to the store, each page of a Query being one."""

    number: int = 0

    def count(self, **_: object) -> None:
        self.number += 1


class CountedPeople(FakePeople):
    """People whose two reads are counted as well."""

    def __init__(self, made: Made) -> None:
        super().__init__()
        self._made = made

    def rules(self) -> Rules:
        self._made.count()
        return super().rules()

    def technicians(self) -> tuple[Technician, ...]:
        self._made.count()
        return super().technicians()


@pytest.fixture
def made(table: Table) -> Iterator[Made]:
    made = Made()
    events = table.client.meta.events
    events.register("before-call.dynamodb", made.count)
    yield made
    events.unregister("before-call.dynamodb", made.count)


@pytest.fixture
def service(table: Table, made: Made) -> Insights:
    return insights(DynamoRollups(table), CountedPeople(made))


@pytest.mark.parametrize(
    ("first", "compare"),
    [
        (date(2025, 11, 23), "previous"),
        (date(2025, 11, 23), "year_by_weekday"),
        (date(2026, 10, 24), "year_by_date"),
        (date(2026, 8, 24), "year_by_date"),
        (TODAY, "previous"),
    ],
)
def test_an_overview_is_twenty_calls_whatever_the_period(
    service: Insights, made: Made, first: date, compare: Any
) -> None:
    answer = service.overview(Asked(first, max(first, LAST), compare).question())

    assert answer.problems == [] or first.year == 2025
    assert made.number <= 20


def test_three_years_of_a_trend_are_five_calls(service: Insights, made: Made) -> None:
    answer = service.trend("created", THREE_YEARS, "day")

    assert len(answer.points) == MAX_DAYS
    assert answer.trend.state == "ok"
    assert made.number <= 5


def test_three_years_of_a_season_are_eight_calls(service: Insights, made: Made) -> None:
    answer = service.season("created", THREE_YEARS)

    assert answer.yearly.state == "ok"
    assert made.number <= 8
