"""What became of texts that gateways took: asked for now and then, or told by the gateway."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from integrations.model import Delivery, Integration, ProviderStatus
from integrations.ports import Integrations
from integrations.sms.gate import Fate
from shared.clock import Clock
from shared.observe import logger

KIND: Final = "sms"
STEPS: Final = (
    timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10), timedelta(minutes=30),
    timedelta(hours=2), timedelta(hours=6), timedelta(hours=15),
)  # fmt: skip
"""Between one question and the next: a day in all, less than an erasure waits for what is still
underway (the telephone number is kept as long)."""
MOST_A_MINUTE: Final = 60
MOST_S: Final = timedelta(seconds=30)
"""No question is begun later than this after the job's beginning."""


@dataclass(frozen=True)
class Watched:
    """A text whose fate is not known yet."""

    delivery_id: str
    integration_id: str
    reference: str
    to: str
    tries: int
    due_at: datetime


class Watches(Protocol):
    """The store of texts whose fate is not known yet."""

    def add(self, watched: Watched) -> None:
        """Watch one."""
        ...

    def due(self, now: datetime, most: int) -> list[Watched]:
        """List those that are to be asked for, the longest due first."""
        ...

    def of(self, integration_id: str, reference: str) -> Watched | None:
        """Find one by what the gateway calls it."""
        ...

    def move(self, watched: Watched, due_at: datetime) -> None:
        """Ask for it again later."""
        ...

    def remove(self, watched: Watched) -> None:
        """Watch it no more."""
        ...


class Statuses(Protocol):
    """Where the log keeps what became of a delivery."""

    def tell(self, delivery_id: str, status: ProviderStatus) -> None:
        """Write what became of a delivery; one that has expired is no fault."""
        ...


Ask = Callable[[Integration, Watched], Fate | None]
"""Asks a gateway; None when there is no telling now, or ever."""


@dataclass(frozen=True)
class Fates:
    """Follows texts until they arrive, fail, or a day is over."""

    watches: Watches
    statuses: Statuses
    integrations: Integrations
    ask: Ask
    clock: Clock

    def watch(self, delivery: Delivery, to: str, reference: str) -> None:
        """Follow a text that a gateway has taken."""
        if delivery.kind != KIND:
            return
        due = self.clock() + STEPS[0]
        self.watches.add(
            Watched(delivery.id, delivery.integration_id, reference, to, tries=0, due_at=due)
        )

    def poll(self) -> Mapping[str, int]:
        """Ask for what is due; gives how many were asked for and how many are over."""
        began, asked, over = self.clock(), 0, 0
        for watched in self.watches.due(began, MOST_A_MINUTE):
            if self.clock() - began > MOST_S:
                break
            integration = self.integrations.get(watched.integration_id)
            fate = self.ask(integration, watched) if integration else None
            asked += 1
            over += self._settled(watched, fate, is_gone=integration is None)
        return {"asked": asked, "over": over}

    def hear(self, integration_id: str, reference: str, fate: Fate) -> None:
        """Take what a gateway tells by itself; of what is not watched nothing is known."""
        watched = self.watches.of(integration_id, reference)
        if watched is None:
            return
        self._tell(watched, fate)
        if fate.is_final:
            self.watches.remove(watched)

    def _settled(self, watched: Watched, fate: Fate | None, *, is_gone: bool) -> bool:
        if fate is not None:
            self._tell(watched, fate)
        is_last = watched.tries + 1 >= len(STEPS)
        if is_gone or is_last or (fate is not None and fate.is_final):
            self.watches.remove(watched)
            return True
        step = STEPS[watched.tries + 1]
        self.watches.move(watched, self.clock() + step)
        return False

    def _tell(self, watched: Watched, fate: Fate) -> None:
        status = ProviderStatus(state=fate.state, code=fate.code[:60], at=self.clock())
        self.statuses.tell(watched.delivery_id, status)
        told = {"delivery_id": watched.delivery_id, "state": fate.state}
        logger().info("delivery.fate", extra=told)
