import ast
import os
import re
import subprocess
import sys

import boto3
import pytest

from tests.house.tree import ROOT, parsed, under

MAKEFILES = ["layers/shared/Makefile", "layers/arrow/Makefile", "functions/Makefile"]
SERVICES = set(
    re.search(r"^SERVICES := (.+)$", (ROOT / MAKEFILES[0]).read_text(), re.MULTILINE)
    .group(1)
    .split()
)


def services_in(file):
    """Name the AWS services a module makes clients of."""
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in {"client", "resource"}:
                yield node.args[0].value


def test_the_layer_keeps_the_data_of_every_service_that_is_called():
    called = {name for file in under("functions", "layers") for name in services_in(file)}

    assert called
    assert called <= SERVICES


def test_the_layer_keeps_no_service_that_does_not_exist():
    assert set(boto3.Session().get_available_services()) >= SERVICES


@pytest.mark.parametrize("makefile", MAKEFILES)
def test_a_layer_is_built_for_the_python_of_the_functions(makefile, stack):
    wanted = {
        f"python{v}"
        for v in re.findall(r"^TARGET := (.+)$", (ROOT / makefile).read_text(), re.MULTILINE)
    }

    assert {function["Runtime"] for function in stack.of("Lambda::Function").values()} == wanted


def test_the_code_of_a_function_is_the_rooms_and_nothing_else(tmp_path):
    source = tmp_path / "functions"
    for file in (
        "orders/handler.py",
        "orders/__init__.py",
        "orders/__pycache__/x.pyc",
        "notes/a.txt",
    ):
        (source / file).parent.mkdir(parents=True, exist_ok=True)
        (source / file).write_text("")
    (source / "Makefile").write_text((ROOT / "functions" / "Makefile").read_text())

    out = tmp_path / "out"
    command = ["make", "-C", str(source), "build-Any", f"ARTIFACTS_DIR={out}", "TARGET=none"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - make of the PATH

    files = {str(file.relative_to(out)) for file in out.rglob("*") if file.is_file()}
    assert files == {"orders/handler.py", "orders/__init__.py"}
    assert "no pythonnone here" in done.stdout


def test_bytecode_is_made_when_the_python_is_found(tmp_path):
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    (tmp_path / f"python{version}").symlink_to(sys.executable)
    out = tmp_path / "out"
    environ = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    command = ["make", "-C", str(ROOT / "functions"), "build-Any", f"ARTIFACTS_DIR={out}"]

    subprocess.run([*command, f"TARGET={version}"], env=environ, capture_output=True, check=True)  # noqa: S603 - as above

    assert {"orders", "feedback"} <= {f.parent.parent.name for f in out.rglob("__init__.*.pyc")}
