"""The lake: one Parquet object per kind and local month in which its rows began, each row once.

    lake/orders/month=2026-11/part.parquet

A month is rewritten whole, as a new version of the object; the state row says which version is
valid, so readers never see half of a change, and what a crashed run has written is not seen at
all. A write names the object it replaces (If-Match), so two runs can't both go on.

A row stays in its month: the moment it began never changes. pyarrow is imported on first use, and
only its core, compute and parquet modules: `pyarrow.dataset` costs memory and half a second.
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cached_property
from io import BytesIO
from operator import attrgetter
from typing import Any, Final
from zoneinfo import ZoneInfo

from botocore.exceptions import ClientError

from analytics.frame import Frame, Ints, Texts
from analytics.lake.columns import frame_of, read_coded, rows_of, schema, written
from analytics.lake.contents import contents
from analytics.lake.laid import LaidPages
from analytics.lake.merging import Merged, merge
from analytics.lake.sorting import Batch, sort_out
from analytics.model import AXES, Axis, Part
from analytics.period import Span
from analytics.ports import LakeBusyError, VersionGoneError
from analytics.rows import Kind, OrderLines, OrderRow, Row
from analytics.zones import local_days

BATCH_ROWS: Final = 4096
FRAME_ROWS: Final = 32_768
EXPORT_ROWS: Final = 16_384
_CHUNK: Final = 1024 * 1024


class S3Lake(LaidPages):
    """The lake in the data bucket.

    Merging a month: 1 LIST, 1 GET, 1 PUT of its size. Reading: 1 GET per month that has rows.
    """

    def __init__(self, client: Any, bucket: str, zone: ZoneInfo) -> None:  # noqa: ANN401 - boto3
        """Bind to the data bucket; months are those of the company's zone."""
        super().__init__(client, bucket)
        self.zone = zone

    def sort_out(self, rows: Iterable[Row | OrderLines]) -> Iterator[Batch]:
        """Give changes by kind and month, in that order, with what they tell of other rows."""
        return sort_out(rows, self.zone)

    def merge(self, part: Part | None, batch: Batch) -> "ParquetMonth":
        """Merge changes into a version of their month: the latest version of each row wins."""
        current = self._current(batch.kind, batch.month)
        # The table belongs to the merge alone, which lets go of each column that it has copied.
        merged = merge(
            batch.kind,
            self._table(part) if part else schema(batch.kind).empty_table(),
            batch.table,
        )
        return ParquetMonth(self, batch.kind, batch.month, current, merged)

    def opened(self, part: Part) -> "StoredMonth":
        """Give a month as it is stored, all of its rows as new; saving it names its days only."""
        return StoredMonth(self, part, self._coded(part))

    def frame(self, part: Part) -> Frame:
        """Read a month as columns."""
        return frame_of(self._coded(part))

    def column(self, part: Part, name: str) -> Texts:
        """Read one column of texts of a month; the object comes whole, the rest is not unpacked."""
        from pyarrow import parquet

        file = parquet.ParquetFile(BytesIO(self._body(part).read()))
        return frame_of(file.read(columns=[name, "version"])).texts[name]

    def renewed(self, part: Part) -> Part | None:
        """Store a month again where its version is not the newest one; LakeBusyError."""
        key = key_of(part.kind, part.month)
        newest = self.client.head_object(Bucket=self.bucket, Key=key)
        if newest["VersionId"] == part.object_version:
            return None
        body = self._body(part).read()
        version = self.put(key, body, {"IfMatch": newest["ETag"]})
        return part.model_copy(update={"object_version": version})

    def rows(self, parts: Iterable[Part], axis: Axis, span: Span) -> Iterator[OrderRow]:
        """Read the orders whose stamp lies in the span, in a fixed order, in flat memory."""
        for batch in self._batches(parts, BATCH_ROWS):
            yield from rows_of("orders", batch.filter(_within(batch, axis, span)))

    def batches(self, parts: Iterable[Part]) -> Iterator[Any]:
        """Read all rows of months as record batches, in a fixed order, in flat memory."""
        return self._batches(parts, EXPORT_ROWS)

    def frame_of_batch(self, batch: Any) -> Frame:  # noqa: ANN401 - pyarrow has no types
        """Give a record batch as a frame."""
        import pyarrow as pa

        return frame_of(pa.Table.from_batches([batch]))

    def frames(self, parts: Iterable[Part], axis: Axis, span: Span) -> Iterator[Frame]:
        """Read the same orders as columns, some thousands at a time."""
        import pyarrow as pa

        for batch in self._batches(parts, FRAME_ROWS):
            yield frame_of(pa.Table.from_batches([batch.filter(_within(batch, axis, span))]))

    def put(self, key: str, body: bytes, guard: Mapping[str, str]) -> str:
        """Store a version of an object under a condition, or LakeBusyError; give its name."""
        place = {"Bucket": self.bucket, "Key": key}
        try:
            answer = self.client.put_object(**place, Body=body, **guard)
        except ClientError as error:
            # 412: the object is another one by now; 409: another write is under way.
            if error.response["ResponseMetadata"]["HTTPStatusCode"] in {409, 412}:
                raise LakeBusyError(key) from error
            raise
        version: str = answer["VersionId"]
        return version

    def _batches(self, parts: Iterable[Part], size: int) -> Iterator[Any]:
        """Read rows batch by batch from a temporary file."""
        from pyarrow import parquet

        for part in sorted(parts, key=attrgetter("month")):
            with tempfile.TemporaryFile() as file:
                for chunk in self._body(part).iter_chunks(_CHUNK):
                    file.write(chunk)
                yield from parquet.ParquetFile(file).iter_batches(size)

    def _coded(self, part: Part) -> Any:  # noqa: ANN401 - pyarrow has no types
        """Read a month with words as codes, as its file holds them."""
        return read_coded(BytesIO(self._body(part).read()), part.kind)

    def _table(self, part: Part) -> Any:  # noqa: ANN401 - pyarrow has no types
        from pyarrow import parquet

        return parquet.ParquetFile(BytesIO(self._body(part).read())).read()

    def _body(self, part: Part) -> Any:  # noqa: ANN401 - boto3's stream
        key, version = key_of(part.kind, part.month), part.object_version
        try:
            return self.client.get_object(Bucket=self.bucket, Key=key, VersionId=version)["Body"]
        except ClientError as error:
            if error.response["Error"]["Code"] == "NoSuchVersion":
                raise VersionGoneError(f"{key} {version}") from error
            raise

    def _current(self, kind: Kind, month: str) -> str | None:
        # A listing, because without s3:ListBucket on every key a missing object answers 403.
        prefix = key_of(kind, month)
        found = self.client.list_objects_v2(Bucket=self.bucket, Prefix=prefix, MaxKeys=1)
        return next((each["ETag"] for each in found.get("Contents", [])), None)


