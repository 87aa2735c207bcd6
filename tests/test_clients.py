"""docs/clients: what partners copy is right, and the file of requests names every route."""

import importlib.util
import json
import re
from types import ModuleType

import pytest

from scripts import http_file, openapi

CLIENTS = http_file.TARGET.parent
VECTORS = json.loads((openapi.ROOT / "docs" / "webhook-vectors.json").read_text())["vectors"]


@pytest.fixture(scope="module")
def client() -> ModuleType:
    spec = importlib.util.spec_from_file_location("partner_client", CLIENTS / "client.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("vector", VECTORS, ids=lambda each: each["name"])
def test_the_python_example_judges_every_vector_as_the_file_says(client, vector) -> None:
    try:
        client.verify(vector["headers"], vector["body"], vector["secret"], vector["now"])
    except (ValueError, KeyError):
        is_valid = False
    else:
        is_valid = True

    assert is_valid == vector["valid"]


def test_the_file_of_requests_is_current() -> None:
    assert http_file.TARGET.read_text(encoding="utf-8") == http_file.text(), "run `make openapi`"


def test_the_file_of_requests_holds_every_route_once() -> None:
    document = json.loads(openapi.TARGET.read_text(encoding="utf-8"))
    sent = re.findall(r"^([A-Z]+) \{\{url\}\}(\S+)$", http_file.text(), re.MULTILINE)
    routes = {
        (method.upper(), path.replace("{", "{{").replace("}", "}}"))
        for path, operations in document["paths"].items()
        for method in operations
    }

    assert len(sent) == len(routes)
    assert set(sent) == routes
