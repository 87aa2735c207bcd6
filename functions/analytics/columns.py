"""Columns of a batch of the lake: what data sets are put together from. pyarrow on first use."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from analytics.export import Column, ColumnType
from analytics.period import Span

STATUSES: Final = {
    "new": "Новая",
    "scheduled": "Назначена",
    "en_route": "В пути",
    "in_progress": "В работе",
    "on_hold": "Приостановлена",
    "completed": "Выполнена",
    "closed": "Закрыта",
    "cancelled": "Отменена",
}
VAT: Final = {
    "none": "Без НДС",
    **{rate: f"{rate} %" for rate in ["0", "5", "7", "10", "18", "20", "22"]},
}
"""Without VAT is not 0 %."""


def batch_of(columns: Sequence[Column], values: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """Put arrays together in the order and the types of columns."""
    import pyarrow as pa

    arrays = [_cast(values[each.name], each.type) for each in columns]
    return pa.RecordBatch.from_arrays(arrays, [each.name for each in columns])


def arrow_type(type_: ColumnType) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Give the Arrow type of a column's cells."""
    import pyarrow as pa

    known = {
        "text": pa.string(),
        "integer": pa.int64(),
        "money": pa.int64(),
        "number": pa.float64(),
        "share": pa.float64(),
        "date": pa.date32(),
        "moment": pa.timestamp("ms", tz="UTC"),
    }
    return known[type_]


def within(column: Any, span: Span) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Say which moments lie in a span."""
    import pyarrow as pa
    import pyarrow.compute as pc

    start, end = (pa.scalar(at, column.type) for at in (span.start, span.end))
    inside = pc.and_(pc.greater_equal(column, start), pc.less(column, end))
    return pc.fill_null(inside, fill_value=False)


def same(batch: Any, names: Sequence[str]) -> dict[str, Any]:  # noqa: ANN401
    """Give columns of a batch by name."""
    return {name: batch.column(name) for name in names}


def nested(batch: Any, part: str) -> tuple[Any, Any]:  # noqa: ANN401 - pyarrow has no types
    """Give the nested rows of a batch, and for each the place of its owner."""
    import pyarrow.compute as pc

    column = batch.column(part)
    return pc.list_flatten(column), pc.list_parent_indices(column)


def named(ids: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Give the names of ids; one without a name keeps its id."""
    import pyarrow as pa

    coded = ids.dictionary_encode()
    words = [names.get(each, each) for each in coded.dictionary.to_pylist()]
    return pa.array(words, pa.string()).take(coded.indices)


def vat_of(rates: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Name rates of VAT; no rate is without VAT, which is not 0 %."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.fill_null(rates.cast(pa.string()), "none")


def _cast(array: Any, type_: ColumnType) -> Any:  # noqa: ANN401 - pyarrow has no types
    wanted = arrow_type(type_)
    return array if array.type == wanted else array.cast(wanted)
