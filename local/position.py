"""How far a mapping has come, kept in a file over restarts."""

import json
from pathlib import Path

from local.files import write_whole
from local.mapping import Mapping


class Position:
    """The last sequence number a mapping is done with."""

    def __init__(self, folder: Path, mapping: Mapping) -> None:
        self._file = folder / f"{mapping.name}.json"
        self._stream = mapping.stream
        self.after = self._load()

    def save(self, after: str | None) -> None:
        """Remember it before anything later is sent."""
        if after and after != self.after:
            self.after = after
            write_whole(self._file, json.dumps({"stream": self._stream, "after": after}))

    def _load(self) -> str | None:
        try:
            saved = json.loads(self._file.read_text())
        except (OSError, ValueError):
            return None
        # A table made anew has another stream, in which the old number means nothing.
        return str(saved["after"]) if saved.get("stream") == self._stream else None
