"""A customer's card: what is decided of its fields when it is made or changed. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from orders.people.model import Customer
from orders.people.naming import full_name
from orders.people.tax import check_inn, check_kpp
from orders.phone import e164
from shared.errors import InvalidError

PARTS: Final = ("last_name", "first_name", "patronymic")


def new_card(customer_id: str, fields: Mapping[str, Any], now: datetime) -> Customer:
    """Make a customer of the fields that were sent; InvalidError names the rule that is broken."""
    blank = Customer(id=customer_id, name="", created_at=now)
    return _checked(blank.model_copy(update=_read(fields)), fields)


def changed_card(customer: Customer, fields: Mapping[str, Any], now: datetime) -> Customer:
    """Change the fields that were sent; the same customer when that changes nothing."""
    new = _checked(customer.model_copy(update=_read(fields)), fields)
    if new == customer:
        return customer
    return new.model_copy(update={"version": customer.version + 1, "updated_at": now})


def _read(fields: Mapping[str, Any]) -> dict[str, Any]:
    new = dict(fields)
    if "phones" in new:
        numbers = enumerate(new["phones"])
        new["phones"] = _unique(e164(each, field=f"phones.{n}") for n, each in numbers)
    for name in ("emails", "tags"):
        if name in new:
            new[name] = _unique(new[name])
    return new


def _unique(values: Any) -> tuple[str, ...]:  # noqa: ANN401 - any texts
    return tuple(dict.fromkeys(values))


def _checked(customer: Customer, sent: Mapping[str, Any]) -> Customer:
    customer = _called(customer, sent)
    if customer.inn is not None:
        check_inn(customer.inn, customer.kind)
    if customer.kpp is not None:
        check_kpp(customer.kpp, customer.kind)
    return customer


def _called(customer: Customer, sent: Mapping[str, Any]) -> Customer:
    """Keep the one name that is shown and a person's parts of it in step."""
    parts = [part for part in PARTS if sent.get(part)]
    if customer.kind == "company":
        if parts:
            raise InvalidError.of(parts[0], sent[parts[0]], "is had by persons only")
        customer = customer.model_copy(update=dict.fromkeys(PARTS))
    elif sent.get("name"):
        if parts:
            raise InvalidError.of("name", sent["name"], "comes either whole or in its parts")
        customer = customer.model_copy(update=dict.fromkeys(PARTS))
    elif any(part in sent for part in PARTS):
        name = full_name(customer.last_name, customer.first_name, customer.patronymic)
        customer = customer.model_copy(update={"name": name})
    if not customer.name:
        raise InvalidError.of("name", None, "is needed, whole or in its parts")
    return customer
