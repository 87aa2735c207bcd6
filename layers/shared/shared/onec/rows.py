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
from shared.money import rounded
from shared.onec.characters import escaped, name
from shared.onec.profile import Profile
from shared.onec.units import unit_element

SERVICE: Final = "Услуга"
GOODS: Final = "Товар"
VAT: Final = "НДС"
_GOODS_KINDS: Final = frozenset({"part"})
_ONE: Final = Decimal(1)


def money(minor: int) -> str:
    """Write an amount with two decimals and a dot."""
    sign = "-" if minor < 0 else ""
    whole, part = divmod(abs(minor), 100)
    return f"{sign}{whole}.{part:02d}"


def is_goods(line: Line) -> bool:
    """Tell goods from services."""
    return line.kind in _GOODS_KINDS


def price(line: Line) -> int:
    """Give the price of one, such that price times quantity is about what the line comes to."""
    if line.qty == _ONE:
        return line.total
    return rounded(Decimal(line.total) / line.qty) if line.qty else 0


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
    rates = taxes = ""
    if line.vat_rate is not None:
        rate = escaped(profile.vat_text(line.vat_rate))
        rates = (
            f"<СтавкиНалогов><СтавкаНалога><Наименование>{VAT}</Наименование>"
            f"<Ставка>{rate}</Ставка></СтавкаНалога></СтавкиНалогов>"
        )
        taxes = f"<Налоги>{_tax(line.vat_amount, rate)}</Налоги>"
    sort = GOODS if is_goods(line) else SERVICE
    return (
        f"<Товар>{_item(line.kind, line.name, line.sku, line.unit)}{rates}{_marks(sort)}"
        f"<ЦенаЗаЕдиницу>{money(price(line))}</ЦенаЗаЕдиницу>"
        f"<Количество>{line.qty.normalize():f}</Количество><Сумма>{money(line.total)}</Сумма>"
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
    taxes = "".join(_tax(sums[rate], escaped(profile.vat_text(rate))) for rate in sums)
    return f"<Налоги>{taxes}</Налоги>" if taxes else ""


@lru_cache(maxsize=2)
def _marks(sort: str) -> str:
    marks = requisite("ВидНоменклатуры", sort) + requisite("ТипНоменклатуры", sort)
    return f"<ЗначенияРеквизитов>{marks}</ЗначенияРеквизитов>"


def requisite(title: str, value: str) -> str:
    """Write a requisite of a document or a row."""
    return (
        f"<ЗначениеРеквизита><Наименование>{title}</Наименование>"
        f"<Значение>{escaped(value)}</Значение></ЗначениеРеквизита>"
    )


def _tax(amount: int, rate: str) -> str:
    return (
        f"<Налог><Наименование>{VAT}</Наименование><УчтеноВСумме>true</УчтеноВСумме>"
        f"<Сумма>{money(amount)}</Сумма><Ставка>{rate}</Ставка></Налог>"
    )


# A price list is short and a year's orders many: the same item is written once.
@lru_cache(maxsize=4096)
def _item(kind: str, title: str, sku: str | None, unit: str | None) -> str:
    # An id of 36 characters would be taken for a reference within 1C; `#` would split it.
    own = name(sku) if sku else ""
    subject = item_subject(kind, title, sku, unit)
    item_id = "item-" + hashlib.sha256(subject.encode()).hexdigest()[:24]
    article = f"<Артикул>{escaped(own)}</Артикул>" if own else ""
    return (
        f"<Ид>{item_id}</Ид>{article}<Наименование>{escaped(name(title))}</Наименование>"
        f"{unit_element(unit)}"
    )
