"""The company's calendar and its technicians, read from the Directory table.

The room of orders alone writes there (see orders.sla.storage and orders.people.staff_storage).
Price: the rules 0.5 read units; the technicians 0.5 for each 4 KB of them.
"""

from collections.abc import Callable
from datetime import date
from typing import Final

from analytics.availability import Rules, Technician, working_days
from shared.stored import SLA_RULES, TECHNICIAN
from shared.table import Table

KEY: Final = {"pk": "SLA", "sk": "SLA"}
TECHNICIANS: Final = "TECHNICIANS"


class DynamoPeople:
    """Who works, and when."""

    def __init__(self, table: Table) -> None:
        """Bind to the Directory table."""
        self._table = table

    def rules(self) -> Rules:
        """Read when the company works; the usual week before anybody has said so."""
        item = self._table.get(KEY, consistent=False)
        return Rules.model_validate(SLA_RULES.read(item)) if item else Rules()

    def technicians(self) -> tuple[Technician, ...]:
        """List all technicians by name, those who have left among them."""
        items = self._table.walk("pk = :pk", {":pk": TECHNICIANS})
        everyone = map(Technician.model_validate, map(TECHNICIAN.opened, items))
        return tuple(sorted(everyone, key=lambda each: (each.name, each.id)))

    def names(self) -> dict[str, str]:
        """Give the names of all technicians by id."""
        return {each.id: each.name for each in self.technicians()}

    def is_working(self) -> Callable[[date], bool]:
        """Give the test for days on which the company works."""
        calendar = self.rules().calendar
        return lambda day: working_days(calendar, day, day) == 1
