"""The rooms' fakes as the simulation needs them: indexes that lag, and watchers of what is written.

What they decide is the fakes' own, which the contract tests hold to DynamoDB.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from heapq import heappop, heappush
from typing import Any

from integrations.engine.health import Health
from integrations.model import Delivery, DeliveryState, Hold, Integration
from integrations.ports import Due
from orders.model import Order
from orders.people.model import Customer
from shared.clock import text
from shared.requests import Request
from tests.integrations.fakes import FakeDeliveries, FakeHealths, FakeIntegrations
from tests.orders.fakes import FakeDirectory, FakeOrders
from tests.simulation.clockwork import Clockwork

Watcher = Callable[[Delivery | None, Delivery], None]


class Rows(dict[str, Delivery]):
    """The rows of deliveries; each write is told."""

    def __init__(self, told: Watcher) -> None:
        super().__init__()
        self._told = told

    def __setitem__(self, key: str, row: Delivery) -> None:
        before = self.get(key)
        super().__setitem__(key, row)
        self._told(before, row)

    def setdefault(self, key: str, row: Delivery) -> Delivery:  # type: ignore[override]
        if key not in self:
            self[key] = row
        return self[key]


class Index:
    """The sparse index of what is due and what is held; an entry may come late, in order."""

    def __init__(self, clock: Clockwork, lag: Callable[[], float]) -> None:
        self._clock = clock
        self._lag = lag
        self._shards: defaultdict[str, dict[str, Delivery]] = defaultdict(dict)
        self._where: dict[str, str] = {}
        self._coming: list[tuple[float, int, Delivery]] = []
        self._ready: dict[str, float] = {}
        self._number = 0

    def note(self, row: Delivery) -> None:
        self._catch_up()
        at = max(self._clock.now + self._lag(), self._ready.get(row.id, 0.0))
        if at <= self._clock.now:
            self._apply(row)
            return
        self._ready[row.id] = at
        self._number += 1
        heappush(self._coming, (at, self._number, row))

    def shard(self, name: str) -> list[Delivery]:
        self._catch_up()
        return list(self._shards[name].values())

    def _catch_up(self) -> None:
        while self._coming and self._coming[0][0] <= self._clock.now:
            self._apply(heappop(self._coming)[2])

    def _apply(self, row: Delivery) -> None:
        old = self._where.pop(row.id, None)
        if old is not None:
            self._shards[old].pop(row.id, None)
        shard = _shard(row)
        if shard is not None:
            self._shards[shard][row.id] = row
            self._where[row.id] = shard


def _shard(row: Delivery) -> str | None:
    if row.state is DeliveryState.HELD and row.held_because:
        return f"{row.integration_id}#{row.held_because}"
    return "due" if row.is_open and row.due_at else None


class SimDeliveries(FakeDeliveries):
    """Deliveries whose index lags behind."""

    def __init__(self, clock: Clockwork, lag: Callable[[], float]) -> None:
        super().__init__()
        self.index = Index(clock, lag)
        self.watchers: list[Watcher] = []
        self.rows = Rows(self._told)
        self.is_releasing = False
        self.pushed: Callable[[str], None] = lambda _: None

    def _told(self, before: Delivery | None, row: Delivery) -> None:
        if before is None or _entry(before) != _entry(row):
            self.index.note(row)
        for watcher in self.watchers:
            watcher(before, row)

    def due(self, now: datetime) -> Iterator[Due]:
        found = [e for e in self.index.shard("due") if e.due_at and e.due_at <= now]
        for each in sorted(found, key=lambda row: (row.due_at, row.id)):
            due_at = text(each.due_at) if each.due_at else ""
            yield Due(each.id, each.integration_id, each.kind, each.attempt_count, due_at)

    def let_go(self, delivery: Delivery) -> bool:
        self.is_releasing = True
        try:
            return super().let_go(delivery)
        finally:
            self.is_releasing = False

    def push_due(self, due: Due, until: datetime) -> bool:
        self.pushed(due.delivery_id)
        return super().push_due(due, until)

    def held(self, integration_id: str, because: Hold) -> Iterator[Delivery]:
        found = self.index.shard(f"{integration_id}#{because}")
        for each in sorted(found, key=lambda row: (row.created_at, row.id)):
            row = self.rows[each.id]
            if row.state is DeliveryState.HELD and row.held_because is because:
                yield row


def _entry(row: Delivery) -> tuple[object, ...]:
    return (row.state, row.held_because, row.due_at, row.attempt_count)


class SimHealths(FakeHealths):
    """Health of which each write is told."""

    def __init__(self, told: Callable[[Health, Health], None]) -> None:
        super().__init__()
        self._told = told
        self._unknown: dict[str, Health] = {}

    def get(self, integration_id: str) -> Health:
        # Made once: what nothing is known of is asked for at every turn.
        if integration_id not in self.kept:
            if integration_id not in self._unknown:
                self._unknown[integration_id] = Health(integration_id=integration_id)
            return self._unknown[integration_id]
        return self.kept[integration_id]

    def save(self, health: Health) -> None:
        before = self.get(health.integration_id)
        super().save(health)
        if before != health:
            self._told(before, health)


class SimIntegrations(FakeIntegrations):
    """Integrations that remember which newest secret was replaced when."""

    def __init__(self, clock: Clockwork) -> None:
        super().__init__()
        self._clock = clock
        self.retired: defaultdict[str, list[tuple[bytes, float]]] = defaultdict(list)

    def save(
        self, integration: Integration, request: Request | None = None, answer: str = ""
    ) -> None:
        before = self.kept.get(integration.id)
        super().save(integration, request, answer)
        if before and before.secrets[0] != integration.secrets[0]:
            newest = before.secrets[0].encrypted
            self.retired[integration.id].append((newest, self._clock.now))


class SimOrders(FakeOrders):
    """Orders whose writes feed a stream."""

    def __init__(
        self,
        directory: FakeDirectory,
        clock: Clockwork,
        told: Callable[[Order | None, Order, Request | None], None],
    ) -> None:
        super().__init__(directory, clock)
        self._told = told

    def add(self, order: Order, *, customer: Customer | None, request: Request | None) -> None:
        super().add(order, customer=customer, request=request)
        self._told(None, order, request)

    def save(self, order: Order, *, before: Order, request: Request | None) -> None:
        old: Any = self.kept.get(order.id)
        super().save(order, before=before, request=request)
        self._told(old, order, request)
