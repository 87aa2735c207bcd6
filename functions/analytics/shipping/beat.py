"""How far an export is, told every few seconds; in turn it is heard whether it was cancelled."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from analytics.model import Export, Progress, Stage
from shared.clock import Clock

EVERY: Final = timedelta(seconds=2)


class CancelledError(Exception):
    """Somebody cancelled the export while it was written."""


class Beat:
    """Counts rows as they pass and saves the count, every two seconds at most."""

    def __init__(
        self, export: Export, rows_total: int, save: Callable[[Export], bool], clock: Clock
    ) -> None:
        """Begin with none; `save` says whether the export is still wanted."""
        self._export = export
        self._total = rows_total
        self._save = save
        self._clock = clock
        self._done = 0
        self._told = datetime.min.replace(tzinfo=clock().tzinfo)

    def passed(self, rows: int, stage: Stage = "reading") -> None:
        """Count rows; CancelledError when the export is not wanted any more."""
        self._done = min(self._done + rows, self._total)
        now = self._clock()
        if now - self._told < EVERY and stage == "reading":
            return
        self._told = now
        progress = Progress(stage=stage, rows_done=self._done, rows_total=self._total)
        update = {"state": "writing", "progress": progress, "error": None, "told_at": now}
        if not self._save(self._export.model_copy(update=update)):
            raise CancelledError(self._export.id)
