"""Every route answers as docs/openapi.json says, whatever it is asked and whoever asks.

In process: API Gateway's events over the real handlers and an AWS in memory. The seed is fixed;
`make fuzz` goes on from others.
"""

import gc
import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.conformance.aim import Aimer
from tests.conformance.engine import Asking, Fault, Found, run
from tests.conformance.gateway import Gateway
from tests.conformance.operations import guarded, is_explained, operations
from tests.conformance.room import here
from tests.conformance.world import KEY, OWNER, World, identities, settle

# Filters of the first two hold filters: 4,800 requests each. The others take what is enumerated of
# another one, and statistics read much. `make fuzz` enumerates them too.
SPARED = (
    "create_integration",
    "edit_integration",
    "edit_customer",
    "edit_technician",
    "edit_order",
    "replace_schedule",
    "replace_sla",
    "export_feedback",
    "get_statistics",
)
ENOUGH = 0.75


@pytest.fixture
def world() -> Iterator[World]:
    # A company for each test: those that ask take away what there is.
    with here():
        made = settle(Gateway(identities()))
        gc.freeze()
        yield made


def ask(world: World, token: str, app: Any = None, **asking: Any) -> Found:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    asked = Asking(headers, spared=SPARED, aim=Aimer(world), **asking)
    found = run(asked, app=app or world.gateway)
    assert found.errors == []
    return found


def told(found: Found) -> list[Fault]:
    return [each for each in found.faults if not is_explained(each)]


def test_the_owner_gets_only_answers_that_are_described(world: World) -> None:
    found = ask(world, OWNER, examples=1)

    assert told(found) == []
    assert found.operations == operations()
    good = {operation for operation, status in found.statuses if status < 400}
    assert len(good) > len(operations()) * ENOUGH, operations() - good


def test_an_api_key_gets_only_answers_that_are_described(world: World) -> None:
    found = ask(world, KEY, examples=1, phases=["fuzzing"])

    assert told(found) == []
    assert found.operations == operations()
    assert {status for _, status in found.statuses} >= {200, 403}


def test_a_stranger_gets_only_answers_that_are_described(world: World) -> None:
    found = ask(world, "", examples=1, phases=["fuzzing"])

    assert told(found) == []
    answered = {(operation, status) for operation, status in found.statuses}
    assert {each for each in answered if each[0] in guarded()} == {
        (operation, 401) for operation in guarded()
    }


PLANTED = {
    "/v1/roles": (500, {"message": "Internal Server Error"}),
    "/v1/me": (418, {"message": "tea"}),
    "/v1/connectors": (200, {"items": "none"}),
}


def test_answers_that_are_not_described_are_told(world: World) -> None:
    def planted(environ: Any, start: Any) -> list[bytes]:
        if environ["PATH_INFO"] not in PLANTED:
            return list(world.gateway(environ, start))
        status, body = PLANTED[environ["PATH_INFO"]]
        start(f"{status} Planted", [("content-type", "application/json")])
        return [json.dumps(body).encode()]

    names = ["list_roles", "who_am_i", "list_connectors", "list_event_types"]
    found = ask(world, OWNER, planted, names=names, phases=["fuzzing"], examples=1)

    assert {(each.operation, each.check) for each in told(found)} >= {
        ("GET /v1/roles", "not_a_server_error"),
        ("GET /v1/me", "status_code_conformance"),
        ("GET /v1/connectors", "response_schema_conformance"),
    }
    assert "GET /v1/event-types" not in {each.operation for each in told(found)}
