import json
import logging
from typing import Annotated

import pytest
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import BaseModel, ConfigDict

from shared.auth import PUBLIC
from shared.errors import ConflictError
from shared.http import (
    Api,
    CurrentActor,
    GivenVersion,
    IdempotencyKey,
    RequiredVersion,
)
from shared.observe import logger
from tests.http import ADMIN, STRANGER, TECHNICIAN, Answer, call, event, partner

CANARY = "canary-of-the-inside"
Limit = Annotated[int, Query(ge=1, le=200)]


class Given(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    count: int = 1


class Thing(BaseModel):
    name: str
    version: int


class Told(BaseModel):
    what: str | None


def toy() -> Api:
    api = Api("toys")

    @api.serve("POST", "/v1/things", permission="orders:write", status=201)
    def make(body: Given) -> Thing:
        return Thing(name=body.name, version=7)

    @api.serve("GET", "/v1/things", permission="orders:read")
    def find(limit: Limit = 50) -> Told:
        return Told(what=str(limit))

    @api.serve("PATCH", "/v1/things/<thing_id>", permission="orders:write")
    def change(thing_id: str, body: Given, version: RequiredVersion) -> Told:
        return Told(what=f"{thing_id} at {version}")

    @api.serve("GET", "/v1/things/<thing_id>", permission="orders:read")
    def read(thing_id: str, version: GivenVersion, key: IdempotencyKey) -> Told:
        return Told(what=f"{thing_id} {version} {key}")

    @api.serve("GET", "/v1/fault", permission=PUBLIC)
    def fault() -> Told:
        raise RuntimeError(CANARY)

    @api.serve("GET", "/v1/closed", permission=PUBLIC)
    def closed() -> Told:
        raise ConflictError("it is closed", extra={"allowed": []}, headers={"Retry-After": "3"})

    @api.serve("GET", "/v1/self", permission=PUBLIC)
    def who(actor: CurrentActor) -> Told:
        return Told(what=actor.id)

    return api


@pytest.fixture(scope="module")
def api() -> Api:
    return toy()


@pytest.fixture
def lines():
    """Collect the log's lines as they would be read."""
    kept: list[dict] = []

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            kept.append(json.loads(logger().registered_formatter.format(record)))

    keeper = Keeper()
    logger().addHandler(keeper)
    yield kept
    logger().removeHandler(keeper)


def ask(api: Api, method: str, path: str, **parts) -> Answer:
    return call(api.handle, method, path, **parts)


def test_an_answer_is_json_that_nobody_keeps_and_carries_its_version(api):
    made = ask(api, "POST", "/v1/things", body={"name": "drill"})

    assert (made.status, made.json) == (201, {"name": "drill", "version": 7})
    assert made.headers["ETag"] == '"7"'
    assert made.headers["Cache-Control"] == "no-store"
    assert made.headers["Content-Type"] == "application/json"


def test_a_thing_without_a_version_has_no_etag(api):
    assert "ETag" not in ask(api, "GET", "/v1/things").headers


def test_a_refusal_is_a_problem_that_nobody_keeps(api):
    refused = ask(api, "GET", "/v1/closed")

    assert refused.status == 409
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.headers["Cache-Control"] == "no-store"
    assert refused.headers["Retry-After"] == "3"
    assert refused.json["allowed"] == []
    assert refused.json["instance"] == "/v1/closed"
    assert refused.json["request_id"] == "req-1"


def test_a_caller_whom_nobody_knows_gets_401(api):
    assert ask(api, "GET", "/v1/things", actor=STRANGER).status == 401
    assert ask(api, "GET", "/v1/things", actor=None).status == 401


def test_a_caller_without_the_permission_gets_403_that_names_it(api):
    refused = ask(api, "GET", "/v1/things", actor=partner("analytics:read"))

    assert (refused.status, refused.json["missing_permission"]) == (403, "orders:read")


@pytest.mark.parametrize("body", ["{", '{"name": NaN}', "x" * 300_000, '{"wrong": 1}'])
def test_the_permission_is_checked_before_the_body_is_read(api, body):
    assert ask(api, "POST", "/v1/things", body=body, actor=STRANGER).status == 401
    assert ask(api, "POST", "/v1/things", body=body, actor=TECHNICIAN).status == 403
    assert ask(api, "POST", "/v1/things", body=body, actor=ADMIN).status in {400, 413, 422}


def test_the_permission_is_checked_before_the_headers_and_the_query(api):
    bad = {"body": {"name": "x"}, "headers": {"if-match": "?"}}

    assert ask(api, "PATCH", "/v1/things/1", actor=TECHNICIAN, **bad).status == 403
    assert ask(api, "GET", "/v1/things", actor=STRANGER, query={"limit": "x"}).status == 401


@pytest.mark.parametrize("path", ["/", "/v1", "/v1/nothing", "/v1/things/1/2", "/v1/things/"])
def test_an_unknown_path_is_a_problem_404(api, path):
    refused = ask(api, "GET", path)

    assert (refused.status, refused.json["type"]) == (404, "urn:naryad:problem:not-found")
    assert refused.json["instance"] == path


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "/v1/things", ["GET", "POST"]),
        ("PUT", "/v1/things/1", ["GET", "PATCH"]),
        ("POST", "/v1/fault", ["GET"]),
        ("BREW", "/v1/self", ["GET"]),
    ],
)
def test_a_wrong_method_is_405_and_names_those_that_are_served(api, method, path, allowed):
    refused = ask(api, method, path)

    assert refused.status == 405
    assert refused.headers["Allow"] == ", ".join(allowed)
    assert refused.json["allowed"] == allowed


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "name"),
        ({"name": 5}, "name"),
        ({"name": "x", "count": "many"}, "count"),
        ({"name": "x", "colour": "red"}, "colour"),
        ([], "body"),
        ("null", "body"),
        ("5", "body"),
    ],
)
def test_a_body_of_the_wrong_shape_is_422_and_names_the_field(api, body, field):
    refused = ask(api, "POST", "/v1/things", body=body)

    assert refused.status == 422
    assert [each["field"].split(".")[0] for each in refused.json["errors"]] == [field]
    assert all(each["rule"] for each in refused.json["errors"])


