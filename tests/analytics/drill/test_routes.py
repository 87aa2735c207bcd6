"""The route of the rows behind a number, on AWS in process."""

from dataclasses import asdict
from datetime import date
from typing import Any

import boto3
import pytest

from analytics import rows_handler, schedule, stream, wiring
from analytics.drill.heaviest import Mark
from analytics.drill.routes import _list, _wish
from analytics.drill.service import MOST_MONTHS
from analytics.period import Period
from shared.cursor import read_cursor, write_cursor
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
        "order": "date",
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
        ({"order": "heaviest"}, "order"),
        ({"only": "missed"}, "only"),
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


def test_of_a_share_the_orders_that_count_come_first() -> None:
    roll_up(make_order(id="a"), make_order(id="b"), completed(id="c"))

    first = rows(kpi="completion_rate", limit="2").json
    second = rows(kpi="completion_rate", limit="2", cursor=first["next_cursor"]).json

    assert first["order"] == second["order"] == "weight"
    assert [row["order_id"] for row in first["items"] + second["items"]] == ["c", "a", "b"]
    assert first["total"] == {"total": 1, "n": 3}


def test_orders_that_count_are_listed_alone_or_left_out() -> None:
    roll_up(make_order(id="a"), completed(id="b"), completed(id="c"))

    def listed(only: str) -> list[str]:
        page = rows(kpi="completion_rate", only=only).json
        assert page["total"] == {"total": 2, "n": 3}
        return [row["order_id"] for row in page["items"]]

    assert listed("counted") == ["b", "c"]
    assert listed("uncounted") == ["a"]


def test_the_largest_amounts_come_first_where_asked_for() -> None:
    roll_up(*(completed(id=f"ord_{n}", total=n * 100) for n in range(1, 4)))

    assert [row["total"] for row in rows(order="weight").json["items"]] == [300, 200, 100]


def test_a_list_of_one_order_is_not_gone_on_with_in_another() -> None:
    roll_up(completed(id="a"), completed(id="b"))
    cursor = rows(limit="1", order="weight").json["next_cursor"]

    answer = rows(limit="1", order="date", cursor=cursor)

    assert answer.status == 422
    assert answer.json["errors"][0]["field"] == "order"
    assert "that list is by weight" in answer.json["detail"]
    assert rows(limit="1", cursor=cursor).json["order"] == "weight"
    assert rows(limit="1", cursor=cursor, only="counted").status == 422


def test_a_cursor_of_the_time_before_there_were_two_orders_leads_on_by_date() -> None:
    roll_up(make_order(id="a"), make_order(id="b"), completed(id="c"))
    share = {"kpi": "completion_rate", "limit": "1"}
    seal = wiring.seal()
    today = {**_wish("completion_rate", None, None), "weekday": None, "month": None, "hour": None}
    name = _list(today | {"period": Period(date(2026, 11, 22), date(2026, 11, 22))})
    place = read_cursor(seal, name, rows(**share, order="date").json["next_cursor"])
    assert place
    assert place.pop("order") == "date"

    answer = rows(**share, cursor=write_cursor(seal, name, place))

    assert [row["order_id"] for row in answer.json["items"]] == ["b"]
    assert answer.json["order"] == "date"


def test_a_cursor_by_weight_fits_into_an_address() -> None:
    versions = {f"{2020 + n // 12}-{n % 12:02}": f"{n:032}" for n in range(MOST_MONTHS)}
    place = {"order": "weight", **asdict(Mark(10**12, "2026-11", 10**6, versions))}

    cursor = write_cursor(wiring.seal(), "rows", place)

    assert cursor
    # API Gateway takes 10,240 bytes of request line and headers, a token of sign-in among them.
    assert len(cursor) < 5_000
