import ast
import re

import pytest

from tests.house.tree import ROOT, imported, parsed, tracked, tracked_although_ignored, under

# Spelled in pieces, so that this file does not hold what it looks for.
FOLDERS = "|".join(("wo" + "rk", "ro" + "ot", "ho" + "me", "Us" + "ers", "t" + "mp"))
MACHINE_PATH = re.compile(rf"(?<![\w.:/$}}*-])/(?:{FOLDERS})/[\w.]")
HOSTS = (
    "py" + "pi.org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "npm" + "js.com",
    "yarn" + "pkg",
)
REGISTRY = re.compile("|".join(re.escape(host) for host in HOSTS))
NOT_DEPLOYED = {"local", "tests", "scripts"}


def texts():
    for file in tracked():
        try:
            yield str(file), (ROOT / file).read_text()
        except UnicodeDecodeError:
            continue


def test_what_is_deployed_imports_nothing_that_is_not():
    strays = [
        f"{file} imports {name}"
        for file in under("functions", "layers")
        for name in imported(file)
        if name.partition(".")[0] in NOT_DEPLOYED
    ]

    assert strays == []


def test_what_is_deployed_imports_by_whole_names():
    relative = [str(f) for f in under("functions", "layers") for n in imported(f) if n[:1] == "."]

    assert relative == []


def test_the_environment_is_read_in_one_place():
    readers = {
        str(file)
        for file in under("functions", "layers")
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
    }

    assert readers == {"layers/shared/shared/settings.py"}


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY], ids=["machine path", "registry"])
def test_no_file_names_the_machine_or_the_registry_it_was_made_with(pattern):
    found = [f"{name}: {hit.group()}" for name, text in texts() for hit in pattern.finditer(text)]

    assert found == []


@pytest.mark.parametrize("line", ["cd /" + "root/x", 'p = "/' + 'home/me"', "(/" + "tmp/a)"])
def test_a_machine_path_would_be_seen(line):
    assert MACHINE_PATH.search(line)


def test_nothing_ignored_is_tracked():
    assert tracked_although_ignored() == []


def test_no_python_file_bends_the_import_path():
    benders = [
        str(file)
        for file in under("functions", "layers", "local", "scripts", "tests")
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.Attribute)
        and node.attr == "path"
        and isinstance(node.value, ast.Name)
        and node.value.id == "sys"
    ]

    assert benders == []
