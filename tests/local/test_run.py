"""`make run` as a process: what it says, what it leaves behind."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from local.faults import LocalError
from local.ports import Ports, is_free
from local.run import STOPPING, EndedError, Ending, first_figures

from .conftest import TINY, eventually

pytestmark = pytest.mark.stack
KEYS = {
    "api",
    "web",
    "admin_token",
    "user",
    "users",
    "password",
    "api_key",
    "receiver",
    "mail",
    "aws_endpoint",
    "bucket",
}


START_S = 180
"""A busy machine is slow to start a stack, and to stop one."""


class Run:
    """One process of `python -m local.run` over a folder."""

    def __init__(self, folder: Path, ports: Ports, template: Path) -> None:
        self.file = folder / "run.json"
        self.ports = ports
        words = ["--bare", "--folder", str(folder), "--template", str(template)]
        named = {f"NARYAD_{name.upper()}_PORT": str(port) for name, port in asdict(ports).items()}
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "local.run", *words],
            env=os.environ | named,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def info(self) -> dict[str, Any]:
        """Wait until all is up and read where it is."""

        def look() -> bool:
            assert self.process.poll() is None, self.process.communicate()
            return self.file.exists()

        eventually(look, patience_s=START_S)
        return dict(json.loads(self.file.read_text()))

    def said(self, what: str) -> str:
        """Read what it prints until a line has this in it."""
        lines = []
        for line in self.process.stdout or ():
            lines.append(line)
            if what in line:
                return "".join(lines)
        raise AssertionError(self.process.communicate())

    def ended(self) -> tuple[int, str, str]:
        """Wait for the end: the code, what was printed, and what was printed as an error."""
        out, err = self.process.communicate(timeout=START_S)
        return self.process.returncode, out, err

    def left_nothing(self) -> bool:
        """Tell whether every port is free and no process works in the folder."""
        are_free = all(is_free(port) for port in asdict(self.ports).values())
        return are_free and not processes_about(str(self.file.parent))


def processes_about(folder: str) -> list[str]:
    """The processes whose environment names the folder, as every one of a stack's does."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            environment = (process / "environ").read_bytes()
            line = (process / "cmdline").read_bytes()
        except OSError:
            continue
        if f"STATE_DIR={folder}".encode() in environment and line:
            found.append(line.decode())
    return found


@contextmanager
def running(folder: Path, template: Path = TINY / "template.yaml") -> Iterator[Run]:
    run = Run(folder, Ports.free(), template)
    try:
        yield run
    finally:
        if run.process.poll() is None:
            run.process.kill()
        run.process.communicate()
        eventually(run.left_nothing)


def test_run_json_is_there_when_all_is_up_and_gone_when_it_stops(tmp_path: Path) -> None:
    with running(tmp_path) as run:
        info = run.info()
        out = run.said("Ctrl-C")
        run.process.send_signal(signal.SIGINT)
        code, _, err = run.ended()

        assert set(info) == KEYS
        assert (code, err) == (0, "")
        assert info["web"] in out
        assert info["password"] in out
        assert not run.file.exists()
        assert run.left_nothing()


def test_a_terminated_run_ends_everything_too(tmp_path: Path) -> None:
    with running(tmp_path) as run:
        run.info()
        run.process.send_signal(signal.SIGTERM)

        assert run.ended()[0] == 0
        assert run.left_nothing()


def test_a_stop_while_it_starts_leaves_nothing(tmp_path: Path) -> None:
    with running(tmp_path) as run:
        eventually(lambda: processes_about(str(tmp_path)))
        run.process.send_signal(signal.SIGINT)

        assert run.ended()[0] == 0
        assert run.left_nothing()


@pytest.fixture
def ending() -> Iterator[Ending]:
    kept = {each: signal.getsignal(each) for each in STOPPING}
    made = Ending()
    made.listen()
    yield made
    for each, handler in kept.items():
        signal.signal(each, handler)


def test_a_signal_that_a_library_swallows_ends_the_run_all_the_same(ending: Ending) -> None:
    ending.check()

    with pytest.raises(EndedError):
        signal.raise_signal(signal.SIGHUP)

    with pytest.raises(EndedError):
        ending.check()


def test_a_killed_run_takes_the_emulator_along_and_loses_no_data(tmp_path: Path) -> None:
    with running(tmp_path) as run:
        first = run.info()
        run.process.kill()
        run.ended()
        eventually(run.left_nothing)

    with running(tmp_path) as run:
        run.said("Ctrl-C")  # until then the file of the killed run may lie there
        second = run.info()
        run.process.send_signal(signal.SIGINT)
        run.ended()

    assert second["bucket"] == first["bucket"]
    assert second["password"] == first["password"]


def test_a_port_in_use_is_told_in_one_line(tmp_path: Path) -> None:
    ports = Ports.free()
    with socket.create_server(("127.0.0.1", ports.web)):
        run = Run(tmp_path, ports, TINY / "template.yaml")
        code, _, err = run.ended()

    assert code == 1
    assert err.count("\n") == 1
    assert f"port {ports.web} is in use" in err
    assert "NARYAD_WEB_PORT" in err


def test_a_broken_template_is_told_in_one_line(tmp_path: Path) -> None:
    template = tmp_path / "template.yaml"
    template.write_text("Resources: [\n")
    with running(tmp_path / "state", template) as run:
        code, _, err = run.ended()

        assert code == 1
        assert err.count("\n") == 1
        assert "template.yaml" in err
        assert run.left_nothing()


def test_a_port_that_is_no_number_is_told_in_one_line(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "local.run", "--bare", "--folder", str(tmp_path)],
        env=os.environ | {"NARYAD_WEB_PORT": "eighty"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "NARYAD_WEB_PORT='eighty'" in done.stderr
    assert "Traceback" not in done.stderr


class Failing:
    """A stack of which nothing can be rolled up."""

    def __init__(self) -> None:
        self.fired: list[str | None] = []

    def fire(self, function: str, *, job: str | None = None) -> None:
        self.fired.append(job)
        if job == "roll-up":
            raise LocalError(f"{function} failed")


def test_customers_are_counted_at_the_start_even_where_the_roll_up_fails() -> None:
    stack = Failing()

    first_figures(stack)

    assert stack.fired == ["roll-up", "customers"]
