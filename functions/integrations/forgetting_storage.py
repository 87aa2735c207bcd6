"""Emptying the Deliveries table of one order's personal data.

Price for an order: 0.5 read units for its deliveries in the index `by_order`, 1 for each event,
0.5 per 4 KB of each delivery's attempts; 1 write unit for each event and 1-2 for each attempt that
changes. Nothing is written the second time.
"""

import zlib
from collections.abc import Mapping
from typing import Any

from integrations.forgetting import erased_attempt, erased_event
from shared.item import Item
from shared.table import ConditionError, Table


class ForgettingDeliveries:
    """Empties events and attempts of an order; done twice it is done once."""

    def __init__(self, table: Table) -> None:
        """Bind to the Deliveries table."""
        self._table = table

    def __call__(self, order_id: str) -> int:
        """Give how many rows were changed."""
        rows = list(self._table.walk("order_id = :id", {":id": order_id}, index="by_order"))
        events = dict.fromkeys(row["event_id"] for row in rows)
        changed = sum(self._forget_event(each) for each in events)
        return changed + sum(self._forget_attempts(row["pk"]) for row in rows)

    def _forget_event(self, event_id: str) -> int:
        key = {"pk": f"EVENT#{event_id}", "sk": "EVENT"}
        item = self._table.get(key)
        if item is None:
            return 0
        body = zlib.decompress(item["body"])
        erased = erased_event(body)
        return 0 if erased == body else self._change(key, {"body": zlib.compress(erased)})

    def _forget_attempts(self, delivery: str) -> int:
        condition = "pk = :pk AND begins_with(sk, :attempt)"
        found = self._table.walk(condition, {":pk": delivery, ":attempt": "ATTEMPT#"})
        changes = ((item, erased_attempt(item)) for item in found)
        return sum(
            self._change({"pk": item["pk"], "sk": item["sk"]}, fields)
            for item, fields in changes
            if fields
        )

    def _change(self, key: Item, fields: Mapping[str, Any]) -> int:
        try:
            self._table.update(
                key,
                "SET " + ", ".join(f"#{name} = :{name}" for name in fields),
                condition="attribute_exists(pk)",
                names={f"#{name}": name for name in fields},
                values={f":{name}": value for name, value in fields.items()},
            )
        except ConditionError:
            return 0  # it has expired meanwhile
        return 1
