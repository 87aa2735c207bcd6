"""docs/asyncapi.json says what is sent, in a form that AsyncAPI's own schema accepts."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft7Validator, Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from integrations.catalogue import catalogue
from scripts import asyncapi
from tests.integrations.test_catalogue import ALL, body_of

SPECIFICATION = (
    Path(__file__).parent.parent / "web/node_modules/@asyncapi/specs/schemas/3.0.0-without-$id.json"
)


@pytest.fixture(scope="module")
def document() -> dict:
    return asyncapi.build()


def test_the_committed_document_is_current() -> None:
    assert asyncapi.TARGET.read_text(encoding="utf-8") == asyncapi.text(), "run `make openapi`"


@pytest.mark.usefixtures("pages")
def test_asyncapi_itself_accepts_the_document(document: dict) -> None:
    schema = json.loads(SPECIFICATION.read_text(encoding="utf-8"))

    Draft7Validator(schema).validate(document)


@pytest.mark.usefixtures("pages")
def test_asyncapi_itself_refuses_a_document_without_its_parts(document: dict) -> None:
    schema = json.loads(SPECIFICATION.read_text(encoding="utf-8"))

    broken = {**document, "operations": {"send": {"action": "throw"}}}

    assert list(Draft7Validator(schema).iter_errors(broken))


def test_every_event_of_the_catalogue_is_a_message_and_is_sent(document: dict) -> None:
    types = {each["type"] for each in catalogue()}

    assert set(document["components"]["messages"]) == types
    assert set(document["channels"]["partner"]["messages"]) == types
    assert set(document["operations"]) == {f"send.{type_}" for type_ in types}


@pytest.mark.parametrize("type_", ALL)
def test_what_is_sent_is_as_the_document_says(document: dict, type_: str) -> None:
    registry = Registry().with_resource("urn:events", Resource(document, DRAFT202012))
    payload = {"$ref": f"urn:events#/components/messages/{type_}/payload"}

    Draft202012Validator(payload, registry=registry).validate(body_of(type_))
    wrong = body_of(type_) | {"type": "order.moved"}
    assert list(Draft202012Validator(payload, registry=registry).iter_errors(wrong))
