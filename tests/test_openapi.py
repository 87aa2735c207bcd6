"""docs/openapi.json says what the code serves."""

import json

import pytest

from scripts import openapi
from scripts.api_examples import BODIES


@pytest.fixture(scope="module")
def document() -> dict:
    return openapi.build()


def test_the_committed_document_is_current() -> None:
    assert openapi.TARGET.read_text(encoding="utf-8") == openapi.text(), "run `make openapi`"


def test_every_operation_has_its_own_id_and_permission(document: dict) -> None:
    operations = [each for path in document["paths"].values() for each in path.values()]
    ids = [each["operationId"] for each in operations]

    assert len(set(ids)) == len(ids)
    assert all(each["x-permission"] for each in operations)


def test_every_reference_leads_somewhere(document: dict) -> None:
    text = json.dumps(document)
    shapes = document["components"]["schemas"]
    named = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}

    assert named <= set(shapes)


def test_headers_that_routes_read_are_described(document: dict) -> None:
    edit = document["paths"]["/v1/orders/{order_id}"]["patch"]["parameters"]
    create = document["paths"]["/v1/orders"]["post"]["parameters"]
    move = document["paths"]["/v1/orders/{order_id}/transitions"]["post"]["parameters"]
    read = document["paths"]["/v1/orders/{order_id}"]["get"]["parameters"]

    assert headers_of(edit) == {"If-Match": True}
    assert headers_of(create) == {"Idempotency-Key": False}
    assert headers_of(move) == {"If-Match": False, "Idempotency-Key": False}
    assert headers_of(read) == {}


def test_every_operation_names_the_refusals_that_all_have(document: dict) -> None:
    for path, each in document["paths"].items():
        for method, operation in each.items():
            wanted = {"500", "503"}
            wanted |= {"401", "403", "429"} if operation["security"] else set()
            wanted |= {"422"} if operation["parameters"] else set()
            wanted |= {"400", "413", "415", "422"} if "requestBody" in operation else set()
            missing = wanted - operation["responses"].keys()
            assert missing == set(), f"{method} {path}"


def test_no_operation_leaves_its_refusals_open(document: dict) -> None:
    answers = [each["responses"] for path in document["paths"].values() for each in path.values()]

    assert [each for each in answers if "default" in each] == []


def test_every_json_body_has_an_example(document: dict) -> None:
    bodies = {
        operation["operationId"]: operation["requestBody"]["content"]["application/json"]
        for path in document["paths"].values()
        for operation in path.values()
        if "application/json" in operation.get("requestBody", {}).get("content", {})
    }

    assert [name for name, body in bodies.items() if "example" not in body] == []
    assert BODIES.keys() == bodies.keys()


def headers_of(parameters: list[dict]) -> dict[str, bool]:
    return {each["name"]: each["required"] for each in parameters if each["in"] == "header"}


def test_every_post_of_orders_can_be_repeated(document: dict) -> None:
    posts = [
        (path, each["post"]["parameters"])
        for path, each in document["paths"].items()
        if "post" in each and each["post"]["tags"] == ["orders"]
    ]

    assert [path for path, each in posts if "Idempotency-Key" not in headers_of(each)] == []
