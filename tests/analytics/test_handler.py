"""HTTP edge: shapes, permissions, refusals."""

import json
from pathlib import Path
from typing import Any

import pytest

from analytics import handler
from analytics.kpis import DERIVED, KPIS
from tests.analytics.builders import queued
from tests.http import ADMIN, DISPATCHER, STRANGER, TECHNICIAN, Answer, call, partner

pytestmark = pytest.mark.usefixtures("room")
RECORDED = Path(__file__).parents[2] / "events" / "analytics"
WISH = {"kind": "orders", "from": "2026-11-01", "to": "2026-11-30"}
ACCOUNTANT = {"kind": "user", "id": "eva", "name": "Eva", "roles": "accountant", "scopes": ""}


def ask(method: str, path: str, **parts: Any) -> Answer:
    return call(handler.lambda_handler, method, path, **parts)


def overview(**query: str) -> Answer:
    return ask("GET", "/v1/analytics/overview", query=query)


def recorded(name: str) -> dict[str, Any]:
    answer: dict[str, Any] = handler.lambda_handler(json.loads((RECORDED / name).read_text()), None)
    return answer


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        ("2026-02-30", "2026-03-01", "from"),
        ("2026-02-01", "01.03.2026", "to"),
        ("2026-02-01T00:00:00", "2026-03-01", "from"),
        ("1767225600", "2026-03-01", "from"),
        ("", "2026-03-01", "from"),
        ("2026-03-02", "2026-03-01", "to"),
        ("2025-01-01", "2026-03-01", "to"),
    ],
)
def test_a_bad_period_is_refused_by_field_value_and_rule(first: str, last: str, field: str) -> None:
    answer = overview(**{"from": first, "to": last})

    assert answer.status == 422
    (error,) = answer.json["errors"]
    assert error["field"] == field
    assert error["value"] == {"from": first, "to": last}[field]
    assert error["rule"]


def test_a_missing_end_of_the_period_is_refused_by_name() -> None:
    answer = overview(**{"from": "2026-11-01"})

    assert answer.status == 422
    assert [each["field"] for each in answer.json["errors"]] == ["to"]


def test_kpis_are_told_as_they_are_registered() -> None:
    items = ask("GET", "/v1/analytics/kpis").json["items"]

    assert [each["name"] for each in items] == [*KPIS, *DERIVED]
    revenue = {name: items[list(KPIS).index("revenue")][name] for name in ("title", "unit", "axis")}
    assert revenue == {
        "title": {"ru": "Выручка", "en": "Revenue"},
        "unit": "money",
        "axis": "completed_at",
    }


def test_an_export_is_queued_and_told() -> None:
    answer = ask("POST", "/v1/exports", body=WISH)

    export = answer.json
    assert answer.status == 202
    assert export | {"id": "", "created_at": ""} == WISH | {
        "id": "",
        "format": "ru_excel",
        "axis": "completed_at",
        "scope": "month",
        "period": "2026-11",
        "personal": False,
        "closing": False,
        "options": {},
        "state": "queued",
        "progress": None,
        "revision": None,
        "unchanged": False,
        "rows": None,
        "warnings": {},
        "watermark": None,
        "asked_by": "alice",
        "attempts": 0,
        "schedule_id": None,
        "created_at": "",
        "finished_at": None,
        "files": [],
        "error": None,
    }
    assert ask("GET", f"/v1/exports/{export['id']}").json == {**export, "links": []}
    assert ask("GET", "/v1/exports").json == {"items": [export], "next_cursor": None}
    assert [json.loads(body) for body in queued()] == [{"export_id": export["id"]}]


def test_an_export_may_go_by_another_axis() -> None:
    assert ask("POST", "/v1/exports", body=WISH | {"axis": "created_at"}).json["axis"] == (
        "created_at"
    )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "customers"}, "kind"),
        ({"from": "2026-13-01"}, "from"),
        ({"to": None}, "to"),
        ({"to": 20261130}, "to"),
        ({"to": "2026-10-01"}, "to"),
        ({"to": "2030-10-01"}, "to"),
        ({"axis": "due_at"}, "axis"),
        ({"color": "red"}, "color"),
        ({"axis": "paid_at"}, "axis"),
        ({"format": "docx"}, "format"),
        ({"kind": "feedback", "personal": True}, "personal"),
    ],
)
def test_a_bad_wish_is_refused_by_field(change: dict[str, Any], field: str) -> None:
    answer = ask("POST", "/v1/exports", body=WISH | change)

    assert answer.status == 422
    assert [each["field"] for each in answer.json["errors"]] == [field]
    assert queued() == []


