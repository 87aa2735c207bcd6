"""What a file may name without a code: the company's types, technicians and zones. No AWS here."""

from zoneinfo import ZoneInfo

from orders.intake.columns import House
from orders.intake.people import Person, Staff, Zones
from orders.intake.ports import Technicians, TypeNames
from orders.intake.words import TYPES


class Company:
    """Tells how a file's words are meant, as it is when the file is read."""

    def __init__(
        self, people: Technicians, types: TypeNames, *, zone: ZoneInfo, currency: str
    ) -> None:
        """Join the stores; `zone` and `currency` are what bare dates and sums are in."""
        self._people = people
        self._types = types
        self._zone = zone
        self._currency = currency

    def house(self) -> House:
        """Read it: a page of technicians and one item."""
        everyone = self._people.technicians()
        people = (Person(e.id, e.name, e.employee_number, e.active) for e in everyone)
        zones = dict.fromkeys(zone for each in everyone for zone in each.zones)
        return House(
            self._zone,
            self._currency,
            types=TYPES.named(self._types.type_names()),
            staff=Staff(tuple(people)),
            zones=Zones(tuple(zones)),
        )
