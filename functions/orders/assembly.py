"""Putting an order together: the wire's names become people and priced lines."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from orders.items import LineItem
from orders.people.model import Address, Customer, Technician
from orders.phone import e164
from orders.ports import Directory
from orders.pricing import Vat
from orders.refs import CustomerRef, TechnicianRef
from orders.wishes import NewCustomer
from shared.clock import Clock
from shared.errors import InvalidError


class Assembly:
    """Finds the people that a wish names by id or telephone, and gives lines their defaults."""

    def __init__(self, directory: Directory, *, clock: Clock, vat: Vat) -> None:
        """Join the directory, the clock and the VAT of lines that name none."""
        self._directory = directory
        self._clock = clock
        self._vat = vat

    def customer(self, given: NewCustomer | str) -> tuple[Customer, bool]:
        """Find the customer by id or telephone, or make one; the flag says that they are new."""
        if isinstance(given, str):
            customer = self._directory.customer(given)
            if customer is None:
                raise InvalidError.of("customer_id", given, "is not a customer's id")
            if customer.erased_at is not None:
                raise InvalidError.of("customer_id", given, "is the id of an erased customer")
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

    def technician(self, technician_id: str, *, field: str = "technician_id") -> Technician:
        """Find an active technician, or InvalidError."""
        technician = self._directory.technician(technician_id)
        if technician is None:
            raise InvalidError.of(field, technician_id, "is not a technician's id")
        if not technician.active:
            raise InvalidError.of(field, technician_id, "is no longer active")
        return technician

    def fields(self, given: Mapping[str, Any], *, zone: str | None = None) -> dict[str, Any]:
        """Turn the wire's names into the model's: ids into people, lines into line items.

        Where neither the caller nor the order so far (`zone`) says where it is, it is where its
        technician works.
        """
        new = dict(given)
        if "technician_id" in new:
            technician_id = new.pop("technician_id")
            technician = self.technician(technician_id) if technician_id else None
            new["technician"] = ref(technician) if technician else None
            home = home_zone(technician) if technician else None
            if home and zone is None and "zone" not in new:
                new["zone"] = home
        if "items" in new:
            lines = enumerate(new["items"])
            new["items"] = tuple(self._line(number, line) for number, line in lines)
        return new

    def _line(self, number: int, given: Mapping[str, Any]) -> LineItem:
        line = dict(given)
        technician_id = line.pop("technician_id", None)
        if technician_id:
            field = f"items.{number}.technician_id"
            line["technician"] = ref(self.technician(technician_id, field=field))
        line["vat"] = line.get("vat") or self._vat
        return LineItem.model_validate(line)


def ref(technician: Technician) -> TechnicianRef:
    """Give a technician as an order names them."""
    return TechnicianRef(id=technician.id, name=technician.name)


def home_zone(technician: Technician) -> str | None:
    """Give the one zone that a technician works in; None for several or none."""
    return technician.zones[0] if len(technician.zones) == 1 else None


def named(customer: Customer) -> CustomerRef:
    """Give the customer as an order names them: first telephone, e-mail and address of a visit."""
    visits = [each for each in customer.addresses if each.type == "service"]
    return CustomerRef(
        id=customer.id,
        name=customer.name,
        phone=customer.phones[0] if customer.phones else None,
        kind=customer.kind,
        inn=customer.inn,
        kpp=customer.kpp,
        email=customer.emails[0] if customer.emails else None,
        address=_written(visits[0]) if visits else None,
        external_id=customer.external_id,
        crm_1c_id=customer.crm_1c_id,
    )


def _written(address: Address) -> str:
    parts = {
        "подъезд": address.entrance,
        "этаж": address.floor,
        "кв.": address.apartment,
    }
    return ", ".join([address.text, *(f"{name} {each}" for name, each in parts.items() if each)])
