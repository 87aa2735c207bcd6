"""The lake of orders: one Parquet object per local month of creation, every order once.

    lake/orders/month=2026-11/part.parquet

A month is rewritten whole, as a new version of the object; the state row says which version is
valid, so readers never see half of a change, and what a crashed run has written is not seen at
all. A write names the object it replaces (If-Match), so two runs can't both go on.

An order stays in its month: created_at never changes. pyarrow is imported on first use, and only
its core, compute and parquet modules: `pyarrow.dataset` costs memory and half a second.
"""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import date, datetime
from functools import cache
from io import BytesIO
from operator import attrgetter
from typing import Any, Final, get_args, get_type_hints
from zoneinfo import ZoneInfo

from botocore.exceptions import ClientError

from analytics.model import AXES, Axis, OrderRow, Part
from analytics.period import Span
from analytics.ports import LakeBusyError
from shared.clock import local_day

BATCH_ROWS: Final = 4096
_CHUNK: Final = 1024 * 1024
_COLUMNS: Final = tuple(field.name for field in fields(OrderRow))


@cache
def schema() -> Any:  # noqa: ANN401 - pyarrow has no types
    """Give the columns of the lake, from the fields of OrderRow."""
    import pyarrow as pa

    types = {str: pa.string(), int: pa.int64(), datetime: pa.timestamp("ms", tz="UTC")}
    hints = get_type_hints(OrderRow)
    kinds = {name: (get_args(hints[name]) or (hints[name],))[0] for name in _COLUMNS}
    return pa.schema([(name, types[kind]) for name, kind in kinds.items()])


class S3Lake:
    """The lake in the data bucket.

    Merging a month: 1 LIST, 1 GET, 1 PUT of its size. Reading: 1 GET per month that has rows.
    """

    def __init__(self, client: Any, bucket: str, zone: ZoneInfo) -> None:  # noqa: ANN401 - boto3
        """Bind to the data bucket; months are those of the company's zone."""
        self.client = client
        self.bucket = bucket
        self.zone = zone

    def merge(self, month: str, part: Part | None, orders: Iterable[OrderRow]) -> "ParquetMonth":
        """Merge orders into a version of a month: the latest version of each order wins."""
        current = self._current(month)
        table = self._table(part) if part else schema().empty_table()
        return ParquetMonth(self, month, current, *_merged(table, _latest(orders)))

    def rows(self, parts: Iterable[Part], axis: Axis, span: Span) -> Iterator[OrderRow]:
        """Read the orders whose stamp lies in the span, batch by batch from a temporary file."""
        from pyarrow import parquet

        for part in sorted(parts, key=attrgetter("month")):
            with tempfile.TemporaryFile() as file:
                for chunk in self._body(part).iter_chunks(_CHUNK):
                    file.write(chunk)
                for batch in parquet.ParquetFile(file).iter_batches(BATCH_ROWS):
                    yield from _rows(batch.filter(_within(batch, axis, span)))

    def _table(self, part: Part) -> Any:  # noqa: ANN401 - pyarrow has no types
        from pyarrow import parquet

        return parquet.ParquetFile(BytesIO(self._body(part).read())).read()

    def _body(self, part: Part) -> Any:  # noqa: ANN401 - boto3's stream
        key, version = key_of(part.month), part.object_version
        return self.client.get_object(Bucket=self.bucket, Key=key, VersionId=version)["Body"]

    def _current(self, month: str) -> str | None:
        # A listing, because without s3:ListBucket on every key a missing object answers 403.
        found = self.client.list_objects_v2(Bucket=self.bucket, Prefix=key_of(month), MaxKeys=1)
        return next((each["ETag"] for each in found.get("Contents", [])), None)


