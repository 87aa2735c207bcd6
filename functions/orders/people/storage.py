"""Customers in DynamoDB, and the whole directory.

Items of the Directory table:
    CUSTOMER#<id>/CUSTOMER     a customer; in the index under `customers` by created_at
    CUSTOMER#<id>/REQUEST#<n>  where the answer to the request that made them is kept, 24 h
    PHONE#<e164>/PHONE         marker: which customer has this telephone
    EXTERNAL_ID#<id>/…         marker: which customer has this id of another system
    NAME#<id>/<n>              in the index under `names`: the name from its n-th word on
    REQUEST#<who>#<hash>/…     an idempotency key: what was asked and how it was answered, 24 h
    TECHNICIANS, USER_ID#…, EMPLOYEE_NUMBER#…    see staff_storage
    ERASURE#<customer>/…       see erasure_storage

Index `by_name` (name_pk, name_sk; shows keys and customer_id) holds four kinds of lists:
`customers`, `names`, `erasures#running`, `erasures#done`.

Price of a customer of up to 1 KB:
    read one        1 read unit; by telephone or external id 2
    list, search    0.5 units per 4 KB of index rows (some 30), 0.5 to 1 for each customer shown
    make            transaction: 2 units for the customer and each telephone, external id and word
                    of the name, 1 of the index for the customer and each word; 4 for the request
    change          1 unit; with another telephone, id or name a transaction as above, the removed
                    marker priced like the new
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

from orders.people.model import Customer
from orders.people.naming import prefix_of, words
from orders.people.ports import CustomerPage
from orders.people.staff_storage import DynamoTechnicians
from orders.people.writing import (
    REQUEST,
    Marker,
    Write,
    marker_writes,
    own_put,
    write_all,
)
from shared.clock import Clock, now, text
from shared.item import Item
from shared.newest import NewestFirst, Span
from shared.requests import Request, Requests
from shared.stored import CUSTOMER
from shared.table import Delete, Put, Table

CUSTOMERS: Final = "customers"
NAMES: Final = "names"
OWNER: Final = "customer_id"
LAST_LETTER: Final = "\U0010ffff"


class DynamoCustomers:
    """The store of customers."""

    def __init__(self, table: Table, *, clock: Clock = now) -> None:
        """Bind to the Directory table."""
        self._table = table
        self._requests = Requests(table, clock=clock, sort_key=True)

    def customer(self, customer_id: str) -> Customer | None:
        """Read one customer."""
        item = self._table.get(customer_key(customer_id))
        return Customer.model_validate(CUSTOMER.opened(item)) if item else None

    def customer_by_phone(self, phone: str) -> Customer | None:
        """Find a customer by telephone number in E.164."""
        return self._marked(Marker("phone", phone, OWNER))

    def customer_by_external_id(self, external_id: str) -> Customer | None:
        """Find a customer by the id that another system gave them."""
        return self._marked(Marker("external_id", external_id, OWNER))

    def customers_by_name(self, prefix: str, *, limit: int) -> tuple[Customer, ...]:
        """Find customers of whose name some word begins so."""
        return self.named_customers(prefix_of(prefix), limit=limit, after=None).customers

    def newest_customers(self, *, limit: int, after: str | None) -> CustomerPage:
        """Read one page of customers, newest first; the erased are not in the list."""
        index = NewestFirst(self._table, "by_name", "name_pk", "name_sk")
        page = index.page([CUSTOMERS], limit=limit, after=after)
        found = self._many(page.items)
        shown = (found.get(row[OWNER]) for row in page.items)
        return CustomerPage(tuple(each for each in shown if each), page.after)

    def named_customers(self, prefix: str, *, limit: int, after: str | None) -> CustomerPage:
        """Read one page of customers of whose name some word begins so, by that word."""
        index = NewestFirst(self._table, "by_name", "name_pk", "name_sk", descending=False)
        span = Span(prefix, prefix + LAST_LETTER)
        rows = index.walk([NAMES], after=after, span=span, page_size=limit + 1)
        shown: list[Customer] = []
        place = None
        for row, customer in self._each(rows, limit + 1):
            # A name of which two words begin so has two rows; the first of them shows it. A row
            # of a name that was just changed shows nothing.
            if row["name_sk"] != _first_row(customer, prefix):
                continue
            if len(shown) == limit:
                return CustomerPage(tuple(shown), place)
            shown.append(customer)
            place = row["name_sk"]
        return CustomerPage(tuple(shown), None)

    def add_customer(self, customer: Customer, request: Request | None) -> None:
        """Write a new customer with the markers and the request, or nothing."""
        writes = new_customer_writes(self._table, customer)
        if request:
            put = self._requests.put(request, customer.model_dump_json(), CUSTOMER)
            writes += [Write(put, REQUEST), Write(_pointer(customer, put))]
        write_all(self._table, writes)

    def save_customer(self, customer: Customer, *, before: Customer) -> None:
        """Write the next version with its markers, or nothing."""
        rows, old = name_rows(customer), name_rows(before)
        names = [Put(self._table.name, row) for row in rows if row not in old]
        gone = [_key(row) for row in old[len(rows) :]]
        write_all(
            self._table,
            [
                own_put(self._table, customer_item(customer), before.version),
                *marker_writes(self._table, customer.id, markers(customer), markers(before)),
                *map(Write, names),
                *(Write(Delete(self._table.name, key)) for key in gone),
            ],
        )

    def customer_answered(self, request: Request) -> Customer | None:
        """Give the customer as an earlier request under this key was answered."""
        answer = self._requests.answer(request, CUSTOMER)
        return None if answer is None else Customer.model_validate(answer)

    def _marked(self, marker: Marker) -> Customer | None:
        item = self._table.get(marker.key)
        return self.customer(item[OWNER]) if item else None

    def _many(self, rows: Iterable[Item]) -> dict[str, Customer]:
        ids = dict.fromkeys(row[OWNER] for row in rows)
        items = self._table.get_many([customer_key(each) for each in ids])
        found = (Customer.model_validate(CUSTOMER.opened(item)) for item in items)
        return {each.id: each for each in found if each.erased_at is None}

    def _each(self, rows: Iterator[Item], size: int) -> Iterator[tuple[Item, Customer]]:
        while chunk := list(islice(rows, size)):
            found = self._many(chunk)
            yield from ((row, found[row[OWNER]]) for row in chunk if row[OWNER] in found)


class DynamoDirectory(DynamoCustomers, DynamoTechnicians):
    """The store of customers and technicians."""

    def __init__(self, table: Table, *, clock: Clock = now) -> None:
        """Bind to the Directory table."""
        DynamoCustomers.__init__(self, table, clock=clock)
        DynamoTechnicians.__init__(self, table, clock=clock)


class CustomerPuts:
    """The puts that make a customer, for a transaction over both tables."""

    def __init__(self, table_name: str) -> None:
        """Bind to the Directory table."""
        self._table = Table(table_name, None)

    def customer_puts(self, customer: Customer) -> dict[str, Put]:
        """Give the puts of a new customer, of the markers of their phones and of their names."""
        puts = [each.write for each in new_customer_writes(self._table, customer)]
        names = ["customer", *_marker_names(customer)]
        names += [f"name-{number}" for number in range(len(puts) - len(names))]
        return {n: put for n, put in zip(names, puts, strict=True) if isinstance(put, Put)}


def _marker_names(customer: Customer) -> list[str]:
    phones = ["phone", *(f"phone-{number}" for number in range(1, len(customer.phones)))]
    external = ["customer-external"] if customer.external_id else []
    return phones[: len(customer.phones)] + external


def customer_key(customer_id: str) -> dict[str, str]:
    """Give the key of a customer's item."""
    return {"pk": f"CUSTOMER#{customer_id}", "sk": "CUSTOMER"}


