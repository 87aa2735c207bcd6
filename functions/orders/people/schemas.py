"""Customers and technicians on the wire."""

from typing import Annotated

from pydantic import BaseModel, Field

from orders.people.model import Customer, Technician
from orders.wire import In, Name, Phone


class CustomerOut(Customer):
    """A customer."""


class TechnicianIn(In):
    """A technician to take on."""

    name: Name
    phone: Phone | None = None
    skills: tuple[Annotated[str, Field(min_length=1, max_length=64)], ...] = Field(
        default=(), max_length=50
    )


class TechnicianOut(Technician):
    """A technician."""


class TechniciansOut(BaseModel):
    """All technicians by name."""

    items: list[TechnicianOut]
    next_cursor: str | None = None