class ParquetMonth:
    """One month with changes merged in, not yet stored."""

    def __init__(
        self, lake: S3Lake, kind: Kind, month: str, current: str | None, merged: Merged
    ) -> None:
        """Keep the merged table and what differs in it."""
        self.kind = kind
        self.month = month
        self._lake = lake
        self._current = current
        self._merged = merged

    @property
    def has_changed(self) -> bool:
        """Whether any row differs."""
        return bool(self._merged.after.num_rows)

    @cached_property
    def before(self) -> Frame:
        """The rows that differ, as they were."""
        return frame_of(self._merged.before)

    @cached_property
    def after(self) -> Frame:
        """The rows that differ, as they are."""
        return frame_of(self._merged.after)

    @cached_property
    def frame(self) -> Frame:
        """All rows."""
        return frame_of(self._merged.table)

    @property
    def newest(self) -> datetime | None:
        """The newest change among the rows that differ."""
        import pyarrow.compute as pc

        newest: datetime | None = pc.max(self._merged.after.column("updated_at")).as_py()
        return newest

    def contents(self, days: Iterable[int]) -> dict[int, bytes]:
        """Name the content of days: another name whenever an order with a stamp there changes."""
        stamped = [self._stamped(axis) for axis in AXES]
        return contents(self._merged.table, stamped, days)

    def save(self, spans: Mapping[str, tuple[date, date]]) -> Part:
        """Store the month as a new version of its object, or LakeBusyError."""
        body = written(self.kind, self._merged.table)
        guard = {"IfMatch": self._current} if self._current else {"IfNoneMatch": "*"}
        version = self._lake.put(key_of(self.kind, self.month), body, guard)
        return Part(
            kind=self.kind,
            month=self.month,
            object_version=version,
            rows=self.frame.size,
            spans=spans,
        )

    def _stamped(self, axis: Axis) -> tuple[Ints, Ints]:
        import numpy as np

        rows = np.flatnonzero(self.frame.has(axis))
        return rows, local_days(self.frame.number(axis)[rows], self._lake.zone)


class StoredMonth(ParquetMonth):
    """A month as it is stored."""

    def __init__(self, lake: S3Lake, part: Part, table: Any) -> None:  # noqa: ANN401 - pyarrow
        """Keep which version it is."""
        merged = Merged(table=table, before=table.slice(0, 0), after=table)
        super().__init__(lake, part.kind, part.month, None, merged)
        self._part = part

    def save(self, spans: Mapping[str, tuple[date, date]]) -> Part:
        """Name the days that its rows touch."""
        return self._part.model_copy(update={"spans": spans})


def key_of(kind: Kind, month: str) -> str:
    """Give the key of a month's object."""
    return f"lake/{kind}/month={month}/part.parquet"


def _within(table: Any, axis: Axis, span: Span) -> Any:  # noqa: ANN401 - pyarrow has no types
    import pyarrow as pa
    import pyarrow.compute as pc

    column = table.column(axis)
    start, end = (pa.scalar(at, column.type) for at in (span.start, span.end))
    inside = pc.and_(pc.greater_equal(column, start), pc.less(column, end))
    return pc.fill_null(inside, fill_value=False)
