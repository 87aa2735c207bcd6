"""Deliveries, attempts and event bodies in DynamoDB.

Items of the Deliveries table:
    EVENT#<event id>/EVENT           the event's bytes, serialised once; kept whether anybody wanted
                                     it or not, so that a new integration can be given the past
    DELIVERY#<id>/DELIVERY           the delivery with a summary of each attempt
    DELIVERY#<id>/ATTEMPT#<n>#<at>   one attempt's full record: what was sent, what came back; its
                                     start is part of the key, so that a try which was cut short
                                     after it was logged is not written over by the next
    STAT#<integration>#<hour>/…      one attempt for the figures of its hour, kept STAT_DAYS

Indexes: `by_integration` (the log, newest first; the events by time in DUE_SHARDS partitions
EVENTS#<n>), `by_order` (what was told of an order, for `integrations.forgetting`) and `due`, which
is sparse: what is to be sent, in DUE_SHARDS partitions of about 1 000 writes a second each, and
what an integration holds back, in a partition for each reason.

Price of a delivery at its first try: event 1 + 2 index units, delivery 1 + 3 index units, lease 1,
attempt 1-2 by size and 1 for the figures, settle 1 + 2 index units; beside that 2 for the
integration's health. Everything expires after KEEP_DAYS; reads filter by time, since DynamoDB
deletes late.
"""

import hashlib
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Final

from integrations.connector import Outcome
from integrations.engine.items import (
    delivery_item,
    delivery_key,
    event_item,
    event_key,
    held_shard,
    read_delivery,
    stat_item,
)
from integrations.model import KEEP_DAYS, Attempt, Delivery, DeliveryState, Hold
from integrations.ports import DeliveryPage, Due, Pointer
from shared.clock import Clock, text
from shared.item import Item
from shared.newest import NewestFirst
from shared.table import ConditionError, Table

BODY_KEPT: Final = 16 * 1024
EARLY: Final = timedelta(seconds=2)
"""How much before its moment a delivery may be taken: clocks differ a little."""
_ABSENT: Final = "attribute_not_exists(pk)"


