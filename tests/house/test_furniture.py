"""Files that are read by other programs: the build machine, pre-commit, a shell."""

import re
import shutil
import subprocess
import tomllib
from dataclasses import asdict

import pytest
import yaml

from local.ports import Ports
from tests.house.tree import ROOT, under

CI = ROOT / ".ci" / "run"
EXAMPLE = (ROOT / ".env.example").read_text()
TOOLS = ("bash", "dirname", "mktemp", "rm", "id")


def machine(tmp_path, *, make, browser=True, apt="exit 0"):
    """Make a PATH that holds only what the script may call, and notes what it was asked."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in TOOLS:
        (tools / tool).symlink_to(shutil.which(tool))
    scripts = {"make": make, "apt-get": f'echo "apt-get $*"; {apt}', "sudo": 'shift; "$@"'}
    if browser:
        scripts["chromium"] = "exit 0"
    for name, text in scripts.items():
        (tools / name).write_text(f"#!/bin/bash\n{text}\n")
        (tools / name).chmod(0o755)
    return str(tools)


def run_ci(path, **environ):
    return subprocess.run(  # noqa: S603 - our own script
        [str(CI)], env={"PATH": path, **environ}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("environ", [{}, {"HOME": ""}, {"HOME": "/nonexistent"}])
def test_the_build_machine_runs_the_tests_without_home_and_without_input(environ, tmp_path):
    path = machine(tmp_path, make='echo "make $*"; test -w "$HOME" && ! read -r line')

    done = run_ci(path, **environ)

    assert done.returncode == 0, done.stderr
    assert done.stdout == "make test\n"


def test_a_failing_test_fails_the_build(tmp_path):
    assert run_ci(machine(tmp_path, make="exit 3")).returncode == 3


def test_a_browser_is_installed_where_none_is_found(tmp_path):
    done = run_ci(machine(tmp_path, make="exit 0", browser=False))

    assert "apt-get install -y -qq --no-install-recommends chromium-headless-shell" in done.stdout
    assert done.returncode == 0


def test_a_browser_that_cannot_be_installed_is_named_and_the_tests_run_all_the_same(tmp_path):
    done = run_ci(machine(tmp_path, make='echo "make $*"', browser=False, apt="exit 1"))

    assert "make test" in done.stdout
    assert "no Chromium found" in done.stderr


def test_every_hook_is_pinned_and_ruff_is_the_one_of_the_lock():
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
    revisions = {repo["repo"].rpartition("/")[2]: repo["rev"] for repo in hooks}
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]

    assert all(re.fullmatch(r"v\d+\.\d+\.\d+", rev) for rev in revisions.values())
    assert f"ruff=={revisions['ruff-pre-commit'][1:]}" in groups["dev"]


def test_every_setting_from_outside_is_in_the_example_and_no_other():
    ports = {f"NARYAD_{name.upper()}_PORT={port}" for name, port in asdict(Ports()).items()}
    written = set(re.findall(r"^NARYAD_\w+=\d+$", EXAMPLE, re.MULTILINE))
    read = {
        name
        for file in under("local", "scripts")
        for name in re.findall(r"\bNARYAD_[A-Z]+(?:_[A-Z]+)*\b", (ROOT / file).read_text())
    }

    assert written == ports
    assert {line.partition("=")[0] for line in written} >= read


def test_the_example_can_be_loaded_by_a_shell():
    command = ["/bin/bash", "-c", "set -aeu; . ./.env.example; echo $NARYAD_WEB_PORT"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - our own words

    assert done.stdout == f"{Ports().web}\n"
