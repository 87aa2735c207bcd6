import json
import re

import jsonschema
import pytest

from orders import handler
from tests.http import call
from tests.orders.builders import order_in


@pytest.fixture(scope="module")
def schema() -> dict:
    return json.loads(handler.api.get_openapi_json_schema(title="orders", version="1"))


def test_every_route_and_no_other_is_in_the_document(schema):
    shown = {
        (method.upper(), path, operation["x-permission"])
        for path, operations in schema["paths"].items()
        for method, operation in operations.items()
    }
    served = {
        (method, re.sub("<(.*?)>", r"{\1}", path), permission)
        for (method, path), permission in handler.api.permissions.items()
    }

    assert shown == served


def test_every_operation_says_what_it_is_for(schema):
    for operations in schema["paths"].values():
        for operation in operations.values():
            assert operation["tags"] == ["orders"]
            assert operation["operationId"]


@pytest.mark.parametrize(
    ("method", "path", "route", "status"),
    [
        ("GET", "/v1/orders/ord_1", "/v1/orders/{order_id}", 200),
        ("GET", "/v1/orders", "/v1/orders", 200),
        ("GET", "/v1/technicians", "/v1/technicians", 200),
        ("GET", "/v1/health", "/v1/health", 200),
    ],
)
def test_an_answer_is_of_the_shape_that_the_document_tells(
    room, schema, method, path, route, status
):
    room.orders.kept["ord_1"] = order_in("on_hold")
    operation = schema["paths"][route][method.lower()]
    told = operation["responses"][str(status)]["content"]["application/json"]["schema"]

    answer = call(handler.lambda_handler, method, path)

    assert answer.status == status
    jsonschema.validate(answer.json, told | {"components": schema["components"]})


def test_unknown_fields_are_refused_in_the_document_too(schema):
    for name in ("OrderCreate", "OrderEdit", "TransitionIn", "TechnicianIn"):
        assert schema["components"]["schemas"][name]["additionalProperties"] is False
