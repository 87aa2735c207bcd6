"""What callers send of orders."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field, model_validator

from orders.items import MAX_ITEMS, ItemKind
from orders.model import CancelledBy, HoldReason, Outcome, Priority, ReworkCause, Status
from orders.payments import PaymentKind, PaymentMethod
from orders.pricing import Vat, VatMode
from orders.wire import (
    Amount,
    Email,
    IdText,
    In,
    Moment,
    Name,
    Percent,
    Phone,
    Quantity,
    Reason,
    Title,
    UnitPrice,
    Zone,
)
from orders.wishes import NewCustomer, NewOrder, NewPayment, Wish
from shared.errors import FieldRuleError


class CustomerIn(In):
    """The customer of a new order: found by phone, or made."""

    name: Name
    phone: Phone | None = None
    email: Email | None = None


class LineIn(In):
    """One line; unit_price in minor units; without `vat` the company's own rule holds."""

    kind: ItemKind = "service"
    name: Name
    sku: Annotated[str, Field(min_length=1, max_length=64)] | None = None
    unit: Annotated[str, Field(min_length=1, max_length=16)] | None = None
    qty: Quantity = Decimal(1)
    unit_price: UnitPrice
    discount_percent: Percent = Decimal(0)
    vat: Vat | None = None
    technician_id: IdText | None = None


class _Editable(In):
    description: str = Field(default="", max_length=15_000)
    priority: Priority = "normal"
    type: str = Field(default="paid", pattern="^[a-z][a-z0-9_]{0,31}$")
    technician_id: IdText | None = None
    zone: Zone | None = None
    scheduled_start: Moment | None = None
    scheduled_end: Moment | None = None
    due_at: Moment | None = None
    items: tuple[LineIn, ...] = Field(default=(), max_length=MAX_ITEMS)
    vat_mode: VatMode = "inside"
    rework_cause: ReworkCause | None = None

    def _fields(self, *leave_out: str) -> dict[str, Any]:
        fields = self.given("items", *leave_out)
        if "items" in self.model_fields_set:
            fields["items"] = [line.model_dump() for line in self.items]
        return fields


class OrderCreate(_Editable):
    """A new order; title and customer are enough."""

    title: Title
    customer: CustomerIn | None = None
    customer_id: IdText | None = None
    external_id: Annotated[str, Field(min_length=1, max_length=128)] | None = None
    source: str = Field(default="api", pattern="^[a-z][a-z0-9_-]{0,31}$")
    rework_of: IdText | None = None
    copied_from: IdText | None = None

    @model_validator(mode="after")
    def _one_customer(self) -> "OrderCreate":
        if self.customer is None and self.customer_id is None:
            raise FieldRuleError("customer", "is needed, or customer_id")
        if self.customer is not None and self.customer_id is not None:
            raise FieldRuleError("customer_id", "must not be given beside customer")
        return self

    def wish(self) -> NewOrder:
        """Say it in the service's words."""
        made = self.customer
        customer = NewCustomer(made.name, made.phone, made.email) if made else str(self.customer_id)
        return NewOrder(
            title=self.title,
            customer=customer,
            fields=self._fields("title", "customer", "customer_id", "technician_id"),
            technician_id=self.technician_id,
        )


class OrderEdit(_Editable):
    """Fields to change; only those sent are changed."""

    title: Title | None = None

    @model_validator(mode="after")
    def _no_empty_title(self) -> "OrderEdit":
        if "title" in self.model_fields_set and self.title is None:
            raise FieldRuleError("title", "can't be taken away")
        return self

    def fields(self) -> dict[str, Any]:
        """Give the fields to change."""
        return self._fields()


class TransitionIn(In):
    """A move to another state with what that state asks for."""

    to: Status
    reason: Reason | None = None
    hold_reason: HoldReason | None = None
    outcome: Outcome | None = None
    cancelled_by: CancelledBy | None = None
    rework_cause: ReworkCause | None = None
    technician_id: IdText | None = None
    scheduled_start: Moment | None = None
    scheduled_end: Moment | None = None
    occurred_at: Moment | None = None

    def wish(self) -> Wish:
        """Say it in the service's words."""
        return Wish(self.to, self.given("to", "technician_id"), self.technician_id)


class PaymentIn(In):
    """Money that came in or went back; amount in minor units of the order's currency.

    Its moment lies at most a year before the order was made, and not ahead of now.
    """

    kind: PaymentKind = "payment"
    method: PaymentMethod
    amount: Amount
    at: Moment | None = None
    note: Annotated[str, Field(max_length=500)] | None = None

    def wish(self) -> NewPayment:
        """Say it in the service's words."""
        return NewPayment(self.kind, self.method, self.amount, self.given().get("at"), self.note)
