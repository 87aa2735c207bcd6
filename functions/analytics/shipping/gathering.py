"""What an export is written from: batches of columns, or whole orders, in flat memory.

A month of the lake is gone through once, some thousand rows at a time; of those that belong to the
export batches of an even size are made, so that the same rows give the same bytes wherever the
lake's own batches end.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from analytics.columns import batch_of, within
from analytics.dataset import DataSet, Wanted
from analytics.export import BATCH_ROWS, Column
from analytics.frame import Frame
from analytics.model import Export, Part
from analytics.shipping.beat import Beat
from analytics.shipping.totals import KpiTotals, MoneyTotals
from analytics.written import Written
from shared.events import OrderSnapshot

ORDERS_AT_ONCE: Final = 2_000
"""Whole orders take some KB each."""


class Months(Protocol):
    """The lake's months, batch by batch."""

    def batches(self, parts: Iterable[Part]) -> Iterator[Any]:
        """Read all rows of months as record batches, in a fixed order, in flat memory."""
        ...

    def frame_of_batch(self, batch: Any) -> Frame:  # noqa: ANN401 - pyarrow has no types
        """Give a record batch as a frame."""
        ...


class OrdersNow(Protocol):
    """Orders as they are now."""

    def by_id(self, ids: Sequence[str]) -> Mapping[str, OrderSnapshot]:
        """Read orders; one that is not there is left out."""
        ...


@dataclass
class Gathered:
    """What is found out while rows pass by."""

    money: MoneyTotals
    kpis: KpiTotals | None
    warnings: Counter[str]
    rows: int = 0
    has_money: bool = False
    digest: str = ""
    """Names whole orders by their content; a file of columns is named by its own bytes."""
    written: Written = field(default_factory=Written)
    """What a writer of whole orders says: it may refuse some."""

    def judge(self, options: Mapping[str, str]) -> None:
        """Take over what the writer of whole orders says of its file."""
        self.rows = self.written.orders
        self.warnings["refused"] += self.written.refused_orders
        for code, count in self.written.left_out.items():
            self.warnings[f"left_out_{code}"] += count
        told = (self.digest, *map(str, sorted(options.items())))
        self.digest = hashlib.sha256("\n".join(told).encode()).hexdigest()


@dataclass(frozen=True)
class Gathering:
    """One pass over the lake for one export."""

    export: Export
    data_set: DataSet
    wanted: Wanted
    months: Months
    orders: OrdersNow
    beat: Beat
    found: Gathered

    def columns(self) -> Iterator[Any]:
        """Give batches of columns."""
        for batch in _even(self._selected()):
            self.found.rows += batch.num_rows
            yield self._named(batch) if self.export.personal else batch

    def whole_orders(self) -> Iterator[OrderSnapshot]:
        """Give orders as they are now; one changed since the lake's version is counted."""
        digest = hashlib.sha256()
        for batch in _even(self._chosen(), ORDERS_AT_ONCE):
            versions = dict(zip(*(batch.column(n).to_pylist() for n in ("id", "version")),
                                strict=True))  # fmt: skip
            now = self.orders.by_id(list(versions))
            found = [now[each] for each in versions if each in now]
            self.found.warnings["order_missing"] += len(versions) - len(found)
            moved = sum(1 for each in found if each.version != versions[each.id])
            self.found.warnings["changed_since"] += moved
            for order in found:
                digest.update(order.model_dump_json().encode())
                self.found.rows += 1
                yield order
        self.found.digest = digest.hexdigest()

    def _chosen(self) -> Iterator[Any]:
        """Give the orders whose stamp lies in the period."""
        for batch in self.months.batches(self.export.parts):
            self.beat.passed(batch.num_rows)
            chosen = batch.filter(within(batch.column(self.wanted.axis), self.wanted.span))
            self._count(batch)
            yield chosen.select(["id", "version"])

    def _selected(self) -> Iterator[Any]:
        select = self.data_set.select
        if select is None:
            raise AssertionError(self.export.kind)
        for batch in self.months.batches(self.export.parts):
            self.beat.passed(batch.num_rows)
            chosen = batch
            if self.wanted.axis in batch.schema.names:
                chosen = batch.filter(within(batch.column(self.wanted.axis), self.wanted.span))
            self._count(batch)
            made = select(chosen, self.wanted)
            self._add_money(chosen, made)
            yield made

    def _count(self, batch: Any) -> None:  # noqa: ANN401 - pyarrow has no types
        """Let KPIs see all rows: some count by another moment than rows are chosen by."""
        if self.found.kpis:
            self.found.kpis.add(self.months.frame_of_batch(batch))

    def _add_money(self, chosen: Any, made: Any) -> None:  # noqa: ANN401 - pyarrow
        if self.export.kind in {"orders", "lines"}:
            self.found.has_money = True
            self.found.money.add_batch(chosen)
        elif self.export.kind == "payments":
            self.found.has_money = True
            self.found.money.add_amounts(made.column("currency"), made.column("amount"))

    def _named(self, batch: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
        """Put the personal columns behind, of orders read now, some thousand at a time."""
        import pyarrow as pa

        name = self.data_set.name
        if name is None:
            return batch
        key = "id" if "id" in batch.schema.names else "order_id"
        parts: list[list[Any]] = []
        for start in range(0, max(batch.num_rows, 1), ORDERS_AT_ONCE):
            some = batch.slice(start, ORDERS_AT_ONCE)
            now = self.orders.by_id(list(dict.fromkeys(some.column(key).to_pylist())))
            parts.append(name(some, now))
        joined = [pa.concat_arrays(list(each)) for each in zip(*parts, strict=True)]
        columns = {n: batch.column(n) for n in batch.schema.names}
        own: Sequence[Column] = self.data_set.personal
        columns |= {each.name: array for each, array in zip(own, joined, strict=True)}
        return batch_of(self.data_set.columns_for(personal=True), columns)


def _even(batches: Iterable[Any], size: int = BATCH_ROWS) -> Iterator[Any]:
    """Make batches of one size; the last may be smaller."""
    waiting: list[Any] = []
    rows = 0
    for batch in batches:
        waiting.append(batch)
        rows += batch.num_rows
        if rows >= size:
            whole = _whole(waiting)
            cut = rows - rows % size
            for start in range(0, cut, size):
                yield whole.slice(start, size)
            waiting, rows = [whole.slice(cut)], rows - cut
    if rows:
        yield _whole(waiting)


def _whole(batches: Sequence[Any]) -> Any:  # noqa: ANN401 - pyarrow has no types
    import pyarrow as pa

    table = pa.Table.from_batches(batches).combine_chunks()
    found = table.to_batches()
    return found[0] if found else batches[0]
