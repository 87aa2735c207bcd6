"""What 1C sends back of the orders it holds, in the forms of its configurations."""

from collections.abc import Iterable, Mapping
from typing import Literal
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape

from tests.onec.emulator.loaded import LoadedOrder

Form = Literal["unf", "ut", "module"]
NAMESPACES: Mapping[Form, tuple[str, str]] = {
    "unf": ("urn:1C.ru:commerceml_210", "2.10"),
    "ut": ("urn:1C.ru:commerceml_2", "2.07"),
    "module": ("urn:1C.ru:commerceml_3", "3.1"),
}


def answer(
    orders: Iterable[LoadedOrder],
    form: Form = "unf",
    *,
    encoding: str = "UTF-8",
    extra: Mapping[str, str] | None = None,
) -> bytes:
    """Write what has become of orders; `extra` are more requisites for each."""
    namespace, version = NAMESPACES[form]
    written = "".join(_document(each, form, extra or {}) for each in orders)
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>\r\n'
        f'<КоммерческаяИнформация xmlns="{namespace}" ВерсияСхемы="{version}"'
        f' ДатаФормирования="2026-11-22T12:00:00">{written}</КоммерческаяИнформация>'
    ).encode(encoding)


def file_name(number: int = 1) -> str:
    return f"orders-{uuid5(NAMESPACE_URL, 'exchange')}_{number}.xml"


def _document(order: LoadedOrder, form: Form, extra: Mapping[str, str]) -> str:
    requisites = {
        "Номер по 1С": order.own_number,
        "Дата по 1С": order.date.strftime("%Y-%m-%dT%H:%M:%S"),
        "ПометкаУдаления": "false",
        "Проведен": "true",
        **({"Отменен": "true"} if order.is_cancelled else {}),
        **({"Оплачен": "true"} if order.is_paid and form == "unf" else {}),
        **({"Статус заказа": order.status} if order.status else {}),
        **extra,
    }
    written = "".join(
        f"<ЗначениеРеквизита><Наименование>{name}</Наименование>"
        f"<Значение>{escape(value)}</Значение></ЗначениеРеквизита>"
        for name, value in requisites.items()
    )
    # The module of 1C-Битрикс pads its own number with blanks.
    own = f"<Номер1С>{order.own_number:<20}</Номер1С>" if form == "module" else ""
    under = _shipment(order) if order.is_shipped and form == "unf" else ""
    document = (
        f"<Документ><Ид>{uuid5(NAMESPACE_URL, order.own_number)}</Ид>"
        f"<Номер>{escape(order.number)}</Номер>{own}<Дата>{order.date:%Y-%m-%d}</Дата>"
        f"<ХозОперация>Заказ товара</ХозОперация><Роль>Продавец</Роль>"
        f"<Валюта>{order.currency}</Валюта><Курс>1</Курс><Сумма>{order.total:.2f}</Сумма>"
        f"<Время>{order.date:%H:%M:%S}</Время><ЗначенияРеквизитов>{written}</ЗначенияРеквизитов>"
        f"{under}</Документ>"
    )
    return f"<Контейнер>{document}</Контейнер>" if form == "module" else document


def _shipment(order: LoadedOrder) -> str:
    return (
        "<ПодчиненныеДокументы><ПодчиненныйДокумент><Ид>1</Ид>"
        f"<Номер>{order.own_number}</Номер><ХозОперация>Отпуск товара</ХозОперация>"
        f"<Сумма>{order.total:.2f}</Сумма></ПодчиненныйДокумент></ПодчиненныеДокументы>"
    )
