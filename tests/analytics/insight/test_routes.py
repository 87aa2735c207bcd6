"""HTTP edge of the figures: shapes, permissions, refusals."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from analytics import handler, rows_handler, schedule, stream
from analytics.kpis import DERIVED, KPIS
from tests.analytics.builders import Context, completed, make_order, stream_event
from tests.http import DISPATCHER, STRANGER, TECHNICIAN, Answer, call, partner

pytestmark = pytest.mark.usefixtures("room")
PERIOD = {"from": "2026-11-01", "to": "2026-11-30"}
LONG = {"from": "2024-01-01", "to": "2026-11-21", "kpi": "created"}
ROUTES: dict[str, dict[str, str]] = {
    "overview": PERIOD,
    "compare": PERIOD | {"kpi": "created"},
    "breakdown": PERIOD | {"kpi": "created", "dimension": "type"},
    "trend": LONG,
    "season": LONG,
    "customers": {"from": "2025-01-01", "to": "2026-11-21"},
}


def ask(route: str, actor: dict[str, str] | None = DISPATCHER, **changes: str | None) -> Answer:
    query = {name: value for name, value in (ROUTES[route] | changes).items() if value is not None}
    path = f"/v1/analytics/{route}"
    return call(handler.lambda_handler, "GET", path, query=query, actor=actor)


def roll_up(*orders: dict[str, Any]) -> None:
    stream.lambda_handler(stream_event(*orders), None)
    schedule.lambda_handler({"job": "roll-up"}, Context())


@pytest.mark.parametrize("route", ROUTES)
def test_every_answer_comes_from_an_empty_company_too(route: str) -> None:
    answer = ask(route)

    assert answer.status == 200, answer.text
    assert "NaN" not in answer.text
    assert "Infinity" not in answer.text


@pytest.mark.parametrize("route", ROUTES)
def test_every_answer_asks_for_its_permission(route: str) -> None:
    assert ask(route, partner("analytics:read")).status == 200
    assert ask(route, partner("orders:read")).status == 403
    assert ask(route, TECHNICIAN).status == 403
    assert ask(route, STRANGER).status == 401


@pytest.mark.parametrize(
    ("route", "field", "changes"),
    [
        ("overview", "from", {"from": "2026-02-30"}),
        ("overview", "to", {"to": "2026-10-31"}),
        ("overview", "to", {"from": "2025-10-01"}),
        ("overview", "from", {"from": "0001-01-01"}),
        (
            "compare",
            "base_from",
            {"compare": "custom", "base_from": "0001-01-01", "base_to": "2026-10-01"},
        ),
        ("overview", "to", {"to": None}),
        ("overview", "compare", {"compare": "yesterday"}),
        ("overview", "base_from", {"compare": "custom", "base_to": "2026-10-01"}),
        ("overview", "base_to", {"compare": "custom", "base_from": "2026-10-01"}),
        ("overview", "base_from", {"base_from": "2026-10-01"}),
        (
            "overview",
            "base_to",
            {"compare": "custom", "base_from": "2026-10-02", "base_to": "2026-10-01"},
        ),
        ("overview", "dimension", {"dimension": "colour", "value": "red"}),
        ("overview", "value", {"dimension": "type"}),
        ("overview", "value", {"value": "paid"}),
        ("overview", "value", {"dimension": "type", "value": "x" * 65}),
        ("compare", "kpi", {"kpi": "happiness"}),
        ("compare", "kpi", {"kpi": None}),
        ("compare", "dimension", {"kpi": "nps", "dimension": "zone", "value": "Север"}),
        ("breakdown", "dimension", {"dimension": None}),
        ("breakdown", "dimension", {"kpi": "nps", "dimension": "zone"}),
        ("breakdown", "kpi", {"kpi": "happiness"}),
        ("trend", "step", {"step": "hour"}),
        ("trend", "to", {"from": "2023-01-01"}),
        ("trend", "kpi", {"kpi": "happiness"}),
        ("season", "to", {"from": "2023-01-01"}),
        ("season", "dimension", {"kpi": "nps", "dimension": "zone", "value": "Север"}),
        ("customers", "to", {"from": "2023-01-01"}),
        ("customers", "to", {"to": "2024-01-01"}),
    ],
)
def test_a_bad_parameter_is_refused_by_field_and_rule(
    route: str, field: str, changes: dict[str, str | None]
) -> None:
    answer = ask(route, **changes)

    assert answer.status == 422
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    (error,) = answer.json["errors"]
    assert error["field"] == field
    assert error["rule"]
    if changes.get(field) is not None:
        assert error["value"] == changes[field]


def test_an_overview_has_every_kpi_once() -> None:
    roll_up(make_order(), completed(id="ord_2", number="18"))

    answer = ask("overview").json

    names = [tile["kpi"] for tile in answer["tiles"]]
    assert sorted(names) == sorted([*KPIS, *DERIVED])
    assert answer["problems"] == []
    assert (answer["zone"], answer["currency"]) == ("Europe/Moscow", "RUB")


def test_figures_of_orders_come_through_the_whole_chain() -> None:
    at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    roll_up(completed(at, created_at=at, total=250000))

    compared = ask("compare", kpi="revenue", to="2026-11-20").json
    broken = ask("breakdown", kpi="revenue", to="2026-11-20").json

    assert compared["tile"]["value"] == 250000
    assert [row["figure"] for row in broken["rows"]] == [250000]
    assert broken["rows"][0]["value"] == "paid"


def test_the_orders_behind_a_figure_come_to_the_figure() -> None:
    at = datetime(2026, 11, 18, 9, tzinfo=UTC)
    of_two = ("paid", "warranty")
    roll_up(
        *(
            completed(at, id=f"ord_{n}", number=str(n), type=of_two[n % 2], created_at=at)
            for n in range(9)
        )
    )

    for kpi in ("created", "revenue"):
        for part in ({}, {"dimension": "type", "value": "warranty"}):
            query = {"from": "2026-11-01", "to": "2026-11-19", "kpi": kpi, **part}
            path = "/v1/analytics/rows"
            behind = call(rows_handler.lambda_handler, "GET", path, query=query).json
            told = ask("compare", kpi=kpi, to="2026-11-19", **part).json["tile"]["value"]
            assert sum(row["total"] for row in behind["items"]) == told > 0


def test_customers_are_counted_by_the_nightly_job() -> None:
    then = datetime(2026, 9, 3, 9, tzinfo=UTC)
    customers = [{"id": f"cus_{n}", "name": "", "phone": None} for n in (1, 1, 2)]
    roll_up(
        *(
            make_order(id=f"ord_{n}", created_at=then, updated_at=then, customer=customer)
            for n, customer in enumerate(customers)
        )
    )

    assert ask("customers").json["as_of"] is None
    counted = schedule.lambda_handler({"job": "customers"}, Context())
    again = schedule.lambda_handler({"job": "customers"}, Context())

    answer = ask("customers").json
    assert (counted["counted"], again["counted"]) == (True, False)
    assert answer["months"][0] == {"month": "2026-09", "new": 2, "returning": 0, "orders": 3}
    assert answer["cohorts"][0]["size"] == 2
    assert answer["repeat"]["value"] == 0.5


def test_numbers_that_json_has_no_word_for_are_never_told() -> None:
    roll_up(*(completed(id=f"ord_{n}", number=str(n)) for n in range(20)))

    for route in ROUTES:
        json.loads(ask(route).text, parse_constant=pytest.fail)
