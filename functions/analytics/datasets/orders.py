"""Data set: orders, one row each."""

from typing import Any, Final

from analytics.columns import STATUSES, batch_of, same, within
from analytics.dataset import DataSet, Orders, Wanted
from analytics.export import Column

COLUMNS: Final = (
    Column("number", "Номер"),
    Column("external_id", "Внешний номер"),
    Column("status", "Статус", words=STATUSES),
    # An id: the lake knows no names, so no file outlives the erasure of a customer.
    Column("customer_id", "Клиент"),
    Column("technician_name", "Мастер"),
    Column("total", "Сумма", "money"),
    Column("paid", "Оплачено", "money"),
    Column("currency", "Валюта"),
    Column("created_at", "Создана", "moment"),
    Column("started_at", "Начата", "moment"),
    Column("completed_at", "Выполнена", "moment"),
    Column("closed_at", "Закрыта", "moment"),
    Column("cancelled_at", "Отменена", "moment"),
    Column("type", "Тип"),
    Column("priority", "Приоритет"),
    Column("zone", "Зона"),
    Column("source", "Источник"),
    Column("id", "ID"),
)
PERSONAL: Final = (
    Column("customer_name", "Имя клиента"),
    Column("customer_inn", "ИНН клиента"),
    Column("title", "Что случилось"),
)


def select(batch: Any, wanted: Wanted) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Take the orders whose stamp on the axis lies in the period."""
    chosen = batch.filter(within(batch.column(wanted.axis), wanted.span))
    return batch_of(COLUMNS, same(chosen, [each.name for each in COLUMNS]))


def name(batch: Any, orders: Orders) -> list[Any]:  # noqa: ANN401 - pyarrow has no types
    """Give the customer's name and INN and the order's title as they are now."""
    import pyarrow as pa

    found = [orders.get(each) for each in batch.column("id").to_pylist()]
    return [
        pa.array([each and each.customer.name for each in found], pa.string()),
        pa.array([each and each.customer.inn for each in found], pa.string()),
        pa.array([each and each.title for each in found], pa.string()),
    ]


DATA_SET: Final = DataSet(
    title={"ru": "Заказы", "en": "Orders"},
    axes=("completed_at", "created_at", "cancelled_at"),
    columns=COLUMNS,
    source="orders",
    select=select,
    personal=PERSONAL,
    name=name,
)
