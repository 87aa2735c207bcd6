"""The route of the rows behind a number, on AWS in process."""

from typing import Any

import pytest

from analytics import rows_handler, schedule, stream
from tests.analytics.builders import Context, completed, make_order, stream_event
from tests.http import Answer, call

pytestmark = pytest.mark.usefixtures("room")
DAY = {"from": "2026-11-22", "to": "2026-11-22"}


def rows(**query: Any) -> Answer:
    asked = {**DAY, "kpi": "revenue", **query}
    return call(rows_handler.lambda_handler, "GET", "/v1/analytics/rows", query=asked)


def roll_up(*orders: dict[str, Any]) -> None:
    stream.lambda_handler(stream_event(*orders), None)
    schedule.lambda_handler({"job": "roll-up"}, Context())


def test_the_orders_behind_a_number_are_listed_page_by_page() -> None:
    roll_up(*(completed(id=f"ord_{n}", number=str(n), total=n * 100) for n in range(1, 4)))

    first = rows(limit="2").json
    second = rows(limit="2", cursor=first["next_cursor"]).json

    assert first["total"] == {"total": 600, "n": 3}
    assert first["watermark"] == "2026-11-22T09:00:00.000Z"
    assert [row["total"] for row in first["items"] + second["items"]] == [100, 200, 300]
    assert first["items"][0] == {
        "order_id": "ord_1",
        "number": "1",
        "at": "2026-11-22T09:00:00.000Z",
        "total": 100,
        "n": 1,
    }
    assert second["next_cursor"] is None


def test_a_slice_without_a_value_is_asked_for_by_an_empty_one() -> None:
    roll_up(completed(), make_order(id="ord_2"))

    answer = rows(kpi="created", dimension="technician", value="")

    assert answer.json["total"] == {"total": 2, "n": 2}


def test_before_anything_is_counted_there_is_nothing_behind() -> None:
    answer = rows()

    assert answer.status == 200
    assert answer.json == {
        "items": [],
        "total": {"total": 0, "n": 0},
        "watermark": None,
        "next_cursor": None,
    }


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"kpi": "profit"}, "kpi"),
        ({"kpi": "backlog"}, "kpi"),
        ({"dimension": "technician"}, "value"),
        ({"value": "tec_1"}, "value"),
        ({"dimension": "colour", "value": "red"}, "dimension"),
        ({"kpi": "csat", "dimension": "zone", "value": "north"}, "dimension"),
        ({"weekday": "7"}, "weekday"),
        ({"hour": "24"}, "hour"),
        ({"limit": "201"}, "limit"),
        ({"from": "2026-11-23"}, "to"),
        ({"cursor": "made-up"}, "cursor"),
    ],
)
def test_what_is_wrong_in_a_question_is_named(query: dict[str, str], field: str) -> None:
    answer = rows(**query)

    assert answer.status == 422
    assert answer.json["errors"][0]["field"].endswith(field)


def test_a_cursor_leads_on_in_its_own_list_only() -> None:
    roll_up(completed(id="a"), completed(id="b"))
    cursor = rows(limit="1").json["next_cursor"]

    assert rows(limit="1", cursor=cursor, kpi="completed").status == 422
