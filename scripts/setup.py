"""Make .venv with everything `make run` and `make test` need.

Run by the Makefile with whatever python3 there is, so: standard library only, and no syntax that
an old Python could not even read - it must be able to say that it is too old.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / ".ready"
LOG = VENV / "setup.log"
PYTHON = VENV / "bin" / "python"
LOCK = ROOT / "requirements" / "dev.txt"
INPUTS = (LOCK, ROOT / "pyproject.toml", Path(__file__).resolve())
OLDEST = (3, 11)
VERSION = sys.version.split()[0]
NEWER = ("python3.13", "python3.12", "python3.11")


class SetupError(Exception):
    """Something the person at the terminal must mend."""


def main() -> int:
    """Set up unless it is done; 1 and one line when it cannot be."""
    try:
        begin()
    except SetupError as error:
        sys.stderr.write(f"setup: {error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def begin() -> None:
    """Check the Python, then install what has changed."""
    if sys.version_info < OLDEST:
        go_on_with_newer()
    state = fingerprint()
    if read(STAMP) == state and works():
        os.utime(STAMP)  # make compares times, we compare content
        return
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            raise SetupError(
                f"this Python has no {module}; on Debian and Ubuntu: sudo apt install python3-venv"
            )
    make_venv()
    install()
    STAMP.write_text(state)
    say("ready")


def go_on_with_newer() -> None:
    """Start again with a Python that is new enough, if there is one."""
    for name in NEWER:
        path = shutil.which(name)
        if path and quiet([path, "-c", "import venv"]) == 0:
            os.execv(path, [path, str(Path(__file__).resolve())])  # noqa: S606 - that is the point
    raise SetupError(
        f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed, this is {VERSION}; "
        "install one, or name it: make PYTHON=/path/to/python3"
    )


def make_venv() -> None:
    """Make the environment, or make it anew when its Python is gone."""
    if works():
        return
    say(f"making .venv with Python {VERSION}")
    code = subprocess.call(
        [sys.executable, "-m", "venv", "--clear", str(VENV)], stdout=subprocess.DEVNULL
    )
    if code or not works():
        raise SetupError("python -m venv failed; see the lines above")


def install() -> None:
    """Install the locked packages, then the project itself."""
    with LOCK.open() as file:
        total = sum(1 for line in file if line[0] not in " #\n-")
    say(f"installing {total} packages (the first time takes some minutes)")
    pip(["--require-hashes", "--requirement", str(LOCK)], total)
    say("installing the project")
    # The project is built with the locked hatchling, so nothing unlocked is fetched.
    pip(["--no-deps", "--no-build-isolation", "--editable", str(ROOT)], 0)


def pip(words: list, total: int) -> None:  # type: ignore[type-arg] # list[str] is not old enough
    """Run pip, show how far it is, and say its own first error when it fails."""
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    said, seen = [], 0
    with subprocess.Popen(
        command + words,
        cwd=str(ROOT),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        universal_newlines=True,
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            said.append(line)
            if line.startswith(("Collecting", "Requirement already")):
                seen += 1
                show(seen, total)
    LOG.write_text("".join(said))
    if process.returncode:
        errors = [line.strip() for line in said if line.lower().startswith("error")]
        raise SetupError(f"pip failed: {(errors or ['no reason given'])[0]} (all of it: {LOG})")


def show(seen: int, total: int) -> None:
    """Tell how many packages have been looked at: each tenth."""
    if total and seen % 10 == 0:
        say(f"{seen} of {total}")


def fingerprint() -> str:
    """Hash all that decides what has to be installed."""
    summary = hashlib.sha256()
    for name in INPUTS:
        summary.update(name.read_bytes())
    return summary.hexdigest()


def works() -> bool:
    """Tell whether the environment has a Python that runs."""
    return PYTHON.exists() and quiet([str(PYTHON), "-S", "-c", ""]) == 0


def quiet(command: list) -> int:  # type: ignore[type-arg]
    """Run something for its exit code alone."""
    try:
        return subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError:
        return 1


def read(path: Path) -> str:
    """Give a file's text, empty without the file."""
    try:
        return path.read_text()
    except OSError:
        return ""


def say(what: str) -> None:
    """Print one line of progress."""
    sys.stdout.write(f"  setup: {what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
