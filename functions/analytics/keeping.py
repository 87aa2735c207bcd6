"""Keeping the lake: the version of a month that the figures stand on has to be the newest one.

Whatever is not the newest version of its object is taken away by the bucket's lifecycle some days
later. A run that was cut off between storing a month and putting the state in its place, or that
lost to another one there, leaves a newer version that nobody names; unless the month is written
again, the named one would be lost. Each night such months are stored again, as the state names
them, and the state then names the new version.
"""

from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final

from analytics.ports import Lake, LakeBusyError, Rollups, StateMovedError

TRIES: Final = 3


@dataclass(frozen=True)
class Keeping:
    """The job that keeps what the figures stand on."""

    rollups: Rollups
    lake: Lake[Any]

    def keep(self) -> int:
        """Store the months again whose version is no more the newest; give how many.

        LakeBusyError or StateMovedError after some tries: the next night looks again.
        """
        for _ in range(TRIES - 1):
            try:
                return self._keep()
            except (LakeBusyError, StateMovedError):
                continue
        return self._keep()

    def _keep(self) -> int:
        state = self.rollups.state()
        parts = sorted(state.parts.values(), key=attrgetter("name"))
        stored = filter(None, map(self.lake.renewed, parts))
        renewed = {part.name: part for part in stored}
        if renewed:
            update = {"parts": {**state.parts, **renewed}}
            self.rollups.commit(state, state.model_copy(update=update), [])
        return len(renewed)
