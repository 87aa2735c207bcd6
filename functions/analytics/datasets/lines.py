"""Data set: line items, one row for each line of an order."""

from typing import Any, Final

from analytics.columns import STATUSES, VAT, batch_of, named, nested, same, vat_of, within
from analytics.dataset import DataSet, Orders, Wanted
from analytics.export import Column

OF_ORDER: Final = ("number", "status", "customer_id", "currency", "created_at", "completed_at")
OF_LINE: Final = ("sku", "qty", "unit_price", "discount", "net", "vat_amount", "total")
COLUMNS: Final = (
    Column("number", "Номер заказа"),
    Column("line", "Строка", "integer"),
    Column("kind", "Вид", words={"service": "Услуга", "part": "Запчасть", "travel": "Выезд"}),
    Column("sku", "Артикул"),
    Column("qty", "Количество", "number"),
    Column("unit_price", "Цена", "money"),
    Column("discount", "Скидка", "money"),
    Column("net", "Без налога", "money"),
    Column("vat", "Ставка НДС", words=VAT),
    Column("vat_amount", "НДС", "money"),
    Column("total", "Сумма", "money"),
    Column("currency", "Валюта"),
    Column("technician_name", "Мастер"),
    Column("status", "Статус заказа", words=STATUSES),
    Column("customer_id", "Клиент"),
    Column("created_at", "Заказ создан", "moment"),
    Column("completed_at", "Заказ выполнен", "moment"),
    Column("order_id", "ID заказа"),
)
PERSONAL: Final = (
    Column("name", "Наименование"),
    Column("customer_name", "Имя клиента"),
    Column("customer_inn", "ИНН клиента"),
)


def select(batch: Any, wanted: Wanted) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Take the lines of the orders whose stamp on the axis lies in the period."""
    import pyarrow.compute as pc

    chosen = batch.filter(within(batch.column(wanted.axis), wanted.span))
    lines, owner = nested(chosen, "items")
    orders, own = chosen.take(owner), dict(zip(lines.type.names, lines.flatten(), strict=True))
    credited = pc.coalesce(own["technician_id"], orders.column("technician_id"))
    return batch_of(
        COLUMNS,
        {
            **same(orders, OF_ORDER),
            **{each: own[each] for each in OF_LINE},
            "qty": pc.if_else(pc.equal(own["qty"], ""), None, own["qty"]),
            "kind": own["kind"],
            "vat": vat_of(own["vat_rate"]),
            "line": _numbers(owner),
            "technician_name": named(credited, wanted.names),
            "order_id": orders.column("id"),
        },
    )


def name(batch: Any, orders: Orders) -> list[Any]:  # noqa: ANN401 - pyarrow has no types
    """Give the line's name, and the customer's name and INN, as they are now."""
    import pyarrow as pa

    ids, places = batch.column("order_id").to_pylist(), batch.column("line").to_pylist()
    found = [orders.get(each) for each in ids]
    names = [
        each.items[place - 1].name if each and place <= len(each.items) else None
        for each, place in zip(found, places, strict=True)
    ]
    return [
        pa.array(names, pa.string()),
        pa.array([each and each.customer.name for each in found], pa.string()),
        pa.array([each and each.customer.inn for each in found], pa.string()),
    ]


def _numbers(owner: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Number the lines of each order from 1."""
    import numpy as np
    import pyarrow as pa

    owners = owner.to_numpy()
    places = np.arange(len(owners))
    is_first = np.ones(len(owners), bool)
    is_first[1:] = owners[1:] != owners[:-1]
    starts = np.maximum.accumulate(np.where(is_first, places, 0)) if len(owners) else places
    return pa.array(places - starts + 1)


DATA_SET: Final = DataSet(
    title={"ru": "Строки заказов", "en": "Line items"},
    axes=("completed_at", "created_at", "cancelled_at"),
    columns=COLUMNS,
    source="orders",
    select=select,
    personal=PERSONAL,
    name=name,
)
