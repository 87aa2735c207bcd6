"""Write what is generated from the code: API, events, access, web types (`make openapi`)."""

import inspect
import json
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, Final, get_type_hints

from aws_lambda_powertools.event_handler import Depends
from aws_lambda_powertools.event_handler.api_gateway import Route

from scripts import (
    access,
    api_answers,
    api_bodies,
    api_examples,
    api_parameters,
    asyncapi,
    http_file,
    kpis,
)
from scripts.web_client import write
from shared.http import (
    asked,
    asked_at_version,
    given_version,
    idempotency_key,
    required_version,
)

ROOT: Final = Path(__file__).resolve().parent.parent
TARGET: Final = ROOT / "docs" / "openapi.json"
ROOMS: Final = ("orders", "feedback", "analytics", "integrations")
VERSION: Final = "1.0.0"

# Shapes of answers that we replace by problems.
POWERTOOLS_OWN: Final = ("HTTPValidationError", "ResponseValidationError", "ValidationError")

REQUIRED: Final = {
    "name": "If-Match",
    "required": True,
    "description": 'The version that was changed, in quotes: "3".',
}
GIVEN: Final = {
    "name": "If-Match",
    "required": False,
    "description": "The version to insist on, in quotes.",
}
KEY: Final = {
    "name": "Idempotency-Key",
    "required": False,
    "description": "1-255 visible ASCII characters; within 24 h a repeat is the same request.",
}
HEADERS: Final[dict[Callable[..., Any], tuple[dict[str, Any], ...]]] = {
    required_version: (REQUIRED,),
    given_version: (GIVEN,),
    idempotency_key: (KEY,),
    asked: (GIVEN, KEY),
    asked_at_version: (REQUIRED, KEY),
}
"""What the dependencies read that Powertools can't see through."""

TAGS: Final = {
    "orders": "Work orders, their customers, technicians, files, imports and deadlines.",
    "feedback": "What customers say: links, answers, follow-ups and figures of satisfaction.",
    "analytics": "KPIs, patterns, rows behind the figures, the weekly report and exports.",
    "integrations": "Webhooks, messages and 1C, their deliveries, API keys, users and the record.",
}
GOOD: Final = {"Successful Response": "Done"}
ABOUT: Final = (
    "Work orders, their deliveries to partners, feedback and figures. A text that has to be there "
    "is refused as empty where nothing of it can be seen, such as zero-width spaces."
)
CONTACT: Final = {
    "name": "Naryad",
    "url": "https://naryad.example",
    "email": "api@naryad.example",
}


def build() -> dict[str, Any]:
    """Merge the rooms' schemas into one document."""
    document: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {
            "title": "Naryad",
            "version": VERSION,
            "description": ABOUT,
            "contact": CONTACT,
        },
        "servers": [
            {
                "url": "/",
                "description": "This installation: local, dev, staging or production",
                "x-internal": False,
            }
        ],
        "tags": [{"name": name, "description": what} for name, what in sorted(TAGS.items())],
        "paths": {},
        "components": {
            "schemas": dict(api_answers.SCHEMAS),
            "responses": api_answers.responses(),
            "securitySchemes": {
                "bearer": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A Cognito access token, or an API key (nrd_live_…).",
                }
            },
        },
    }
    for room in ROOMS:
        _merge(document, room)
    for name in POWERTOOLS_OWN:
        document["components"]["schemas"].pop(name, None)
    for name in _bodies_of(document, "patch") - _bodies_of(document, "post", "put"):
        for field in document["components"]["schemas"][name]["properties"].values():
            field.pop("default", None)  # what is not sent stays as it is
    return document


def _bodies_of(document: dict[str, Any], *methods: str) -> set[str]:
    """Name the shapes that are the bodies of some methods."""
    found = {
        operations[method]["requestBody"]["content"]
        .get("application/json", {})
        .get("schema", {})
        .get("$ref", "")
        .rsplit("/", 1)[-1]
        for operations in document["paths"].values()
        for method in methods
        if "requestBody" in operations.get(method, {})
    }
    return found - {""}


def _merge(document: dict[str, Any], room: str) -> None:
    api = import_module(f"{room}.handler").api
    schema = json.loads(api.get_openapi_json_schema(title=room, version=VERSION))
    routes = {(route.openapi_path, route.method.lower()): route for route in api.routes}
    for path, operations in schema.get("paths", {}).items():
        for method, operation in operations.items():
            route = routes[path, method]
            operation["parameters"] = operation.get("parameters", []) + _headers(route)
            operation["description"] = inspect.getdoc(route.func) or ""
            document["paths"].setdefault(path, {})[method] = _operation(method, path, operation)
    shapes = document["components"]["schemas"]
    for name, shape in schema.get("components", {}).get("schemas", {}).items():
        if shapes.setdefault(name, shape) != shape:
            sys.exit(f"two rooms mean different things by {name}; rename one")


def _headers(route: Route) -> list[dict[str, Any]]:
    """Describe the headers that a route reads by dependency."""
    hints = get_type_hints(route.func, include_extras=True).values()
    marks = [mark for hint in hints for mark in getattr(hint, "__metadata__", ())]
    found = [HEADERS.get(mark.dependency, ()) for mark in marks if isinstance(mark, Depends)]
    return [
        {"in": "header", "schema": {"type": "string"}, **each}
        for some in found
        for each in some
        if _is_of_use(each, route)
    ]


def _is_of_use(header: dict[str, Any], route: Route) -> bool:
    """Only a change of what is there has a version; only what makes something is repeated."""
    if header is KEY:
        return route.method == "POST"
    return route.method != "GET" and (route.method == "PUT" or "{" in route.openapi_path)


def _operation(method: str, path: str, operation: dict[str, Any]) -> dict[str, Any]:
    operation["operationId"] = operation["operationId"].split("_v1_")[0].split("_f_")[0]
    operation["summary"] = operation["operationId"].replace("_", " ").capitalize()
    operation["security"] = [] if operation["x-permission"] == "public" else [{"bearer": []}]
    operation = api_examples.shown(api_bodies.described(api_parameters.described(operation)))
    good = {code: each for code, each in operation["responses"].items() if code[0] in "23"}
    for each in good.values():
        each["description"] = GOOD.get(each["description"], each["description"])
    own = api_bodies.ANSWERS.get(operation["operationId"], {})
    operation["responses"] = api_answers.refusals(method, path, operation) | own | good
    return operation


def text() -> str:
    """Give the document as it is committed."""
    return json.dumps(build(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> None:
    """Write the document, the events, who may call what, the KPIs, and the browser's types."""
    TARGET.write_text(text(), encoding="utf-8")
    asyncapi.write()
    access.write()
    kpis.write()
    http_file.write()
    write()


if __name__ == "__main__":
    main()
