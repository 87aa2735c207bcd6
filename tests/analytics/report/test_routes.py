"""The weekly report over HTTP and by the timer, on tables made from the template."""

from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest

from analytics import handler, schedule, wiring
from analytics.report.model import MAIN, Plan, ReportSettings
from integrations.storage import DynamoIntegrations
from shared.clock import now
from shared.table import Table
from tests.analytics.builders import Context
from tests.analytics.report.fakes import report_entry
from tests.http import ADMIN, DISPATCHER, TECHNICIAN, Answer, call, partner
from tests.integrations.builders import make_integration

pytestmark = pytest.mark.usefixtures("room")
REPORT = {"job": "report"}
PATH = "/v1/analytics/report"
MANAGER = {"kind": "user", "id": "m", "name": "Max", "roles": "manager", "scopes": ""}
WANTED = {
    "enabled": True,
    "weekday": 0,
    "hour": 9,
    "recipients": ["u1"],
    "language": "en",
    "kpis": ["created", "csat"],
    "sentences": True,
}


@pytest.fixture(autouse=True)
def users(room: None) -> None:
    table = Table("AccessTable", boto3.client("dynamodb"))
    for user_id, name, blocked in (("u1", "Alice", False), ("u2", "Boris", True)):
        email = f"{name.lower()}@example.com"
        fields = {"id": user_id, "name": name, "email": email, "blocked": blocked}
        table.put({"pk": "USERS", "sk": user_id, **fields})


def ask(method: str, path: str = PATH, **parts: Any) -> Answer:
    return call(handler.lambda_handler, method, path, **parts)


def put(version: int = 0, actor: dict[str, str] = ADMIN, **changes: Any) -> Answer:
    headers = {"if-match": f'"{version}"'}
    return ask("PUT", body=WANTED | changes, headers=headers, actor=actor)


def test_settings_are_written_and_read_again() -> None:
    written = put(actor=MANAGER)
    read = ask("GET", actor=DISPATCHER)

    assert written.status == read.status == 200
    assert read.headers["ETag"] == '"1"'
    assert read.json == written.json
    assert {name: read.json[name] for name in WANTED} == WANTED
    assert read.json["zone"] == "Europe/Moscow"
    assert read.json["next_at"] > now().isoformat()


def test_without_an_email_integration_the_answer_warns() -> None:
    warned = ask("GET").json["warning"]
    fields = {"kind": "email", "event_types": ("report.weekly",)}
    table = Table("IntegrationsTable", boto3.client("dynamodb"))
    DynamoIntegrations(table, clock=now).add(make_integration(**fields))

    assert warned["code"] == "no_email_integration"
    assert set(warned["text"]) == {"ru", "en"}
    assert ask("GET").json["warning"] is None


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"recipients": ["u1", "u9", "u2"]}, ["recipients.1", "recipients.2"]),
        ({"recipients": []}, ["recipients"]),
        ({"kpis": ["created", "fame"]}, ["kpis.1"]),
        ({"kpis": []}, ["kpis"]),
        ({"weekday": 7}, ["weekday"]),
        ({"hour": 24}, ["hour"]),
        ({"language": "de"}, ["language"]),
        ({"colour": "red"}, ["colour"]),
        ({"recipients": ["u1"] * 51}, ["recipients"]),
    ],
)
def test_a_bad_setting_is_refused_by_field_and_rule(
    changes: dict[str, Any], fields: list[str]
) -> None:
    answer = put(**changes)

    assert answer.status == 422
    assert [each["field"] for each in answer.json["errors"]] == fields
    assert all(each["rule"] for each in answer.json["errors"])
    assert ask("GET").json["version"] == 0


def test_a_version_is_asked_for_and_must_be_the_current_one() -> None:
    put()

    assert ask("PUT", body=WANTED).status == 428
    assert put(version=0).status == 412