def test_the_same_key_is_the_same_export() -> None:
    headers = {"idempotency-key": "k1"}
    first = ask("POST", "/v1/exports", body=WISH, headers=headers)

    second = ask("POST", "/v1/exports", body=WISH, headers=headers)

    assert second.json == first.json
    assert len(ask("GET", "/v1/exports").json["items"]) == 1


def test_the_same_key_for_another_export_is_a_conflict() -> None:
    headers = {"idempotency-key": "k1"}
    ask("POST", "/v1/exports", body=WISH, headers=headers)

    answer = ask("POST", "/v1/exports", body=WISH | {"to": "2026-11-29"}, headers=headers)

    assert answer.status == 409


def test_the_same_key_of_somebody_else_is_another_export() -> None:
    headers = {"idempotency-key": "k1"}
    ours = ask("POST", "/v1/exports", body=WISH, headers=headers)

    theirs = ask("POST", "/v1/exports", body=WISH, headers=headers, actor=ACCOUNTANT)

    assert theirs.json["id"] != ours.json["id"]


def test_exports_are_listed_page_by_page_newest_first() -> None:
    made = [
        ask("POST", "/v1/exports", body=WISH | {"from": f"2026-11-0{n}"}).json["id"]
        for n in range(1, 6)
    ]
    seen: list[str] = []
    query: dict[str, Any] = {"limit": 2}

    while True:
        page = ask("GET", "/v1/exports", query=query).json
        seen += [each["id"] for each in page["items"]]
        if page["next_cursor"] is None:
            break
        query = {"limit": 2, "cursor": page["next_cursor"]}

    assert sorted(seen) == sorted(made)
    times = [ask("GET", f"/v1/exports/{each}").json["created_at"] for each in seen]
    assert times == sorted(times, reverse=True)


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": 201}, {"cursor": "made-up"}])
def test_a_bad_page_is_refused(query: dict[str, Any]) -> None:
    answer = ask("GET", "/v1/exports", query=query)

    assert answer.status == 422
    assert [each["field"] for each in answer.json["errors"]] == list(query)


def test_what_is_not_there_is_not_found() -> None:
    export = ask("POST", "/v1/exports", body=WISH).json["id"]

    assert ask("GET", "/v1/exports/exp_none").status == 404
    assert ask("GET", "/v1/exports/exp_none/files/orders.csv").status == 404
    assert ask("GET", f"/v1/exports/{export}/files/orders.csv").status == 404


@pytest.mark.parametrize(
    ("method", "path", "permitted", "refused"),
    [
        ("GET", "/v1/analytics/overview", DISPATCHER, TECHNICIAN),
        ("GET", "/v1/analytics/kpis", partner("analytics:read"), partner("orders:read")),
        ("GET", "/v1/exports", ACCOUNTANT, DISPATCHER),
        ("POST", "/v1/exports", partner("exports:read"), DISPATCHER),
        ("GET", "/v1/exports/exp_1", ADMIN, partner("analytics:read")),
        ("GET", "/v1/exports/exp_1/files/orders.csv", ADMIN, TECHNICIAN),
    ],
)
def test_every_route_asks_for_its_permission(
    method: str, path: str, permitted: dict[str, str], refused: dict[str, str]
) -> None:
    assert ask(method, path, actor=permitted).status not in {401, 403}
    assert ask(method, path, actor=refused).status == 403
    assert ask(method, path, actor=STRANGER).status == 401


def test_the_recorded_requests_are_answered() -> None:
    shown, made = recorded("http_overview.json"), recorded("http_export.json")

    assert shown["statusCode"] == 200
    assert len(json.loads(shown["body"])["tiles"]) > len(KPIS)
    assert made["statusCode"] == 202
    assert json.loads(made["body"])["to"] == "2026-11-30"
