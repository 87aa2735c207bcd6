"""A project as mutmut wants it: our packages side by side under `src`, laid out in a folder aside.

mutmut tells a module's name by its path under `src`; ours lie under functions/ and layers/shared/.
The tree itself is never touched.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.mutation.parts import Part

ROOT: Final = Path(__file__).resolve().parents[2]
PACKAGES: Final = ("functions/orders", "functions/feedback", "functions/analytics",
                   "functions/integrations", "layers/shared/shared")  # fmt: skip
BESIDE: Final = ("docs", "events", "local", "scripts", "template.yaml")
PYTEST: Final = (
    "--import-mode=importlib",
    *("-p", "tests.mutation.at_once"),
    *("-p", "no:schemathesis", "-p", "no:randomly", "-p", "no:xdist", "-p", "no:cacheprovider"),
)
_RESULT: Final = re.compile(r"^\s*(\S+__mutmut_\d+): (.+?)\s*$", re.MULTILINE)

_MARK: Final = "\n=====\n"
_SHOW: Final = f"""
import sys
from mutmut.__main__ import cli
for name in sys.argv[1:]:
    print({_MARK!r}, flush=True)
    cli(["show", name], standalone_mode=False)
"""


@dataclass(frozen=True)
class Result:
    """What became of the mutants: killed, survived, no tests, timeout, not checked, and others."""

    states: Mapping[str, str]

    def count(self, module: str | None = None) -> Counter[str]:
        """Count them by state, of one module or of all."""
        return Counter(
            state for name, state in self.states.items() if module in {None, module_of(name)}
        )

    @property
    def modules(self) -> list[str]:
        """Name the modules that have any."""
        return sorted(set(map(module_of, self.states)))

    @property
    def survivors(self) -> list[str]:
        """Name those that no test has noticed."""
        return sorted(n for n, state in self.states.items() if state in {"survived", "no tests"})


def module_of(mutant: str) -> str:
    """Name the module of a mutant, as orders.pricing of orders.pricing.x_total__mutmut_1."""
    return re.split(r"\.x[_\u01c1]", mutant)[0]


def lay_out(folder: Path, part: Part) -> None:
    """Lay out the project for one part."""
    for each in PACKAGES:
        _copy(ROOT / each, folder / "src" / Path(each).name)
    for each in (*BESIDE, "tests"):
        _copy(ROOT / each, folder / each)
    known = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (folder / "pyproject.toml").write_text(settings(known, part), encoding="utf-8")


def settings(known: Mapping[str, Any], part: Part) -> str:
    """Write the settings of pytest and mutmut for a part."""
    own = known["tool"]["pytest"]["ini_options"]
    lines = [
        "[tool.pytest.ini_options]",
        f"addopts = {list(PYTEST)!r}",
        f"pythonpath = {own['pythonpath']!r}",
        f"markers = {own['markers']!r}",
        f"filterwarnings = {own['filterwarnings']!r}",
        "[tool.mutmut]",
        "source_paths = ['src']",
        f"only_mutate = {[f'src/{each}' for each in part.sources]!r}",
        f"also_copy = {list(BESIDE)!r}",
        f"pytest_add_cli_args_test_selection = {[f'tests/{each}' for each in part.tests]!r}",
        "pytest_add_cli_args = ['--hypothesis-seed=0']",
        "track_dependencies = false",
        "use_git_change_detection = false",
    ]
    return "\n".join(lines) + "\n"


def run(folder: Path, *, workers: int, seconds: float) -> bool:
    """Let mutmut judge the mutants; False where time ran out before all of them were."""
    log = folder / "mutmut.log"
    command = [*_mutmut(), "run", "--max-children", str(workers)]
    with log.open("w", encoding="utf-8") as out:
        mutmut = subprocess.Popen(  # noqa: S603 - our own command
            command, cwd=folder, stdout=out, stderr=out, start_new_session=True
        )
        try:
            mutmut.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        finally:
            _end(mutmut)
    if "Running mutation testing" not in log.read_text(encoding="utf-8"):
        msg = f"mutmut did not begin, it ended with {mutmut.returncode}; see {log}"
        raise RuntimeError(msg)
    return True


def _end(mutmut: "subprocess.Popen[bytes]") -> None:
    """End it with all that it has forked."""
    with suppress(ProcessLookupError):
        os.killpg(mutmut.pid, signal.SIGKILL)
    mutmut.wait()


def results(folder: Path) -> Result:
    """Read what became of the mutants so far."""
    done = subprocess.run(  # noqa: S603 - our own command
        [*_mutmut(), "results", "--all", "true"],
        cwd=folder, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return Result(dict(_RESULT.findall(done.stdout)))


def differences(folder: Path, mutants: Sequence[str]) -> dict[str, str]:
    """Show what mutants change; in one process, since starting one takes longer."""
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", _SHOW, *mutants],
        cwd=folder, capture_output=True, text=True, check=True,
    )  # fmt: skip
    parts = done.stdout.split(_MARK)[1:]
    return {name: _changed(part) for name, part in zip(mutants, parts, strict=True)}


def _changed(told: str) -> str:
    lines = (line for line in told.splitlines() if line[:1] in "+-" and line.strip())
    return "\n".join(line for line in lines if line[:3] not in {"+++", "---"})


def _mutmut() -> Iterable[str]:
    return (sys.executable, "-m", "mutmut")


def _copy(source: Path, target: Path) -> None:
    if source.is_file():
        shutil.copy2(source, target)
        return
    left_out = shutil.ignore_patterns("__pycache__", "node_modules")
    shutil.copytree(source, target, ignore=left_out, symlinks=True)
