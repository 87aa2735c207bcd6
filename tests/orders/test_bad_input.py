"""Requests that are wrong in every way somebody thought of: each a 4xx problem in our words."""

import base64
import json

import pytest

from orders import handler
from shared.body import MAX_BYTES
from tests.http import Answer, call, event
from tests.orders.builders import new_order

CUSTOMER = {"name": "Анна Иванова", "phone": "+79000000001"}
WRITES = [
    ("POST", "/v1/orders"),
    ("PATCH", "/v1/orders/ord_1"),
    ("POST", "/v1/orders/ord_1/transitions"),
    ("POST", "/v1/technicians"),
]
BODIES = {
    "nothing": ("", 400),
    "half": ("{", 400),
    "single quotes": ("{'title': 'x'}", 400),
    "NUL": ("\x00", 400),
    "NaN": ('{"title": NaN}', 400),
    "Infinity": ('{"title": -Infinity}', 400),
    "1e400": ('{"title": 1e400}', 400),
    "39 digits": ('{"title": ' + "9" * 39 + "}", 400),
    "33 levels": ('{"title": ' + "[" * 33 + "]" * 33 + "}", 400),
    "100k brackets": ("[" * 100_000, 400),
    "half a pair": (r'{"title": "\ud800"}', 400),
    "too large": ('{"title": "' + "x" * MAX_BYTES + '"}', 413),
    "list": ("[]", 422),
    "text": ('"x"', 422),
    "null": ("null", 422),
    "number": ("5", 422),
    "unknown field": ('{"colour": "red"}', 422),
    "another unknown": ('{"__proto__": {"a": 1}}', 422),
}


def ask(method: str, path: str, **parts) -> Answer:
    return call(handler.lambda_handler, method, path, **parts)


def check_problem(answer: Answer, status: int) -> dict:
    assert answer.status == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json
    assert {"type", "title", "status", "detail", "instance", "request_id"} <= set(problem)
    assert problem["status"] == status
    return problem


def create_with(**fields) -> Answer:
    return ask("POST", "/v1/orders", body={"title": "A", "customer": CUSTOMER} | fields)


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize(("method", "path"), WRITES)
def test_a_body_that_is_wrong_is_a_problem_that_names_field_and_rule(room, method, path, name):
    room.orders.kept["ord_1"] = new_order()
    body, status = BODIES[name]

    problem = check_problem(ask(method, path, body=body, headers={"If-Match": '"1"'}), status)

    if status == 413:
        assert problem["max_bytes"] == MAX_BYTES
    else:
        assert all(set(each) == {"field", "value", "rule"} for each in problem["errors"])
        assert problem["errors"][0]["rule"]
    assert room.orders.kept["ord_1"].version == 1
    assert len(room.orders.kept) == 1


@pytest.mark.parametrize("raw", [b"\xff\xfe", b'{"title": "\xc3\x28"}'])
def test_bytes_that_are_no_text_are_400(room, raw):
    sent = event("POST", "/v1/orders", body=base64.b64encode(raw).decode())

    answer = handler.lambda_handler(sent | {"isBase64Encoded": True}, None)

    assert answer["statusCode"] == 400
    assert json.loads(answer["body"])["errors"][0]["field"] == "body"


@pytest.mark.parametrize(
    "media_type", ["", "text/plain", "application/xml", "application/x-www-form-urlencoded"]
)
def test_another_content_type_is_415_and_is_shown(room, media_type):
    refused = ask("POST", "/v1/orders", body="{}", headers={"content-type": media_type})

    (broken,) = check_problem(refused, 415)["errors"]
    assert (broken["field"], broken["value"]) == ("content-type", media_type)


@pytest.mark.parametrize(
    "path", ["/", "/v1", "/v2/orders", "/v1/order", "/v1/orders/ord_1/x", "/v1/orders//", "/😀"]
)
def test_an_unknown_route_is_404(room, path):
    assert check_problem(ask("GET", path), 404)["instance"] == path


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("PUT", "/v1/orders", "GET, POST"),
        ("DELETE", "/v1/orders/ord_1", "GET, PATCH"),
        ("GET", "/v1/orders/ord_1/transitions", "POST"),
        ("TRACE", "/v1/technicians", "GET, POST"),
        ("POST", "/v1/health", "GET"),
    ],
)
def test_a_wrong_method_is_405_with_the_right_ones(room, method, path, allow):
    refused = ask(method, path, body={})

    check_problem(refused, 405)
    assert refused.headers["Allow"] == allow


@pytest.mark.parametrize(
    ("fields", "field", "value"),
    [
        ({"title": ""}, "title", ""),
        ({"title": "x" * 201}, "title", "x" * 200 + "…"),
        ({"title": 5}, "title", 5),
        ({"title": ["x"]}, "title", '["x"]'),
        ({"priority": "asap"}, "priority", "asap"),
        ({"customer": {"name": "A", "email": "x"}}, "customer.email", "x"),
        ({"customer": {"name": "A", "phone": "звоните"}}, "customer.phone", "звоните"),
        ({"customer": {"name": "A", "phone": "000"}}, "customer.phone", "000"),
        ({"customer": "cus_1"}, "customer", "cus_1"),
        ({"technician_id": "tec_9"}, "technician_id", "tec_9"),
        ({"due_at": "tomorrow"}, "due_at", "tomorrow"),
        ({"due_at": "0001-01-01T00:00:00+14:00"}, "due_at", "0001-01-01T00:00:00+14:00"),
        ({"items": [{"name": "A", "unit_price": -1}]}, "items.0.unit_price", -1),
        ({"items": [{"name": "A", "unit_price": 1e9}]}, "items.0.unit_price", 1e9),
        ({"items": [{"name": "A", "unit_price": 1, "qty": "NaN"}]}, "items.0.qty", "NaN"),
        ({"items": {"0": 1}}, "items", '{"0": 1}'),
        ({"status": "closed"}, "status", "closed"),
    ],
)
def test_a_field_that_breaks_its_rule_is_422_with_field_value_and_rule(room, fields, field, value):
    problem = check_problem(create_with(**fields), 422)

    (broken,) = problem["errors"]
    assert (broken["field"], broken["value"]) == (field, value)
    assert broken["rule"]
    assert field in problem["detail"]


def test_every_broken_field_is_named_at_once(room):
    problem = check_problem(create_with(title="", priority="x", colour="red"), 422)

    assert {each["field"] for each in problem["errors"]} == {"title", "priority", "colour"}


def test_an_order_that_costs_more_than_money_can_hold_is_422(room):
    line = {"name": "A", "qty": "1000000", "unit_price": 10**9}

    problem = check_problem(create_with(items=[line, line]), 422)

    assert problem["errors"][0]["field"] == "items"
    assert ask("GET", "/v1/orders").status == 200


def test_nothing_is_written_for_a_request_that_was_refused(room):
    create_with(title="")

    assert room.orders.kept == {}
    assert room.directory.customers == {}


@pytest.mark.parametrize("unseen", ["\u200b", "\ufeff\u00a0", "\u00ad", "\u200e\u202c", "\u3164"])
def test_a_title_that_nobody_can_see_is_refused_as_an_empty_one(room, unseen):
    problem = check_problem(create_with(title=unseen), 422)

    assert problem["errors"] == [
        {"field": "title", "value": "", "rule": "String should have at least 1 character"}
    ]
    seen = create_with(title=f"\u200b 👨\u200d👩\u200d👧 {unseen}", description=unseen).json
    assert seen["title"].startswith("👨\u200d👩\u200d👧")
    assert seen["description"] == ""
