"""What can be done with orders. No AWS here: storage comes as ports."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from orders.lifecycle import Move, check_edit, check_schedule, move
from orders.model import (
    MAX_HISTORY,
    Actor,
    CustomerRef,
    Entry,
    LineItem,
    Order,
    OrderId,
    Status,
    TechnicianRef,
)
from orders.people import Customer
from orders.phone import e164
from orders.ports import (
    Directory,
    ExternalIdTakenError,
    OrderFullError,
    OrderRows,
    Orders,
    PhoneTakenError,
    Request,
    RequestRepeatedError,
    VersionMovedError,
)
from shared.clock import Clock
from shared.errors import (
    ConflictError,
    InvalidError,
    NotFoundError,
    StaleVersionError,
    UnavailableError,
)
from shared.money import MAX_MINOR
from shared.version import check_version

CREATE_TRIES: Final = 3


@dataclass(frozen=True)
class NewCustomer:
    """The customer as a new order names them: found by phone, or made."""

    name: str
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True)
class NewOrder:
    """What a new order is made of; `body_hash` tells one request body from another."""

    title: str
    customer: NewCustomer | str
    fields: dict[str, Any]
    technician_id: str | None
    body_hash: str


@dataclass(frozen=True)
class Wish:
    """A move as it is asked for, its technician still an id."""

    to: Status
    fields: dict[str, Any]
    technician_id: str | None = None


class OrderService:
    """Creates, edits, moves, reads orders."""

    def __init__(
        self, orders: Orders, directory: Directory, *, clock: Clock, currency: str
    ) -> None:
        """Join the stores, the clock and the company's currency."""
        self._orders = orders
        self._directory = directory
        self._clock = clock
        self._currency = currency

    def create(self, wish: NewOrder, actor: Actor, key: str | None) -> Order:
        """Create an order; the same key and body give the same order, another body a conflict."""
        request = Request(actor.id, key, wish.body_hash) if key else None
        for _ in range(CREATE_TRIES):
            if request and (earlier := self._earlier(request)):
                return earlier
            try:
                return self._add(wish, actor, request)
            except (PhoneTakenError, RequestRepeatedError):
                continue  # somebody was quicker: what they wrote can be read now
            except ExternalIdTakenError as error:
                raise ConflictError(
                    f"external_id {wish.fields['external_id']} belongs to another order",
                    extra={"order_id": error.order_id},
                ) from error
        raise UnavailableError("the same customer or request is being written; try again")

    def get(self, order_id: str) -> Order:
        """Read one order, or NotFoundError."""
        order = self._orders.get(order_id)
        if order is None:
            raise NotFoundError(f"there is no order {order_id}")
        return order

    def newest(self, *, limit: int, after: str | None, status: str | None) -> OrderRows:
        """List orders newest first."""
        return self._orders.newest(limit=limit, after=after, status=status)

    def edit(self, order_id: str, version: int, fields: dict[str, Any], actor: Actor) -> Order:
        """Change fields of an order that is at the given version."""

        def edited(order: Order, now: datetime) -> Order:
            if not order.allowed_moves:
                raise ConflictError(
                    f"an order that is {order.status} can't be edited",
                    extra={"current_status": order.status, "allowed": []},
                )
            new = self._resolved(fields)
            check_edit(order, new)
            changed = tuple(sorted(name for name in new if getattr(order, name) != new[name]))
            if not changed:
                return order
            if new.get("technician"):
                new["assigned_at"] = order.assigned_at or now
            return order.changed(_edit_entry(order, now, actor, changed), **new)

        return self._change(order_id, version, edited)

    def move(self, order_id: str, version: int | None, wish: Wish, actor: Actor) -> Order:
        """Move an order to another state."""
        technician = self._technician(wish.technician_id) if wish.technician_id else None

        def moved(order: Order, now: datetime) -> Order:
            details = Move(
                to=wish.to, actor=actor, recorded_at=now, technician=technician, **wish.fields
            )
            return move(order, details)

        return self._change(order_id, version, moved)

    def _change(
        self, order_id: str, version: int | None, change: Callable[[Order, datetime], Order]
    ) -> Order:
        order = self.get(order_id)
        check_version(version, order.version)
        if len(order.history) >= MAX_HISTORY:
            raise ConflictError(f"the order has {MAX_HISTORY} history entries, no more fit")
        new = change(order, self._clock())
        if new is order:
            return order
        try:
            self._orders.save(new)
        except OrderFullError as error:
            raise ConflictError("the order holds all the text that it can") from error
        except VersionMovedError as error:
            raise StaleVersionError(order.version, error.current) from error
        return new

    def _earlier(self, request: Request) -> Order | None:
        answered = self._orders.answered(request)
        if answered is None:
            return None
        body_hash, order = answered
        if body_hash != request.body_hash:
            raise ConflictError("this Idempotency-Key was used with another body")
        return order

    def _add(self, wish: NewOrder, actor: Actor, request: Request | None) -> Order:
        customer, is_new = self._customer(wish.customer)
        now = self._clock()
        fields = self._resolved({**wish.fields, "technician_id": wish.technician_id})
        check_schedule(fields.get("scheduled_start"), fields.get("scheduled_end"))
        order = Order(
            id=OrderId(f"ord_{uuid4().hex}"),
            number=self._orders.next_number(),
            title=wish.title,
            customer=CustomerRef(
                id=customer.id,
                name=customer.name,
                phone=customer.phones[0] if customer.phones else None,
            ),
            currency=self._currency,
            created_at=now,
            updated_at=now,
            assigned_at=now if fields.get("technician") else None,
            **fields,
        )
        first = Entry(
            action="create",
            to_status=Status.NEW,
            at=now,
            recorded_at=now,
            actor=actor,
            version=1,
        )
        order = order.model_copy(update={"history": (first,)})
        self._orders.add(order, customer=customer if is_new else None, request=request)
        return order

    def _customer(self, given: NewCustomer | str) -> tuple[Customer, bool]:
        if isinstance(given, str):
            customer = self._directory.customer(given)
            if customer is None:
                raise InvalidError.of("customer_id", given, "is not a customer's id")
            return customer, False
        phone = e164(given.phone, field="customer.phone") if given.phone else None
        if phone and (known := self._directory.customer_by_phone(phone)):
            return known, False
        made = Customer(
            id=f"cus_{uuid4().hex}",
            name=given.name,
            phones=(phone,) if phone else (),
            emails=(given.email,) if given.email else (),
            created_at=self._clock(),
        )
        return made, True

    def _technician(self, technician_id: str) -> TechnicianRef:
        technician = self._directory.technician(technician_id)
        if technician is None:
            raise InvalidError.of("technician_id", technician_id, "is not a technician's id")
        if not technician.active:
            raise InvalidError.of("technician_id", technician_id, "is no longer active")
        return TechnicianRef(id=technician.id, name=technician.name)

    def _resolved(self, fields: dict[str, Any]) -> dict[str, Any]:
        """Turn the wire's names into the model's: ids into people, lines into line items."""
        new = dict(fields)
        if "technician_id" in new:
            technician_id = new.pop("technician_id")
            new["technician"] = self._technician(technician_id) if technician_id else None
        if "items" in new:
            new["items"] = tuple(LineItem.model_validate(line) for line in new["items"])
            _check_total(new["items"])
        return new


def body_hash(body: str) -> str:
    """Give what tells one request body from another."""
    return hashlib.sha256(body.encode()).hexdigest()


def _check_total(items: tuple[LineItem, ...]) -> None:
    total = sum(item.total for item in items)
    if total > MAX_MINOR:
        raise InvalidError.of("items", total, f"must not come to more than {MAX_MINOR} in all")


def _edit_entry(order: Order, now: datetime, actor: Actor, fields: tuple[str, ...]) -> Entry:
    return Entry(
        action="edit",
        at=now,
        recorded_at=now,
        actor=actor,
        fields=fields,
        version=order.version + 1,
    )
