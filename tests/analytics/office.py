"""The room of exports in memory, over a lake that is Parquet all the same."""

import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from analytics.datasets import DATA_SETS
from analytics.exporting import ExportService, Range, Stores, Wish
from analytics.exports import FORMATS
from analytics.frame import Frame
from analytics.insight.service import Insights
from analytics.lake.columns import frame_of, table_of
from analytics.model import Export, Part
from analytics.producing import ExportWriter
from analytics.refresh import Refresh
from analytics.rows import Row
from analytics.shipping.job import Stock
from analytics.shipping.planning import Planning
from tests.analytics.builders import NOON
from tests.analytics.fakes import (
    FakeChanges,
    FakeExports,
    FakeLake,
    FakeQueue,
    FakeRollups,
)
from tests.analytics.rooms import COMPANY
from tests.analytics.shipping_fakes import (
    FakeFiles,
    FakeLinks,
    FakeOrdersNow,
    FakePeople,
    FakeSchedules,
    FakeSeries,
)
from tests.analytics.targets.fakes import FakeTargets


class ColumnLake(FakeLake):
    """A lake in memory that gives its months as columns, as the real one does."""

    def batches(self, parts: Iterable[Part]) -> Iterator[Any]:
        for part in sorted(parts, key=lambda each: each.month):
            rows = [self.versions[part.object_version].whole[i] for i in self._ids(part)]
            yield from table_of(part.kind, rows).to_batches(max_chunksize=3)

    def frame_of_batch(self, batch: Any) -> Frame:
        return frame_of(pa.Table.from_batches([batch]))

    def _ids(self, part: Part) -> list[str]:
        return sorted(self.versions[part.object_version].whole)


class Office:
    """Everything from changes to files of exports."""

    def __init__(self) -> None:
        self.now = NOON
        self.changes, self.lake, self.rollups = FakeChanges(), ColumnLake(), FakeRollups()
        self.records, self.queue, self.files = FakeExports(), FakeQueue(), FakeFiles()
        self.links, self.people, self.orders = FakeLinks(), FakePeople(), FakeOrdersNow()
        self.series, self.schedules = FakeSeries(), FakeSchedules()
        range_ = Range(DATA_SETS, FORMATS)
        stores = Stores(self.records, self.rollups, self.files, self.queue, self.links)
        self.exports = ExportService(stores, range_, self.clock)
        self.planning = Planning(
            self.schedules, self.exports, self.rollups, range_, self.people, COMPANY, self.clock
        )
        self.refresh = Refresh(self.changes, self.lake, self.rollups, self.planning, COMPANY)
        stock = Stock(
            self.records, self.files, self.series, self.lake, self.rollups, self.orders,
            self.people,
            Insights(
                self.rollups, self.people, self.rollups, COMPANY, self.clock, FakeTargets()
            ),
        )  # fmt: skip
        self.writer = ExportWriter(stock, range_, COMPANY, self.clock)

    def clock(self) -> datetime:
        return self.now

    def know(self, *rows: Row) -> None:
        """Roll up some changes, and forget what is queued of it."""
        self.changes.add(rows)
        while self.refresh.step():
            pass
        self.queue.sent.clear()

    def made(self, kind: str, first: date, last: date, **wish: Any) -> Export:
        """Ask for an export and write it."""
        asked = self.exports.create(Wish(first, last, kind, **wish), "alice", None)
        done = self.writer.write(asked.id)
        assert done
        return done

    def manifest(self, export: Export) -> dict[str, Any]:
        found = self.files.manifest(export.files[0].key.rpartition("/")[0] + "/")
        assert found
        return found

    def content(self, export: Export) -> bytes:
        return self.files.kept[export.files[0].key]

    def table(self, export: Export) -> list[dict[str, Any]]:
        """Read an export in Parquet."""
        rows: list[dict[str, Any]] = parquet.read_table(
            io.BytesIO(self.content(export))
        ).to_pylist()
        return rows
