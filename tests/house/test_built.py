import sys

import pytest

from scripts import built

TEMPLATE = """
Globals: {Function: {CodeUri: Code, Layers: [!Ref SharedLayer]}}
Resources:
  Door: {Type: AWS::Serverless::Function, Properties: {Handler: room.handler.lambda_handler}}
  Night:
    Type: AWS::Serverless::Function
    Properties: {Handler: room.night.lambda_handler, Layers: [!Ref ArrowLayer]}
"""
FILES = {
    "template.yaml": TEMPLATE,
    "Code/room/__init__.py": "",
    "Code/room/handler.py": "import json\nfrom room import service\nlambda_handler = print\n",
    "Code/room/service.py": "import pydantic\nfrom shared.clock import Clock\n",
    "Code/room/night.py": "import pyarrow as pa\nlambda_handler = print\n",
    "SharedLayer/python/shared/clock.py": "class Clock: ...\n",
    "SharedLayer/python/pydantic/__init__.py": "",
    "ArrowLayer/python/pyarrow/__init__.py": "",
}


@pytest.fixture
def build(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.fixture(autouse=True)
def _only_by_reading(monkeypatch):
    """The machine that runs this test may or may not have Lambda's Python."""
    monkeypatch.setattr(built, "interpreter", lambda: None)


def test_a_whole_build_has_no_complaints(build):
    assert list(built.complaints(build)) == []


def test_a_package_that_a_function_imports_must_be_in_its_layers(build):
    (build / "Code/room/service.py").write_text("import pyarrow\n")

    assert list(built.complaints(build)) == [
        "Door: pyarrow is imported but is in no layer of this function"
    ]


@pytest.mark.parametrize(
    "text", ["from pydantic.fields import Field\n", "import pydantic.fields\n"]
)
def test_a_package_is_missed_however_it_is_imported(build, text):
    (build / "Code/room/service.py").write_text(text)
    (build / "SharedLayer/python/pydantic/__init__.py").unlink()
    (build / "SharedLayer/python/pydantic").rmdir()

    assert "Door: pydantic is imported but is in no layer of this function" in list(
        built.complaints(build)
    )


def test_a_package_of_first_use_may_come_from_another_functions_layer_but_from_one(build):
    lazy = "def work():\n    import pyarrow\n    import duckdb\n"
    (build / "Code/room/service.py").write_text(lazy)

    assert list(built.complaints(build)) == ["duckdb is imported on first use but is in no layer"]


def test_what_only_a_type_checker_reads_is_not_missed(build):
    text = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import mypy_boto3_s3\n"
    (build / "Code/room/service.py").write_text(text)

    assert list(built.complaints(build)) == []


def test_a_handler_without_its_module_is_seen(build):
    (build / "Code/room/handler.py").unlink()

    assert list(built.complaints(build)) == ["Door: its code has no module room.handler"]


def test_a_client_whose_data_was_pruned_is_seen(build):
    (build / "Code/room/service.py").write_text("from boto3 import client\nclient('s3')\n")
    (build / "SharedLayer/python/boto3.py").write_text(
        "class Session:\n"
        "    def __init__(self, region_name): ...\n"
        "    def client(self, service): raise LookupError('Unknown service: ' + service)\n"
    )

    assert list(built.complaints(build)) == ["s3: LookupError: Unknown service: s3"]


def test_a_function_above_the_limit_is_seen(build, monkeypatch):
    (build / "SharedLayer/python/big").write_bytes(bytes(3 * built.MIB))
    monkeypatch.setattr(built, "LIMIT_MB", 2)

    assert [line.split(":")[0] for line in built.complaints(build)] == ["Door", "Night"]


def test_an_arrow_layer_above_its_limit_is_seen(build, monkeypatch):
    (build / "ArrowLayer/python/big").write_bytes(bytes(3 * built.MIB))
    monkeypatch.setattr(built, "ARROW_LIMIT_MB", 2)
    monkeypatch.setattr(built, "ARROW_UNSTRIPPED_LIMIT_MB", 2)

    assert list(built.complaints(build)) == ["ArrowLayer: 3 MB are more than 2"]


def test_with_lambdas_python_a_handler_is_imported_and_arrow_is_tried(build, monkeypatch):
    monkeypatch.setattr(built, "interpreter", lambda: [sys.executable])
    (build / "Code/room/handler.py").write_text("raise RuntimeError('no such table')\n")

    door, night = built.complaints(build)

    assert door == "Door: RuntimeError: no such table"
    assert night.startswith("Night: ModuleNotFoundError")
