"""Requests in DynamoDB.

Items of the Feedback table:
    ASK#<order>       a request; while something is due it stands in DUE#<shard> of `by_month`
    CUSTOMER#<customer>   when the customer was asked last
    ASKED#<day>#<technician>   how many were asked and answered; see feedback.asking.counting
    ASKING                up to which moment completed orders were found

Price of one order: 1 write unit for the plan and 1 of the index, then a transaction of 2 units for
each of request and customer, and 2 of the index; a look at what became of it reads half a unit of
the log's index and half a one for each delivery, then a transaction of 2 units for each of request
and count with 2 of the index; each reminder 1 and 2. A run with nothing
to do: 1 read unit, and half a one for each list shard of the orders and each shard of what is due.
"""

import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from botocore.exceptions import BotoCoreError, ClientError

from feedback.asking.counting import Count, counted, counts, months
from feedback.asking.model import Request
from feedback.asking.ports import Sent
from feedback.model import RATED_STATUSES, Asked
from shared.clock import moment, text
from shared.errors import UnavailableError
from shared.fates import FATE_FIELDS, Fate, fate, together
from shared.feedback_events import REQUEST
from shared.item import Item
from shared.newest import HIGHEST, NewestFirst, Span
from shared.observe import logger
from shared.order_reading import ChangedOrders
from shared.stored import ASKED
from shared.table import ConditionError, Delete, Put, Table, Update, write_together

INDEX: Final = "by_month"
POSITION: Final = {"pk": "ASKING"}
ABSENT: Final = "attribute_not_exists(pk)"
MAX_PAGE: Final = 10_000
"""More rows than a call's MB holds: the MB alone bounds an answer."""


class DynamoCompletions:
    """Completed orders, found in the index `changed` of the Orders table."""

    def __init__(self, table: Table, *, list_shards: int) -> None:
        """Bind to the Orders table; `list_shards` is the number of partitions of each list."""
        self._changed = ChangedOrders(table, list_shards=list_shards)

    def completed_since(self, since: datetime) -> Iterator[str]:
        """Give the ids of orders that changed since then and are completed or closed now."""
        rows = self._changed.walk(since=since)
        return (row["id"] for row in rows if row["status"] in RATED_STATUSES)


