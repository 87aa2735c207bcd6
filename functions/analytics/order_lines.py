"""Orders in files of changes, read without validation: the stream edge validated what it wrote.

A line tells what `OrderSnapshot` told when it was written; what came to it later has its default.
Validating again took most of the time of a rebuild.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from decimal import Decimal
from functools import cache
from operator import itemgetter
from typing import Any, Final, TypeAlias, get_args, get_type_hints

from pydantic import BaseModel

from analytics.rows import LineRow, OrderRow, PaymentRow
from shared.events import Customer, Line, OrderSnapshot, Payment

Told: TypeAlias = Mapping[str, Any]
_Fields: TypeAlias = tuple[tuple[str, ...], Callable[[Told], Any], Sequence[str], Told]
"""Their names, what gets their values, those that are moments, and their defaults."""
_OWN: Final = frozenset(
    {
        "customer_id", "customer_kind", "technician_id", "technician_name", "reopened_at",
        "items", "payments", "first_rework", "qty", "net",
    }
)  # fmt: skip
"""The columns that are not told under their own name, or not as they are."""


def read_order(told: Told) -> OrderRow:
    """Give the row that `OrderRow.of` gives of the order."""
    customer, technician = told["customer"], told.get("technician")
    # Orders of before their first reopening was kept tell the latest.
    reopened = told.get("first_reopened_at", told.get("reopened_at"))
    return OrderRow(
        **_same(OrderRow, OrderSnapshot, told),
        customer_id=customer["id"],
        customer_kind=customer.get("kind", Customer.model_fields["kind"].default),
        technician_id=technician and technician["id"],
        technician_name=technician and technician["name"],
        reopened_at=_moment(reopened),
        items=tuple(map(_line, told.get("items", ()))),
        payments=tuple(map(_payment, told.get("payments", ()))),
    )


def _line(told: Told) -> LineRow:
    technician = told.get("technician")
    return LineRow(
        **_same(LineRow, Line, told),
        qty=f"{Decimal(told['qty']):f}",
        # Lines of before they knew VAT: what they came to was net and total alike.
        net=told.get("net", told["total"]),
        technician_id=technician and technician["id"],
    )


def _payment(told: Told) -> PaymentRow:
    return PaymentRow(**_same(PaymentRow, Payment, told))


def _same(row: type, shape: type[BaseModel], told: Told) -> dict[str, Any]:
    names, chosen, moments, defaults = _fields(row, shape)
    found = dict(zip(names, chosen({**defaults, **told}), strict=True))
    for name in moments:
        if (value := found[name]) is not None:
            found[name] = datetime.fromisoformat(value)
    return found


def _moment(told: str | None) -> datetime | None:
    return None if told is None else datetime.fromisoformat(told)


@cache
def _fields(row: type, shape: type[BaseModel]) -> _Fields:
    """Give the fields that a row has of a shape as they are."""
    known = {f.name: shape.model_fields[f.name] for f in fields(row) if f.name not in _OWN}
    hints = get_type_hints(row)
    moments = [name for name in known if datetime in (hints[name], *get_args(hints[name]))]
    defaults = {name: told.default for name, told in known.items() if not told.is_required()}
    return tuple(known), itemgetter(*known), moments, defaults