@pytest.mark.parametrize("limit", ["0", "201", "x", "1.5", "", "9" * 5000, "NaN"])
def test_a_query_that_breaks_a_rule_is_422_and_shows_the_value(api, limit):
    refused = ask(api, "GET", "/v1/things", query={"limit": limit})

    assert refused.status == 422
    assert [each["field"] for each in refused.json["errors"]] == ["limit"]
    assert refused.json["errors"][0]["value"].rstrip("…") == limit[:200]


@pytest.mark.parametrize("headers", [{}, {"If-Match": ""}, {"If-Match": "*"}])
def test_a_change_without_its_version_is_428(api, headers):
    refused = ask(api, "PATCH", "/v1/things/1", body={"name": "x"}, headers=headers)

    assert (refused.status, refused.json["type"]) == (428, "urn:naryad:problem:version-required")


@pytest.mark.parametrize("header", ['"3"', "3", 'W/"3"', ' "3" '])
def test_a_version_is_read_from_if_match(api, header):
    changed = ask(api, "PATCH", "/v1/things/1", body={"name": "x"}, headers={"if-match": header})

    assert changed.json == {"what": "1 at 3"}


@pytest.mark.parametrize("header", ['"x"', "-1", "1.5", '"1", "2"', "²", '"' + "9" * 5000 + '"'])
def test_a_version_that_is_none_is_422(api, header):
    refused = ask(api, "PATCH", "/v1/things/1", body={"name": "x"}, headers={"If-Match": header})

    assert (refused.status, refused.json["errors"][0]["field"]) == (422, "If-Match")


def test_headers_that_may_be_absent_are_none(api):
    assert ask(api, "GET", "/v1/things/1").json == {"what": "1 None None"}


@pytest.mark.parametrize("key", ["a", "0f8e", "x" * 255])
def test_an_idempotency_key_is_passed_on(api, key):
    answer = ask(api, "GET", "/v1/things/1", headers={"Idempotency-Key": key})

    assert answer.json == {"what": f"1 None {key}"}


@pytest.mark.parametrize("key", ["", "x" * 256, "ключ", "a\x00", "a\nb", "\x7f"])
def test_an_idempotency_key_that_can_not_be_kept_is_422(api, key):
    refused = ask(api, "GET", "/v1/things/1", headers={"Idempotency-Key": key})

    assert (refused.status, refused.json["errors"][0]["field"]) == (422, "Idempotency-Key")


def test_a_fault_of_ours_is_500_and_tells_nothing_of_the_inside(api, lines):
    refused = ask(api, "GET", "/v1/fault")

    assert (refused.status, refused.json["type"]) == (500, "urn:naryad:problem:internal")
    assert CANARY not in refused.text
    assert "RuntimeError" not in refused.text
    (failed,) = [line for line in lines if line["message"] == "request.failed"]
    assert CANARY in failed["exception"]


@pytest.mark.parametrize(
    ("path", "status", "outcome"),
    [("/v1/things", 200, "ok"), ("/v1/closed", 409, "conflict"), ("/v1/none", 404, "not-found")],
)
def test_each_request_leaves_one_line_without_its_content(api, lines, path, status, outcome):
    ask(api, "GET", path, query={"limit": 3}, headers={"authorization": CANARY})

    (line,) = lines
    assert line["message"] == "request.served"
    assert (line["status"], line["outcome"]) == (status, outcome)
    assert (line["request_id"], line["actor"], line["method"]) == ("req-1", "alice", "GET")
    assert CANARY not in json.dumps(line)


def test_one_answer_does_not_colour_the_next(api, lines):
    ask(api, "GET", "/v1/closed")
    ask(api, "GET", "/v1/things")

    assert [line["outcome"] for line in lines] == ["conflict", "ok"]


def test_a_public_route_knows_who_asks_if_it_is_told(api):
    assert ask(api, "GET", "/v1/self", actor=None).json == {"what": ""}
    assert ask(api, "GET", "/v1/self", actor=ADMIN).json == {"what": "alice"}


def test_a_percent_in_the_path_breaks_nothing(api):
    assert ask(api, "GET", "/v1/things/%00%zz").status == 200
    assert ask(api, "GET", "/v1/things/😀").status in {200, 404}


def test_every_route_says_in_the_schema_what_it_needs(api):
    paths = json.loads(api.get_openapi_json_schema(title="toys", version="1"))["paths"]

    assert paths["/v1/things"]["post"]["x-permission"] == "orders:write"
    assert paths["/v1/fault"]["get"]["x-permission"] == PUBLIC


def test_a_route_without_a_registered_permission_is_nobodys(api):
    unguarded = Api("toys")

    @unguarded.get("/v1/open")
    def bare(actor: CurrentActor) -> Told:
        return Told(what=actor.id)

    assert unguarded.handle(event("GET", "/v1/open"), None)["statusCode"] == 500
