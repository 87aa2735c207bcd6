"""What figures and exports ask of AWS, against docs/scale.md."""

import json
from datetime import timedelta
from typing import Any

import pytest

from analytics import handler, rows_handler, schedule, stream, worker
from analytics.shipping import beat
from tests.analytics.builders import (
    NOON,
    Context,
    completed,
    make_order,
    queued,
    sqs_event,
    stream_event,
)
from tests.http import call
from tests.metering import Meters, hold, installed

ORDERS = 100
DAYS = 30
MONTH = {"from": "2026-11-01", "to": "2026-11-30"}


@pytest.fixture
def meters(room: None, monkeypatch: pytest.MonkeyPatch) -> Meters:
    return installed(monkeypatch)


def orders(number: int = ORDERS, days: int = 1) -> list[dict[str, Any]]:
    """Completed orders, evenly over so many days up to the 22nd."""
    found = []
    for n in range(number):
        at = NOON - timedelta(days=n % days)
        technician = {"id": f"tec_{n % 5}", "name": f"Мастер {n % 5}"}
        whole = {"id": f"ord_{n}", "number": str(n), "technician": technician, "created_at": at}
        found.append(completed(at, **whole))
    return found


def told(*found: dict[str, Any]) -> None:
    stream.lambda_handler(stream_event(*found), None)


def roll_up() -> None:
    schedule.lambda_handler({"job": "roll-up"}, Context())


def get(path: str, edge: Any = handler, **query: str) -> Any:
    answer = call(edge.lambda_handler, "GET", path, query=query)
    assert answer.status == 200, answer.text
    return answer.json


def test_a_batch_of_changes_is_one_object_of_s3(meters: Meters) -> None:
    hold("100 changes into the lake", meters.spent(lambda: told(*orders())))


def test_a_run_pays_for_the_days_that_its_changes_touch(meters: Meters) -> None:
    told(*orders())
    hold("a roll-up of 100 orders of one day", meters.spent(roll_up))
    queued()
    told(make_order(id="ord_new"))

    hold("a roll-up of one more order of that day", meters.spent(roll_up))


def test_a_run_that_finds_nothing_asks_for_the_state_and_the_list(meters: Meters) -> None:
    told(*orders(1))
    roll_up()

    hold("a roll-up that finds nothing", meters.spent(roll_up))


def test_figures_are_read_from_pages(meters: Meters) -> None:
    told(*orders(DAYS, DAYS))
    roll_up()

    overview = meters.spent(lambda: get("/v1/analytics/overview", **MONTH))
    trend = meters.spent(lambda: get("/v1/analytics/trend", kpi="completed", **MONTH))
    rows = meters.spent(
        lambda: get("/v1/analytics/rows", rows_handler, kpi="completed", limit="50", **MONTH)
    )

    hold("the overview of 30 days", overview)
    hold("the trend of a figure over 30 days", trend)
    hold("50 of the orders behind a figure", rows)


def test_an_export_is_written_from_the_lake(
    meters: Meters, monkeypatch: pytest.MonkeyPatch
) -> None:
    # How far it is, is told by the clock: on a busy machine twice, even of a hundred orders.
    monkeypatch.setattr(beat, "EVERY", timedelta(days=1))
    told(*orders())
    roll_up()
    (body,) = queued()[:1]
    assert json.loads(body)

    def export() -> None:
        assert worker.lambda_handler(sqs_event(body), None) == {"batchItemFailures": []}

    hold("an export of 100 orders", meters.spent(export))
