"""Planted defects of figures: mistakes that somebody might make in lake and roll-ups."""

import gzip
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

import pytest

from analytics import changes, paging, position, refresh, storage, stream
from analytics.changes import S3Changes
from analytics.keeping import Keeping
from analytics.lake import merging, sorting
from analytics.lake.months import ParquetMonth
from analytics.lake.store import S3Lake
from analytics.model import Page
from analytics.refresh import Refresh
from analytics.settling import Settling
from analytics.storage import DynamoRollups
from shared.table import Put

Plant = Callable[[pytest.MonkeyPatch], None]


def the_state_is_put_without_condition(patch: Any) -> None:
    def put(table: str, item: Any, **_: Any) -> Put:
        return Put(table, item)

    patch.setattr(storage, "Put", put)


def the_state_goes_ahead_of_its_pages(patch: Any) -> None:
    real = DynamoRollups._replace

    def replaced(self: Any, version: int, state: Any, items: Any) -> None:
        real(self, version, self.ahead, items)

    def commit(self: Any, old: Any, new: Any, pages: Any) -> None:
        self.ahead = new
        real_commit(self, old, new, pages)

    real_commit = DynamoRollups.commit
    patch.setattr(DynamoRollups, "_replace", replaced)
    patch.setattr(DynamoRollups, "commit", commit)


def days_wait_with_the_last_group_only(patch: Any) -> None:
    real = DynamoRollups._replace

    def replaced(self: Any, version: int, state: Any, items: Any) -> None:
        is_ahead = state is not self.new
        waiting = {"waiting": self.old.waiting} if is_ahead else {}
        real(self, version, state.model_copy(update=waiting), items)

    def commit(self: Any, old: Any, new: Any, pages: Any) -> None:
        self.old, self.new = old, new
        real_commit(self, old, new, pages)

    real_commit = DynamoRollups.commit
    patch.setattr(DynamoRollups, "_replace", replaced)
    patch.setattr(DynamoRollups, "commit", commit)


def exports_are_forgotten(patch: Any) -> None:
    def queued(self: Any, state: Any) -> bool:
        if state.waiting:
            self._rollups.commit(state, state.model_copy(update={"waiting": ()}), [])
        return bool(state.waiting)

    patch.setattr(Refresh, "_queue_exports", queued)


def lost_versions_are_not_kept(patch: Any) -> None:
    patch.setattr(Keeping, "keep", lambda _: 0)


def reads_whatever_version_is_the_newest(patch: Any) -> None:
    def body(self: Any, key: str, _: str) -> Any:
        return self.client.get_object(Bucket=self.bucket, Key=key)["Body"]

    patch.setattr(S3Lake, "_body", body)


def what_arrived_last_wins(patch: Any) -> None:
    real = merging._groups

    def groups(every: Any) -> Any:
        import numpy as np

        place = every.schema.get_field_index("version")
        numbers = np.arange(every.num_rows)
        return real(every.set_column(place, "version", [numbers]))

    patch.setattr(merging, "_groups", groups)


def the_first_version_wins(patch: Any) -> None:
    real = merging._ints

    def ints(table: Any, name: str) -> Any:
        return -real(table, name) if name == "version" else real(table, name)

    patch.setattr(merging, "_ints", ints)


def a_month_is_not_sorted(patch: Any) -> None:
    patch.setattr(merging, "_in_order", lambda table, began, rows: rows)


def nothing_is_told_of_other_rows(patch: Any) -> None:
    patch.setattr(sorting, "link_of", lambda _: None)


def what_rows_showed_before_is_not_taken_away(patch: Any) -> None:
    def signs(before: int, after: int) -> Any:
        import numpy as np

        return np.repeat(np.array([0, 1], np.int64), (before, after))

    patch.setattr(paging, "_signs", signs)


def what_adds_nothing_any_more_stays(patch: Any) -> None:
    def with_parts(page: Page, parts: Any) -> Page:
        new = {name: part for name, part in parts.items() if part}
        return Page(page.key, dict(sorted({**page.parts, **new}.items())))

    patch.setattr(Page, "with_parts", with_parts)


