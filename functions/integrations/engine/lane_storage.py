"""Serial mode's lanes in DynamoDB.

Items of the Deliveries table, beside those of `storage`:
    LANE#<integration>#<order>/LANE   the delivery that joined last
    NEXT#<delivery>/NEXT              the delivery that joined behind it

Price of joining: a transaction of two or three items, twice the units of as many writes; the look
before it is 2 read units. Both expire with the deliveries that they name.
"""

from datetime import timedelta
from typing import Final

from integrations.engine.items import delivery_item, read_delivery
from integrations.model import KEEP_DAYS, Delivery
from integrations.ports import LaneMovedError
from shared.clock import Clock
from shared.item import Item
from shared.table import ConditionError, Put, Table, write_together

_ABSENT: Final = "attribute_not_exists(pk)"
_STANDS: Final = "last_delivery = :after"


class DynamoLanes:
    """The store of lanes."""

    def __init__(self, table: Table, *, due_shards: int, clock: Clock) -> None:
        """Bind to the Deliveries table."""
        self._table = table
        self._shards = due_shards
        self._clock = clock

    def last(self, integration_id: str, order_id: str) -> Delivery | None:
        """Read the last delivery that joined a lane."""
        lane = self._table.get(_lane(integration_id, order_id))
        return self._delivery(lane["last_delivery"]) if lane and self._is_kept(lane) else None

    def join(self, delivery: Delivery) -> bool:
        """Write a new delivery as its lane's last, or LaneMovedError; False when it is there."""
        name, now = self._table.name, self._clock()
        expires_at = int((now + timedelta(days=KEEP_DAYS)).timestamp())
        lane = {
            **_lane(delivery.integration_id, delivery.order_id or ""),
            "last_delivery": delivery.id,
            "expires_at": expires_at,
        }
        free = f"{_ABSENT} OR expires_at <= :now"
        values = {":now": int(now.timestamp())}
        writes = [Put(name, delivery_item(delivery, self._shards, expires_at), _ABSENT)]
        if delivery.after is None:
            writes.append(Put(name, lane, free, values))
        else:
            writes.append(Put(name, lane, _STANDS, {":after": delivery.after}))
            follows = {**_next(delivery.after), "next": delivery.id, "expires_at": expires_at}
            writes.append(Put(name, follows))
        try:
            write_together(self._table.client, writes)
        except ConditionError as error:
            if 0 in error.which:
                return False
            raise LaneMovedError(delivery.id) from error
        return True

    def next_of(self, delivery_id: str) -> Delivery | None:
        """Read the delivery that joined behind another."""
        item = self._table.get(_next(delivery_id))
        return self._delivery(item["next"]) if item else None

    def _delivery(self, delivery_id: str) -> Delivery | None:
        item = self._table.get({"pk": f"DELIVERY#{delivery_id}", "sk": "DELIVERY"})
        return read_delivery(item) if item else None

    def _is_kept(self, item: Item) -> bool:
        return bool(item["expires_at"] > self._clock().timestamp())


def _lane(integration_id: str, order_id: str) -> dict[str, str]:
    return {"pk": f"LANE#{integration_id}#{order_id}", "sk": "LANE"}


def _next(delivery_id: str) -> dict[str, str]:
    return {"pk": f"NEXT#{delivery_id}", "sk": "NEXT"}
