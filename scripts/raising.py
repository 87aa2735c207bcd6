"""Let restored orders go on past every version that is known outside. See docs/backup.md.

An order that goes back would give versions, and ids of events, a second time: partners would drop
what they hold for a repeat. So each order that was changed or told of since gets the version after
the highest that is known of it, and a line in its history; the next comparison tells of it.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Final

from integrations.log.storage import DynamoLog
from orders.model import Entry, Order
from orders.refs import Actor
from orders.storage import order_item
from shared.clock import now
from shared.item import from_wire
from shared.order_reading import order_key
from shared.stored import ORDER
from shared.table import Table

ORDER_KEY: Final = "ORDER#"
AT_ONCE: Final = 100
OF_ORDERS: Final = "order."
RESTORED: Final = Actor(kind="system", id="restore", name="Naryad")


def told_since(deliveries: Table, at: datetime, shards: int) -> Iterator[tuple[str, int]]:
    """Give the versions of orders that events were made of since a moment."""
    log = DynamoLog(deliveries, due_shards=shards, clock=now)
    for each in log.events(at, None, after=None):
        event = each.envelope
        if event.type.startswith(OF_ORDERS):
            yield event.data["order"]["id"], event.data["version"]


def versions(orders: Table) -> Iterator[tuple[str, int]]:
    """Give the version of every order: half a read unit per 4 KB of the table."""
    pages = orders.client.get_paginator("scan").paginate(
        TableName=orders.name,
        FilterExpression="begins_with(pk, :order)",
        ExpressionAttributeValues={":order": {"S": ORDER_KEY}},
        ProjectionExpression="pk, version",
    )
    for page in pages:
        for item in map(from_wire, page["Items"]):
            yield item["pk"].removeprefix(ORDER_KEY), int(item["version"])


def ahead(known: Iterator[tuple[str, int]], orders: Table) -> Iterator[tuple[str, int]]:
    """Give those of which a higher version is known than these orders have."""
    while some := _highest(islice(known, AT_ONCE)):
        keys = [order_key(each) for each in some]
        for item in orders.get_many(keys, fields=("pk", "version"), consistent=True):
            order_id = item["pk"].removeprefix(ORDER_KEY)
            if item["version"] < some[order_id]:
                yield order_id, some[order_id]


def raise_versions(
    orders: Table, known: Iterable[tuple[str, int]], at: datetime, shards: int
) -> int:
    """Put orders past the versions that are known of them; give how many went back."""
    highest = _highest(known)
    for order_id, version in highest.items():
        item = orders.get(order_key(order_id))
        if item:
            order = Order.model_validate(ORDER.read(item))
            orders.put(order_item(_past(order, version, at), shards))
    return len(highest)


def _highest(known: Iterable[tuple[str, int]]) -> dict[str, int]:
    highest: dict[str, int] = {}
    for order_id, version in known:
        highest[order_id] = max(version, highest.get(order_id, 0))
    return highest


def _past(order: Order, version: int, at: datetime) -> Order:
    made = now()
    entry = Entry(
        action="edit",
        at=made,
        recorded_at=made,
        actor=RESTORED,
        reason=f"восстановлен на {at:%Y-%m-%d %H:%M} UTC",
        version=version + 1,
    )
    return order.changed(entry)
