"""docs/openapi.json says what the code serves."""

import json

import pytest

from scripts import openapi


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


def headers_of(parameters: list[dict]) -> dict[str, bool]:
    return {each["name"]: each["required"] for each in parameters if each["in"] == "header"}


def test_every_post_of_orders_can_be_repeated(document: dict) -> None:
    posts = [
        (path, each["post"]["parameters"])
        for path, each in document["paths"].items()
        if "post" in each and each["post"]["tags"] == ["orders"]
    ]

    assert [path for path, each in posts if "Idempotency-Key" not in headers_of(each)] == []
