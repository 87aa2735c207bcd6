"""What can be done with customers and technicians. No AWS here: storage comes as a port."""

from uuid import uuid4

from orders.people.model import Customer, Technician
from orders.phone import e164
from orders.ports import Directory
from shared.clock import Clock
from shared.errors import NotFoundError


class DirectoryService:
    """Reads customers and keeps technicians."""

    def __init__(self, directory: Directory, *, clock: Clock) -> None:
        """Join the store and the clock."""
        self._directory = directory
        self._clock = clock

    def customer(self, customer_id: str) -> Customer:
        """Read one customer, or NotFoundError."""
        customer = self._directory.customer(customer_id)
        if customer is None:
            raise NotFoundError(f"there is no customer {customer_id}")
        return customer

    def technicians(self) -> tuple[Technician, ...]:
        """List all technicians by name."""
        return self._directory.technicians()

    def add_technician(self, name: str, phone: str | None, skills: tuple[str, ...]) -> Technician:
        """Take on a technician."""
        technician = Technician(
            id=f"tec_{uuid4().hex}",
            name=name,
            phone=e164(phone, field="phone") if phone else None,
            skills=skills,
            created_at=self._clock(),
        )
        self._directory.add_technician(technician)
        return technician
