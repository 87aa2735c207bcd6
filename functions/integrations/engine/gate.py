"""The gate before a partner: breaker, rate and concurrency, over the shared health of each."""

import threading
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, Generic, TypeVar

from integrations.engine.health import (
    Admission,
    Health,
    Result,
    Verdict,
    Visit,
    admit,
    reported,
    vanished,
)
from integrations.model import Integration
from integrations.ports import HealthMovedError, Healths
from shared.clock import Clock
from shared.observe import logger

TRIES: Final = 20
FRESH: Final = timedelta(seconds=5)
"""For how long a worker believes what it saw last; a write tells it at once when that is old."""
BUSY_S: Final = 2

Result_ = TypeVar("Result_")
Change = Callable[[Health], tuple[Health, Result_]]


class BusyError(Exception):
    """Too many write at once how one integration fares."""


class _Wish(Generic[Result_]):
    """A change that a thread wants made, and what came of it."""

    def __init__(self, change: Change[Result_]) -> None:
        self._change = change
        self.is_done = False
        self.error: Exception | None = None
        self._result: Result_ | None = None

    def applied(self, health: Health) -> Health:
        changed, self._result = self._change(health)
        return changed

    def outcome(self) -> Result_:
        if self.error:
            raise self.error
        return self._result  # type: ignore[return-value] # it was applied


class Gate:
    """Lets attempts out and takes note of how they went.

    A change is decided on what was seen last and written under the condition that it still stands;
    what a refused write found is what the decision is made on anew. The threads of a worker do not
    refuse each other: who writes takes along what the others wanted meanwhile.
    """

    def __init__(self, healths: Healths, *, clock: Clock) -> None:
        """Join the store and the clock."""
        self._healths = healths
        self._clock = clock
        self._seen: dict[str, tuple[Health, datetime]] = {}
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._wishes: defaultdict[str, deque[_Wish[Any]]] = defaultdict(deque)

    def admit(self, integration: Integration, visit: Visit) -> Admission:
        """Decide whether an attempt sets out now, comes back later, or is held."""
        try:
            return self.change(
                integration.id, lambda health: admit(health, integration, visit, self._clock())
            )
        except BusyError:
            return Admission(Verdict.WAIT, self._clock() + timedelta(seconds=BUSY_S))

    def leave(self, integration_id: str, owner: str, result: Result | None) -> None:
        """Take note of how an attempt went; None when it never set out."""

        def change(health: Health) -> Health:
            if result is None:
                return vanished(health, owner, self._clock())
            return reported(health, owner, result, self._clock())

        # Should it not be noted, its place at the gate becomes free once the lease is over.
        self.note(integration_id, change)

    def note(self, integration_id: str, change: Callable[[Health], Health]) -> None:
        """Change how an integration fares if that is possible now; else the next occasion does."""
        try:
            self.change(integration_id, lambda health: (change(health), None))
        except BusyError:
            logger().warning("health.not_noted", extra={"integration_id": integration_id})

    def change(self, integration_id: str, change: Change[Result_]) -> Result_:
        """Change how an integration fares, or BusyError; what is no change is not written."""
        wish, wishes = _Wish(change), self._wishes[integration_id]
        wishes.append(wish)
        with self._locks[integration_id]:
            if not wish.is_done:
                self._grant(integration_id, [wishes.popleft() for _ in range(len(wishes))])
        return wish.outcome()

    def _grant(self, integration_id: str, wishes: Sequence[_Wish[Any]]) -> None:
        error: Exception | None = None
        try:
            self._write(integration_id, wishes)
        except Exception as raised:  # noqa: BLE001 - raised anew in each thread that wished
            error = raised
        for wish in wishes:
            wish.is_done, wish.error = True, error

    def _write(self, integration_id: str, wishes: Sequence[_Wish[Any]]) -> None:
        health = self._last_seen(integration_id)
        for _ in range(TRIES):
            changed = health
            for wish in wishes:
                changed = wish.applied(changed)
            if changed == health:
                return
            written = changed.model_copy(update={"rev": health.rev + 1})
            try:
                self._healths.save(written)
            except HealthMovedError as error:
                health = self._see(error.found)
            else:
                self._see(written)
                return
        raise BusyError(integration_id)

    def _last_seen(self, integration_id: str) -> Health:
        seen = self._seen.get(integration_id)
        if seen and self._clock() - seen[1] < FRESH:
            return seen[0]
        return self._see(self._healths.get(integration_id))

    def _see(self, health: Health) -> Health:
        self._seen[health.integration_id] = (health, self._clock())
        return health
