"""Targets over HTTP: who may set them, what is refused, and what is offered."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from analytics import wiring
from analytics.handler import api, lambda_handler
from analytics.targets.model import aims
from analytics.targets.service import TargetService
from shared.audit import Audit
from shared.signing import Seal
from tests.analytics.builders import NOON
from tests.analytics.targets.fakes import FakeTargets
from tests.http import ADMIN, DISPATCHER, TECHNICIAN, Answer, call, partner

PATH = "/v1/analytics/targets"
MANAGER = {**ADMIN, "id": "mia", "roles": "manager"}
WANTED = {"sla_compliance": 0.95, "lead_time": 86_400, "revenue": 150_000_000, "nps": -0.1}


class Ticking:
    """A clock on which every look is a second later."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


@pytest.fixture(autouse=True)
def store() -> Iterator[FakeTargets]:
    kept, clock = FakeTargets(), Ticking(NOON)
    api.dependency_overrides[wiring.targets] = lambda: TargetService(kept, clock=clock)
    api.dependency_overrides[wiring.record] = lambda: Audit(kept.audit, clock=clock)
    api.dependency_overrides[wiring.seal] = lambda: Seal(b"0123456789abcdef" * 2)
    yield kept
    api.dependency_overrides.clear()


def put(targets: Any = WANTED, version: int = 0, **parts: Any) -> Answer:
    headers = {"if-match": f'"{version}"'}
    body = {"targets": targets}
    return call(lambda_handler, "PUT", PATH, body=body, headers=headers, **parts)


def test_what_is_set_is_read_by_whoever_reads_figures() -> None:
    assert call(lambda_handler, "GET", PATH).json["targets"] == {}
    written = put()

    assert written.status == 200
    assert written.headers["ETag"] == '"1"'
    assert (written.json["version"], written.json["targets"]) == (1, WANTED)
    assert written.json["updated_by"] == ADMIN["name"]
    for actor in (ADMIN, MANAGER, DISPATCHER, partner("analytics:read")):
        assert call(lambda_handler, "GET", PATH, actor=actor).json == written.json
    assert call(lambda_handler, "GET", PATH, actor=TECHNICIAN).status == 403


def test_what_is_left_out_has_no_target_any_more() -> None:
    put()

    assert put({"lead_time": 3600.0}, version=1).json["targets"] == {"lead_time": 3600}


def test_only_an_administrator_sets_them(store: FakeTargets) -> None:
    for actor in (MANAGER, DISPATCHER, TECHNICIAN, partner("analytics:read")):
        refused = put(actor=actor)
        assert (refused.status, refused.json["missing_permission"]) == (403, "settings:write")
    assert store.get().version == 0


def test_a_change_names_the_version_that_it_was_made_from() -> None:
    assert call(lambda_handler, "PUT", PATH, body={"targets": {}}).status == 428
    assert put().status == 200
    stale = put()
    assert (stale.status, stale.json["current_version"]) == (412, 1)


@pytest.mark.parametrize(
    ("kpi", "value", "rule"),
    [
        ("sla_compliance", 1.01, "must be 0 to 1"),
        ("sla_compliance", -0.1, "must be 0 to 1"),
        ("lead_time", 59, "must be 60 to"),
        ("lead_time", 90.5, "must be a whole number"),
        ("completed", 10.5, "must be a whole number"),
        ("revenue", -1, "must be 0 to"),
        ("average_rating", 0.5, "must be 1 to 5"),
        ("average_rating", 5.5, "must be 1 to 5"),
        ("ces", 7.5, "must be 1 to 7"),
        ("nps", 2, "must be -1 to 1"),
        ("jobs_per_technician_day", 1001, "must be 0 to"),
        ("created", 10, "is no KPI that can have a target"),
        ("happiness", 10, "is no KPI that can have a target"),
        ("csat", "0.9", "number"),
        ("csat", True, "number"),
    ],
)
def test_what_breaks_a_rule_is_named_with_value_and_rule(
    store: FakeTargets, kpi: str, value: Any, rule: str
) -> None:
    refused = put(WANTED | {kpi: value})

    assert refused.status == 422
    (error,) = refused.json["errors"]
    assert error["field"] == f"targets.{kpi}"
    assert error["value"] == value
    assert rule in error["rule"]
    assert store.get().version == 0


def test_what_can_have_a_target_is_offered_with_its_bounds() -> None:
    offered = {each["kpi"]: each for each in call(lambda_handler, "GET", PATH).json["offered"]}

    assert offered.keys() == aims().keys()
    assert offered["sla_compliance"] == {
        "kpi": "sla_compliance", "unit": "share", "better": "higher", "per": None,
        "low": 0, "high": 1,
    }  # fmt: skip
    assert offered["revenue"]["per"] == "month"
    assert offered["backlog"]["better"] == "lower"


def changes(actor: dict[str, str] = MANAGER, **query: Any) -> Answer:
    return call(lambda_handler, "GET", f"{PATH}/audit", query=query, actor=actor)


def test_who_set_which_target_from_what_to_what_and_when_is_in_the_record() -> None:
    put({"sla_compliance": 0.9, "csat": 0.8})
    put({"sla_compliance": 0.95, "revenue": 100}, version=1)

    found = changes().json
    second, first = found["items"]
    assert found["next_cursor"] is None
    assert first["changes"] == {
        "sla_compliance": {"from": None, "to": 0.9},
        "csat": {"from": None, "to": 0.8},
    }
    assert second["changes"] == {
        "csat": {"from": 0.8, "to": None},
        "revenue": {"from": None, "to": 100},
        "sla_compliance": {"from": 0.9, "to": 0.95},
    }
    assert second["actor"] == {name: ADMIN[name] for name in ("kind", "id", "name")}
    assert (second["action"], second["subject"]) == ("targets.changed", "targets")
    assert datetime.fromisoformat(first["at"]) == NOON + timedelta(seconds=1)
    assert datetime.fromisoformat(second["at"]) == NOON + timedelta(seconds=2)


def test_what_is_refused_is_not_in_the_record() -> None:
    put({"csat": 7})
    put(version=3)
    put(actor=MANAGER)

    assert changes().json["items"] == []


def test_the_record_comes_in_pages_with_a_cursor_that_cannot_be_made_up() -> None:
    for version in range(3):
        put({"csat": version / 10}, version=version)

    first = changes(limit=2).json
    rest = changes(limit=2, cursor=first["next_cursor"]).json
    found = [each["changes"]["csat"]["to"] for each in first["items"] + rest["items"]]
    assert found == [0.2, 0.1, 0]
    assert rest["next_cursor"] is None
    for refused in (changes(cursor="made-up"), changes(limit=0), changes(limit=201)):
        assert refused.status == 422
        assert refused.json["errors"][0]["field"] in {"cursor", "limit"}


def test_the_record_is_for_those_who_may_read_what_was_changed_by_whom() -> None:
    for actor in (ADMIN, MANAGER):
        assert changes(actor).status == 200
    for actor in (DISPATCHER, TECHNICIAN, partner("analytics:read", "webhooks:manage")):
        refused = changes(actor)
        assert (refused.status, refused.json["missing_permission"]) == (403, "audit:read")
