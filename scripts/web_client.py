"""Write the browser's types from the API description.

``python -m scripts.web_client`` turns ``docs/openapi.json`` into ``web/src/api/schema.ts``:
one type per schema and one table of routes, which types every call of ``web/src/api/client.ts``.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "docs" / "openapi.json"
TARGET = ROOT / "web" / "src" / "api" / "schema.ts"
HEADER = "// Written by scripts/web_client.py from docs/openapi.json; `make openapi` renews it.\n"
METHODS = ("get", "post", "put", "patch", "delete")
PLAIN = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean"}


def type_name(reference: str) -> str:
    """Name the type of a ``$ref`` or a schema key."""
    words = re.split(r"[^A-Za-z0-9]+", reference.rsplit("/", 1)[-1])
    return "".join(word[:1].upper() + word[1:] for word in words)


def type_of(schema: Json) -> str:
    """Say a JSON Schema in TypeScript; what it cannot say is ``unknown``."""
    if "$ref" in schema:
        return type_name(schema["$ref"])
    if "const" in schema:
        return json.dumps(schema["const"], ensure_ascii=False)
    if "enum" in schema:
        return " | ".join(json.dumps(value, ensure_ascii=False) for value in schema["enum"])
    for word, joint in (("anyOf", " | "), ("oneOf", " | "), ("allOf", " & ")):
        if word in schema:
            return joint.join(dict.fromkeys(_wrapped(part) for part in schema[word]))
    kind = schema.get("type")
    if isinstance(kind, list):
        return " | ".join(type_of({**schema, "type": one}) for one in kind)
    return _of_kind(str(kind), schema)


def _of_kind(kind: str, schema: Json) -> str:
    if kind == "null":
        return "null"
    if kind == "array":
        return f"{_wrapped(schema.get('items', {}))}[]"
    if kind == "object":
        return _object(schema)
    return PLAIN.get(kind, "unknown")


def _wrapped(schema: Json) -> str:
    text = type_of(schema)
    return f"({text})" if re.search(r" [|&] ", text) else text


def _object(schema: Json) -> str:
    fields = schema.get("properties", {})
    if not fields:
        extra = schema.get("additionalProperties")
        return f"Record<string, {type_of(extra) if isinstance(extra, dict) else 'unknown'}>"
    required = set(schema.get("required", []))
    return _fields({name: (type_of(one), name in required) for name, one in fields.items()})


def _fields(fields: dict[str, tuple[str, bool]]) -> str:
    if not fields:
        return "Record<never, never>"
    lines = [f"{_key(name)}{'' if must else '?'}: {text};" for name, (text, must) in fields.items()]
    return "{\n  " + "\n  ".join(line.replace("\n", "\n  ") for line in lines) + "\n}"


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z_]\w*", name) else json.dumps(name)


def _parameters(operation: Json, place: str) -> str:
    chosen = [one for one in operation.get("parameters", []) if one["in"] == place]
    return _fields(
        {one["name"]: (type_of(one.get("schema", {})), bool(one.get("required"))) for one in chosen}
    )


def _json_of(part: Json) -> str:
    schema = part.get("content", {}).get("application/json", {}).get("schema")
    return type_of(schema) if schema else "undefined"


def _answer(operation: Json) -> str:
    good = sorted(code for code in operation["responses"] if code.startswith("2"))
    return _json_of(operation["responses"][good[0]]) if good else "undefined"


def _routes(document: Json) -> Iterator[str]:
    for path, operations in sorted(document["paths"].items()):
        for method in METHODS:
            if method in operations:
                operation = operations[method]
                row = _fields(
                    {
                        "path": (_parameters(operation, "path"), True),
                        "query": (_parameters(operation, "query"), True),
                        "body": (_json_of(operation.get("requestBody", {})), True),
                        "answer": (_answer(operation), True),
                    }
                )
                yield f'  "{method.upper()} {path}": ' + row.replace("\n", "\n  ") + ";"


def _declaration(name: str, schema: Json) -> str:
    text = type_of(schema)
    if text.startswith("{"):
        return f"export interface {type_name(name)} {text}\n"
    return f"export type {type_name(name)} = {text};\n"


def render(document: Json) -> str:
    """Turn the whole description into the text of ``schema.ts``."""
    schemas = sorted(document.get("components", {}).get("schemas", {}).items())
    types = [_declaration(name, schema) for name, schema in schemas]
    routes = "export interface Routes {\n" + "\n".join(_routes(document)) + "\n}\n"
    return "\n".join([HEADER, *types, routes])


def write(source: Path = SOURCE, target: Path = TARGET) -> None:
    """Renew the types file."""
    document = json.loads(source.read_text(encoding="utf-8"))
    target.write_text(render(document), encoding="utf-8")


if __name__ == "__main__":
    write(*(Path(argument) for argument in sys.argv[1:]))
