"""Build or deploy the stack with the SAM CLI: `make build`, `make deploy stage=dev`.

The SAM CLI has an environment of its own, .venv-sam, because its pins conflict with ours. This
file needs nothing but the standard library, and Python 3.7 can read it: enough to say that
it is too old.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv-sam"
BIN = VENV / "bin"
LOCK = ROOT / "requirements" / "sam.txt"
BUILD = ROOT / ".aws-sam" / "build"
PAGES = ROOT / "web" / "dist" / "index.html"
# Any Region will do to validate and build; the SAM CLI only wants one to be named.
REGION = "eu-central-1"
OLDEST = (3, 11)


class SamError(RuntimeError):
    """What went wrong, in one line for a person."""


def refuse_old_python() -> None:
    """Say which Python is needed."""
    found, needed = (".".join(str(n) for n in v[:2]) for v in (sys.version_info, OLDEST))
    raise SamError(f"Python {needed} or newer is needed, this is {found}: make PYTHON=/path/to/it")


def environment() -> dict[str, str]:
    """Give the SAM CLI a Region, our Python for the layers, and no telemetry."""
    region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or REGION
    return {
        **os.environ,
        "AWS_DEFAULT_REGION": region,
        "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "PYTHON": str(BIN / "python"),
        "SAM_CLI_TELEMETRY": "0",
        "SAM_CLI_CHECK_VERSION": "0",
    }


def run(what: str, *command: object) -> None:
    """Run one step; what it prints is shown, its failure becomes one line."""
    words = [str(word) for word in command]
    try:
        code = subprocess.run(words, cwd=ROOT, env=environment(), check=False).returncode
    except OSError as error:
        raise SamError(f"{what}: cannot start {words[0]}: {error.strerror}") from error
    if code:
        raise SamError(f"{what} failed with exit code {code}; the reason is above")


def install() -> None:
    """Make .venv-sam, or make it anew when requirements/sam.txt has changed."""
    stamp = VENV / ".ready"
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print("Installing the SAM CLI into .venv-sam (once, about two minutes) ...", flush=True)
    try:
        venv.create(VENV, with_pip=True, clear=True)
    except (subprocess.CalledProcessError, OSError) as error:
        raise SamError(
            f"this Python ({sys.executable}) cannot make a virtual environment; "
            "on Debian and Ubuntu install python3-venv"
        ) from error
    pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps")
    run("installing the SAM CLI", BIN / "python", *pip, "--require-hashes", "-r", LOCK)
    stamp.write_text(wanted)


def build() -> None:
    """Validate the template, build every function and layer, and check what came out."""
    sam = BIN / "sam"
    install()
    run("sam validate", sam, "validate", "--lint", "--template", "template.yaml")
    run("sam build", sam, "build", "--parallel", "--template", "template.yaml")
    run("checking the build", BIN / "python", "-m", "scripts.built", BUILD)


def stages() -> list[str]:
    """List the environments of samconfig.toml."""
    import tomllib

    config = tomllib.loads((ROOT / "samconfig.toml").read_text())
    return [name for name, section in config.items() if isinstance(section, dict)]


def deploy(stage: str) -> None:
    """Build, deploy the stack of a stage, then put the web pages behind it."""
    if stage not in stages():
        raise SamError(f"name a stage: make deploy stage={'|'.join(stages())} (got {stage!r})")
    if not PAGES.exists():
        raise SamError("web/dist is empty: build the pages first (make run or make test does)")
    build()
    run("the guard of the stage", BIN / "python", "-m", "scripts.guard", "before", stage)
    run("putting restored tables in place", BIN / "python", "-m", "scripts.swap", stage)
    run("sam deploy", BIN / "sam", "deploy", "--config-env", stage)
    run("protecting the stack", BIN / "python", "-m", "scripts.guard", "after", stage)
    run("publishing the pages", BIN / "python", "-m", "scripts.publish", stage)


def main(words: Sequence[str]) -> int:
    """Do what the command line asks."""
    try:
        if sys.version_info < OLDEST:
            refuse_old_python()
        if list(words) == ["build"]:
            build()
        elif words[:1] == ["deploy"]:
            deploy(" ".join(words[1:]))
        else:
            print("usage: scripts/sam.py build | deploy <stage>", file=sys.stderr)
            return 2
    except SamError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
