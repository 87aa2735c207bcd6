"""What erasure leaves of a customer and of their orders, and the record of it. Pure.

Every field of both is named here, kept or replaced: a new one fails a test until that is decided.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from orders.items import LineItem
from orders.model import Entry, Order
from orders.people.model import Customer
from orders.people.naming import plain
from orders.refs import Actor, CustomerRef, Frozen
from shared.erasures import ERASED, Place

SETTLE: Final = timedelta(seconds=60)
"""Longer than any request runs: what was begun before the erasure is written by then."""

Ground = Literal[
    "consent_withdrawn", "subject_request", "purpose_achieved", "unlawful_processing", "other"
]

CUSTOMER_KEPT: Final = frozenset({"id", "kind", "language", "source", "created_at"})
# fmt: off
ORDER_KEPT: Final = frozenset(
    {
        "id", "number", "external_id", "version", "type", "status", "priority", "technician",
        "vat_mode", "currency", "source", "zone", "scheduled_start", "scheduled_end", "due_at",
        "sla", "rework_of", "rework_cause", "origin_created_at", "copied_from", "outcome",
        "hold_reason", "hold_since", "hold_seconds", "cancelled_by", "created_at", "updated_at",
        "assigned_at", "first_scheduled_at", "en_route_at", "started_at", "completed_at",
        "last_completed_at", "closed_at", "cancelled_at", "first_reopened_at", "reopened_at",
        "reopen_count",
    }
)
# fmt: on
"""Amounts, dates, states and who did the work: the figures of past months do not change."""

STEM: Final = 4
_DIGITS: Final = re.compile(r"\D")


class Erasure(Frozen):
    """A record of one erasure; it holds nothing of the person but the id that stands for them."""

    id: str
    customer_id: str
    ground: Ground
    actor: Actor
    what: tuple[str, ...] = ("customer", "orders")
    state: Literal["running", "done"] = "running"
    """Done when the orders are and every other room has said that it is."""
    orders: int = 0
    """How many orders of theirs there are; all of them are erased when `orders_done_at` is set."""
    places: tuple[Place, ...] = ()
    """What the other rooms erased and when, each in a row of its own."""
    erased_at: datetime
    orders_done_at: datetime | None = None
    done_at: datetime | None = None
    version: int = 1
    pass_began_at: datetime
    place: str | list[Any] | None = None
    seen: int = 0

    def stepped(self, seen: int, place: str | list[Any] | None, now: datetime) -> "Erasure":
        """Give the record after some more orders; the last of a pass has no place after it."""
        seen, fields = self.seen + seen, {"version": self.version + 1}
        if place is not None:
            return self.model_copy(update={**fields, "seen": seen, "place": place})
        # An order that was being written when the customer was erased may have been missed by a
        # pass that began too soon; one that begins later misses nothing.
        is_done = self.pass_began_at >= self.erased_at + SETTLE
        end = {"orders_done_at": now} if is_done else {}
        afresh = {"orders": seen, "seen": 0, "place": None}
        return self.model_copy(update={**fields, **afresh, **end})

    def is_over(self, waits_for: Sequence[str]) -> bool:
        """Tell whether the orders and all other places are done, yet the record does not say so."""
        done = {place.name for place in self.places if place.state == "done"}
        return (
            self.state == "running" and self.orders_done_at is not None and done >= set(waits_for)
        )

    def again(self, now: datetime) -> "Erasure":
        """Give a record that was done, open anew: all that is there now is gone through."""
        afresh = {"state": "running", "place": None, "seen": 0, "places": (), "pass_began_at": now}
        ends = {"orders_done_at": None, "done_at": None}
        return self.model_copy(update={**afresh, **ends, "version": self.version + 1})

    def over(self, now: datetime) -> "Erasure":
        """Give the record with its end."""
        return self.model_copy(update={"state": "done", "done_at": now})


def erased_customer(customer: Customer, now: datetime) -> Customer:
    """Give what is left of a customer: an id, a kind, where they came from."""
    kept = {name: getattr(customer, name) for name in CUSTOMER_KEPT}
    return Customer(
        **kept,
        name=ERASED,
        notifications_enabled=False,
        updated_at=now,
        erased_at=now,
        version=customer.version + 1,
    )


def erased_order(order: Order, actor: Actor, now: datetime) -> Order:
    """Give an order without the person: the same order when there is nothing left to erase."""
    fields = {name: decide(order) for name, decide in _REPLACED.items()}
    fields["history"] = tuple(_without_reason(each) for each in order.history)
    if all(getattr(order, name) == value for name, value in fields.items()):
        return order
    entry = Entry(action="erase", at=now, recorded_at=now, actor=actor, version=order.version + 1)
    history = (*fields.pop("history"), entry)
    return order.changed(entry, **fields).model_copy(update={"history": history})


def _without_reason(entry: Entry) -> Entry:
    return entry if entry.reason is None else entry.model_copy(update={"reason": None})


def _items(order: Order) -> tuple[LineItem, ...]:
    """Keep what was sold, unless the line's name tells of the person."""
    return tuple(
        line.model_copy(update={"name": ERASED}) if _tells_of(order.customer, line.name) else line
        for line in order.items
    )


def _tells_of(customer: CustomerRef, text: str) -> bool:
    if customer.name == ERASED:
        return False
    # Russian names are declined: two letters of the end may differ.
    stems = [word[: max(STEM, len(word) - 2)] for word in plain(customer.name).split()]
    told = plain(text)
    if any(len(stem) >= STEM and stem in told for stem in stems):
        return True
    local = _DIGITS.sub("", customer.phone or "")[-10:]
    return bool(local) and local in _DIGITS.sub("", text)


def _payments(order: Order) -> tuple[Any, ...]:
    return tuple(each.model_copy(update={"note": None}) for each in order.payments)


_REPLACED: Final[Mapping[str, Callable[[Order], Any]]] = {
    "title": lambda _: ERASED,
    "description": lambda _: "",
    "customer": lambda order: CustomerRef(id=order.customer.id, name=ERASED),
    "items": _items,
    "payments": _payments,
    "cancel_reason": lambda _: None,
    "attachments": lambda _: (),
}
ORDER_REPLACED: Final = frozenset(_REPLACED) | {"history"}
