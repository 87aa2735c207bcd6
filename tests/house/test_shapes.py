"""What goes in and out is bounded and closed: read from the committed OpenAPI document."""

import json
import re
from collections.abc import Iterator
from typing import Any

from tests.house.tree import ROOT

DOCUMENT = json.loads((ROOT / "docs" / "openapi.json").read_text())
SHAPES = DOCUMENT["components"]["schemas"]
BOUND = {"maxLength", "enum", "const", "format", "pattern"}
LONGEST_PAGE = 200
# Maps whose keys are the caller's to choose; each is checked by its own rule in its room.
FREE = {
    "settings", "credentials", "headers", "weekly", "versions", "options",
    "status_names", "type_names", "targets",
}  # fmt: skip
# What others send in forms of their own: GitHub, gateways of SMS, Telegram. Only what is known is
# read of it, by name.
FOREIGN = ("/v1/leaked-keys", "/v1/hooks/")
SECRET = re.compile(r"secret|password|token|credential|private|^key$|hash$")
# Shown once, in the answer that made them; or no secret: the place of a file, which rights guard.
SHOWN = {
    ("IntegrationCreated", "secret"),
    ("IntegrationWithSecret", "secret"),
    ("IntegrationWithSecret", "secrets"),
    ("IntegrationOut", "secrets"),
    ("KeyIssuedOut", "key"),
    ("KeyRotatedOut", "key"),
    ("FileOut", "key"),
    # The names of those that there are, each with the mask; and the form that asks for them.
    ("IntegrationOut", "credentials"),
    ("IntegrationWithSecret", "credentials"),
    ("ConnectorOut", "credentials_schema"),
}


def bodies() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every shape inside every body that a route reads: route, field, shape."""
    for path, operations in DOCUMENT["paths"].items():
        for method, operation in operations.items():
            for kind, content in operation.get("requestBody", {}).get("content", {}).items():
                if kind != "application/json" or path.startswith(FOREIGN):
                    continue
                route = f"{method.upper()} {path}"
                yield from ((route, *each) for each in inside(content["schema"], "", frozenset()))


def inside(
    shape: dict[str, Any], name: str, seen: frozenset[str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    if "$ref" in shape:
        called = shape["$ref"].rsplit("/", 1)[1]
        if called not in seen:
            yield from inside(SHAPES[called], name, seen | {called})
        return
    yield name, shape
    for field, each in shape.get("properties", {}).items():
        yield from inside(each, field, seen)
    for each in [shape.get("items"), *(shape.get("anyOf") or ()), *(shape.get("oneOf") or ())]:
        if each:
            yield from inside(each, name, seen)


def test_a_body_takes_no_field_that_is_not_its_own():
    """Mass assignment: what is not named in a shape can't be set through it."""
    objects = [each for each in bodies() if each[2].get("type") == "object"]
    open_ones = {
        (route, name)
        for route, name, shape in objects
        if shape.get("additionalProperties") is not False and name not in FREE
    }

    assert len(objects) > 20
    assert open_ones == set()


def test_every_list_in_a_body_has_a_longest_length():
    lists = [each for each in bodies() if each[2].get("type") == "array"]

    assert lists
    assert {(route, name) for route, name, shape in lists if "maxItems" not in shape} == set()


def test_every_text_in_a_body_has_a_longest_length_or_a_form():
    texts = [each for each in bodies() if each[2].get("type") == "string"]

    assert texts
    unbounded = {(r, name) for r, name, s in texts if not BOUND & s.keys() and name not in FREE}
    assert unbounded == set()


def test_every_page_of_a_list_has_a_bound():
    limits = {
        path: parameter["schema"]
        for path, operations in DOCUMENT["paths"].items()
        for operation in operations.values()
        for parameter in operation["parameters"]
        if parameter["name"] == "limit"
    }

    assert len(limits) > 5
    assert {p for p, s in limits.items() if not s["maximum"] <= LONGEST_PAGE} == set()


def test_no_answer_has_a_field_for_a_secret_but_where_it_is_made():
    """Property level: a secret is shown by the route that made it, once, and by no other."""
    taken = {shape["$ref"].rsplit("/", 1)[1] for _, shape in refs() if "$ref" in shape}
    found = {
        (called, field)
        for called, shape in SHAPES.items()
        for field in shape.get("properties", {})
        if SECRET.search(field) and called not in taken
    }

    assert found <= SHOWN
    assert ("KeyIssuedOut", "key") in found


def refs() -> Iterator[tuple[str, dict[str, Any]]]:
    for operations in DOCUMENT["paths"].values():
        for operation in operations.values():
            for content in operation.get("requestBody", {}).get("content", {}).values():
                yield "", content["schema"]
