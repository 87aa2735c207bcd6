"""Compile the dependency groups of pyproject.toml into requirement files with hashes: `make lock`.

The first line of every file carries a SHA-256 of the groups it came from, so a test can tell
without a network that the two have drifted apart.
"""

import hashlib
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEADER = "# make lock wrote this from pyproject.toml; groups sha256:"

# Lambda's python3.13 runs on Amazon Linux 2023 (glibc 2.34), x86_64.
LAMBDA = ("--python-version", "3.13", "--python-platform", "x86_64-manylinux_2_28")
# Developers' machines: any system, any Python the project supports.
UNIVERSAL = ("--universal", "--python-version", "3.11")


@dataclass(frozen=True)
class Lock:
    """One requirement file and how it is compiled."""

    path: str
    group: str
    target: tuple[str, ...]
    equal_to: tuple[str, ...] = ()  # files whose versions it takes over
    on_top_of: str = ""  # a file whose packages it does not repeat


# In this order: a later file takes its versions from the earlier ones.
LOCKS = (
    Lock("requirements/dev.txt", "dev", UNIVERSAL),
    Lock("layers/shared/requirements.txt", "shared", LAMBDA, ("requirements/dev.txt",)),
    Lock(
        "layers/arrow/requirements.txt",
        "arrow",
        LAMBDA,
        ("requirements/dev.txt", "layers/shared/requirements.txt"),
        "layers/shared/requirements.txt",
    ),
    Lock("requirements/sam.txt", "sam", UNIVERSAL),
    Lock("requirements/judge.txt", "judge", UNIVERSAL),
    Lock("requirements/audit.txt", "audit", UNIVERSAL),
)


def normal(name: str) -> str:
    """Spell a package name the one way indexes compare it.

    Source: https://packaging.python.org/en/latest/specifications/name-normalization/
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def flatten(groups: Mapping[str, Sequence[object]], name: str) -> list[str]:
    """List the requirements of a group with those of the groups it includes, sorted."""
    found: set[str] = set()
    for entry in groups[name]:
        if isinstance(entry, Mapping):
            found.update(flatten(groups, entry["include-group"]))
        else:
            found.add(str(entry))
    return sorted(found)


def pins(text: str) -> dict[str, str]:
    """Give the version of every package of a requirement file."""
    found = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*])?==([^\s;\\]+)", text, re.MULTILINE)
    return {normal(name): version for name, version in found}


def digest(requirements: Sequence[str]) -> str:
    """Give the SHA-256 that stands in the first line of a file."""
    return hashlib.sha256(json.dumps(requirements).encode()).hexdigest()


def groups_of(root: Path = ROOT) -> dict[str, list[object]]:
    """Read the dependency groups."""
    with (root / "pyproject.toml").open("rb") as file:
        groups: dict[str, list[object]] = tomllib.load(file)["dependency-groups"]
    return groups


def compile_one(lock: Lock, root: Path = ROOT) -> None:
    """Write one requirement file."""
    omitted = pins((root / lock.on_top_of).read_text()) if lock.on_top_of else {}
    command = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--quiet"]
    command += ["--group", lock.group, "--output-file", lock.path, *lock.target]
    command += ["--generate-hashes", "--no-annotate", "--no-header"]
    command += [word for path in lock.equal_to for word in ("--constraints", path)]
    command += [word for name in omitted for word in ("--no-emit-package", name)]
    subprocess.run(command, cwd=root, check=True)

    file = root / lock.path
    header = f"{HEADER}{digest(flatten(groups_of(root), lock.group))}\n"
    body = [line for line in file.read_text().splitlines(keepends=True) if line[0] != "#"]
    file.write_text(header + "".join(body))


def main() -> int:
    """Compile every file."""
    for lock in LOCKS:
        print(f"{lock.path} <- group {lock.group}")
        try:
            compile_one(lock)
        except subprocess.CalledProcessError as error:
            print(f"uv could not compile {lock.path} (exit {error.returncode})", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
