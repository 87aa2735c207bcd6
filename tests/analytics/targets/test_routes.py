"""Targets over HTTP: who may set them, what is refused, and what is offered."""

from collections.abc import Iterator
from typing import Any

import pytest

from analytics import wiring
from analytics.handler import api, lambda_handler
from analytics.targets.model import aims
from analytics.targets.service import TargetService
from tests.analytics.builders import NOON
from tests.analytics.targets.fakes import FakeTargets
from tests.http import ADMIN, DISPATCHER, TECHNICIAN, Answer, call, partner

PATH = "/v1/analytics/targets"
MANAGER = {**ADMIN, "id": "mia", "roles": "manager"}
WANTED = {"sla_compliance": 0.95, "lead_time": 86_400, "revenue": 150_000_000, "nps": -0.1}


@pytest.fixture(autouse=True)
def store() -> Iterator[FakeTargets]:
    kept = FakeTargets()
    api.dependency_overrides[wiring.targets] = lambda: TargetService(kept, clock=lambda: NOON)
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
