"""Write docs/clients/naryad.http from docs/openapi.json: every route, ready to be sent.

Editors send such files: VS Code (REST Client), JetBrains, Visual Studio. `make openapi` renews it.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

Json = dict[str, Any]

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCE: Final = ROOT / "docs" / "openapi.json"
TARGET: Final = ROOT / "docs" / "clients" / "naryad.http"
METHODS: Final = ("get", "post", "put", "patch", "delete")
HEAD: Final = """\
# Every route of Naryad, written by scripts/http_file.py from docs/openapi.json.
# Set the two variables; in a path, put the id of a thing of yours in the place of {{its_name}}.
@url = http://127.0.0.1:8080
@key = nrd_test_
"""


def render(document: Json) -> str:
    """Write the whole file."""
    tags = [each["name"] for each in document["tags"]]
    found = [
        (tags.index(operation["tags"][0]), path, METHODS.index(method), operation)
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    ]
    requests = (_request(path, METHODS[at], each) for _, path, at, each in sorted(found, key=_key))
    return "\n".join([HEAD, *requests])


def _key(found: tuple[int, str, int, Json]) -> tuple[int, str, int]:
    return found[:3]


def _request(path: str, method: str, operation: Json) -> str:
    lines = [f"### {operation['summary']}: {operation['description'].splitlines()[0]}"]
    lines += [f"# @name {operation['operationId']}"]
    lines += [f"{method.upper()} {{{{url}}}}{path.replace('{', '{{').replace('}', '}}')}"]
    lines += _query(operation)
    lines += [f"{name}: {value}" for name, value in _headers(operation)]
    body = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if body:
        lines += ["", json.dumps(body["example"], ensure_ascii=False, indent=2)]
    return "\n".join([*lines, ""])


def _query(operation: Json) -> Iterator[str]:
    """Give the parameters that must be there."""
    asked = [each for each in operation["parameters"] if each["in"] == "query"]
    needed = [each["name"] for each in asked if each["required"]]
    for mark, name in zip("?" + "&" * len(needed), needed, strict=False):
        yield f"    {mark}{name}={{{{{name}}}}}"


def _headers(operation: Json) -> Iterator[tuple[str, str]]:
    if operation["security"]:
        yield "Authorization", "Bearer {{key}}"
    names = {each["name"]: each for each in operation["parameters"] if each["in"] == "header"}
    if names.get("If-Match", {}).get("required"):
        yield "If-Match", '"1"'
    if "Idempotency-Key" in names:
        yield "Idempotency-Key", "{{$guid}}"
    kinds = operation.get("requestBody", {}).get("content", {})
    if kinds:
        yield (
            "Content-Type",
            "application/json" if "application/json" in kinds else next(iter(kinds)),
        )


def text(source: Path = SOURCE) -> str:
    """Give the file as it is committed."""
    return render(json.loads(source.read_text(encoding="utf-8")))


def write() -> None:
    """Renew the file."""
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(text(), encoding="utf-8")
