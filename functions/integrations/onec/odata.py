"""Orders as documents of 1C's OData: pure, by what a connection says of the base.

OData runs no logic of forms, so whatever a document needs is written out. Rows travel inside the
document and are replaced as a whole; each needs its LineNumber. Keys of ours are made of the
order's id, so that sending again changes the same document.
"""

import re
from typing import Any, Final
from uuid import NAMESPACE_OID, uuid5

from integrations.onec.settings import OnecSettings
from shared.events import Line, OrderSnapshot
from shared.onec.characters import line, lines, name
from shared.onec.requisites import local

PATH: Final = "/odata/standard.odata"
EMPTY: Final = "00000000-0000-0000-0000-000000000000"
DOCUMENTS: Final = {
    "unf_order": "Document_ЗаказПокупателя",
    "bp_sale": "Document_РеализацияТоваровУслуг",
}
_GUID: Final = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_INN: Final = re.compile(r"[0-9]{10}|[0-9]{12}")
_CENTS: Final = 100
Fields = dict[str, Any]


def document_key(order: OrderSnapshot) -> str:
    """Give the key of an order's document in every base."""
    return str(uuid5(NAMESPACE_OID, f"naryad:{order.id}"))


def known_buyer(order: OrderSnapshot) -> str | None:
    """Give the buyer's own card in 1C, when the customer names it."""
    given = order.customer.crm_1c_id or ""
    return given.lower() if _GUID.fullmatch(given) else None


def buyer_filter(order: OrderSnapshot) -> str:
    """Say how the buyer is looked for: by ИНН, else by the whole name."""
    inn = order.customer.inn or ""
    if _INN.fullmatch(inn):
        return f"ИНН eq '{inn}'"
    return f"Description eq '{name(order.customer.name).replace(chr(39), chr(39) * 2)}'"


def document(order: OrderSnapshot, settings: OnecSettings, buyer: str) -> Fields:
    """Write an order as the document that the connection asks for."""
    fields = {
        "Date": local(order.created_at, settings.profile),
        "Организация_Key": settings.organization_key or EMPTY,
        "Контрагент_Key": buyer,
        "ВалютаДокумента_Key": settings.currency_key or EMPTY,
        "СуммаДокумента": _money(order.total),
        "Комментарий": lines(f"Заказ {order.number}. {order.title}\n{order.description}", 1000),
    }
    return fields | (_sale if settings.document == "bp_sale" else _order)(order, settings)


def _order(order: OrderSnapshot, settings: OnecSettings) -> Fields:
    has_vat = any(each.vat_rate is not None for each in order.items)
    return {
        "ВидОперации": "ЗаказНаряд",
        "ВидЗаказа_Key": settings.order_kind_key or EMPTY,
        "СостояниеЗаказа_Key": settings.state_key or EMPTY,
        "Договор_Key": settings.contract_key or EMPTY,
        "Курс": 1,
        "Кратность": 1,
        "НалогообложениеНДС": "ОблагаетсяНДС" if has_vat else "НеОблагаетсяНДС",
        "СуммаВключаетНДС": True,
        "Работы": [
            {
                **_row(number, each, settings),
                "Кратность": 1,
                "Коэффициент": 1,
                # The rate is a catalogue's entry here, so its key is what is mapped.
                "СтавкаНДС_Key": _rate(each, settings, EMPTY),
                "Всего": _money(each.total),
            }
            for number, each in enumerate(order.items, 1)
        ],
    }


def _sale(order: OrderSnapshot, settings: OnecSettings) -> Fields:
    return {
        "ВидОперации": "Услуги",
        "ДоговорКонтрагента_Key": settings.contract_key or EMPTY,
        "СуммаВключаетНДС": True,
        "ДокументБезНДС": all(each.vat_rate is None for each in order.items),
        "Услуги": [
            {
                **_row(number, each, settings),
                "СтавкаНДС": _rate(each, settings, f"НДС{each.vat_rate}"),
            }
            for number, each in enumerate(order.items, 1)
        ],
    }


def _row(number: int, each: Line, settings: OnecSettings) -> Fields:
    price = each.total if each.qty == 1 else round(each.total / each.qty)
    return {
        "LineNumber": str(number),
        "Номенклатура_Key": settings.item_key or EMPTY,
        "Содержание": line(each.name),
        "Количество": float(each.qty),
        "Цена": _money(int(price)),
        "Сумма": _money(each.total),
        "СуммаНДС": _money(each.vat_amount),
    }


def _rate(each: Line, settings: OnecSettings, usual: str) -> str:
    if each.vat_rate is None:
        return EMPTY if settings.document == "unf_order" else "БезНДС"
    return settings.vat_texts.get(str(each.vat_rate), usual)


def _money(minor: int) -> float:
    return minor / _CENTS
