"""What can be done with one order. No AWS here: storage comes as ports."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import uuid4
from zoneinfo import ZoneInfo

from orders.assembly import Assembly, home_zone, named, ref
from orders.entries import entry, who
from orders.items import price
from orders.lifecycle import REOPEN_DAYS, Move, check_edit, check_new, check_not_ahead, move
from orders.model import MAX_HISTORY, Entry, Order, OrderId, Status
from orders.payments import Payment, check_gross, check_not_long_before, with_payment
from orders.ports import (
    Directory,
    ExternalIdTakenError,
    OrderFullError,
    Orders,
    PhoneTakenError,
    RequestRepeatedError,
    VersionMovedError,
)
from orders.rights import may_see, own_id, require_move
from orders.sla.model import SlaClocks
from orders.sla.promises import Promises
from orders.wishes import NewOrder, NewPayment, Wish
from shared.asked import Asked
from shared.clock import Clock, local_day
from shared.errors import (
    ConflictError,
    InvalidError,
    NotFoundError,
    ServiceError,
    StaleVersionError,
    UnavailableError,
)
from shared.requests import Request
from shared.version import check_version

TRIES: Final = 3
Change = Callable[[Order, datetime], Order]


@dataclass(frozen=True)
class House:
    """What the company has decided: its currency, its zone, how long an order may be reopened."""

    currency: str
    zone: ZoneInfo
    reopen_days: int = REOPEN_DAYS


class OrderService:
    """Creates, edits, moves and reads orders, and keeps their payments."""

    def __init__(
        self,
        orders: Orders,
        directory: Directory,
        assembly: Assembly,
        *,
        house: House,
        clock: Clock,
        promises: Promises | None = None,
    ) -> None:
        """Join the stores, what puts an order together, the house's rules, promises and clock."""
        self._orders = orders
        self._directory = directory
        self._assembly = assembly
        self._house = house
        self._clock = clock
        self._promises = promises

    def create(self, wish: NewOrder, asked: Asked) -> Order:
        """Create an order; the same key and body give the same order, another body a conflict."""
        request = _creation(asked)
        for _ in range(TRIES):
            if earlier := self.created_before(asked):
                return earlier
            try:
                return self._add(wish, asked, request)
            except (PhoneTakenError, RequestRepeatedError):
                continue  # somebody was quicker: what they wrote can be read now
            except ExternalIdTakenError as error:
                raise ConflictError(
                    f"external_id {wish.fields['external_id']} belongs to another order",
                    extra={"order_id": error.order_id},
                ) from error
        raise UnavailableError("the same customer or request is being written; try again")

    def created_before(self, asked: Asked) -> Order | None:
        """Give the order that this very request has created, if it has; reads one row."""
        request = _creation(asked)
        return self._orders.answered(request) if request else None

    def get(self, order_id: str, asked: Asked) -> Order:
        """Read one order, or NotFoundError when there is none or it is not the caller's."""
        order = self._orders.get(order_id)
        if order is None or not may_see(asked.actor, order):
            raise NotFoundError(f"there is no order {order_id}")
        return order

    def clocks(self, order: Order, *, at: datetime | None = None) -> SlaClocks | None:
        """Read the clocks of what an order was promised, by default now; None for no promise."""
        return self._promises.clocks(order, at=at) if self._promises else None

    def edit(self, order_id: str, fields: dict[str, Any], asked: Asked) -> Order:
        """Change fields of an order that is at the given version."""

        def edited(order: Order, now: datetime) -> Order:
            if not order.allowed_moves:
                raise ConflictError(
                    f"an order that is {order.status} can't be edited",
                    extra={"current_status": order.status, "allowed": []},
                )
            new = self._assembly.fields(fields, zone=order.zone)
            check_edit(order, new)
            if "items" in new:
                new["items"] = price(new["items"], self._day(order, now), order.vat_mode)
            changed = tuple(sorted(name for name in new if getattr(order, name) != new[name]))
            if not changed:
                return order
            new |= _stamps(new, now, before=order)
            return order.changed(entry(order, "edit", now, asked, fields=changed), **new)

        return self.change(order_id, edited, asked)

    def move(self, order_id: str, wish: Wish, asked: Asked) -> Order:
        """Move an order to another state, by the rights of the life cycle."""
        technician = self._assembly.technician(wish.technician_id) if wish.technician_id else None

        def moved(order: Order, now: datetime) -> Order:
            require_move(asked.actor, order, wish.to, own_id(asked.actor))
            details = Move(
                to=wish.to,
                actor=who(asked),
                recorded_at=now,
                technician=ref(technician) if technician else None,
                zone=home_zone(technician) if technician else None,
                reopen_days=self._house.reopen_days,
                **wish.fields,
            )
            return move(order, details)

        return self.change(order_id, moved, asked)

    def pay(self, order_id: str, wish: NewPayment, asked: Asked) -> Order:
        """Note money that came in or went back."""

        def settled(order: Order, now: datetime) -> Order:
            if order.status is Status.CANCELLED and wish.kind == "payment":
                raise ConflictError("a cancelled order takes no payments, only refunds")
            at = wish.at or now
            check_not_ahead("at", at, now)
            check_not_long_before(at, order.created_at)
            new = Payment(
                id=f"pay_{uuid4().hex}",
                kind=wish.kind,
                method=wish.method,
                amount=wish.amount,
                at=at,
                recorded_at=now,
                actor=who(asked),
                note=wish.note,
            )
            payments = with_payment(order.payments, new, gross=order.total)
            action = "pay" if wish.kind == "payment" else "refund"
            return order.changed(entry(order, action, now, asked, at=new.at), payments=payments)

        return self.change(order_id, settled, asked)

    def change(self, order_id: str, change: Change, asked: Asked) -> Order:
        """Carry out a change of an order: its rights, version, request and bounds are kept here."""
        request = Request.of(asked.actor.id, asked.key, order_id, asked.body)
        try:
            return self._carried_out(order_id, change, asked, request)
        except ServiceError:
            # What stands in the way may be this very request, carried out elsewhere meanwhile.
            if request and (earlier := self._orders.answered(request)):
                return earlier
            raise

    def _carried_out(
        self, order_id: str, change: Change, asked: Asked, request: Request | None
    ) -> Order:
        for _ in range(TRIES):
            if request and (earlier := self._orders.answered(request)):
                return earlier
            order = self.get(order_id, asked)
            check_version(asked.version, order.version)
            if len(order.history) >= MAX_HISTORY:
                raise ConflictError(f"the order has {MAX_HISTORY} history entries, no more fit")
            new = self._reckoned(order, change(order, self._clock()))
            if new is order:
                return order
            try:
                self._orders.save(new, before=order, request=request)
            except RequestRepeatedError:
                continue  # the same request was quicker elsewhere: its answer can be read now
            except OrderFullError as error:
                raise ConflictError("the order holds all the text that it can") from error
            except VersionMovedError as error:
                raise StaleVersionError(order.version, error.current) from error
            return new
        raise UnavailableError("the same request is being carried out; try again")

    def _reckoned(self, before: Order, after: Order) -> Order:
        """Reckon the lines anew where VAT may have changed, and keep to what was paid."""
        if after.completed_at != before.completed_at or after.vat_mode != before.vat_mode:
            day = self._day(after, after.updated_at)
            after = after.model_copy(update={"items": price(after.items, day, after.vat_mode)})
        if after.total != before.total:
            check_gross(after.payments, after.total)
        return self._promised(before, after)

    def _promised(self, before: Order | None, after: Order) -> Order:
        return self._promises.keep(before, after) if self._promises else after

    def _day(self, order: Order, now: datetime) -> Any:  # noqa: ANN401 - a date
        return local_day(order.completed_at or now, self._house.zone)

    def _linked(self, wish: NewOrder) -> dict[str, Any]:
        """Check what the order says it comes from; give what it keeps of that for good."""
        kept: dict[str, Any] = {}
        for field in ("rework_of", "copied_from"):
            origin_id = wish.fields.get(field)
            if origin_id is None:
                continue
            origin = self._orders.get(origin_id)
            if origin is None:
                raise InvalidError.of(field, origin_id, "is not an order's id")
            if field == "rework_of" and origin.completed_at is None:
                raise InvalidError.of(field, origin_id, "must be an order that was completed")
            if field == "rework_of":
                kept["origin_created_at"] = origin.created_at
        return kept

    def _add(self, wish: NewOrder, asked: Asked, request: Request | None) -> Order:
        linked = self._linked(wish)
        customer, is_new = self._assembly.customer(wish.customer)
        now = self._clock()
        fields = self._assembly.fields({**wish.fields, "technician_id": wish.technician_id})
        check_new(fields)
        day = local_day(now, self._house.zone)
        fields["items"] = price(fields.get("items", ()), day, fields.get("vat_mode", "inside"))
        order = Order(
            id=OrderId(f"ord_{uuid4().hex}"),
            number=self._orders.next_number(),
            title=wish.title,
            customer=named(customer),
            currency=self._house.currency,
            created_at=now,
            updated_at=now,
            **linked,
            **_stamps(fields, now),
            **fields,
        )
        first = Entry(
            action="create",
            to_status=Status.NEW,
            at=now,
            recorded_at=now,
            actor=who(asked),
            version=1,
        )
        order = self._promised(None, order.model_copy(update={"history": (first,)}))
        self._orders.add(order, customer=customer if is_new else None, request=request)
        return order


def _stamps(new: Mapping[str, Any], now: datetime, before: Order | None = None) -> dict[str, Any]:
    """Note when an order first got a technician and a place in the schedule."""
    stamps = {"technician": "assigned_at", "scheduled_start": "first_scheduled_at"}
    return {
        stamp: (getattr(before, stamp) if before else None) or now
        for field, stamp in stamps.items()
        if new.get(field)
    }


def _creation(asked: Asked) -> Request | None:
    return Request.of(asked.actor.id, asked.key, "create", asked.body)
