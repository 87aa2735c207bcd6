"""Deliveries, events and attempts as items of the Deliveries table, and where they are indexed."""

import json
import zlib
from datetime import datetime, timedelta
from typing import Final

from integrations.model import Attempt, Delivery, DeliveryState, Hold
from shared.clock import moment, text
from shared.item import Item
from shared.stored import DELIVERY

STAT_DAYS: Final = 4
"""Longer than the hours wait to be counted."""


def delivery_key(delivery_id: str) -> dict[str, str]:
    """Give the key of a delivery."""
    return {"pk": f"DELIVERY#{delivery_id}", "sk": "DELIVERY"}


def event_key(event_id: str) -> dict[str, str]:
    """Give the key of an event."""
    return {"pk": f"EVENT#{event_id}", "sk": "EVENT"}


def held_shard(integration_id: str, because: Hold) -> str:
    """Name the partition of `due` that holds what an integration holds for one reason."""
    return f"held#{integration_id}#{because.value}"


def event_shards(count: int) -> list[str]:
    """Name the partitions of `by_integration` that hold the events by time."""
    return [f"EVENTS#{shard}" for shard in range(count)]


def attempts_of_hour(integration_id: str, at: datetime) -> str:
    """Name the partition that holds the attempts of the hour in which a moment lies."""
    return f"STAT#{integration_id}#{text(at)[:13]}"


def event_item(event_id: str, body: bytes, shards: int, expires_at: int) -> Item:
    """Write an event as its item: among the events by time, and among what an order was told of."""
    event = json.loads(body)
    happened_at = text(moment(event["timestamp"]))
    shard = zlib.crc32(event_id.encode()) % shards
    return {
        **event_key(event_id),
        "body": zlib.compress(body),
        "event_id": event_id,
        "event_type": event["type"],
        "order_id": event["data"].get("order", {}).get("id"),
        "happened_at": happened_at,
        "integration_id": event_shards(shards)[shard],
        "list_sk": f"{happened_at}#{event_id}",
        "expires_at": expires_at,
    }


def stat_item(delivery: Delivery, attempt: Attempt) -> Item:
    """Write an attempt for the figures of its hour."""
    ends = attempt.started_at + timedelta(days=STAT_DAYS)
    return {
        "pk": attempts_of_hour(delivery.integration_id, attempt.started_at),
        "sk": f"{text(attempt.started_at)}#{delivery.id}#{attempt.number}",
        "duration_ms": attempt.duration_ms,
        "delivered": delivery.state is DeliveryState.DELIVERED,
        "expires_at": int(ends.timestamp()),
    }


def delivery_item(delivery: Delivery, shards: int, expires_at: int) -> Item:
    """Write a delivery as its item: in the index of what is due, or of what is held."""
    item = {
        **delivery_key(delivery.id),
        **delivery.model_dump(mode="json", exclude={"due_at", "next_at", "leased_since"}),
        "list_sk": f"{text(delivery.created_at)}#{delivery.id}",
        "expires_at": expires_at,
        "schema": DELIVERY.current,
    }
    for name in ("next_at", "leased_since"):
        if at := getattr(delivery, name):
            item[name] = text(at)
    if delivery.held_because and delivery.state is DeliveryState.HELD:
        item["due_at"] = text(delivery.created_at)
        item["due_shard"] = held_shard(delivery.integration_id, delivery.held_because)
    elif delivery.is_open and delivery.due_at:
        item["due_at"] = text(delivery.due_at)
        item["due_shard"] = f"due#{zlib.crc32(delivery.id.encode()) % shards}"
    return item


def read_delivery(item: Item) -> Delivery:
    """Read a delivery's item."""
    is_held = item["state"] == DeliveryState.HELD
    # What is held is in the index by its age, which is no time at which it is due.
    due_at = None if is_held else item.get("due_at")
    return Delivery.model_validate({**DELIVERY.opened(item), "due_at": due_at})
