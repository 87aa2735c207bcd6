"""The log's view of the Deliveries table.

Items beside those of `engine.storage`:
    DELIVERY#<first>/AGAIN#<place>   names a delivery that sends again what the first one sent
    REQUEST#…/REQUEST                the answer to a resend under an idempotency key, for a day

Prices. A page of the log: 0.5 read units per 4 KB of deliveries looked at (a delivery with its
attempts is about 1 KB), MAX_LOOKED_AT at most; integration and period narrow what is looked at, an
order's id leaves only that order's, and every other filter is laid over it. A resend: a transaction
of two or three items, 2 write units each, and 3 index units.
"""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from integrations.engine.items import (
    delivery_item,
    delivery_key,
    event_key,
    event_shards,
    read_delivery,
)
from integrations.log.ports import StoredDelivery, StoredEvent
from integrations.log.query import Query
from integrations.model import KEEP_DAYS, Delivery, DeliveryState
from integrations.ports import DeliveryPage, RequestRepeatedError
from shared.clock import Clock, text
from shared.events import Envelope
from shared.item import Item
from shared.newest import HIGHEST, LOWEST, MAX_LOOKED_AT, NewestFirst, Span
from shared.requests import Request, Requests
from shared.table import ConditionError, Put, Table, write_together

EACH: Final = 15
"""What is read at once of each partition that a walk merges: what is not used was paid in vain."""
_ABSENT: Final = "attribute_not_exists(pk)"
_AGAIN: Final = "AGAIN#"


