"""An order as it stands in a base of 1C."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

EMPTY_DATE = datetime(1, 1, 1)  # noqa: DTZ001 - 1C has no zones


@dataclass(frozen=True)
class LoadedRow:
    key: str
    name: str
    is_service: bool
    qty: Decimal
    price: Decimal
    total: Decimal
    vat: str
    vat_amount: Decimal


@dataclass(frozen=True)
class Counterparty:
    name: str
    is_legal: bool
    inn: str = ""
    kpp: str = ""
    phone: str = ""
    email: str = ""


@dataclass
class LoadedOrder:
    number: str
    own_number: str
    date: datetime
    currency: str
    buyer: Counterparty
    rows: tuple[LoadedRow, ...]
    status: str
    is_cancelled: bool
    is_paid: bool
    facts: dict[str, str] = field(default_factory=dict)
    """Requisites that 1C has no place for and keeps as further facts."""
    is_finished: bool = False
    is_shipped: bool = False

    @property
    def total(self) -> Decimal:
        return sum((row.total for row in self.rows), Decimal(0))

    def vat_of(self, rate: str) -> Decimal:
        return sum((row.vat_amount for row in self.rows if row.vat == rate), Decimal(0))
