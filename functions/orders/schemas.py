"""The shapes of orders, customers and technicians on the wire. Unknown fields are refused."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from orders.model import (
    MAX_ITEMS,
    Actor,
    CancelledBy,
    CustomerRef,
    HoldReason,
    ItemKind,
    LineItem,
    Order,
    Outcome,
    Priority,
    Status,
    TechnicianRef,
)
from orders.people import Customer, Technician
from orders.service import NewCustomer, NewOrder, Wish, body_hash
from shared.clock import cut
from shared.item import Item
from shared.money import MAX_MINOR, Money


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, allow_inf_nan=False)

    def given(self, *leave_out: str) -> dict[str, Any]:
        """Give the fields that the caller sent, times cut to what storage keeps."""
        return {
            name: cut(value) if isinstance(value, datetime) else value
            for name, value in ((n, getattr(self, n)) for n in self.model_fields_set)
            if name not in leave_out
        }


Title = Annotated[str, Field(min_length=1, max_length=200)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Phone = Annotated[str, Field(min_length=3, max_length=32)]
Email = Annotated[str, Field(max_length=254, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
Id = Annotated[str, Field(min_length=1, max_length=64)]
Reason = Annotated[str, Field(min_length=1, max_length=500)]
# Beyond these years a moment has no form in another time zone, and no order either.
Moment = Annotated[
    AwareDatetime, Field(ge=datetime(2000, 1, 1, tzinfo=UTC), lt=datetime(2200, 1, 1, tzinfo=UTC))
]
# A quantity comes as text, so that no float ever stands between the caller and the sum.
Quantity = Annotated[
    Decimal,
    BeforeValidator(lambda v: str(v) if isinstance(v, int) and not isinstance(v, bool) else v),
    Field(gt=0, le=1_000_000, max_digits=10, decimal_places=3),
]


class CustomerIn(_In):
    """The customer of a new order: found by phone, or made."""

    name: Name
    phone: Phone | None = None
    email: Email | None = None


class LineIn(_In):
    """One line; unit_price in minor units of the company's currency."""

    kind: ItemKind = "service"
    name: Name
    qty: Quantity = Decimal(1)
    unit_price: int = Field(ge=0, le=MAX_MINOR // 1_000_000, strict=True)


class _Editable(_In):
    description: str = Field(default="", max_length=15_000)
    priority: Priority = "normal"
    type: str = Field(default="paid", pattern="^[a-z][a-z0-9_]{0,31}$")
    technician_id: Id | None = None
    scheduled_start: Moment | None = None
    scheduled_end: Moment | None = None
    due_at: Moment | None = None
    items: tuple[LineIn, ...] = Field(default=(), max_length=MAX_ITEMS)

    def _fields(self, *leave_out: str) -> dict[str, Any]:
        fields = self.given("items", *leave_out)
        if "items" in self.model_fields_set:
            fields["items"] = [line.model_dump() for line in self.items]
        return fields


class OrderCreate(_Editable):
    """A new order; title and customer are enough."""

    title: Title
    customer: CustomerIn | None = None
    customer_id: Id | None = None
    external_id: Annotated[str, Field(min_length=1, max_length=128)] | None = None
    source: str = Field(default="api", pattern="^[a-z][a-z0-9_-]{0,31}$")

    @model_validator(mode="after")
    def _one_customer(self) -> "OrderCreate":
        if (self.customer is None) == (self.customer_id is None):
            msg = "name the customer by either customer or customer_id"
            raise ValueError(msg)
        return self

    def wish(self) -> NewOrder:
        """Say it in the service's words."""
        known = self.customer_id
        made = self.customer
        customer = NewCustomer(made.name, made.phone, made.email) if made else str(known)
        return NewOrder(
            title=self.title,
            customer=customer,
            fields=self._fields("title", "customer", "customer_id", "technician_id"),
            technician_id=self.technician_id,
            body_hash=body_hash(self.model_dump_json()),
        )


class OrderEdit(_Editable):
    """Fields to change; only those sent are changed."""

    title: Title | None = None

    @model_validator(mode="after")
    def _no_empty_title(self) -> "OrderEdit":
        if "title" in self.model_fields_set and self.title is None:
            msg = "title can't be taken away"
            raise ValueError(msg)
        return self

    def fields(self) -> dict[str, Any]:
        """Give the fields to change."""
        return self._fields()


class TransitionIn(_In):
    """A move to another state with what that state asks for."""

    to: Status
    reason: Reason | None = None
    hold_reason: HoldReason | None = None
    outcome: Outcome | None = None
    cancelled_by: CancelledBy | None = None
    technician_id: Id | None = None
    scheduled_start: Moment | None = None
    scheduled_end: Moment | None = None
    occurred_at: Moment | None = None

    def wish(self) -> Wish:
        """Say it in the service's words."""
        return Wish(self.to, self.given("to", "technician_id"), self.technician_id)


class OrderRow(BaseModel):
    """An order as a list shows it."""

    id: str
    number: str
    version: int
    status: Status
    priority: Priority
    title: str
    customer_id: str
    customer_name: str
    phone: str | None = None
    technician_id: str | None = None
    technician_name: str | None = None
    total: Money
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, item: Item) -> "OrderRow":
        """Make a row from the list's item."""
        total = Money(amount=item["total"], currency=item["currency"])
        return cls.model_validate({**item, "total": total})


class OrderRowsOut(BaseModel):
    """A page of orders, newest first."""

    items: list[OrderRow]
    next_cursor: str | None


class LineOut(LineItem):
    """One line with its total in minor units."""


class EntryOut(BaseModel):
    """One line of the order's history; `from` and `to` are states."""

    action: str
    from_: Status | None = Field(alias="from")
    to: Status | None
    at: datetime
    recorded_at: datetime
    actor: Actor
    reason: str | None
    fields: tuple[str, ...]
    version: int


class OrderOut(OrderRow):
    """An order with all that is known of it."""

    description: str
    type: str
    external_id: str | None
    source: str
    customer: CustomerRef
    technician: TechnicianRef | None
    items: tuple[LineOut, ...]
    scheduled_start: datetime | None
    scheduled_end: datetime | None
    due_at: datetime | None
    outcome: Outcome | None
    hold_reason: HoldReason | None
    hold_since: datetime | None
    hold_seconds: int
    cancel_reason: str | None
    cancelled_by: CancelledBy | None
    assigned_at: datetime | None
    en_route_at: datetime | None
    started_at: datetime | None
    completed_at: datetime | None
    last_completed_at: datetime | None
    closed_at: datetime | None
    cancelled_at: datetime | None
    reopened_at: datetime | None
    reopen_count: int
    history: tuple[EntryOut, ...]
    allowed_moves: tuple[Status, ...]

    @classmethod
    def from_order(cls, order: Order) -> "OrderOut":
        """Show an order."""
        technician = order.technician
        return cls.model_validate(
            {
                **order.model_dump(exclude={"history", "total"}),
                "customer_id": order.customer.id,
                "customer_name": order.customer.name,
                "phone": order.customer.phone,
                "technician_id": technician.id if technician else None,
                "technician_name": technician.name if technician else None,
                "total": Money(amount=order.total, currency=order.currency),
                "history": [
                    {**e.model_dump(), "from": e.from_status, "to": e.to_status}
                    for e in order.history
                ],
                "allowed_moves": order.allowed_moves,
            }
        )


class CustomerOut(Customer):
    """A customer."""


class TechnicianIn(_In):
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


class HealthOut(BaseModel):
    """The API answers."""

    status: str = "ok"
