"""HTTP edge of exports: the catalogue, schedules, cancelling."""

from typing import Any

import pytest

from tests.analytics.test_handler import WISH, ask

pytestmark = pytest.mark.usefixtures("room")


def test_the_catalogue_says_what_there_is_to_export() -> None:
    told = ask("GET", "/v1/exports/catalogue").json

    kinds = {each["kind"]: each for each in told["data_sets"]}
    assert set(kinds) == {"orders", "lines", "payments", "kpis", "feedback", "technicians"}
    assert kinds["orders"]["axes"] == ["completed_at", "created_at", "cancelled_at"]
    assert set(kinds["kpis"]["formats"]) >= {"ru_excel", "windows_1251", "machine", "xlsx"}
    assert {each["format"] for each in told["formats"]} >= set(kinds["orders"]["formats"])


def test_schedules_are_made_changed_and_deleted() -> None:
    wish = {"kind": "payments", "when": "monthly", "hour": 7, "format": "xlsx"}
    made = ask("POST", "/v1/exports/schedules", body=wish)
    path = f"/v1/exports/schedules/{made.json['id']}"

    assert made.status == 201
    assert (made.json["axis"], made.json["version"]) == ("paid_at", 1)
    assert made.json["next_at"]
    changed = ask("PUT", path, body={**wish, "enabled": False}, headers={"if-match": '"1"'})
    assert (changed.json["enabled"], changed.json["version"]) == (False, 2)
    assert changed.json["next_at"] is None
    assert ask("PUT", path, body=wish, headers={"if-match": '"1"'}).status == 412
    assert ask("PUT", path, body=wish).status == 428
    assert len(ask("GET", "/v1/exports/schedules").json["items"]) == 2
    assert ask("DELETE", path, headers={"if-match": '"2"'}).status == 204
    assert ask("GET", path).status == 404


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"hour": 24}, "hour"),
        ({"when": "hourly"}, "when"),
        ({"working_day": 2}, "working_day"),
        ({"axis": "created_at"}, "axis"),
        ({"format": "enterprise"}, "format"),
        ({"color": "red"}, "color"),
    ],
)
def test_a_bad_schedule_is_refused_by_field(change: dict[str, Any], field: str) -> None:
    wish = {"kind": "payments", "when": "monthly", "hour": 7}

    answer = ask("POST", "/v1/exports/schedules", body={**wish, **change})

    assert answer.status == 422
    assert [each["field"] for each in answer.json["errors"]] == [field]


@pytest.mark.parametrize("days", [("0001-01-01", "0001-01-02"), ("9999-12-30", "9999-12-31")])
def test_an_export_of_days_at_the_ends_of_the_calendar_is_refused(days: tuple[str, str]) -> None:
    answer = ask("POST", "/v1/exports", body={**WISH, "from": days[0], "to": days[1]})

    assert answer.status == 422
    assert [each["field"] for each in answer.json["errors"]] == ["from", "to"]


def test_an_export_is_cancelled_once_and_tells_who_asked() -> None:
    export = ask("POST", "/v1/exports", body=WISH).json

    cancelled = ask("POST", f"/v1/exports/{export['id']}/cancel").json

    assert cancelled["state"] == "cancelled"
    assert ask("POST", f"/v1/exports/{export['id']}/cancel").json == cancelled
    assert cancelled["asked_by"] == "alice"
