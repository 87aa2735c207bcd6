import ast
from pathlib import Path

import pytest

from tests.house.tree import ROOT, parsed, tracked, under

FILE_LINES = 300
FUNCTION_LINES = 40
ROOT_ENTRIES = 24
CODE = ("functions", "layers", "local", "scripts")
# The browser's types are made from the API; dictionaries are read by the line.
READ_BY_MACHINES = {
    Path(f"web/src/{name}.ts") for name in ("api/schema", "locales/ru", "locales/en")
}
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "misc"}


def functions_in(tree):
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def public_without_words(node, name):
    """Name the public things that have no docstring; what a function holds inside is its own."""
    if ast.get_docstring(node) is None:
        yield name
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return
    for child in node.body:
        is_definition = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        if is_definition and not child.name.startswith("_") and "overload" not in decorators(child):
            yield from public_without_words(child, f"{name}.{child.name}")


def decorators(node):
    return {d.id for d in node.decorator_list if isinstance(d, ast.Name)}


def test_no_python_file_is_longer_than_a_reader_bears():
    sizes = {str(f): len((ROOT / f).read_text().splitlines()) for f in under(*CODE, "tests")}

    assert {f: lines for f, lines in sizes.items() if lines > FILE_LINES} == {}


@pytest.mark.parametrize("suffix", [".ts", ".tsx"])
def test_no_page_file_is_longer_than_a_reader_bears(suffix):
    written = [f for f in under("web", suffix=suffix) if f not in READ_BY_MACHINES]
    sizes = {str(file): len((ROOT / file).read_text().splitlines()) for file in written}

    assert {file: lines for file, lines in sizes.items() if lines > FILE_LINES} == {}


def test_no_function_is_longer_than_the_eye_holds():
    lengths = {
        f"{file}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1
        for file in under(*CODE, "tests")
        for node in functions_in(parsed(file))
    }

    assert {name: lines for name, lines in lengths.items() if lines > FUNCTION_LINES} == {}


def test_every_public_thing_has_a_docstring():
    silent = [
        name
        for file in under(*CODE)
        if file.name != "__init__.py" or parsed(file).body
        for name in public_without_words(parsed(file), str(file))
    ]

    assert silent == []


def test_no_module_has_a_name_that_says_nothing():
    names = {str(f) for f in under(*CODE, "tests") if EMPTY_NAMES & {f.stem, f.parent.name}}

    assert names == set()


def test_the_root_can_be_seen_at_a_glance():
    entries = {file.parts[0] for file in tracked()}

    assert len(entries) <= ROOT_ENTRIES, sorted(entries)