def customer_item(customer: Customer) -> Item:
    """Write a customer as an item; the erased stand in no list."""
    document: dict[str, Any] = customer.model_dump(mode="json")
    item = customer_key(customer.id) | document
    item |= {OWNER: customer.id, "schema": CUSTOMER.current}
    if customer.erased_at is None:
        item |= {"name_pk": CUSTOMERS, "name_sk": f"{text(customer.created_at)}#{customer.id}"}
    return item


def new_customer_writes(table: Table, customer: Customer) -> list[Write]:
    """Give the writes that make a customer: the item, the markers, the rows of the name."""
    return [
        own_put(table, customer_item(customer), None),
        *marker_writes(table, customer.id, markers(customer)),
        *(Write(Put(table.name, row)) for row in name_rows(customer)),
    ]


def markers(customer: Customer) -> list[Marker]:
    """Name what is this customer's alone."""
    external = [customer.external_id] if customer.external_id else []
    return [
        *(Marker("phone", each, OWNER) for each in customer.phones),
        *(Marker("external_id", each, OWNER) for each in external),
    ]


def name_rows(customer: Customer) -> list[Item]:
    """Give the rows of the index by which the name is found."""
    return [
        {
            "pk": f"NAME#{customer.id}",
            "sk": f"{number}",
            "name_pk": NAMES,
            "name_sk": f"{word}#{customer.id}",
            OWNER: customer.id,
        }
        for number, word in enumerate(words(customer.name))
    ]


def _first_row(customer: Customer, prefix: str) -> str | None:
    rows = (f"{word}#{customer.id}" for word in words(customer.name) if word.startswith(prefix))
    return min(rows, default=None)


def _pointer(customer: Customer, request: Put) -> Put:
    """Say where the answer lies that holds a copy of the customer, so that erasure finds it."""
    row = request.item
    item = {
        "pk": f"CUSTOMER#{customer.id}",
        "sk": f"REQUEST#{row['pk']}",
        "request_pk": row["pk"],
        "expires_at": row["expires_at"],
    }
    return Put(request.table, item)


def _key(row: Item) -> dict[str, str]:
    return {"pk": row["pk"], "sk": row["sk"]}