class DynamoDeliveries:
    """The store of deliveries."""

    def __init__(self, table: Table, *, due_shards: int, clock: Clock) -> None:
        """Bind to the Deliveries table; `due_shards` is the number of partitions of `due`."""
        self._table = table
        self._shards = due_shards
        self._clock = clock

    def add_event(self, event_id: str, body: bytes) -> None:
        """Keep an event's bytes; a repeat finds them there."""
        try:
            item = event_item(event_id, body, self._shards, self._expiry())
            self._table.put(item, condition=_ABSENT)
        except ConditionError:
            return  # the stream said it twice, or a reply was lost: these very bytes are there

    def add(self, delivery: Delivery) -> bool:
        """Write a new delivery; False when it is there already."""
        try:
            self._table.put(self._item(delivery), condition=_ABSENT)
        except ConditionError:
            return False
        return True

    def event_body(self, event_id: str) -> bytes | None:
        """Read an event's bytes."""
        item = self._table.get(event_key(event_id))
        return zlib.decompress(item["body"]) if item else None

    def get(self, delivery_id: str) -> Delivery | None:
        """Read one delivery."""
        item = self._table.get(delivery_key(delivery_id))
        return read_delivery(item) if item and self._is_kept(item) else None

    def lease(
        self, pointer: Pointer, owner: str, now: datetime, until: datetime
    ) -> Delivery | None:
        """Take an open delivery at its attempt for oneself."""
        try:
            item = self._table.update(
                delivery_key(pointer.delivery_id),
                "SET lease_owner = :me, lease_until = :until,"
                " leased_since = if_not_exists(leased_since, :now)",
                condition=(
                    "attempt_count = :count AND #state IN (:pending, :retrying)"
                    " AND (attribute_not_exists(next_at) OR next_at <= :soon)"
                    " AND (attribute_not_exists(lease_until) OR lease_until < :now"
                    " OR lease_owner = :me)"
                ),
                names={"#state": "state"},
                values={
                    ":me": owner,
                    ":until": text(until),
                    ":now": text(now),
                    ":soon": text(now + EARLY),
                    ":count": pointer.attempt_count,
                    ":pending": DeliveryState.PENDING.value,
                    ":retrying": DeliveryState.RETRYING.value,
                },
            )
        except ConditionError:
            return None
        return read_delivery(item)

    def log(self, delivery: Delivery, outcome: Outcome, body: bytes) -> None:
        """Write the attempt's full record; the same attempt written twice is one row."""
        attempt = delivery.attempts[-1]
        item = {
            **delivery_key(delivery.id),
            "sk": f"ATTEMPT#{attempt.number:04d}#{text(attempt.started_at)}",
            **attempt.model_dump(mode="json"),
            "request_id": delivery.request_id,
            "url": outcome.request_url,
            "request_headers": dict(outcome.request_headers),
            "request_body": _kept(body),
            "request_truncated": len(body) > BODY_KEPT,
            "request_sha256": hashlib.sha256(body).hexdigest(),
            "response_headers": dict(outcome.response_headers),
            "response_body": _kept(outcome.response_body),
            "response_truncated": outcome.response_truncated
            or len(outcome.response_body) > BODY_KEPT,
            "response_size": outcome.response_size,
            "timing": asdict(outcome.timing),
            "remote_ip": outcome.remote_ip,
            "http_version": outcome.http_version,
            "expires_at": self._expiry(),
        }
        self._table.put(stat_item(delivery, attempt))
        self._table.put(item)

    def settle(self, delivery: Delivery, owner: str) -> bool:
        """Write what became of a leased delivery and end the lease."""
        done = delivery.model_copy(update={"leased_since": None})
        try:
            self._table.put(self._item(done), condition="lease_owner = :me", values={":me": owner})
        except ConditionError as error:
            found = error.found or {}
            return bool(found.get("attempt_count") == delivery.attempt_count)
        return True

    def records(self, delivery_id: str) -> list[Mapping[str, Any]]:
        """Read the full records of a delivery's attempts: 0.5 read units per 4 KB."""
        condition = "pk = :pk AND begins_with(sk, :attempt)"
        values = {":pk": f"DELIVERY#{delivery_id}", ":attempt": "ATTEMPT#"}
        unset = dict.fromkeys(Attempt.model_fields)  # what is None is not in the item
        return [{**unset, **item} for item in self._table.walk(condition, values)]

    def newest(
        self, integration_ids: Sequence[str], *, limit: int, after: str | None, state: str | None
    ) -> DeliveryPage:
        """List deliveries newest first."""
        index = NewestFirst(self._table, "by_integration", "integration_id")
        page = index.page(
            integration_ids,
            limit=limit,
            after=after,
            keep=lambda item: self._is_kept(item) and state in {None, item["state"]},
        )
        return DeliveryPage(tuple(map(read_delivery, page.items)), page.after)

    def due(self, now: datetime) -> Iterator[Due]:
        """Walk through the deliveries that are due."""
        for shard in range(self._shards):
            values = {":shard": f"due#{shard}", ":now": text(now)}
            condition = "due_shard = :shard AND due_at <= :now"
            for item in self._table.walk(condition, values, index="due"):
                yield Due(
                    item["pk"].removeprefix("DELIVERY#"),
                    item["integration_id"],
                    item["kind"],
                    item["attempt_count"],
                    item["due_at"],
                )

    def push_due(self, due: Due, until: datetime) -> bool:
        """Move a due time forward, if it still is what the index said."""
        try:
            self._table.update(
                delivery_key(due.delivery_id),
                "SET due_at = :until",
                condition="due_at = :seen",
                values={":until": text(until), ":seen": due.due_at},
            )
        except ConditionError:
            return False
        return True

    def held(self, integration_id: str, because: Hold) -> Iterator[Delivery]:
        """Walk through what an integration holds for one reason, oldest first."""
        values = {":shard": held_shard(integration_id, because)}
        for found in self._table.walk("due_shard = :shard", values, index="due"):
            key = {":pk": found["pk"], ":sk": found["sk"]}
            for item in self._table.walk("pk = :pk AND sk = :sk", key):
                if item["state"] == DeliveryState.HELD and item["held_because"] == because:
                    yield read_delivery(item)

    def let_go(self, delivery: Delivery) -> bool:
        """Write a released delivery, if it is still held as it was when it was looked at."""
        try:
            self._table.put(
                self._item(delivery),
                condition="#state = :held AND attempt_count = :count",
                names={"#state": "state"},
                values={":held": DeliveryState.HELD.value, ":count": delivery.attempt_count},
            )
        except ConditionError:
            return False
        return True

    def _item(self, delivery: Delivery) -> Item:
        return delivery_item(delivery, self._shards, self._expiry())

    def _expiry(self) -> int:
        return int((self._clock() + timedelta(days=KEEP_DAYS)).timestamp())

    def _is_kept(self, item: Item) -> bool:
        return bool(item["expires_at"] > self._clock().timestamp())


def _kept(body: bytes) -> str:
    return body[:BODY_KEPT].decode("utf-8", "replace")
