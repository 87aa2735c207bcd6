"""Customers and technicians. Frozen; a technician is never deleted, since figures refer to them."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict


class Customer(BaseModel):
    """Who has something to be repaired."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    kind: Literal["person", "company"] = "person"
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    version: int = 1
    created_at: datetime


class Technician(BaseModel):
    """Who repairs it."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    user_id: str | None = None
    """The web user who signs in as this technician."""
    phone: str | None = None
    skills: tuple[str, ...] = ()
    active: bool = True
    version: int = 1
    created_at: datetime
