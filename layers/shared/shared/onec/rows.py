"""The lines of an order as rows of a document, and its VAT.

Discounts and VAT on top are baked into price and sum: what 1C adds up is what the customer pays.
A row of CommerceML knows no services; a requisite marks them.
"""

import hashlib
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final

from shared.events import Line
from shared.onec.characters import escaped, name, told
from shared.onec.profile import Profile
from shared.onec.units import unit_element

SERVICE: Final = "Услуга"
GOODS: Final = "Товар"
VAT: Final = "НДС"
_HUNDRED: Final = 100
_GOODS_KINDS: Final = frozenset({"part"})


def money(minor: int) -> str:
    """Write an amount with two decimals and a dot."""
    if minor < _HUNDRED:
        return f"-{money(-minor)}" if minor < 0 else f"0.{minor:02d}"
    text = str(minor)
    return f"{text[:-2]}.{text[-2:]}"


def is_goods(line: Line) -> bool:
    """Tell goods from services."""
    return line.kind in _GOODS_KINDS


def price(line: Line) -> int:
    """Give the price of one, such that price times quantity is about what the line comes to."""
    above, below = line.qty.as_integer_ratio()
    if above <= 0:
        return 0
    # Halves away from zero, as everywhere, in whole numbers: a tenth of what decimals take.
    sign = -1 if line.total < 0 else 1
    return sign * ((2 * abs(line.total) * below + above) // (2 * above))


@lru_cache(maxsize=1024)
def quantity(qty: Decimal) -> str:
    """Write a quantity, without zeros behind it."""
    return f"{qty.normalize():f}"


def item_subject(kind: str, title: str, sku: str | None, unit: str | None) -> str:
    """Say what makes an item one: what is the same for whoever counts stock is one in 1C too."""
    own = name(sku) if sku else ""
    return "\n".join((kind, own or name(title), "" if own else unit or ""))


def in_order(items: Sequence[Line], profile: Profile) -> Iterable[Line]:
    """Put lines without VAT first where a base would give them the rate of a line before."""
    if profile.keeps_last_rate:
        return sorted(items, key=lambda line: line.vat_rate is not None)
    return items


def row(line: Line, profile: Profile) -> str:
    """Write one line."""
    taxes, rate = "", None
    if line.vat_rate is not None:
        rate = profile.vat_text(line.vat_rate)
        taxes = f"<Налоги>{_tax(line.vat_amount, told(rate))}</Налоги>"
    return (
        f"<Товар>{_item(line.kind, line.name, line.sku, line.unit, rate)}"
        f"<ЦенаЗаЕдиницу>{money(price(line))}</ЦенаЗаЕдиницу>"
        f"<Количество>{quantity(line.qty)}</Количество><Сумма>{money(line.total)}</Сумма>"
        f"{taxes}</Товар>"
    )


def order_taxes(items: Sequence[Line], profile: Profile) -> str:
    """Write the document's VAT, by rates; nothing when no line has any.

    Without it УНФ takes the whole order for free of VAT.
    """
    sums: dict[int, int] = {}
    for line in items:
        if line.vat_rate is not None:
            sums[line.vat_rate] = sums.get(line.vat_rate, 0) + line.vat_amount
    taxes = "".join(_tax(sums[rate], told(profile.vat_text(rate))) for rate in sums)
    return f"<Налоги>{taxes}</Налоги>" if taxes else ""


def requisite(title: str, escaped_value: str) -> str:
    """Write a requisite of a document or a row."""
    return (
        f"<ЗначениеРеквизита><Наименование>{title}</Наименование>"
        f"<Значение>{escaped_value}</Значение></ЗначениеРеквизита>"
    )


def _tax(amount: int, rate: str) -> str:
    return (
        f"<Налог><Наименование>{VAT}</Наименование><УчтеноВСумме>true</УчтеноВСумме>"
        f"<Сумма>{money(amount)}</Сумма><Ставка>{rate}</Ставка></Налог>"
    )


# A price list is short and a year's orders many: the same item is written once.
@lru_cache(maxsize=4096)
def _item(kind: str, title: str, sku: str | None, unit: str | None, rate: str | None) -> str:
    # An id of 36 characters would be taken for a reference within 1C; `#` would split it.
    own = name(sku) if sku else ""
    subject = item_subject(kind, title, sku, unit)
    item_id = "item-" + hashlib.sha256(subject.encode()).hexdigest()[:24]
    article = f"<Артикул>{escaped(own)}</Артикул>" if own else ""
    return (
        f"<Ид>{item_id}</Ид>{article}<Наименование>{escaped(name(title))}</Наименование>"
        f"{unit_element(unit)}{_rates(rate)}{_marks(GOODS if kind in _GOODS_KINDS else SERVICE)}"
    )


def _rates(rate: str | None) -> str:
    if rate is None:
        return ""
    return (
        f"<СтавкиНалогов><СтавкаНалога><Наименование>{VAT}</Наименование>"
        f"<Ставка>{escaped(rate)}</Ставка></СтавкаНалога></СтавкиНалогов>"
    )


def _marks(sort: str) -> str:
    marks = requisite("ВидНоменклатуры", sort) + requisite("ТипНоменклатуры", sort)
    return f"<ЗначенияРеквизитов>{marks}</ЗначенияРеквизитов>"
