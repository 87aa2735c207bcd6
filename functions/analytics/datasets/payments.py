"""Data set: payments, one row each; money that went back is below zero."""

from typing import Any, Final

from analytics.columns import batch_of, nested, within
from analytics.dataset import DataSet, Orders, Wanted
from analytics.export import Column

METHODS: Final = {
    "cash": "Наличные", "card": "Карта", "transfer": "Перевод", "online": "Онлайн",
    "other": "Другое",
}  # fmt: skip
COLUMNS: Final = (
    Column("number", "Номер заказа"),
    Column("at", "Когда", "moment"),
    Column("kind", "Вид", words={"payment": "Оплата", "refund": "Возврат"}),
    Column("method", "Способ", words=METHODS),
    Column("amount", "Сумма", "money"),
    Column("currency", "Валюта"),
    Column("customer_id", "Клиент"),
    Column("payment_id", "ID платежа"),
    Column("order_id", "ID заказа"),
)
PERSONAL: Final = (
    Column("customer_name", "Имя клиента"),
    Column("customer_inn", "ИНН клиента"),
)


def select(batch: Any, wanted: Wanted) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Take the payments made in the period, whatever became of their orders."""
    import pyarrow.compute as pc

    payments, owner = nested(batch, "payments")
    found = dict(zip(payments.type.names, payments.flatten(), strict=True))
    mask = within(found["at"], wanted.span)
    own, orders = {n: a.filter(mask) for n, a in found.items()}, batch.take(owner.filter(mask))
    is_back = pc.equal(own["kind"], "refund")
    return batch_of(
        COLUMNS,
        {
            "number": orders.column("number"),
            "at": own["at"],
            "kind": own["kind"],
            "method": own["method"],
            "amount": pc.if_else(is_back, pc.negate(own["amount"]), own["amount"]),
            "currency": orders.column("currency"),
            "customer_id": orders.column("customer_id"),
            "payment_id": own["id"],
            "order_id": orders.column("id"),
        },
    )


def name(batch: Any, orders: Orders) -> list[Any]:  # noqa: ANN401 - pyarrow has no types
    """Give the customer's name and INN as they are now."""
    import pyarrow as pa

    found = [orders.get(each) for each in batch.column("order_id").to_pylist()]
    return [
        pa.array([each and each.customer.name for each in found], pa.string()),
        pa.array([each and each.customer.inn for each in found], pa.string()),
    ]


DATA_SET: Final = DataSet(
    title={"ru": "Платежи", "en": "Payments"},
    axes=("paid_at",),
    columns=COLUMNS,
    source="orders",
    select=select,
    personal=PERSONAL,
    name=name,
)
