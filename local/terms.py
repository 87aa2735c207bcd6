"""What the demo's company promises and charges: policies, hours, VAT, discounts, payments."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from orders.payments import PaymentMethod
from orders.sla.rules import Policy
from shared.hours import Calendar
from shared.worktime.week import Week, WorkCalendar

_DAY: Final = ("09:00-20:00",)
CALENDAR: Final = WorkCalendar(
    week=Week(mon=_DAY, tue=_DAY, wed=_DAY, thu=_DAY, fri=_DAY, sat=("10:00-16:00",))
)
POLICIES: Final = (
    Policy(id="usual", response_minutes=120, resolution_minutes=33 * 60),
    Policy(id="high", priorities=("high",), response_minutes=60, resolution_minutes=22 * 60),
    Policy(
        id="urgent",
        priorities=("urgent",),
        response_minutes=60,
        resolution_minutes=24 * 60,
        works="24x7",
    ),
    Policy(id="warranty", types=("warranty",), response_minutes=240, resolution_minutes=55 * 60),
)
# A company wants the general rate, a small one of its suppliers 5 %, people pay without VAT.
_FIRMS: Final = ("ООО", "ТСЖ", "Школа", "Гостиница")
_SMALL_FIRMS: Final = ("ИП", "Кафе")
ZONES: Final = (("Север", "Центр"), ("Центр",), ("Юг",), ("Север", "Восток"), ("Юг", "Запад"))
_WORKDAY: Final = ({"start": "09:00", "end": "18:00"},)
_LATE: Final = ({"start": "11:00", "end": "20:00"},)
_SHORT: Final = ({"start": "10:00", "end": "16:00"},)
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri")
SHIFTS: Final = tuple(
    Calendar.model_validate({"weekly": week})
    for week in (
        dict.fromkeys(_WEEKDAYS, _WORKDAY),
        dict.fromkeys(_WEEKDAYS, _LATE),
        dict.fromkeys(_WEEKDAYS[1:], _WORKDAY) | {"sat": _SHORT},
    )
)
"""Hours of technicians, in turn: usual ones, later ones, and a week with a Saturday."""
_DISCOUNTS: Final = ("0", "0", "0", "0", "5", "10", "12.5")
_METHODS: Final[tuple[PaymentMethod, ...]] = ("cash", "card", "card", "transfer", "online")


@dataclass(frozen=True)
class Money:
    """A payment of a share of what is due, or a refund of a share of what was paid."""

    at: datetime
    kind: Literal["payment", "refund"]
    method: PaymentMethod
    percent: int = 100

    def amount(self, *, due: int, paid: int) -> int:
        """Give the sum in minor units; nothing where there is nothing to pay or give back."""
        return (due if self.kind == "payment" else paid) * self.percent // 100


def is_firm(customer: str) -> bool:
    """Tell a company from a person by what its name begins with."""
    return customer.startswith((*_FIRMS, *_SMALL_FIRMS))


def priced(
    chance: random.Random, customer: str, type_: str, lines: list[dict[str, Any]]
) -> dict[str, Any]:
    """Give lines the VAT and the discount that the customer gets; a warranty costs nothing."""
    vat = "none"
    if customer.startswith(_FIRMS):
        vat = "general"
    elif customer.startswith(_SMALL_FIRMS):
        vat = "5"
    discount = "100" if type_ == "warranty" else chance.choice(_DISCOUNTS)
    mode = "on_top" if vat == "general" else "inside"
    items = [line | {"vat": vat, "discount_percent": discount} for line in lines]
    return {"items": items, "vat_mode": mode}


def money(chance: random.Random, completed: datetime) -> tuple[Money, ...]:
    """Tell how an order was paid after its completion: mostly whole, in halves, or not at all."""
    at = completed + timedelta(minutes=chance.randrange(2, 300))
    method, fate = chance.choice(_METHODS), chance.random()
    if fate < 0.12:  # noqa: PLR2004 - a made-up share
        return ()
    if fate < 0.2:  # noqa: PLR2004 - a made-up share
        return (Money(at, "payment", method, 50),)
    whole = Money(at, "payment", method)
    if fate < 0.26:  # noqa: PLR2004 - a made-up share
        back = Money(at + timedelta(hours=20), "refund", method, chance.choice((10, 100)))
        return (whole, back)
    return (whole,)
