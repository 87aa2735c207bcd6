"""Orders in DynamoDB: writing one, and reading it whole.

Items of the Orders table, by `pk`:
    ORDER#<id>             the order; what lists show as attributes, the whole in `doc`
    NUMBER#<number>        marker: this number is taken, by `order_id`
    EXTERNAL#<id>          marker: this external id is taken, by `order_id`
    ROW#<list>#<order>     keys only: this order stands in the list of a customer or a technician
    REQUEST#<who>#<hash>   an idempotency key: what was asked and how it was answered, 24 h;
                           in `newest` under answers#<order>, for erasure
    COUNTER                the last order number

Price (a usual order is written as 2 units; measured in tests/orders/test_costs.py, see
docs/scale.md):
    create    transaction: 2 units for each KB of the order and 2 for each of number, customer row,
              and where they apply external id, technician row, customer, phone, word of the name,
              request (4); 1 unit for each index the order is in (newest, changed, open) and for
              each row; 1 for the count
    get       1 read unit (consistent)
    save      1 write unit for each KB, 1 of `newest`, 2 of `changed`, 1 of `open` (2 when it is due
              at another time); under an idempotency key, or with another technician, a transaction:
              2 units for each KB of each item
"""

import zlib
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final
from uuid import uuid4

from orders.model import Order, Status
from orders.people.model import Customer
from orders.people.storage import CustomerPuts
from orders.ports import (
    ExternalIdTakenError,
    OrderFullError,
    PhoneTakenError,
    RequestRepeatedError,
    VersionMovedError,
)
from orders.queries import FAR
from orders.sla.storage import waiting_partition
from shared.cause import cause
from shared.clock import Clock, text
from shared.item import Item
from shared.newest import NewestFirst
from shared.requests import Request, Requests
from shared.stored import ORDER
from shared.table import ConditionError, Put, Table, write_together

ABSENT: Final = "attribute_not_exists(pk)"
MAX_DOC: Final = 390 * 1024  # an item holds 400 KB, keys and list fields included
ROW_FIELDS: Final = (
    "id",
    "number",
    "external_id",
    "version",
    "type",
    "zone",
    "status",
    "priority",
    "title",
    "currency",
    "total",
    "paid",
)
MOMENTS: Final = ("created_at", "updated_at", "due_at", "scheduled_start")
PEOPLE: Final = ("customer_id", "customer_name", "phone", "technician_id", "technician_name")
SHOWN: Final = (*ROW_FIELDS, *MOMENTS, *PEOPLE)
"""What a list shows of an order. An index holds no more than twenty: all of these but the id, which
its key tells."""


