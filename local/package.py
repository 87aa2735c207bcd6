"""The code as Lambda gets it: one zip of functions/, one per layer, named by their content."""

import hashlib
import importlib.util
import io
import os
import py_compile
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

# A zip holds local times; a fixed one makes equal content equal bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Package:
    """A zip and the hash of what is in it."""

    key: str
    body: bytes


def digest(folder: Path) -> str:
    """Hash the names and bytes of a folder's files."""
    return digest_of(folder, files_below(folder))


def digest_of(folder: Path, files: Iterable[Path]) -> str:
    """Hash the names, as seen from the folder, and the bytes of some files."""
    summary = hashlib.sha256()
    for path in files:
        content = path.read_bytes()
        summary.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        summary.update(content)
    return summary.hexdigest()


def files_below(folder: Path, skipped: Sequence[str] = ()) -> list[Path]:
    """List the files of a folder in a fixed order, hidden and compiled ones left out."""
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(
            each for each in folders if each not in ("__pycache__", *skipped) and each[0] != "."
        )
        found += [Path(place, name) for name in sorted(names) if not name.startswith(".")]
    return found


def pack(folder: Path, prefix: str = "") -> Package:
    """Zip a folder below the prefix, bytecode included: a cold start then compiles nothing."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        tempfile.TemporaryDirectory() as scratch,
    ):
        for path in files_below(folder):
            name = prefix + path.relative_to(folder).as_posix()
            _add(archive, name, path.read_bytes())
            if path.suffix == ".py":
                _add_bytecode(archive, name, path, Path(scratch) / "one.pyc")
    return Package(key=f"{digest(folder)}.zip", body=buffer.getvalue())


def _add_bytecode(archive: zipfile.ZipFile, name: str, path: Path, target: Path) -> None:
    try:
        py_compile.compile(
            str(path),
            cfile=str(target),
            dfile=name,
            doraise=True,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )
    except py_compile.PyCompileError:
        return  # the function that imports it says so, with a better message
    _add(archive, importlib.util.cache_from_source(name), target.read_bytes())


def _add(archive: zipfile.ZipFile, name: str, body: bytes) -> None:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, body)