def test_who_changed_recipients_and_times_is_in_the_record() -> None:
    put()
    put(version=1, actor=MANAGER, recipients=[], enabled=False, hour=9)

    found = ask("GET", f"{PATH}/audit", query={"limit": 1}, actor=MANAGER).json
    rest = ask("GET", f"{PATH}/audit", query={"limit": 1, "cursor": found["next_cursor"]}).json
    (second,), (first,) = found["items"], rest["items"]
    assert rest["next_cursor"] is None
    assert first["changes"] == {
        "enabled": {"from": False, "to": True},
        "recipients": {"from": [], "to": ["u1"]},
        "language": {"from": "ru", "to": "en"},
        "kpis": {"from": list(MAIN), "to": ["created", "csat"]},
    }
    assert second["changes"] == {
        "enabled": {"from": True, "to": False},
        "recipients": {"from": ["u1"], "to": []},
    }
    assert (first["actor"]["id"], second["actor"]["id"]) == (ADMIN["id"], MANAGER["id"])
    assert {each["action"] for each in (first, second)} == {"report.changed"}


def test_a_refused_change_of_settings_is_not_in_the_record() -> None:
    put(recipients=["u9"])
    put(version=3)

    assert ask("GET", f"{PATH}/audit").json == {"items": [], "next_cursor": None}


def test_the_record_is_not_for_all_who_read_figures() -> None:
    for actor in (DISPATCHER, TECHNICIAN, partner("analytics:read")):
        refused = ask("GET", f"{PATH}/audit", actor=actor)
        assert (refused.status, refused.json["missing_permission"]) == (403, "audit:read")


@pytest.mark.parametrize(
    ("method", "path"),
    [("PUT", PATH), ("GET", f"{PATH}/people"), ("POST", f"{PATH}/send")],
)
def test_who_only_reads_figures_changes_nothing(method: str, path: str) -> None:
    for actor in (DISPATCHER, TECHNICIAN, partner("analytics:read")):
        answer = ask(method, path, actor=actor, body={}, headers={"if-match": '"0"'})
        assert answer.status == 403
        assert answer.json["missing_permission"] == "reports:write"


def test_users_who_can_get_it_are_shown_with_most_of_the_address_hidden() -> None:
    people = ask("GET", f"{PATH}/people", actor=MANAGER).json["items"]

    assert people == [{"id": "u1", "name": "Alice", "email": "a***@example.com"}]


def test_a_preview_is_the_letter_of_the_last_whole_week() -> None:
    answer = ask("POST", f"{PATH}/preview", body={"language": "en", "kpis": ["created"]})

    assert answer.status == 200
    assert answer.json["subject"].startswith("The week of ")
    assert "Created: 0\u00a0orders" in answer.json["text"]
    assert "<table" in answer.json["html"]


def test_a_report_now_is_accepted_listed_and_the_same_under_its_key() -> None:
    body, headers = {"recipients": ["u1"]}, {"idempotency-key": "k"}

    first = ask("POST", f"{PATH}/send", body=body, headers=headers)
    second = ask("POST", f"{PATH}/send", body=body, headers=headers)

    assert first.status == second.status == 202
    assert first.json == second.json
    assert first.json["state"] == "no_channel"
    assert first.json["event_id"].startswith("evt_")
    shown = ask("GET").json
    assert shown["last"] == first.json
    assert shown["sendings"] == [first.json]


def test_a_report_now_to_somebody_unknown_is_refused() -> None:
    answer = ask("POST", f"{PATH}/send", body={"recipients": ["u9"]})

    assert answer.status == 422
    assert [each["field"] for each in answer.json["errors"]] == ["recipients.0"]


def scheduled_for(at: datetime) -> None:
    """Let the schedule have been set long ago, for the hour of a moment."""
    local = at.astimezone(wiring.company().zone)
    plan = Plan(weekday=local.weekday(), hour=local.hour)
    since = at - timedelta(days=30)
    settings = ReportSettings(version=1, enabled=True, plan=plan, recipients=("u1",), since=since)
    wiring.reports()._parts.reports.save(settings, report_entry())


def test_the_timer_writes_the_report_once_it_is_due() -> None:
    scheduled_for(datetime.now(UTC) - timedelta(hours=7))

    first = schedule.lambda_handler(REPORT, Context())
    second = schedule.lambda_handler(REPORT, Context())

    (listed,) = ask("GET").json["sendings"]
    assert first == {"job": "report", "report": listed["id"]}
    assert listed["is_scheduled"]
    assert second["report"] is None


def test_the_timer_waits_while_the_roll_ups_are_behind() -> None:
    scheduled_for(datetime.now(UTC) - timedelta(hours=7))

    assert schedule.lambda_handler(REPORT, Context(0))["report"] is None
    assert ask("GET").json["sendings"] == []
