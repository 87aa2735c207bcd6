import ast
import importlib.util
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scripts import setup


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder of a test's own, with an environment whose pip a test writes."""
    venv = tmp_path / ".venv"
    (venv / "bin").mkdir(parents=True)
    lock = tmp_path / "dev.txt"
    lock.write_text("one==1.0 \\\n    --hash=sha256:00\n")
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "VENV", venv)
    monkeypatch.setattr(setup, "PYTHON", venv / "bin" / "python")
    monkeypatch.setattr(setup, "STAMP", venv / ".ready")
    monkeypatch.setattr(setup, "LOG", venv / "setup.log")
    monkeypatch.setattr(setup, "LOCK", lock)
    monkeypatch.setattr(setup, "INPUTS", (lock,))
    fake_python(venv, "exit 0")
    return tmp_path


def fake_python(venv: Path, script: str) -> None:
    """An environment's Python that does nothing but note how pip was called."""
    path = venv / "bin" / "python"
    path.write_text(f'#!/bin/sh\n[ "$1" = -m ] || exit 0\necho "$@" >> {venv}/calls\n{script}\n')
    path.chmod(0o755)


def calls(place: Path) -> list[str]:
    file = place / ".venv" / "calls"
    return file.read_text().splitlines() if file.exists() else []


def test_an_old_python_can_read_the_script() -> None:
    ast.parse(Path(setup.__file__).read_text(), feature_version=(3, 6))


def test_only_the_standard_library_is_used() -> None:
    tree = ast.parse(Path(setup.__file__).read_text())
    imported = {
        each.name for node in ast.walk(tree) if isinstance(node, ast.Import) for each in node.names
    }
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


def test_packages_are_installed_by_hash_and_the_project_without_a_look_outside(place: Path) -> None:
    assert setup.main() == 0

    packages, project = calls(place)
    assert "--require-hashes" in packages
    assert "--no-deps --no-build-isolation --editable" in project


def test_a_second_run_does_nothing(place: Path) -> None:
    setup.main()
    begun = time.monotonic()

    assert setup.main() == 0

    assert len(calls(place)) == 2
    assert time.monotonic() - begun < 15


def test_a_changed_lock_is_installed(place: Path) -> None:
    setup.main()
    (place / "dev.txt").write_text("two==2.0\n")

    setup.main()

    assert len(calls(place)) == 4


def test_a_current_environment_looks_new_to_make(place: Path) -> None:
    setup.main()
    stamp = place / ".venv" / ".ready"
    os.utime(stamp, (0, 0))

    setup.main()

    assert stamp.stat().st_mtime > 0


def test_an_old_python_is_told_in_one_line(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(setup, "OLDEST", (99, 0))
    monkeypatch.setattr(setup, "NEWER", ())

    assert setup.main() == 1

    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "Python 99.0 or newer is needed" in said


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_python_without_venv_is_told_in_one_line(
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    module: str,
) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda n: None if n == module else real(n))

    assert setup.main() == 1

    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert f"has no {module}" in said
    assert "python3-venv" in said


def test_a_pip_that_fails_is_quoted_and_leaves_no_stamp(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fake_python(place / ".venv", "echo 'ERROR: No matching distribution for one==1.0'; exit 1")

    assert setup.main() == 1

    assert "pip failed: ERROR: No matching distribution for one==1.0" in capsys.readouterr().err
    assert not (place / ".venv" / ".ready").exists()


def test_progress_is_shown(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "dev.txt").write_text("".join(f"p{n}==1\n" for n in range(20)))
    fake_python(place / ".venv", "for i in 1 2 3 4 5 6 7 8 9 10; do echo Collecting x; done")

    setup.main()

    said = capsys.readouterr().out
    assert "installing 20 packages" in said
    assert "10 of 20" in said
    assert "ready" in said


def test_it_runs_with_an_empty_home(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from scripts import setup; print(setup.works())"],
        env={"HOME": str(tmp_path), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "True\n"
