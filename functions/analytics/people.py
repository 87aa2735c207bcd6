"""The company's calendar and its technicians, read from the Directory table.

The room of orders alone writes there (see orders.sla.storage and orders.people.staff_storage).
Price: the calendar 0.5 read units; the technicians 0.5 for each 4 KB of them.
"""

from typing import Final

from analytics.availability import Technician
from shared.item import unpack
from shared.table import Table
from shared.worktime.week import USUAL, WorkCalendar

RULES: Final = {"pk": "SLA", "sk": "SLA"}
TECHNICIANS: Final = "TECHNICIANS"


class DynamoPeople:
    """Who works, and when."""

    def __init__(self, table: Table) -> None:
        """Bind to the Directory table."""
        self._table = table

    def calendar(self) -> WorkCalendar:
        """Read when the company works; the usual week before anybody has said so."""
        item = self._table.get(RULES, consistent=False)
        return WorkCalendar.model_validate(unpack(item["doc"])["calendar"]) if item else USUAL

    def technicians(self) -> tuple[Technician, ...]:
        """List all technicians by name, those who have left among them."""
        items = self._table.walk("pk = :pk", {":pk": TECHNICIANS})
        everyone = map(Technician.model_validate, items)
        return tuple(sorted(everyone, key=lambda each: (each.name, each.id)))