class DynamoRequests:
    """The store of requests."""

    def __init__(self, table: Table, *, zone: ZoneInfo, shards: int) -> None:
        """Bind to the Feedback table; what is due is spread over `shards`."""
        self._table = table
        self._zone = zone
        self._shards = shards

    def load(self, order_id: str) -> Request | None:
        """Give the request about an order: 1 read unit."""
        item = self._table.get(_key(order_id))
        return _request(item) if item else None

    def asked(self, order_id: str) -> Asked | None:
        """Give what an answer keeps of the request about an order: 1 read unit."""
        request = self.load(order_id)
        return request.told if request else None

    def counts(self, first: date, last: date) -> list[Count]:
        """Give the counts of days: half a read unit per 4 KB of them, a call for each month."""
        try:
            return [
                count for month in months(first, last) for count in self._of(month, first, last)
            ]
        except (ClientError, BotoCoreError) as error:
            logger().error("counts.unreadable", exc_info=error)
            raise UnavailableError("the store does not answer; try again") from error

    def _of(self, month: str, first: date, last: date) -> Iterator[Count]:
        span = {":month": month, ":first": f"{first}#", ":last": f"{last}#{HIGHEST}"}
        condition = "list_pk = :month AND list_sk BETWEEN :first AND :last"
        return counts(self._table.walk(condition, span, index=INDEX, page_size=MAX_PAGE))

    def reached(self) -> datetime | None:
        """Give the moment up to which completed orders were found; None before the first run."""
        item = self._table.get(POSITION)
        return moment(item["reached"]) if item else None

    def reach(self, moment: datetime) -> None:
        """Keep the moment; a run that was overtaken moves nothing back."""
        with suppress(ConditionError):
            self._table.put(
                {**POSITION, "reached": text(moment)},
                condition="attribute_not_exists(pk) OR reached < :moment",
                values={":moment": text(moment)},
            )

    def missing(self, order_ids: Sequence[str]) -> list[str]:
        """Give those of the orders that no request is about."""
        keys = [_key(each) for each in dict.fromkeys(order_ids)]
        known = {item["pk"] for item in self._table.get_many(keys, fields=("pk",))}
        return [each for each in dict.fromkeys(order_ids) if _key(each)["pk"] not in known]

    def add(self, request: Request) -> bool:
        """Write a new request; False when there is one."""
        try:
            self._table.put(self._item(request), condition=ABSENT)
        except ConditionError:
            return False
        return True

    def due(self, now: datetime) -> Iterator[Request]:
        """Walk through the requests about which something is to be done now."""
        index = NewestFirst(self._table, INDEX, "list_pk", descending=False)
        shards = [f"DUE#{shard}" for shard in range(self._shards)]
        # What is due this very moment has the order's id behind it.
        for row in index.walk(shards, span=Span(high=f"{text(now)}#{HIGHEST}")):
            # The index lags a little behind; the request itself says how it stands.
            item = self._table.get({"pk": row["pk"]})
            request = _request(item) if item else None
            if request and request.due_at and request.due_at <= now:
                yield request

    def send_first(self, request: Request, *, cooled_since: datetime) -> Sent:
        """Write the first handing over, unless the customer was asked after a moment."""
        customer = {**_customer(request), "asked_at": _asked_at(request)}
        last = {":since": text(cooled_since)}
        writes: list[Put | Delete | Update] = [
            self._put(request),
            Put(self._table.name, customer, f"{ABSENT} OR asked_at <= :since", last),
        ]
        try:
            write_together(self._table.client, writes)
        except ConditionError as error:
            return "moved" if 0 in error.which else "cooling"
        return "handed"

    def confirm(self, request: Request) -> bool:
        """Write that a channel took the message, and count it; False when somebody else did."""
        count = counted(self._table.name, request.told, self._zone, "asked")
        return self._together([self._put(request), count])

    def lose(self, request: Request, *, was_answered: bool) -> bool:
        """Write that the message reached nobody, and free the customer to be asked again."""
        writes: list[Put | Delete | Update] = [self._put(request)]
        if was_answered:
            asked = Asked(request.asked_at, request.technician)
            writes.append(counted(self._table.name, asked, self._zone, "answered", by=-1))
        if not self._together(writes):
            return False
        with suppress(ConditionError):  # asked about another order meanwhile
            last = {":at": _asked_at(request)}
            self._table.delete(_customer(request), condition="asked_at = :at", values=last)
        return True

    def _together(self, writes: Sequence[Put | Delete | Update]) -> bool:
        try:
            write_together(self._table.client, writes)
        except ConditionError:
            return False
        return True

    def save(self, request: Request) -> bool:
        """Write the next version; False when somebody else did."""
        put = self._put(request)
        try:
            self._table.put(put.item, condition=put.condition, values=put.values)
        except ConditionError:
            return False
        return True

    def drop(self, request: Request) -> None:
        """Forget a plan; gone or changed meanwhile is no fault."""
        with suppress(ConditionError):
            self._table.delete(
                _key(request.order_id),
                condition="version = :version",
                values={":version": request.version},
            )

    def _put(self, request: Request) -> Put:
        before = {":before": request.version - 1}
        return Put(self._table.name, self._item(request), "version = :before", before)

    def _item(self, request: Request) -> Item:
        item: Item = {
            **_key(request.order_id),
            "version": request.version,
            **ASKED.packed(request.model_dump_json()),
        }
        if request.due_at is None:
            return item
        shard = zlib.crc32(request.order_id.encode()) % self._shards
        place = {"list_pk": f"DUE#{shard}", "list_sk": f"{text(request.due_at)}#{request.order_id}"}
        return item | place


class DynamoFates:
    """What became of messages, as the Deliveries table tells; its room alone writes it."""

    def __init__(self, table: Table) -> None:
        """Bind to the Deliveries table."""
        self._table = table

    def of(self, order_id: str, event_id: str) -> Fate | None:
        """Give what became of the customer's message of an event; None where there is none."""
        rows = self._table.walk("order_id = :id", {":id": order_id}, index="by_order")
        keys = [
            {"pk": row["pk"], "sk": row["sk"]}
            for row in rows
            if row.get("event_id") == event_id and row["pk"].startswith("DELIVERY#")
        ]
        found = self._table.get_many(keys, fields=FATE_FIELDS)
        return together(each for each in map(fate, found) if each)


def _customer(request: Request) -> dict[str, str]:
    return {"pk": f"CUSTOMER#{request.customer_id}"}


def _asked_at(request: Request) -> str:
    if request.asked_at is None:
        raise ValueError("a request that is handed over has a moment of that")
    return text(request.asked_at)


def _key(order_id: str) -> dict[str, str]:
    return {"pk": f"{REQUEST}{order_id}"}


def _request(item: Item) -> Request:
    return Request.model_validate(ASKED.read(item))
