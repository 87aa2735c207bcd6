"""Technicians in DynamoDB.

Items of the Directory table:
    TECHNICIANS/<id>             a technician; a company has tens of them, one partition holds all
    EMPLOYEE_NUMBER#<n>/…        marker: which technician has this employee number

Price: the list 0.5 read units per 4 KB, one technician or one marker 1; taking on and changing
1 write unit per KB, with a marker a transaction at 2 for each item.
"""

from typing import Final

from orders.people.model import Technician
from orders.people.writing import REQUEST, Marker, Write, marker_writes, own_put, write_all
from shared.clock import Clock, now
from shared.item import Item
from shared.requests import Request, Requests
from shared.stored import TECHNICIAN
from shared.table import Table

OWNER: Final = "technician_id"


class DynamoTechnicians:
    """The store of technicians."""

    def __init__(self, table: Table, *, clock: Clock = now) -> None:
        """Bind to the Directory table."""
        self._table = table
        self._requests = Requests(table, clock=clock, sort_key=True)

    def technician(self, technician_id: str) -> Technician | None:
        """Read one technician."""
        item = self._table.get({"pk": "TECHNICIANS", "sk": technician_id})
        return Technician.model_validate(TECHNICIAN.opened(item)) if item else None

    def technicians(self) -> tuple[Technician, ...]:
        """List all technicians by name."""
        items = self._table.walk("pk = :pk", {":pk": "TECHNICIANS"})
        everyone = map(Technician.model_validate, map(TECHNICIAN.opened, items))
        return tuple(sorted(everyone, key=lambda each: (each.name, each.id)))

    def add_technician(self, technician: Technician, request: Request | None = None) -> None:
        """Write a new technician with the markers and the request, or nothing."""
        writes = [
            own_put(self._table, _item(technician), None),
            *marker_writes(self._table, technician.id, _markers(technician)),
        ]
        if request:
            put = self._requests.put(request, technician.model_dump_json(), TECHNICIAN)
            writes.append(Write(put, REQUEST))
        write_all(self._table, writes)

    def save_technician(self, technician: Technician, *, before: Technician) -> None:
        """Write the next version with its markers, or nothing."""
        moved = marker_writes(self._table, technician.id, _markers(technician), _markers(before))
        own = own_put(self._table, _item(technician), before.version)
        write_all(self._table, [own, *moved])

    def technician_answered(self, request: Request) -> Technician | None:
        """Give the technician as an earlier request under this key was answered."""
        answer = self._requests.answer(request, TECHNICIAN)
        return None if answer is None else Technician.model_validate(answer)


def _item(technician: Technician) -> Item:
    key = {"pk": "TECHNICIANS", "sk": technician.id, "schema": TECHNICIAN.current}
    return key | technician.model_dump(mode="json")


def _markers(technician: Technician) -> list[Marker]:
    number = technician.employee_number
    return [Marker("employee_number", number, OWNER)] if number else []
