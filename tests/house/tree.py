"""The files of this repository, and what Python says about those that are Python."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("orders", "feedback", "analytics", "integrations")
# What .gitignore names, for a copy of the files that came without git.
IGNORED = {"__pycache__", "node_modules", "dist", "build", ".git"}


def _git(*words: str) -> list[str] | None:
    try:
        done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=True)  # noqa: S603, S607 - git of the PATH
    except (OSError, subprocess.CalledProcessError):
        return None
    return [name for name in done.stdout.decode().split("\0") if name]


@cache
def tracked() -> tuple[Path, ...]:
    """List the tracked files that exist, relative to the root."""
    names = _git("ls-files", "-z")
    if names is not None:
        return tuple(Path(name) for name in names if (ROOT / name).is_file())
    files = (file.relative_to(ROOT) for file in ROOT.rglob("*") if file.is_file())
    return tuple(f for f in files if not any(p in IGNORED or p[:2] == ".v" for p in f.parts))


def tracked_although_ignored() -> list[str]:
    return _git("ls-files", "-z", "--cached", "--ignored", "--exclude-standard") or []


def under(*folders: str, suffix: str = ".py") -> list[Path]:
    """List the tracked files of some top-level folders."""
    return [f for f in tracked() if f.parts[0] in folders and f.suffix == suffix]


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse((ROOT / file).read_text())


def imported(file: Path) -> Iterator[str]:
    """Name every module a file imports, at once or later."""
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def texts(*names: str) -> str:
    """Join documents; a name may be a pattern."""
    files = [file for name in names for file in sorted(ROOT.glob(name))]
    return "\n".join(file.read_text() for file in files)
