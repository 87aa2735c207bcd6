"""Customers and technicians in DynamoDB.

Items of the Directory table:
    CUSTOMER#<id>/CUSTOMER     a customer
    PHONE#<e164>/PHONE         marker: which customer has this telephone
    TECHNICIANS/<id>           a technician; a company has tens of them, so one partition holds all

Index `by_name`: customers by each word of their name in lower case, as rows NAME#<id>/<n>.

Reading one costs 1 read unit (consistent), finding by telephone two, the list of technicians 0.5
units per 4 KB, a search by name 0.5 units per 4 KB of matching words.
"""

from typing import Any, Final

from orders.people.model import Customer, Technician
from shared.item import Item
from shared.table import Put, Table

ABSENT: Final = "attribute_not_exists(pk)"
NAMES: Final = "names"
MAX_WORDS: Final = 6


class DynamoDirectory:
    """The store of customers and technicians."""

    def __init__(self, table: Table) -> None:
        """Bind to the Directory table."""
        self._table = table

    def customer(self, customer_id: str) -> Customer | None:
        """Read one customer."""
        item = self._table.get({"pk": f"CUSTOMER#{customer_id}", "sk": "CUSTOMER"})
        return Customer.model_validate(item) if item else None

    def customer_by_phone(self, phone: str) -> Customer | None:
        """Find a customer by telephone number in E.164."""
        marker = self._table.get({"pk": f"PHONE#{phone}", "sk": "PHONE"})
        return self.customer(marker["customer_id"]) if marker else None

    def customers_by_name(self, prefix: str, *, limit: int) -> tuple[Customer, ...]:
        """Find customers of whose name some word begins so."""
        words = self._table.walk(
            "name_pk = :names AND begins_with(name_sk, :prefix)",
            {":names": NAMES, ":prefix": plain(prefix)},
            index="by_name",
            page_size=limit * 2,
        )
        found: dict[str, Customer] = {}
        for word in words:
            customer = self.customer(word["customer_id"])
            if customer is not None:
                found[customer.id] = customer
            if len(found) == limit:
                break
        return tuple(found.values())

    def technician(self, technician_id: str) -> Technician | None:
        """Read one technician."""
        item = self._table.get({"pk": "TECHNICIANS", "sk": technician_id})
        return _technician(item) if item else None

    def technician_of(self, user_id: str) -> str | None:
        """Give the id of the technician who signs in as a user."""
        return next((each.id for each in self.technicians() if each.user_id == user_id), None)

    def technicians(self) -> tuple[Technician, ...]:
        """List all technicians by name."""
        items = self._table.walk("pk = :pk", {":pk": "TECHNICIANS"})
        return tuple(sorted(map(_technician, items), key=lambda each: (each.name, each.id)))

    def add_technician(self, technician: Technician) -> None:
        """Write a new technician."""
        document = technician.model_dump(mode="json")
        item = {"pk": "TECHNICIANS", "sk": technician.id} | document
        self._table.put(item, condition=ABSENT)


class CustomerPuts:
    """The puts that make a customer, for a transaction over both tables."""

    def __init__(self, table_name: str) -> None:
        """Bind to the Directory table."""
        self._table_name = table_name

    def customer_puts(self, customer: Customer) -> dict[str, Put]:
        """Give the puts of a new customer, of the markers of their phones and of their names."""
        document: dict[str, Any] = customer.model_dump(mode="json")
        key = {"pk": f"CUSTOMER#{customer.id}", "sk": "CUSTOMER"}
        puts = {"customer": Put(self._table_name, key | document, ABSENT)}
        for phone in customer.phones:
            marker = {"pk": f"PHONE#{phone}", "sk": "PHONE", "customer_id": customer.id}
            puts["phone"] = Put(self._table_name, marker, ABSENT)
        for number, word in enumerate(words(customer.name)):
            puts[f"name-{number}"] = Put(self._table_name, _name_row(customer.id, number, word))
        return puts


def plain(text: str) -> str:
    """Give a name as it is compared: lower case, one letter for ё, single blanks."""
    return " ".join(text.lower().replace("ё", "е").split())


def words(name: str) -> list[str]:
    """Give what a name can be found by: itself from each of its words on."""
    parts = plain(name).replace("«", "").replace("»", "").replace('"', "").split()
    return [" ".join(parts[start:])[:100] for start in range(min(len(parts), MAX_WORDS))]


def _name_row(customer_id: str, number: int, word: str) -> Item:
    return {
        "pk": f"NAME#{customer_id}",
        "sk": f"{number}",
        "name_pk": NAMES,
        "name_sk": f"{word}#{customer_id}",
        "customer_id": customer_id,
    }


def _technician(item: Item) -> Technician:
    return Technician.model_validate(item)