class DynamoLog:
    """Deliveries and events as the log looks at them."""

    def __init__(self, table: Table, *, due_shards: int, clock: Clock) -> None:
        """Bind to the Deliveries table."""
        self._table = table
        self._shards = due_shards
        self._clock = clock
        self._requests = Requests(table, clock=clock, sort_key=True)

    def page(
        self, integration_ids: Sequence[str], query: Query, *, limit: int, after: str | None
    ) -> DeliveryPage:
        """List the deliveries that a query wants, newest first."""
        if query.order_id:
            return self._of_order(query.order_id, integration_ids, query, limit, after)
        index = NewestFirst(self._table, "by_integration", "integration_id")
        page = index.page(
            integration_ids,
            limit=limit,
            after=after,
            keep=lambda item: self._is_kept(item) and query.fits(read_delivery(item)),
            span=_span(query.first, query.until),
        )
        return DeliveryPage(tuple(map(read_delivery, page.items)), page.after)

    def _of_order(
        self,
        order_id: str,
        integration_ids: Sequence[str],
        query: Query,
        limit: int,
        after: str | None,
    ) -> DeliveryPage:
        rows = self._table.page(
            "order_id = :id", {":id": order_id}, index="by_order", limit=MAX_LOOKED_AT,
            newest_first=True,
        )  # fmt: skip
        ids = [row["pk"].removeprefix("DELIVERY#") for row in rows if row["sk"] == "DELIVERY"]
        wanted = [
            each
            for each in self.many(ids).values()
            if each.integration_id in integration_ids and query.fits(each)
        ]
        wanted.sort(key=_position, reverse=True)
        left = [each for each in wanted if after is None or _position(each) < after]
        more = len(left) > limit
        return DeliveryPage(tuple(left[:limit]), _position(left[limit - 1]) if more else None)

    def deliveries(
        self, integration_ids: Sequence[str], first: datetime, until: datetime, after: str | None
    ) -> Iterator[StoredDelivery]:
        """Walk through the deliveries of a window, oldest first."""
        index = NewestFirst(self._table, "by_integration", "integration_id", descending=False)
        span = _span(first, until)
        for item in index.walk(integration_ids, after=after, span=span, page_size=EACH):
            if self._is_kept(item):
                yield StoredDelivery(item["list_sk"], read_delivery(item))

    def many(self, delivery_ids: Sequence[str]) -> Mapping[str, Delivery]:
        """Read deliveries: 0.5 read units for each."""
        keys = [delivery_key(each) for each in dict.fromkeys(delivery_ids)]
        found = [read_delivery(item) for item in self._table.get_many(keys) if self._is_kept(item)]
        return {each.id: each for each in found}

    def events(
        self,
        first: datetime | None,
        until: datetime | None,
        *,
        after: str | None,
        descending: bool = False,
    ) -> Iterator[StoredEvent]:
        """Walk through the events of a window: 0.5 read units per 4 KB, some four events."""
        index = NewestFirst(self._table, "by_integration", "integration_id", descending=descending)
        shards = event_shards(self._shards)
        for item in index.walk(shards, after=after, span=_span(first, until), page_size=EACH):
            if self._is_kept(item):
                yield StoredEvent(item["list_sk"], _envelope(item))

    def event(self, event_id: str) -> Envelope | None:
        """Read an event."""
        item = self._table.get(event_key(event_id), consistent=False)
        return _envelope(item) if item and self._is_kept(item) else None

    def told(self, event_ids: Sequence[str]) -> frozenset[str]:
        """Give which of these events were told: 0.5 read units for each."""
        keys = [event_key(each) for each in dict.fromkeys(event_ids)]
        found = self._table.get_many(keys, fields=("pk",))
        return frozenset(item["pk"].removeprefix("EVENT#") for item in found)

    def again(self, delivery_id: str) -> tuple[Delivery, ...]:
        """List the deliveries that send again what a first one sent, oldest first."""
        places = self._table.walk(
            "pk = :pk AND begins_with(sk, :again)",
            {":pk": f"DELIVERY#{delivery_id}", ":again": _AGAIN},
        )
        found = self.many([each["delivery_id"] for each in places])
        return tuple(sorted(found.values(), key=_position))

    def was_delivered_again(self, delivery_id: str) -> bool:
        """Tell whether one of those got through."""
        return any(each.state is DeliveryState.DELIVERED for each in self.again(delivery_id))

    def next_number(self, delivery_id: str) -> int:
        """Give the number that the next resend of a first delivery has."""
        last = self._table.page(
            "pk = :pk AND begins_with(sk, :again)",
            {":pk": f"DELIVERY#{delivery_id}", ":again": f"{_AGAIN}n"},
            limit=1,
            newest_first=True,
        )
        return int(last[0]["sk"].removeprefix(f"{_AGAIN}n")) + 1 if last else 1

    def add_again(
        self, delivery: Delivery, place: str, request: Request | None = None, answer: str = ""
    ) -> bool:
        """Write a delivery that sends again, its place, and the answer to a request."""
        name, expiry = self._table.name, self._expiry()
        named = {
            "pk": f"DELIVERY#{delivery.resend_of}",
            "sk": f"{_AGAIN}{place}",
            "delivery_id": delivery.id,
            "expires_at": expiry,
        }
        writes = [
            Put(name, delivery_item(delivery, self._shards, expiry), _ABSENT),
            Put(name, named, _ABSENT),
        ]
        if request:
            writes.append(self._requests.put(request, answer))
        try:
            write_together(self._table.client, writes)
        except ConditionError as error:
            if len(writes) - 1 in error.which and request:
                raise RequestRepeatedError from error
            return False
        return True

    def answer(self, request: Request) -> Mapping[str, object] | None:
        """Give what a request was answered before."""
        return self._requests.answer(request)

    def _expiry(self) -> int:
        return int((self._clock() + timedelta(days=KEEP_DAYS)).timestamp())

    def _is_kept(self, item: Item) -> bool:
        return bool(item["expires_at"] > self._clock().timestamp())


def _span(first: datetime | None, until: datetime | None) -> Span:
    return Span(text(first) if first else LOWEST, text(until) if until else HIGHEST)


def _position(delivery: Delivery) -> str:
    return f"{text(delivery.created_at)}#{delivery.id}"


def _envelope(item: Item) -> Envelope:
    return Envelope.model_validate_json(zlib.decompress(item["body"]))
