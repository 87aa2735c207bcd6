"""The lines of an order, priced.

What a line comes to is kept with it, so an old order reads the same whatever rates come later.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, Final, Literal

from pydantic import Field

from orders.pricing import Amounts, Vat, VatMode, line_amounts, total, vat_rate
from orders.refs import Frozen, TechnicianRef
from shared.errors import InvalidError
from shared.money import MAX_MINOR

MAX_ITEMS: Final = 200
ItemKind = Literal["service", "part", "travel"]
Totals = Amounts


class LineItem(Frozen):
    """One line; all amounts in minor units of the order's currency."""

    kind: ItemKind
    name: Annotated[str, Field(min_length=1, max_length=200)]
    sku: str | None = None
    unit: str | None = None
    qty: Annotated[Decimal, Field(gt=0, le=1_000_000, max_digits=10, decimal_places=3)]
    unit_price: Annotated[int, Field(ge=0, le=MAX_MINOR // 1_000_000)]
    discount_percent: Annotated[Decimal, Field(ge=0, le=100, decimal_places=2)] = Decimal(0)
    vat: Vat = "none"
    technician: TechnicianRef | None = None
    discount: int = 0
    vat_rate: int | None = None
    vat_amount: int = 0
    net: int = 0
    total: int = 0

    def priced(self, day: date, mode: VatMode) -> "LineItem":
        """Give the line as it is reckoned for work done on a day."""
        rate = vat_rate(self.vat, day)
        amounts = line_amounts(self.qty, self.unit_price, self.discount_percent, rate, mode)
        return self.model_copy(
            update={
                "discount": amounts.discount,
                "vat_rate": rate,
                "vat_amount": amounts.vat,
                "net": amounts.net,
                "total": amounts.gross,
            }
        )


def price(items: Iterable[LineItem], day: date, mode: VatMode) -> tuple[LineItem, ...]:
    """Reckon all lines for work done on a day; InvalidError when they come to too much."""
    priced = tuple(item.priced(day, mode) for item in items)
    gross = totals(priced).gross
    if gross > MAX_MINOR:
        raise InvalidError.of("items", gross, f"must not come to more than {MAX_MINOR} in all")
    return priced


def totals(items: Iterable[LineItem]) -> Totals:
    """Add up lines that were reckoned."""
    return total(
        Amounts(net=item.net, discount=item.discount, vat=item.vat_amount, gross=item.total)
        for item in items
    )
