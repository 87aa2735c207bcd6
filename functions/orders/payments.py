"""Payments and refunds of an order. Pure.

What is due never goes below zero: nobody pays more than is due, nothing is refunded that was not
paid, and an order can't be made cheaper than what was paid before the difference is refunded.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Annotated, Final, Literal

from pydantic import Field

from orders.refs import Actor, Frozen
from shared.errors import ConflictError, InvalidError
from shared.money import MAX_MINOR

PaymentKind = Literal["payment", "refund"]
PaymentMethod = Literal["cash", "card", "transfer", "online", "other"]
MAX_PAYMENTS = 100
PREPAID: Final = timedelta(days=365)
"""How long before its order money may have come: deposits, and orders from elsewhere, do."""


class Payment(Frozen):
    """Money that came in or went back; the amount is positive, in minor units."""

    id: str
    kind: PaymentKind
    method: PaymentMethod
    amount: Annotated[int, Field(gt=0, le=MAX_MINOR)]
    at: datetime
    recorded_at: datetime
    actor: Actor
    note: str | None = None


def paid(payments: Iterable[Payment]) -> int:
    """Give what was paid less what was refunded."""
    return sum(each.amount if each.kind == "payment" else -each.amount for each in payments)


def with_payment(payments: tuple[Payment, ...], new: Payment, *, gross: int) -> tuple[Payment, ...]:
    """Add a payment or refund; InvalidError for more than is due, or more than was paid."""
    if len(payments) >= MAX_PAYMENTS:
        raise ConflictError(f"the order has {MAX_PAYMENTS} payments, no more fit")
    so_far = paid(payments)
    if new.kind == "payment" and new.amount > gross - so_far:
        raise InvalidError.of(
            "amount", new.amount, f"must not be more than is due, {gross - so_far}"
        )
    if new.kind == "refund" and new.amount > so_far:
        raise InvalidError.of("amount", new.amount, f"must not be more than was paid, {so_far}")
    return (*payments, new)


def check_not_long_before(at: datetime, created_at: datetime) -> None:
    """Refuse money that is said to have moved long before there was an order; InvalidError."""
    first = created_at - PREPAID
    if at < first:
        rule = f"must not be before {first.isoformat()}, a year before the order was made"
        raise InvalidError.of("at", at.isoformat(), rule)


def check_gross(payments: tuple[Payment, ...], gross: int) -> None:
    """Refuse to make an order cheaper than what was paid for it; ConflictError."""
    so_far = paid(payments)
    if gross < so_far:
        raise ConflictError(
            f"{so_far} was paid; refund {so_far - gross} first",
            extra={"paid": so_far, "gross": gross},
        )
