"""What an order costs: lines, discounts and VAT, all in minor units. Pure.

Rounding: each line is rounded by itself, halves away from zero, in this order: quantity times
price, discount, VAT. Totals are sums of rounded lines, so a column of lines always adds up.
VAT inside a price is sum * rate / (100 + rate); on top it is sum * rate / 100.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from shared.money import rounded, times

VatMode = Literal["inside", "on_top"]
Vat = Literal["none", "general", "0", "5", "7", "10", "18", "20", "22"]
"""A line's VAT: a percentage, `none` for without VAT (which is not 0 %), or the general rate."""

_GENERAL: Final = ((date(2026, 1, 1), 22), (date(2019, 1, 1), 20), (date(2004, 1, 1), 18))
"""The general rate of VAT in Russia by the day on which the work was done.

Source: Tax Code of the Russian Federation, article 164, in the versions of each year.
"""


@dataclass(frozen=True)
class Amounts:
    """What a line or an order comes to, in minor units."""

    net: int
    discount: int
    vat: int
    gross: int


def vat_rate(vat: Vat, day: date) -> int | None:
    """Give the percentage of a line's VAT on the day the work was done; None is without VAT."""
    if vat == "none":
        return None
    if vat != "general":
        return int(vat)
    return next((rate for since, rate in _GENERAL if day >= since), _GENERAL[-1][1])


def line_amounts(
    qty: Decimal, unit_price: int, discount_percent: Decimal, rate: int | None, mode: VatMode
) -> Amounts:
    """Reckon one line.

    Args:
        qty: how many, up to three decimals.
        unit_price: minor units for one.
        discount_percent: 0 to 100.
        rate: percent of VAT, None for without VAT.
        mode: whether the price holds the VAT or it comes on top.
    """
    full = times(qty, unit_price)
    discount = rounded(full * discount_percent / 100)
    price = full - discount
    if rate is None:
        return Amounts(net=price, discount=discount, vat=0, gross=price)
    if mode == "inside":
        vat = rounded(Decimal(price * rate) / (100 + rate))
        return Amounts(net=price - vat, discount=discount, vat=vat, gross=price)
    vat = rounded(Decimal(price * rate) / 100)
    return Amounts(net=price, discount=discount, vat=vat, gross=price + vat)


def total(lines: Iterable[Amounts]) -> Amounts:
    """Add up lines."""
    amounts = list(lines)
    return Amounts(
        net=sum(each.net for each in amounts),
        discount=sum(each.discount for each in amounts),
        vat=sum(each.vat for each in amounts),
        gross=sum(each.gross for each in amounts),
    )
