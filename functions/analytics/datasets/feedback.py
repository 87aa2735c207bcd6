"""Data set: feedback, one row for each answer, without the customer's words."""

from typing import Any, Final

from analytics.columns import batch_of, named, same, within
from analytics.dataset import DataSet, Wanted
from analytics.export import Column

YES_NO: Final = {"true": "Да", "false": "Нет"}
AS_THEY_ARE: Final = (
    "submitted_at", "rating", "nps", "ces", "type", "technician_id", "customer_id", "source",
    "asked_at", "edited_at", "followup_opened_at", "followup_closed_at",
)  # fmt: skip
COLUMNS: Final = (
    Column("submitted_at", "Отвечено", "moment"),
    Column("rating", "Оценка", "integer"),
    Column("nps", "NPS", "integer"),
    Column("ces", "CES", "integer"),
    Column("type", "Тип заказа"),
    Column("technician_name", "Мастер"),
    Column("source", "Источник"),
    Column("asked_at", "Спрошено", "moment"),
    Column("edited_at", "Изменено", "moment"),
    Column("followup_opened_at", "Разбор начат", "moment"),
    Column("followup_closed_at", "Разбор закончен", "moment"),
    Column("hidden", "Скрыто", words=YES_NO),
    Column("customer_id", "Клиент"),
    Column("technician_id", "ID мастера"),
    Column("order_id", "ID заказа"),
)


def select(batch: Any, wanted: Wanted) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Take the answers first given in the period."""
    import pyarrow as pa

    chosen = batch.filter(within(batch.column("submitted_at"), wanted.span))
    return batch_of(
        COLUMNS,
        {
            **same(chosen, AS_THEY_ARE),
            "technician_name": named(chosen.column("technician_id"), wanted.names),
            "hidden": chosen.column("hidden").cast(pa.string()),
            "order_id": chosen.column("id"),
        },
    )


DATA_SET: Final = DataSet(
    title={"ru": "Отзывы", "en": "Feedback"},
    axes=("submitted_at",),
    columns=COLUMNS,
    source="answers",
    select=select,
)
