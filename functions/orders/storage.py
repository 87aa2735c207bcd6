"""Orders in DynamoDB.

Items of the Orders table, by `pk`:
    ORDER#<id>             the order; what the list shows as attributes, the whole in `doc`
    NUMBER#<number>        marker: this number is taken, by `order_id`
    EXTERNAL#<id>          marker: this external id is taken, by `order_id`
    REQUEST#<who>#<hash>   an idempotency key: what was asked and which order answered it, 24 h
    COUNTER                the last order number

Access paths and their price (an order of up to 1 KB packed; +1 unit per further KB written):
    create                 transaction: 2 units for each of order, number, external id, request,
                           customer and phone marker; 1 unit of the index `newest`; 1 for the count
    get                    1 read unit (consistent)
    save                   1 write unit, 1 of the index
    newest                 0.5 read units per 4 KB of index rows, in each of the list's shards
"""

import hashlib
import zlib
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

from orders.model import Order
from orders.people import Customer
from orders.ports import (
    ExternalIdTakenError,
    OrderFullError,
    OrderRows,
    PhoneTakenError,
    Request,
    RequestRepeatedError,
    VersionMovedError,
)
from shared.clock import Clock, text
from shared.item import Item, pack, unpack
from shared.newest import NewestFirst
from shared.table import ConditionError, Put, Table, write_together

ABSENT: Final = "attribute_not_exists(pk)"
REQUEST_LIFE: Final = timedelta(hours=24)
MAX_DOC: Final = 390 * 1024  # an item holds 400 KB, keys and list fields included
_ROW_FIELDS: Final = ("id", "number", "version", "status", "priority", "title", "currency", "total")


class DynamoOrders:
    """The store of orders; customers made with an order are written in its transaction."""

    def __init__(
        self, table: Table, directory: "CustomerPuts", *, list_shards: int, clock: Clock
    ) -> None:
        """Bind to the Orders table; `list_shards` is the number of list partitions."""
        self._table = table
        self._directory = directory
        self._shards = list_shards
        self._clock = clock

    def next_number(self) -> str:
        """Give the next order number."""
        return str(self._table.next_number({"pk": "COUNTER"}))

    def add(self, order: Order, *, customer: Customer | None, request: Request | None) -> None:
        """Write a new order with all that belongs to it, or nothing."""
        puts = {
            "order": self._put(self._item(order)),
            "number": self._put({"pk": f"NUMBER#{order.number}", "order_id": order.id}),
        }
        if order.external_id:
            marker = {"pk": f"EXTERNAL#{order.external_id}", "order_id": order.id}
            puts["external"] = self._put(marker)
        if request:
            puts["request"] = self._request_put(request, order)
        if customer:
            puts |= self._directory.customer_puts(customer)
        try:
            write_together(self._table.client, list(puts.values()))
        except ConditionError as error:
            names = {list(puts)[position] for position in error.which}
            raise self._translated(names, error) from error

    def save(self, order: Order) -> None:
        """Write the next version under the condition that the one before is current."""
        item = self._item(order)
        if len(item["doc"]) > MAX_DOC:
            raise OrderFullError
        try:
            self._table.put(
                item,
                condition="version = :before",
                values={":before": order.version - 1},
            )
        except ConditionError as error:
            found = error.found
            if found is None:
                raise VersionMovedError(0) from error
            # A lost reply makes the SDK repeat the write; then what stands there is our own.
            if found["write_id"] != item["write_id"]:
                raise VersionMovedError(found["version"]) from error

    def get(self, order_id: str) -> Order | None:
        """Read one order."""
        item = self._table.get({"pk": f"ORDER#{order_id}"})
        return Order.model_validate(unpack(item["doc"])) if item else None

    def answered(self, request: Request) -> tuple[str, Order] | None:
        """Give (body hash, order as answered) of an earlier request that has not expired."""
        row = self._table.get({"pk": _request_key(request)})
        if row is None or row["expires_at"] <= int(self._clock().timestamp()):
            return None
        return row["body_hash"], Order.model_validate(unpack(row["doc"]))

    def newest(self, *, limit: int, after: str | None, status: str | None) -> OrderRows:
        """List orders newest first, of one status if it is given."""
        index = NewestFirst(self._table, "newest", "list_pk")
        page = index.page(
            [f"order#{shard}" for shard in range(self._shards)],
            limit=limit,
            after=after,
            keep=(lambda item: bool(item["status"] == status)) if status else None,
        )
        return OrderRows(page.items, page.after)

    def _item(self, order: Order) -> Item:
        document = order.model_dump(mode="json")
        return {
            "pk": f"ORDER#{order.id}",
            "list_pk": f"order#{zlib.crc32(order.id.encode()) % self._shards}",
            "list_sk": f"{text(order.created_at)}#{order.id}",
            **{name: document[name] for name in _ROW_FIELDS},
            "customer_id": order.customer.id,
            "customer_name": order.customer.name,
            "phone": order.customer.phone,
            "technician_id": order.technician.id if order.technician else None,
            "technician_name": order.technician.name if order.technician else None,
            "created_at": text(order.created_at),
            "updated_at": text(order.updated_at),
            "write_id": uuid4().hex,
            "schema": 1,
            "doc": pack(order.model_dump_json()),
        }

    def _put(self, item: Item) -> Put:
        return Put(self._table.name, item, ABSENT)

    def _request_put(self, request: Request, order: Order) -> Put:
        now = self._clock()
        return Put(
            self._table.name,
            {
                "pk": _request_key(request),
                "body_hash": request.body_hash,
                "order_id": order.id,
                "doc": pack(order.model_dump_json()),
                "expires_at": int((now + REQUEST_LIFE).timestamp()),
            },
            f"{ABSENT} OR expires_at <= :now",
            {":now": int(now.timestamp())},
        )

    @staticmethod
    def _translated(names: set[str], error: ConditionError) -> Exception:
        if "request" in names:
            return RequestRepeatedError()
        if "external" in names:
            return ExternalIdTakenError((error.found or {}).get("order_id", ""))
        if names & {"customer", "phone"}:
            return PhoneTakenError()
        return error


class CustomerPuts:
    """The puts that make a customer, for a transaction over both tables."""

    def __init__(self, table_name: str) -> None:
        """Bind to the Directory table."""
        self._table_name = table_name

    def customer_puts(self, customer: Customer) -> dict[str, Put]:
        """Give the puts of a new customer and of the markers of their phones."""
        document: dict[str, Any] = customer.model_dump(mode="json")
        puts = {"customer": Put(self._table_name, person_item("CUSTOMER", document), ABSENT)}
        for phone in customer.phones:
            marker = {"pk": f"PHONE#{phone}", "sk": "PHONE", "customer_id": customer.id}
            puts["phone"] = Put(self._table_name, marker, ABSENT)
        return puts


def person_item(kind: str, document: dict[str, Any]) -> Item:
    """Write a customer or technician as an item; technicians share one partition, listed by id."""
    key = (
        {"pk": "TECHNICIANS", "sk": document["id"]}
        if kind == "TECHNICIAN"
        else {"pk": f"{kind}#{document['id']}", "sk": kind}
    )
    return key | document


def _request_key(request: Request) -> str:
    hashed = hashlib.sha256(request.key.encode()).hexdigest()
    return f"REQUEST#{request.actor_id}#{hashed}"
