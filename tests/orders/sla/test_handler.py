"""GET and PUT /v1/sla, and the field `sla` of an order, from the edge to DynamoDB."""

from collections.abc import Iterator
from typing import Any

import pytest

from orders import handler, wiring
from orders.sla.service import SlaService
from shared.worktime.production_calendar import KNOWN_UNTIL
from tests.http import ADMIN, DISPATCHER, STRANGER, TECHNICIAN, call, partner
from tests.orders.sla.builders import FixedClock
from tests.orders.sla.fakes import FakeRules

MANAGER = {**ADMIN, "id": "mia", "roles": "manager"}
ACCOUNTANT = {**ADMIN, "id": "ann", "roles": "accountant"}
DAY = ["09:00-13:00", "14:00-18:00"]
RULES = {
    "calendar": {
        "week": {"mon": DAY, "tue": DAY, "wed": DAY, "thu": DAY, "fri": DAY},
        "holidays": "RU",
        "exceptions": [{"day": "2026-12-30", "hours": ["09:00-14:00"], "note": "Короткий день"}],
    },
    "policies": [
        {"id": "usual", "response_minutes": 60, "resolution_minutes": 480},
        {
            "id": "urgent",
            "priorities": ["urgent"],
            "response_minutes": 30,
            "resolution_minutes": 240,
            "works": "24x7",
        },
    ],
}
ORDER = {"title": "Ремонт котла", "customer": {"name": "Анна Иванова"}}


@pytest.fixture(autouse=True)
def _room() -> Iterator[None]:
    """The edge over rules in memory."""
    service = SlaService(FakeRules(), clock=FixedClock())
    handler.api.dependency_overrides[wiring.sla_rules] = lambda: service
    yield
    handler.api.dependency_overrides.clear()


@pytest.fixture
def wired(aws) -> None:
    """The room as it is wired for Lambda."""
    handler.api.dependency_overrides.clear()


def ask(method: str, path: str, **parts: Any):
    return call(handler.lambda_handler, method, path, **parts)


def put(body: Any = RULES, version: str | None = '"0"', **parts: Any):
    headers = {"if-match": version} if version else {}
    return ask("PUT", "/v1/sla", body=body, headers=headers, **parts)


def changed(path: str, value: Any) -> dict[str, Any]:
    """Give the rules with one field changed; the path is dotted."""

    def put_in(whole: Any, names: list[str]) -> Any:
        if not names:
            return value
        name, *rest = names
        if isinstance(whole, list):
            at = int(name)
            return [put_in(each, rest) if n == at else each for n, each in enumerate(whole)]
        return {**whole, name: put_in(whole.get(name), rest)}

    return put_in(RULES, path.split("."))


def test_before_anybody_writes_there_is_a_usual_week_and_no_promise():
    answer = ask("GET", "/v1/sla")

    assert answer.status == 200
    assert answer.headers["ETag"] == '"0"'
    assert answer.json["calendar"]["week"]["mon"] == ["09:00-18:00"]
    assert answer.json["calendar"]["week"]["sun"] == []
    assert answer.json["policies"] == []
    assert answer.json["holidays_known_until"] == KNOWN_UNTIL


def test_what_is_written_is_read():
    written = put()

    assert written.status == 200, written.text
    assert written.headers["ETag"] == '"1"'
    assert written.json["updated_by"]["id"] == "alice"
    assert ask("GET", "/v1/sla").json == written.json
    assert written.json["policies"][1]["works"] == "24x7"


def test_a_version_that_is_not_current_is_refused_with_the_current_one():
    put()

    refused = put()

    assert refused.status == 412
    assert refused.json["current_version"] == 1


def test_a_version_must_be_named():
    assert put(version=None).status == 428


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        ("policies.0.works", "sometimes", "policies.0.works"),
        ("policies.0.resolution_minutes", 0, "policies.0.resolution_minutes"),
        ("policies.0.response_minutes", 481, "policies.0.response_minutes"),
        ("policies.0.priorities", ["soon"], "policies.0.priorities.0"),
        ("policies.1.id", "usual", "policies.1.id"),
        ("policies.1.priorities", [], "policies.1"),
        ("policies.0.colour", "red", "policies.0.colour"),
        ("calendar.week.mon", ["18:00-09:00"], "calendar.week.mon"),
        ("calendar.week.mon", ["09:00-25:00"], "calendar.week.mon.0"),
        ("calendar.week.someday", [], "calendar.week.someday"),
        ("calendar.week", {}, "calendar.week"),
        ("calendar.holidays", "FR", "calendar.holidays"),
        ("calendar.exceptions.0.day", "2026-02-30", "calendar.exceptions.0.day"),
        ("calendar.exceptions.0.why", "", "calendar.exceptions.0.why"),
        ("calendar", None, "calendar"),
        ("extra", 1, "extra"),
    ],
)
def test_a_bad_rule_is_named_by_its_field(path, value, field):
    refused = put(changed(path, value))

    assert refused.status == 422
    assert refused.json["errors"][0]["field"] == field
    assert ask("GET", "/v1/sla").json["version"] == 0


@pytest.mark.parametrize(
    ("actor", "read", "written"),
    [
        (ADMIN, 200, 200),
        (MANAGER, 200, 200),
        (DISPATCHER, 200, 403),
        (TECHNICIAN, 200, 403),
        (ACCOUNTANT, 200, 403),
        (partner("orders:read"), 200, 403),
        (partner("orders:write"), 200, 403),
        (partner("analytics:read"), 403, 403),
        (STRANGER, 401, 401),
    ],
)
def test_who_reads_orders_reads_the_rules_and_admins_and_managers_write_them(actor, read, written):
    assert ask("GET", "/v1/sla", actor=actor).status == read
    assert put(actor=actor).status == written


def test_an_order_shows_its_clocks_from_its_creation_on(wired):
    put()

    made = ask("POST", "/v1/orders", body=ORDER | {"priority": "urgent"}).json

    sla = made["sla"]
    assert (sla["policy"], sla["works"], sla["state"]) == ("urgent", "24x7", "running")
    assert sla["resolution"]["due_at"] == made["due_at"]
    assert 230 <= sla["resolution"]["remaining_minutes"] <= 240
    assert sla["response"]["exceeded_minutes"] is None
    again = ask("GET", f"/v1/orders/{made['id']}").json
    assert again["sla"]["resolution"]["due_at"] == made["due_at"]


def test_another_priority_gives_the_order_another_promise(wired):
    put()
    made = ask("POST", "/v1/orders", body=ORDER).json

    edited = ask(
        "PATCH",
        f"/v1/orders/{made['id']}",
        body={"priority": "urgent"},
        headers={"if-match": '"1"'},
    ).json

    assert (made["sla"]["policy"], edited["sla"]["policy"]) == ("usual", "urgent")


def test_an_order_without_a_policy_shows_no_clock(wired):
    assert ask("POST", "/v1/orders", body=ORDER).json["sla"] is None
