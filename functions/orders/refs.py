"""People as an order names them, and the frozen shape that all its parts have."""

from typing import Literal

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value that never changes; what an older version wrote beyond it is ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Actor(Frozen):
    """Who did something, as the history keeps it."""

    kind: str
    id: str
    name: str


class CustomerRef(Frozen):
    """The customer as they were when the order was made: what a bill and a visit need of them."""

    id: str
    name: str
    phone: str | None = None
    kind: Literal["person", "company"] = "person"
    inn: str | None = None
    kpp: str | None = None
    email: str | None = None
    address: str | None = None
    external_id: str | None = None
    crm_1c_id: str | None = None


class TechnicianRef(Frozen):
    """The technician as the order names them."""

    id: str
    name: str
