"""Clearing the lake: objects that no state names any more.

A month that gets too large to lie whole, or that a rebuild has laid in another form or in other
days, leaves objects behind; being the newest ones of their keys they would stay for ever. Each
night they are hidden. From then on the bucket's lifecycle takes their versions away as it does all
that was replaced: whoever has pinned one, an export or a list of rows, has as long as ever to read.

What a run at work has stored is named by no state yet, so an object has to be older than any run.
Should one be hidden wrongly all the same, its version is there, and `analytics.keeping` stores it
again before it is gone.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from analytics.model import Company
from analytics.ports import Lake, Rollups
from analytics.rollup import basis
from shared.clock import Clock

IDLE_FOR: Final = timedelta(days=1)
"""A run ends after a quarter of an hour."""


@dataclass(frozen=True)
class Clearing:
    """The job that clears the lake of what nobody names."""

    rollups: Rollups
    lake: Lake[Any]
    company: Company
    clock: Clock

    def clear(self) -> int:
        """Hide what has been idle for a day; give how many objects."""
        state = self.rollups.state()
        if state.basis != basis(self.company):
            # A rebuild is under way, or will be: what it has merged is named beside the state.
            return 0
        return self.lake.clear(state.parts.values(), self.clock() - IDLE_FOR)
