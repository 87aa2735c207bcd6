"""Customers and technicians in DynamoDB.

Items of the Directory table: CUSTOMER#<id>/CUSTOMER, PHONE#<e164>/PHONE (marker: which customer has
this phone), TECHNICIANS/<id>. Reading one costs 0.5-1 read unit, finding by phone two reads, the
list of technicians 0.5 units per 4 KB; a company has tens of them, so one partition holds them all.
"""

from orders.people import Customer, Technician
from orders.storage import ABSENT, person_item
from shared.item import Item
from shared.table import Table


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

    def technician(self, technician_id: str) -> Technician | None:
        """Read one technician."""
        item = self._table.get({"pk": "TECHNICIANS", "sk": technician_id})
        return _technician(item) if item else None

    def technicians(self) -> tuple[Technician, ...]:
        """List all technicians by name."""
        items = self._table.walk("pk = :pk", {":pk": "TECHNICIANS"})
        return tuple(sorted(map(_technician, items), key=lambda each: (each.name, each.id)))

    def add_technician(self, technician: Technician) -> None:
        """Write a new technician."""
        document = technician.model_dump(mode="json")
        self._table.put(person_item("TECHNICIAN", document), condition=ABSENT)


def _technician(item: Item) -> Technician:
    return Technician.model_validate(item)
