"""What workers of an earlier run unpacked: some hundred megabytes that nobody asks for any more."""

import shutil
from contextlib import suppress
from pathlib import Path
from threading import Thread
from uuid import uuid4


def put_aside(folder: Path, name: str) -> None:
    """Take a part of a folder away at once; deleting goes on behind, or with the next call."""
    with suppress(FileNotFoundError):
        (folder / name).rename(folder / f"gone-{uuid4().hex}")
    for gone in folder.glob("gone-*"):
        Thread(target=shutil.rmtree, args=(gone, True), daemon=True).start()
