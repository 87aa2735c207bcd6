"""The lake: Parquet objects per kind and local month in which its rows began, each row once.

How a month lies in objects is told by `days`. What changes is written as a new version of its
object; the state row says which versions are valid, so readers never see half of a change, and what
a crashed run has written is not seen at all. A write names the object it replaces (If-Match), so
two runs can't both go on.

A row stays in its month: the moment it began never changes. pyarrow is imported on first use, and
only its core, compute and parquet modules: `pyarrow.dataset` costs memory and half a second.
"""

import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO
from itertools import islice
from operator import attrgetter
from typing import Any, Final
from zoneinfo import ZoneInfo

from analytics.frame import Frame, Texts
from analytics.lake.columns import frame_of, joined, read_coded, rows_of, schema, without_stubs
from analytics.lake.days import (
    by_day,
    folder_of,
    is_by_day,
    key_of,
    key_of_day,
    key_of_list,
    named_list,
    prefix_of,
    read_list,
    version_of_list,
    written_list,
)
from analytics.lake.laid import LaidPages
from analytics.lake.merging import merge
from analytics.lake.months import Ground, ParquetMonth, StoredMonth
from analytics.lake.objects import guard_of
from analytics.lake.sorting import Batch, sort_out
from analytics.model import Axis, Part
from analytics.period import Span
from analytics.rows import KINDS, Kind, OrderLines, OrderRow, Row

BATCH_ROWS: Final = 4096
FRAME_ROWS: Final = 32_768
EXPORT_ROWS: Final = 16_384
CLEARED_AT_ONCE: Final = 1000
"""So many are hidden in some ten seconds; what is left another night hides."""
_CHUNK: Final = 1024 * 1024


