"""How far the files of changes have been read.

Files are taken in the order of their storing. A file may be listed a little later than one that
was stored after it, so the last minutes are looked at again, and what was taken of them is kept
by name: no file is missed, and none is taken twice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from pydantic import BaseModel, ConfigDict

OVERLAP: Final = timedelta(minutes=10)


@dataclass(frozen=True)
class ChangeFile:
    """One file of changes: its key, the digest of its content, when it was stored, its bytes."""

    key: str
    digest: str
    modified: datetime
    size: int = 0


class Position(BaseModel):
    """All files stored before `since` were taken, and of those after it the `seen` ones."""

    model_config = ConfigDict(frozen=True)

    newest: datetime | None = None
    seen: frozenset[str] = frozenset()

    @property
    def since(self) -> datetime | None:
        """The moment from which on files have to be looked at; None for all."""
        return self.newest - OVERLAP if self.newest else None

    def unseen(self, listed: Iterable[ChangeFile]) -> list[ChangeFile]:
        """Give the files that were not taken, the earliest stored first."""
        new = (file for file in listed if self._is_late(file) and file.digest not in self.seen)
        return sorted(new, key=lambda file: (file.modified, file.key))

    def after(self, taken: Sequence[ChangeFile], listed: Iterable[ChangeFile]) -> "Position":
        """Give the position after some files of a listing were taken."""
        times = [file.modified for file in taken]
        newest = max([*times, self.newest] if self.newest else times, default=None)
        names = self.seen | {file.digest for file in taken}
        moved = Position(newest=newest, seen=names)
        late = frozenset(f.digest for f in listed if moved._is_late(f) and f.digest in names)
        return Position(newest=newest, seen=late)

    def _is_late(self, file: ChangeFile) -> bool:
        return self.since is None or file.modified >= self.since