class ParquetMonth:
    """One month with changes merged in, not yet stored."""

    def __init__(
        self,
        lake: S3Lake,
        month: str,
        current: str | None,
        table: Any,  # noqa: ANN401 - pyarrow has no types
        changed: Sequence[tuple[OrderRow | None, OrderRow]],
    ) -> None:
        """Keep the merged table and the orders that differ: (before, after)."""
        self.changed = changed
        self._lake = lake
        self._month = month
        self._current = current
        self._table = table

    def touching(self, span: Span) -> list[OrderRow]:
        """Give the month's orders that have a stamp in the span."""
        import pyarrow.compute as pc

        first, *others = (_within(self._table, axis, span) for axis in AXES)
        mask = first
        for other in others:
            mask = pc.or_(mask, other)
        return list(_rows(self._table.filter(mask)))

    def days(self) -> set[date]:
        """Give all local days on which an order of the month has a stamp."""
        columns = (self._table.column(axis).unique().to_pylist() for axis in AXES)
        return {local_day(at, self._lake.zone) for column in columns for at in column if at}

    def save(self) -> Part:
        """Store the month as a new version of its object, or LakeBusyError."""
        from pyarrow import parquet

        file = BytesIO()
        parquet.write_table(self._table, file, compression="zstd")
        guard = {"IfMatch": self._current} if self._current else {"IfNoneMatch": "*"}
        try:
            answer = self._lake.client.put_object(
                Bucket=self._lake.bucket, Key=key_of(self._month), Body=file.getvalue(), **guard
            )
        except ClientError as error:
            # 412: the object is another one by now; 409: another write is under way.
            if error.response["ResponseMetadata"]["HTTPStatusCode"] in {409, 412}:
                raise LakeBusyError(self._month) from error
            raise
        return Part(
            month=self._month,
            object_version=answer["VersionId"],
            orders=self._table.num_rows,
            spans=self._spans(),
        )

    def _spans(self) -> dict[Axis, tuple[date, date]]:
        import pyarrow.compute as pc

        ends = {axis: pc.min_max(self._table.column(axis)).as_py() for axis in AXES}
        return {
            axis: (local_day(each["min"], self._lake.zone), local_day(each["max"], self._lake.zone))
            for axis, each in ends.items()
            if each["min"] is not None
        }


def key_of(month: str) -> str:
    """Give the key of a month's object."""
    return f"lake/orders/month={month}/part.parquet"


def _latest(orders: Iterable[OrderRow]) -> dict[str, OrderRow]:
    latest: dict[str, OrderRow] = {}
    for order in orders:
        known = latest.get(order.id)
        if known is None or known.version < order.version:
            latest[order.id] = order
    return latest


def _merged(table: Any, latest: dict[str, OrderRow]) -> tuple[Any, Any]:  # noqa: ANN401
    """Sorted by creation and id, so the same orders give the same bytes by whatever way."""
    import pyarrow as pa
    import pyarrow.compute as pc

    asked = pa.array(list(latest), pa.string())
    known = {row.id: row for row in _rows(table.filter(pc.is_in(table.column("id"), asked)))}
    changed = [
        (known.get(order.id), order)
        for order in latest.values()
        if order.id not in known or known[order.id].version < order.version
    ]
    stale = pa.array([after.id for before, after in changed if before], pa.string())
    kept = table.filter(pc.invert(pc.is_in(table.column("id"), stale)))
    columns = {name: [getattr(after, name) for _, after in changed] for name in _COLUMNS}
    merged = pa.concat_tables([kept, pa.table(columns, schema())])
    order = pc.sort_indices(merged, [("created_at", "ascending"), ("id", "ascending")])
    return merged.take(order).combine_chunks(), changed


def _within(table: Any, axis: Axis, span: Span) -> Any:  # noqa: ANN401 - pyarrow has no types
    import pyarrow as pa
    import pyarrow.compute as pc

    column = table.column(axis)
    start, end = (pa.scalar(at, column.type) for at in (span.start, span.end))
    inside = pc.and_(pc.greater_equal(column, start), pc.less(column, end))
    return pc.fill_null(inside, fill_value=False)


def _rows(table: Any) -> Iterator[OrderRow]:  # noqa: ANN401 - pyarrow has no types
    columns = [table.column(name).to_pylist() for name in _COLUMNS]
    return (OrderRow(*values) for values in zip(*columns, strict=True))