class S3Lake(LaidPages):
    """The lake in the data bucket.

    Merging a month: 1 LIST, 1 GET, 1 PUT of its size; of one that lies by days, 1 GET and 1 PUT of
    each day that changes, and of the list. Reading: 1 GET per month that has rows, or 32.
    """

    def __init__(self, client: Any, bucket: str, zone: ZoneInfo) -> None:  # noqa: ANN401 - boto3
        """Bind to the data bucket; months are those of the company's zone."""
        super().__init__(client, bucket)
        self.zone = zone

    def sort_out(self, rows: Iterable[Row | OrderLines]) -> Iterator[Batch]:
        """Give changes by kind and month, in that order, with what they tell of other rows."""
        return sort_out(rows, self.zone)

    def merge(self, part: Part | None, batch: Batch) -> ParquetMonth:
        """Merge changes into a version of their month: the latest version of each row wins."""
        kind, month = batch.kind, batch.month
        etags, rows = self._etags(kind, month), part.rows if part else 0
        if part is None or not is_by_day(part):
            merged = {"": merge(kind, self._table(part, kind), batch.table)}
            return ParquetMonth(self, Ground(kind, month, rows, None, etags), merged)
        versions = self._versions(part)
        merged = {
            day: merge(kind, self._table_of_day(part, day, versions.get(day)), changes)
            for day, changes in by_day(kind, batch.table, self.zone)
        }
        return ParquetMonth(self, Ground(kind, month, rows, versions, etags), merged)

    def opened(self, part: Part) -> StoredMonth:
        """Give a month as it is stored."""
        return StoredMonth(part, self._coded(part))

    def frame(self, part: Part) -> Frame:
        """Read a month as columns."""
        return frame_of(self._coded(part))

    def column(self, part: Part, name: str) -> Texts:
        """Read one column of texts of a month; objects come whole, the rest is not unpacked."""
        from pyarrow import parquet

        wanted = [name, "version"]
        files = (parquet.ParquetFile(BytesIO(body.read())) for body in self._bodies(part))
        return frame_of(joined([file.read(columns=wanted) for file in files])).texts[name]

    def renewed(self, part: Part) -> Part | None:
        """Store a month again where its version is not the newest one; LakeBusyError."""
        kind, month = part.kind, part.month
        etags = self._etags(kind, month)
        if not is_by_day(part):
            version = self._again(key_of(kind, month), part.object_version, etags)
            return part.model_copy(update={"object_version": version}) if version else None
        versions, key = self._versions(part), key_of_list(kind, month)
        again = {
            day: self._again(key_of_day(kind, month, day), version, etags)
            for day, version in versions.items()
        }
        stored = {day: version for day, version in again.items() if version}
        if not stored:
            version = self._again(key, version_of_list(part), etags)
        else:
            version = self.put(key, written_list({**versions, **stored}), guard_of(etags, key))
        return part.model_copy(update={"object_version": named_list(version)}) if version else None

    def clear(self, parts: Iterable[Part], before: datetime) -> int:
        """Hide what these months do not name and was stored before a moment; give how many.

        A version that is named otherwise, by an export or a list, can be read for as long as any
        that was replaced. What somebody writes meanwhile stays.
        """
        named = {key for part in parts for key in self._keys(part)}
        found = (each for kind in KINDS for each in self._listed(folder_of(kind)))
        idle = (e for e in found if e["Key"] not in named and e["LastModified"] < before)
        return sum(self._hide(each["Key"], each["ETag"]) for each in islice(idle, CLEARED_AT_ONCE))

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

    def _batches(self, parts: Iterable[Part], size: int) -> Iterator[Any]:
        """Read rows batch by batch from a temporary file; stubs are none."""
        from pyarrow import parquet

        for part in sorted(parts, key=attrgetter("month")):
            for body in self._bodies(part):
                with tempfile.TemporaryFile() as file:
                    for chunk in body.iter_chunks(_CHUNK):
                        file.write(chunk)
                    yield from map(without_stubs, parquet.ParquetFile(file).iter_batches(size))

    def _coded(self, part: Part) -> Any:  # noqa: ANN401 - pyarrow has no types
        """Read a month with words as codes, as its files hold them."""
        files = (BytesIO(body.read()) for body in self._bodies(part))
        return joined([read_coded(file, part.kind) for file in files])

    def _table(self, part: Part | None, kind: Kind) -> Any:  # noqa: ANN401 - pyarrow has no types
        if part is None:
            return schema(kind).empty_table()
        return _read(self._body(key_of(kind, part.month), part.object_version))

    def _table_of_day(self, part: Part, day: str, version: str | None) -> Any:  # noqa: ANN401
        if version is None:
            return schema(part.kind).empty_table()
        return _read(self._body(key_of_day(part.kind, part.month, day), version))

    def _bodies(self, part: Part) -> Iterator[Any]:
        """Read the files of a month one after another, in the order of its rows."""
        kind, month = part.kind, part.month
        if not is_by_day(part):
            yield self._body(key_of(kind, month), part.object_version)
            return
        for day, version in self._versions(part).items():
            yield self._body(key_of_day(kind, month, day), version)

    def _versions(self, part: Part) -> dict[str, str]:
        key = key_of_list(part.kind, part.month)
        return read_list(self._body(key, version_of_list(part)).read())

    def _keys(self, part: Part) -> Iterator[str]:
        """Name the objects in which a month lies."""
        kind, month = part.kind, part.month
        if not is_by_day(part):
            yield key_of(kind, month)
            return
        yield key_of_list(kind, month)
        for day in self._versions(part):
            yield key_of_day(kind, month, day)

    def _etags(self, kind: Kind, month: str) -> dict[str, str]:
        # A listing, because without s3:ListBucket on every key a missing object answers 403. It is
        # one page: a month has at most 34 objects.
        found = self.client.list_objects_v2(Bucket=self.bucket, Prefix=prefix_of(kind, month))
        return {each["Key"]: each["ETag"] for each in found.get("Contents", [])}


def _within(table: Any, axis: Axis, span: Span) -> Any:  # noqa: ANN401 - pyarrow has no types
    import pyarrow as pa
    import pyarrow.compute as pc

    column = table.column(axis)
    start, end = (pa.scalar(at, column.type) for at in (span.start, span.end))
    inside = pc.and_(pc.greater_equal(column, start), pc.less(column, end))
    return pc.fill_null(inside, fill_value=False)


def _read(body: Any) -> Any:  # noqa: ANN401 - boto3's stream; pyarrow has no types
    from pyarrow import parquet

    return parquet.ParquetFile(BytesIO(body.read())).read()
