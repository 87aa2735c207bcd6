"""Parquet: typed columns for duckdb, pandas, BI and warehouses.

Money is a decimal in major units with three places, whatever the currency, so that the files of
all periods have one schema; moments are in UTC; codes stay codes. Compressed with zstd.
"""

from collections.abc import Iterable
from typing import Any, Final

from analytics.columns import arrow_type
from analytics.export import Column, ExportFormat, Setting, Sink
from analytics.frame import Ints
from analytics.writing.pieces import digits_of

PLACES: Final = 3
DIGITS: Final = 21
"""Money has at most 16 digits in minor units; three more and some room."""


class _File:
    """A sink as pyarrow writes to it."""

    closed = False

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._at = 0

    def write(self, data: Any) -> int:  # noqa: ANN401 - a buffer of pyarrow
        written = bytes(data)
        self._at += len(written)
        return self._sink.write(written)

    def tell(self) -> int:
        return self._at

    def flush(self) -> None:
        """Leave it to the sink."""

    def close(self) -> None:
        """Leave it to the sink."""


def write(batches: Iterable[Any], file: Sink, setting: Setting) -> None:
    """Write a row group for each batch."""
    import pyarrow as pa
    from pyarrow import parquet

    fields = [pa.field(each.name, _type(each)) for each in setting.columns]
    schema = pa.schema(fields)
    with parquet.ParquetWriter(_File(file), schema, compression="zstd") as writer:
        for batch in batches:
            arrays = [_cells(batch, each) for each in setting.columns]
            writer.write_batch(pa.RecordBatch.from_arrays(arrays, schema=schema))


def _type(column: Column) -> Any:  # noqa: ANN401 - pyarrow has no types
    import pyarrow as pa

    return pa.decimal128(DIGITS, PLACES) if column.type == "money" else arrow_type(column.type)


def _cells(batch: Any, column: Column) -> Any:  # noqa: ANN401 - pyarrow has no types
    array = batch.column(column.name)
    return _decimals(array, batch.column("currency")) if column.type == "money" else array


def _decimals(array: Any, currencies: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Give minor units as decimals, whose 128 bits are put together from two halves."""
    import numpy as np
    import pyarrow as pa

    coded = currencies.dictionary_encode()
    known = [10 ** (PLACES - digits_of(each)) for each in coded.dictionary.to_pylist()]
    scales: Ints = np.array([*known, 1], np.int64)
    places = coded.indices.fill_null(len(known)).to_numpy()
    whole = array.fill_null(0).to_numpy() * scales[places]
    halves = np.column_stack((whole, np.where(whole < 0, -1, 0)))
    is_there = array.is_valid().buffers()[1] if array.null_count else None
    bits = pa.py_buffer(np.ascontiguousarray(halves))
    return pa.Array.from_buffers(pa.decimal128(DIGITS, PLACES), len(array), [is_there, bits])


FORMAT: Final = ExportFormat(
    profile="parquet",
    title={"ru": "Parquet", "en": "Parquet"},
    extension="parquet",
    media_type="application/vnd.apache.parquet",
    write_columns=write,
)
