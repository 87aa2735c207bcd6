"""The route of the rows behind a number, on AWS in process."""

from typing import Any

import boto3
import pytest

from analytics import rows_handler, schedule, stream
from tests.analytics.builders import NOON, Context, completed, make_order, stream_event
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
        ({"month": "13"}, "month"),
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


def test_a_month_of_every_year_is_asked_for_over_three_years() -> None:
    years_ago = NOON.replace(year=2024)
    roll_up(completed(), completed(years_ago, id="old", created_at=years_ago))

    whole = {"from": "2023-12-01", "to": "2026-11-30"}

    assert rows(**whole, month="11").json["total"]["n"] == 2
    assert rows(**whole, month="10").json["items"] == []
    assert rows(**{**whole, "from": "2023-11-01"}).status == 422


def test_a_list_that_nobody_keeps_any_more_says_so() -> None:
    roll_up(completed(id="a"), completed(id="b"))
    cursor = rows(limit="1").json["next_cursor"]
    s3 = boto3.client("s3")
    (old,) = versions(s3)
    roll_up(completed(id="c"))
    s3.delete_object(Bucket="data", Key=old["Key"], VersionId=old["VersionId"])

    answer = rows(limit="1", cursor=cursor)

    assert answer.status == 410
    assert answer.json["type"].endswith("gone")
    assert "begin without a cursor" in answer.json["detail"]


def versions(s3: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = s3.list_object_versions(Bucket="data", Prefix="lake/orders/")[
        "Versions"
    ]
    return found


def test_a_cursor_leads_on_in_its_own_list_only() -> None:
    roll_up(completed(id="a"), completed(id="b"))
    cursor = rows(limit="1").json["next_cursor"]

    assert rows(limit="1", cursor=cursor, kpi="completed").status == 422
