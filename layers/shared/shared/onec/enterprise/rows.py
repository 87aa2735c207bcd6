"""The lines of an order as rows of a sale: goods in one table, services in the other.

VAT is within price and sum, whatever was agreed: what 1C adds up is what the customer pays.
"""

from collections.abc import Iterable
from functools import lru_cache

from shared.events import Line, OrderSnapshot
from shared.onec.characters import escaped, line
from shared.onec.enterprise.keys import item_key
from shared.onec.enterprise.limits import LONGEST_ARTICLE, LONGEST_FULL_NAME, LONGEST_NAME
from shared.onec.enterprise.versions import Version, vat_element
from shared.onec.rows import is_goods, money, price, quantity
from shared.onec.units import classified


def sold(order: OrderSnapshot) -> list[Line]:
    """Give the lines that come to something: 1C knows no row of a sale that comes to nothing."""
    return [each for each in order.items if each.total]


def tables(lines: Iterable[Line], version: Version) -> str:
    """Write both tables; one without rows is left out."""
    goods: list[str] = []
    services: list[str] = []
    for each in lines:
        if is_goods(each):
            goods.append(_goods(each, len(goods) + 1, version))
        else:
            services.append(_service(each, len(services) + 1, version))
    return _table("Товары", goods) + _table("Услуги", services)


def _table(name: str, rows: list[str]) -> str:
    return f"<{name}>{''.join(rows)}</{name}>" if rows else ""


def _goods(each: Line, number: int, version: Version) -> str:
    item = _item(each.kind, each.name, each.sku, each.unit)
    return (
        f"<Строка><НомерСтрокиДокумента>{number}</НомерСтрокиДокумента>"
        f"<ДанныеНоменклатуры>{item}</ДанныеНоменклатуры>{_unit(each.unit)}"
        f"{_sums(each, version)}</Строка>"
    )


def _service(each: Line, number: int, version: Version) -> str:
    return (
        f"<Строка><НомерСтрокиДокумента>{number}</НомерСтрокиДокумента>"
        f"{_item(each.kind, each.name, each.sku, each.unit)}{_sums(each, version)}"
        f"<Содержание>{_full(each.name)}</Содержание></Строка>"
    )


def _sums(each: Line, version: Version) -> str:
    return (
        f"<Количество>{quantity(each.qty)}</Количество><Сумма>{money(each.total)}</Сумма>"
        f"<Цена>{money(price(each))}</Цена>{vat_element(version, each.vat_rate)}"
        f"<СуммаНДС>{money(each.vat_amount)}</СуммаНДС>"
    )


# A price list is short and a year's orders many: the same item is written once.
@lru_cache(maxsize=4096)
def _item(kind: str, title: str, sku: str | None, unit: str | None) -> str:
    article = line(sku or "", LONGEST_ARTICLE)
    shown = f"<Артикул>{escaped(article)}</Артикул>" if article else ""
    return (
        f"<Номенклатура><Ссылка>{item_key(kind, title, sku, unit)}</Ссылка>"
        f"<НаименованиеПолное>{_full(title)}</НаименованиеПолное>{shown}"
        f"<Наименование>{escaped(line(title, LONGEST_NAME))}</Наименование></Номенклатура>"
    )


@lru_cache(maxsize=4096)
def _full(title: str) -> str:
    return escaped(line(title, LONGEST_FULL_NAME))


@lru_cache(maxsize=256)
def _unit(unit: str | None) -> str:
    code, full, _ = classified(unit)
    return (
        f"<ЕдиницаИзмерения><ДанныеКлассификатора><Код>{code}</Код>"
        f"<Наименование>{full}</Наименование></ДанныеКлассификатора></ЕдиницаИзмерения>"
    )
