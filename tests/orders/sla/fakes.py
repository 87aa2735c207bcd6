"""The stores of promises in memory; they pass the same contract as DynamoDB's."""

from collections.abc import Iterator
from typing import Any

from orders.model import Order
from orders.ports import VersionMovedError
from orders.sla.rules import SlaRules


class FakeRules:
    """The company's rules in memory."""

    def __init__(self, rules: SlaRules | None = None) -> None:
        self.kept = rules
        self.reads = 0

    def get(self) -> SlaRules | None:
        self.reads += 1
        return self.kept

    def save(self, rules: SlaRules) -> None:
        current = self.kept.version if self.kept else 0
        if rules.version != current + 1:
            raise VersionMovedError(current)
        self.kept = rules


class FakeStore:
    """Orders in memory with the list of those that wait to be closed."""

    def __init__(self) -> None:
        self.kept: dict[str, Order] = {}

    def add(self, order: Order, **_: Any) -> None:
        self.kept[order.id] = order

    def get(self, order_id: str) -> Order | None:
        return self.kept.get(order_id)

    def save(self, order: Order, *, before: Order, request: Any) -> None:
        if self.kept[order.id].version != before.version:
            raise VersionMovedError(self.kept[order.id].version)
        self.kept[order.id] = order

    def completed_before(self, moment: Any) -> Iterator[str]:
        done = [each for each in self.kept.values() if each.status == "completed"]
        done.sort(key=lambda each: (each.last_completed_at, each.id))
        return iter([each.id for each in done if each.last_completed_at < moment])