class DynamoOrders:
    """The store of orders; customers made with an order are written in its transaction."""

    def __init__(
        self, table: Table, people: CustomerPuts, *, list_shards: int, clock: Clock
    ) -> None:
        """Bind to the Orders table; `list_shards` is the number of partitions of each list."""
        self._table = table
        self._people = people
        self._shards = list_shards
        self._requests = Requests(table, clock=clock)

    def next_number(self) -> str:
        """Give the next order number."""
        return str(self._table.next_number({"pk": "COUNTER"}))

    def add(self, order: Order, *, customer: Customer | None, request: Request | None) -> None:
        """Write a new order with all that belongs to it, or nothing."""
        puts = {
            "order": self._put(self._item(order)),
            "number": self._put({"pk": f"NUMBER#{order.number}", "order_id": order.id}),
            "customer-row": self._row(order, f"customer#{order.customer.id}"),
        }
        if order.technician:
            puts["technician-row"] = self._row(order, f"technician#{order.technician.id}")
        if order.external_id:
            marker = {"pk": f"EXTERNAL#{order.external_id}", "order_id": order.id}
            puts["external"] = self._put(marker)
        if request:
            puts["request"] = self._answer_put(request, order)
        if customer:
            puts |= self._people.customer_puts(customer)
        self._write(puts)

    def save(self, order: Order, *, before: Order, request: Request | None) -> None:
        """Write the next version under the condition that the one before is current."""
        item = self._item(order)
        puts = {
            "order": Put(self._table.name, item, "version = :before", {":before": before.version})
        }
        if order.technician and order.technician != before.technician:
            puts["technician-row"] = self._row(order, f"technician#{order.technician.id}")
        if request:
            puts["request"] = self._answer_put(request, order)
        self._write(puts)

    def get(self, order_id: str) -> Order | None:
        """Read one order."""
        item = self._table.get({"pk": f"ORDER#{order_id}"})
        return Order.model_validate(ORDER.read(item)) if item else None

    def forget_answers(self, order_id: str) -> None:
        """Remove what was answered to requests on an order: each answer holds a copy of it."""
        index = NewestFirst(self._table, "newest", "list_pk")
        mine = _answers(order_id)
        for row in list(index.walk([mine])):
            # The index may still show what is gone already.
            with suppress(ConditionError):
                key = {"pk": row["pk"]}
                self._table.delete(key, condition="list_pk = :mine", values={":mine": mine})

    def answered(self, request: Request) -> Order | None:
        """Give the order as an earlier request under this key was answered."""
        answer = self._requests.answer(request, ORDER)
        return None if answer is None else Order.model_validate(answer)

    def _write(self, puts: dict[str, Put]) -> None:
        try:
            if len(puts) == 1:
                put = puts["order"]
                self._table.put(put.item, condition=put.condition, values=dict(put.values))
            else:
                write_together(self._table.client, list(puts.values()))
        except ConditionError as error:
            names = {list(puts)[position] for position in error.which}
            # A lost reply makes the SDK repeat the write; then what stands there is our own.
            if names == {"order"} and _is_own(error, puts["order"].item):
                return
            raise _translated(names, error) from error

    def _item(self, order: Order) -> Item:
        return order_item(order, self._shards)

    def _answer_put(self, request: Request, order: Order) -> Put:
        put = self._requests.put(request, order.model_dump_json(), ORDER)
        # Listed by its order, so that erasure finds the copies that answers are.
        listed = {"list_pk": _answers(order.id), "list_sk": put.item["pk"]}
        return replace(put, item=put.item | listed)

    def _put(self, item: Item) -> Put:
        return Put(self._table.name, item, ABSENT)

    def _row(self, order: Order, list_name: str) -> Put:
        # Written again it is the same row, so it needs no condition.
        item = {
            "pk": f"ROW#{list_name}#{order.id}",
            "list_pk": list_name,
            "list_sk": f"{text(order.created_at)}#{order.id}",
        }
        return Put(self._table.name, item)


def order_item(order: Order, shards: int) -> Item:
    """Write an order as its item; `shards` is the number of partitions of each list."""
    shard = zlib.crc32(order.id.encode()) % shards
    document = order.model_dump(mode="json", include=set(ROW_FIELDS))
    item = {
        "pk": f"ORDER#{order.id}",
        "list_pk": f"order#{shard}",
        "list_sk": f"{text(order.created_at)}#{order.id}",
        "changed_pk": f"changed#{shard}",
        "changed_sk": f"{text(order.updated_at)}#{order.id}",
        **document,
        **_moments(order),
        **_people(order),
        "write_id": uuid4().hex,
        "request_id": cause(),
        **_packed(order),
    }
    if order.is_open:
        item["open_pk"] = f"open#{shard}"
        item["open_sk"] = f"{item['due_at'] or FAR}#{order.id}"
    elif order.status is Status.COMPLETED and order.last_completed_at:
        item["open_pk"] = waiting_partition(shard)
        item["open_sk"] = f"{text(order.last_completed_at)}#{order.id}"
    return item


def _moments(order: Order) -> dict[str, str | None]:
    given = {name: getattr(order, name) for name in MOMENTS}
    return {name: text(moment) if moment else None for name, moment in given.items()}


def _people(order: Order) -> dict[str, Any]:
    technician = order.technician
    return {
        "customer_id": order.customer.id,
        "customer_name": order.customer.name,
        "phone": order.customer.phone,
        "technician_id": technician.id if technician else None,
        "technician_name": technician.name if technician else None,
    }


def _answers(order_id: str) -> str:
    return f"answers#{order_id}"


def _packed(order: Order) -> Item:
    packed = ORDER.packed(order.model_dump_json())
    if len(packed["doc"]) > MAX_DOC:
        raise OrderFullError
    return packed


def _is_own(error: ConditionError, item: Item) -> bool:
    return bool(error.found and error.found.get("write_id") == item["write_id"])


def _translated(names: set[str], error: ConditionError) -> Exception:
    if "request" in names:
        return RequestRepeatedError()
    if "external" in names:
        return ExternalIdTakenError((error.found or {}).get("order_id", ""))
    if names & {"customer", "phone"}:
        return PhoneTakenError()
    if "order" in names:
        return VersionMovedError((error.found or {}).get("version", 0))
    return error
