"""People as an order names them, and the frozen shape that all its parts have."""

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
    """The customer as the order names them."""

    id: str
    name: str
    phone: str | None = None


class TechnicianRef(Frozen):
    """The technician as the order names them."""

    id: str
    name: str
