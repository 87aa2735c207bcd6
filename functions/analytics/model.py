"""What analytics knows: an order as the lake holds it, and what the roll-ups stand on."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from analytics.position import Position
from shared.events import OrderSnapshot

LAKE_SCHEMA: Final = 2
"""Raise it when the columns of OrderRow change: the lake is then rebuilt by itself."""

Axis = Literal["created_at", "completed_at", "cancelled_at"]
AXES: Final[tuple[Axis, ...]] = ("created_at", "completed_at", "cancelled_at")


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order at one version: a row of the lake. Money in minor units, times in UTC."""

    id: str
    version: int
    number: str
    external_id: str | None
    type: str
    status: str
    priority: str
    customer_id: str
    technician_id: str | None
    technician_name: str | None
    total: int
    currency: str
    source: str
    outcome: str | None
    hold_reason: str | None
    cancelled_by: str | None
    reopen_count: int
    created_at: datetime
    updated_at: datetime
    scheduled_start: datetime | None
    scheduled_end: datetime | None
    due_at: datetime | None
    assigned_at: datetime | None
    en_route_at: datetime | None
    started_at: datetime | None
    completed_at: datetime | None
    last_completed_at: datetime | None
    closed_at: datetime | None
    cancelled_at: datetime | None

    @classmethod
    def of(cls, order: OrderSnapshot) -> "OrderRow":
        """Flatten an order; a technician is kept as they were named then, a customer as an id."""
        technician = order.technician
        named: dict[str, Any] = {
            "customer_id": order.customer.id,
            "technician_id": technician.id if technician else None,
            "technician_name": technician.name if technician else None,
        }
        same = {f.name: getattr(order, f.name) for f in fields(cls) if f.name not in named}
        return cls(**named, **same)


@dataclass(frozen=True)
class Company:
    """What all figures are computed under."""

    zone: ZoneInfo
    currency: str

    @property
    def basis(self) -> str:
        """Name it: rows computed under another basis are rebuilt."""
        return f"{LAKE_SCHEMA} {self.zone.key} {self.currency}"


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Figures(_Kept):
    """Sums over some orders of one day; `content` changes whenever one of the orders does."""

    values: Mapping[str, int]
    statuses: Mapping[str, int]
    content: str


class DayRow(_Kept):
    """One local day: its figures by the month in which the orders were created."""

    day: date
    parts: Mapping[str, Figures] = {}


class Part(_Kept):
    """One month of the lake: the version of its object, and the local days its stamps span."""

    month: str
    object_version: str
    orders: int
    spans: Mapping[Axis, tuple[date, date]]


class State(_Kept):
    """Where the roll-ups stand: one row, changed together with what it speaks of.

    `basis` names what all rows were computed under; `watermark` is the newest change that they
    hold; `waiting` are changed days whose export is not yet queued.
    """

    version: int = 0
    basis: str = ""
    watermark: datetime | None = None
    position: Position = Position()
    parts: Mapping[str, Part] = {}
    waiting: tuple[date, ...] = ()


class FileEntry(_Kept):
    """One file of an export."""

    name: str
    key: str
    bytes: int
    sha256: str


class Export(_Kept):
    """One export, asked for or scheduled. `parts` pins what it reads, so a repeat is the same."""

    id: str
    kind: Literal["orders"] = "orders"
    format: str
    axis: Axis
    first: date
    last: date
    state: Literal["queued", "done", "failed"] = "queued"
    rows: int | None = None
    watermark: datetime | None = None
    created_at: datetime
    sent_at: datetime
    sends: int = 1
    finished_at: datetime | None = None
    files: tuple[FileEntry, ...] = ()
    error: str | None = None
    parts: tuple[Part, ...] = ()
