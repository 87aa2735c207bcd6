"""Records of erasure in DynamoDB, and the removal of all that led to a customer.

An item of the Directory table, ERASURE#<customer>/ERASURE, one for each customer at most; in the
index under `erasures#running` or `erasures#done` by the time of the erasure. Beside it lie the
places of the other rooms, written by them (shared.places) and read with it.

Price: to begin, a transaction at 2 units for the customer, the record, each marker and each row
that goes, and a read of the customer's names and requests; each step 2 units with the index. A
record with its places is read for 2 units.
"""

from collections.abc import Iterable
from typing import Final

from orders.people.erasing import Erasure
from orders.people.model import Customer
from orders.people.ports import ErasurePage
from orders.people.storage import customer_item, markers
from orders.people.writing import REQUEST, Write, marker_writes, own_put, write_all
from shared.clock import Clock, now, text
from shared.erasures import PLACES, Place
from shared.item import Item
from shared.newest import NewestFirst
from shared.places import RECORD, RUNNING, place_key, record_key
from shared.requests import Request, Requests
from shared.table import Delete, Table

DONE: Final = "erasures#done"


class DynamoErasures:
    """The store of erasure records."""

    def __init__(self, table: Table, *, clock: Clock = now) -> None:
        """Bind to the Directory table."""
        self._table = table
        self._requests = Requests(table, clock=clock, sort_key=True)

    def begin(
        self, erasure: Erasure, customer: Customer, *, before: Customer, request: Request | None
    ) -> None:
        """Write the record and what is left of the customer, remove all that led to them."""
        writes = [
            own_put(self._table, customer_item(customer), before.version),
            own_put(self._table, _item(erasure), None),
            *marker_writes(self._table, customer.id, (), markers(before)),
            *(Write(Delete(self._table.name, key)) for key in self._traces(customer.id)),
        ]
        if request:
            writes.append(Write(self._requests.put(request, "{}"), REQUEST))
        write_all(self._table, writes)

    def begin_again(self, erasure: Erasure, request: Request | None) -> None:
        """Write a record that is open anew, and remove the places of the other rooms."""
        writes = [
            own_put(self._table, _item(erasure), erasure.version - 1),
            *(Write(Delete(self._table.name, key)) for key in _place_keys(erasure.customer_id)),
        ]
        if request:
            writes.append(Write(self._requests.put(request, "{}"), REQUEST))
        write_all(self._table, writes)

    def erasure(self, customer_id: str) -> Erasure | None:
        """Read the record of a customer's erasure."""
        item = self._table.get(record_key(customer_id))
        return _erasure(item, self._table.get_many(_place_keys(customer_id))) if item else None

    def save_erasure(self, erasure: Erasure) -> None:
        """Write the next version of a record."""
        write_all(self._table, [own_put(self._table, _item(erasure), erasure.version - 1)])

    def erasures(self, *, limit: int, after: str | None, only_running: bool = False) -> ErasurePage:
        """Read one page of records, newest first."""
        index = NewestFirst(self._table, "by_name", "name_pk", "name_sk")
        lists = [RUNNING] if only_running else [RUNNING, DONE]
        page = index.page(lists, limit=limit, after=after)
        # A record that is done this moment may stand in both lists.
        ids = dict.fromkeys(row["customer_id"] for row in page.items)
        keys = [key for each in ids for key in (record_key(each), *_place_keys(each))]
        items = self._table.get_many(keys)
        places = [item for item in items if item["sk"] != RECORD]
        found = {
            item["customer_id"]: _erasure(item, places) for item in items if item["sk"] == RECORD
        }
        return ErasurePage(tuple(found[each] for each in ids if each in found), page.after)

    def begun(self, request: Request) -> bool:
        """Tell whether this request began an erasure; ConflictError for another body."""
        return self._requests.answer(request) is not None

    def _traces(self, customer_id: str) -> list[dict[str, str]]:
        """Find the rows of the name and the answers to requests that hold a copy."""
        names = self._table.walk("pk = :pk", {":pk": f"NAME#{customer_id}"})
        pointers = list(
            self._table.walk(
                "pk = :pk AND begins_with(sk, :sk)",
                {":pk": f"CUSTOMER#{customer_id}", ":sk": "REQUEST#"},
            )
        )
        return [
            *({"pk": row["pk"], "sk": row["sk"]} for row in [*names, *pointers]),
            *({"pk": row["request_pk"], "sk": "REQUEST"} for row in pointers),
        ]


def _place_keys(customer_id: str) -> list[Item]:
    return [place_key(customer_id, name) for name in PLACES]


def _erasure(item: Item, places: Iterable[Item]) -> Erasure:
    own = (each for each in places if each["pk"] == item["pk"])
    named = sorted(map(Place.model_validate, own), key=lambda place: place.name)
    return Erasure.model_validate({**item, "places": named})


def _item(erasure: Erasure) -> Item:
    return {
        **record_key(erasure.customer_id),
        "name_pk": DONE if erasure.state == "done" else RUNNING,
        "name_sk": f"{text(erasure.erased_at)}#{erasure.id}",
        **erasure.model_dump(mode="json", exclude={"places"}),
    }
