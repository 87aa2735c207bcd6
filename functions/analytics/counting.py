"""Counting customers, every night and after a rebuild: all months of orders, one column of each.

What is counted is put in its place under the condition that the figures are still those that were
read, as every page of figures is; of two runs at once one wins. With nothing new it does nothing.
"""

from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final

from analytics.clients import KEY, Clients, Counter, month_of, number_of, read_clients
from analytics.model import Company, State
from analytics.ports import Lake, Rollups, StateMovedError
from shared.clock import Clock, local_day

TRIES: Final = 3
COLUMN: Final = "customer_id"


@dataclass(frozen=True)
class CustomerCount:
    """The job that counts customers."""

    rollups: Rollups
    lake: Lake[Any]
    company: Company
    clock: Clock

    def count(self) -> bool:
        """Count; False when what is there is of this state and this month already.

        StateMovedError after some tries: the figures move faster than they can be read, and the
        next night counts.
        """
        for _ in range(TRIES - 1):
            try:
                return self._count()
            except StateMovedError:
                continue
        return self._count()

    def _count(self) -> bool:
        state = self.rollups.state()
        (page,) = self.rollups.pages([KEY])
        until = month_of(number_of(local_day(self.clock(), self.company.zone)) - 1)
        if _is_current(read_clients(page), state, until):
            return False
        counted = self._read(state).count(until, state.watermark, state.version + 1)
        self.rollups.commit(state, state, [counted.page()])
        return True

    def _read(self, state: State) -> Counter:
        counter = Counter()
        orders = (part for part in state.parts.values() if part.kind == "orders")
        for part in sorted(orders, key=attrgetter("month")):
            counter.add(part.month, self.lake.column(part, COLUMN))
        return counter


def _is_current(known: Clients | None, state: State, until: str) -> bool:
    """Say whether nothing has changed since; without orders there is no month to be behind."""
    if known is None or known.state != state.version:
        return False
    return known.until is None or known.until >= until