def pages_of_other_months_are_replaced(patch: Any) -> None:
    def with_parts(page: Page, parts: Any) -> Page:
        return Page(page.key, {name: parts[name] for name in sorted(parts) if parts[name]})

    patch.setattr(Page, "with_parts", with_parts)


def pages_that_go_ahead_are_not_told_of(patch: Any) -> None:
    real = DynamoRollups.commit

    def commit(self: Any, old: Any, new: Any, pages: Any) -> None:
        real(self, old.model_copy(update={"unsettled": {}}), new, pages)

    patch.setattr(DynamoRollups, "commit", commit)


def what_is_unsettled_is_taken_as_it_stands(patch: Any) -> None:
    def step(self: Any, state: Any) -> None:
        self.rollups.commit(state, state.model_copy(update={"unsettled": {}}), [])

    patch.setattr(Settling, "step", step)


def other_days_of_a_large_month_are_forgotten(patch: Any) -> None:
    real = ParquetMonth.__init__

    def init(self: Any, lake: Any, ground: Any, merged: Any) -> None:
        forgotten = None if ground.versions is None else {}
        real(self, lake, replace(ground, versions=forgotten), merged)

    patch.setattr(ParquetMonth, "__init__", init)


def listed_means_taken(patch: Any) -> None:
    real = position.Position.after

    def after(self: Any, _: Any, listed: Any) -> Any:
        return real(self, listed, listed)

    patch.setattr(refresh, "FILES_AT_ONCE", 1)
    patch.setattr(position.Position, "after", after)


def what_is_listed_late_is_missed(patch: Any) -> None:
    patch.setattr(position, "OVERLAP", timedelta(seconds=0))
    patch.setattr(
        position.Position,
        "_is_late",
        lambda self, file: self.newest is None or file.modified > self.newest,
    )


def files_are_named_by_their_first_record(patch: Any) -> None:
    def add(self: Any, first: Any, lines: Any) -> str:
        name = f"{changes.sequence(first)}-{changes.sequence(first)}.jsonl.gz"
        key = f"{changes.PREFIX}dt={self._day(first)}/{name}"
        body = gzip.compress("".join(f"{each}\n" for each in lines).encode(), mtime=0)
        self._client.put_object(Bucket=self._bucket, Key=key, Body=body)
        return key

    patch.setattr(S3Changes, "add", add)


def the_stream_is_acked_on_failure(patch: Any) -> None:
    real = stream.lambda_handler

    def acked(event: Any, context: Any) -> Any:
        try:
            return real(event, context)
        except Exception:  # noqa: BLE001 - the defect
            return {"batchItemFailures": []}

    patch.setattr(stream, "lambda_handler", acked)


OF_FIGURES: Final[Mapping[Plant, int]] = {
    the_state_is_put_without_condition: 14,
    the_state_goes_ahead_of_its_pages: 0,
    days_wait_with_the_last_group_only: 568,
    exports_are_forgotten: 0,
    lost_versions_are_not_kept: 12,
    reads_whatever_version_is_the_newest: 8,
    what_arrived_last_wins: 0,
    the_first_version_wins: 0,
    a_month_is_not_sorted: 0,
    nothing_is_told_of_other_rows: 0,
    what_rows_showed_before_is_not_taken_away: 0,
    what_adds_nothing_any_more_stays: 0,
    pages_of_other_months_are_replaced: 0,
    pages_that_go_ahead_are_not_told_of: 61,
    what_is_unsettled_is_taken_as_it_stands: 0,
    other_days_of_a_large_month_are_forgotten: 0,
    listed_means_taken: 0,
    what_is_listed_late_is_missed: 1,
    files_are_named_by_their_first_record: 8,
    the_stream_is_acked_on_failure: 13,
}
"""With the seed from which on to look: where it was found when it was planted."""
