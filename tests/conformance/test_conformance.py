"""Every route answers as docs/openapi.json says, whatever it is asked and whoever asks.

In process: API Gateway's events over the real handlers and an AWS in memory. The seed is fixed;
`make fuzz` goes on from others.
"""

import gc
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from werkzeug.test import Client

from shared.problem import MEDIA_TYPE
from tests.conformance.aim import Aimer
from tests.conformance.engine import Asking, Found, document, run
from tests.conformance.gateway import ANY, Gateway, routes
from tests.conformance.operations import guarded, operations
from tests.conformance.room import here
from tests.conformance.world import KEY, OWNER, World, identities, settle

# One in six of what is enumerated of these: some hundreds of requests each, or statistics that
# read much. Filters hold filters, 13,000 requests. `make fuzz` asks all of it.
THINNED = dict.fromkeys(
    (
        "create_integration",
        "edit_integration",
        "edit_customer",
        "edit_technician",
        "edit_order",
        "replace_schedule",
        "replace_sla",
        "export_feedback",
        "get_statistics",
    ),
    6,
)
ASIDE = {"IntegrationCreate": ("filter",), "IntegrationEdit": ("filter",)}
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
    asked = Asking(headers, thinned=THINNED, aside=ASIDE, aim=Aimer(world), **asking)
    found = run(asked, app=app or world.gateway)
    assert found.errors == []
    return found


def test_the_owner_gets_only_answers_that_are_described(world: World) -> None:
    found = ask(world, OWNER, examples=1)

    assert found.faults == []
    assert found.operations == operations()
    good = {operation for operation, status in found.statuses if status < 400}
    assert len(good) > len(operations()) * ENOUGH, operations() - good


def test_an_api_key_gets_only_answers_that_are_described(world: World) -> None:
    found = ask(world, KEY, examples=1, phases=["fuzzing"])

    assert found.faults == []
    assert found.operations == operations()
    assert {status for _, status in found.statuses} >= {200, 403}


def test_a_stranger_gets_only_answers_that_are_described(world: World) -> None:
    found = ask(world, "", examples=1, phases=["fuzzing"])

    assert found.faults == []
    answered = {(operation, status) for operation, status in found.statuses}
    assert {each for each in answered if each[0] in guarded()} == {
        (operation, 401) for operation in guarded()
    }


METHODS = ("DELETE", "GET", "PATCH", "POST", "PUT")


IN_PLAIN_TEXT = {
    "/1c/exchange": ["get", "post"],
    "/bitrix/admin/1c_exchange.php": ["get", "post"],
}
"""What is described in docs/onec.md instead: 1C shows people whatever it is told."""


def test_a_method_that_a_path_does_not_know_is_405_and_names_those_that_it_does() -> None:
    owner = {"authorization": f"Bearer {OWNER}"}
    asker = Client(Gateway(identities()))
    for path, known in (document()["paths"] | IN_PLAIN_TEXT).items():
        served = {method.upper() for method in known}
        unknown = next(each for each in METHODS if each not in served)

        answer = asker.open(filled(path), method=unknown, headers=owner)

        kind = "text/plain" if path in IN_PLAIN_TEXT else MEDIA_TYPE
        assert (answer.status_code, answer.mimetype) == (405, kind), path
        assert set(answer.headers["Allow"].split(", ")) >= served, path


def test_every_path_that_the_gateway_serves_is_described() -> None:
    described = [filled(path) for path in document()["paths"] | IN_PLAIN_TEXT]
    served = [each for each in routes() if each.path != "$default"]

    assert [each.path for each in served if not any(map(each.pattern.fullmatch, described))] == []
    assert {each.method for each in served} == {ANY}


def filled(path: str) -> str:
    return re.sub(r"\{[^}]*\}", "x", path)


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

    assert {(each.operation, each.check) for each in found.faults} >= {
        ("GET /v1/roles", "not_a_server_error"),
        ("GET /v1/me", "status_code_conformance"),
        ("GET /v1/connectors", "response_schema_conformance"),
    }
    assert "GET /v1/event-types" not in {each.operation for each in found.faults}
