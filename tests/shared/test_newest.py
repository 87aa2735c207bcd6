from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import newest
from shared.item import Item
from shared.newest import NewestFirst, Page, Span


class Rows:
    """A table's index in memory, read as `Table.walk` reads it."""

    def __init__(self, items: list[Item]) -> None:
        self.items = items
        self.read = 0

    def walk(self, condition: str, values: dict[str, Any], **options: Any) -> Iterator[Item]:
        assert "BETWEEN :low AND :high" in condition
        chosen = [
            item
            for item in self.items
            if item["list_pk"] == values[":partition"]
            and values[":low"] <= item["list_sk"] <= values[":high"]
        ]
        down = options["newest_first"]
        for item in sorted(chosen, key=lambda each: each["list_sk"], reverse=down):
            self.read += 1
            yield item


def index_of(rows: Rows) -> NewestFirst:
    return NewestFirst(rows, "newest", "list_pk")


def row(shard: int, key: int, **more: Any) -> Item:
    return {"list_pk": f"s{shard}", "list_sk": f"{key:06d}", **more}


def keys(page: Page) -> list[str]:
    return [item["list_sk"] for item in page.items]


SHARDS = ("s0", "s1", "s2")
ROWS = st.lists(
    st.builds(row, st.integers(0, 2), st.integers(0, 500)),
    unique_by=lambda item: item["list_sk"],
    max_size=30,
)


@given(ROWS, st.integers(1, 7))
def test_pages_over_all_shards_give_every_row_once_newest_first(rows, limit):
    index, seen, after = index_of(Rows(rows)), [], None
    while True:
        page = index.page(SHARDS, limit=limit, after=after)
        seen += keys(page)
        assert len(page.items) == limit or page.after is None
        if page.after is None:
            break
        after = page.after

    assert seen == sorted((item["list_sk"] for item in rows), reverse=True)


@given(ROWS, ROWS, st.integers(1, 5))
def test_what_others_write_above_never_shifts_a_page(rows, later, limit):
    store = Rows(list(rows))
    index, seen, after, newer = index_of(store), [], None, 1000
    while True:
        page = index.page(SHARDS, limit=limit, after=after)
        seen += keys(page)
        if page.after is None:
            break
        after, newer = page.after, newer + 1
        store.items += [item | {"list_sk": f"{newer:06d}-{n}"} for n, item in enumerate(later)]

    assert seen == sorted((item["list_sk"] for item in rows), reverse=True)


@given(ROWS, st.integers(1, 5), st.data())
def test_a_row_that_goes_away_takes_no_other_with_it(rows, limit, data):
    store = Rows(list(rows))
    first = index_of(store).page(SHARDS, limit=limit)
    gone = data.draw(st.sets(st.sampled_from(keys(first)))) if first.items else set()
    store.items = [item for item in store.items if item["list_sk"] not in gone]
    rest = (
        index_of(store).page(SHARDS, limit=200, after=first.after)
        if first.after
        else Page((), None)
    )

    every = sorted((item["list_sk"] for item in rows), reverse=True)
    assert keys(first) + keys(rest) == every


@given(ROWS, st.integers(1, 5))
def test_a_filtered_list_gives_what_is_kept(rows, limit):
    marked = [item | {"even": int(item["list_sk"]) % 2 == 0} for item in rows]
    index, seen, after = index_of(Rows(marked)), [], None
    while True:
        page = index.page(SHARDS, limit=limit, after=after, keep=lambda item: item["even"])
        seen += keys(page)
        if page.after is None:
            break
        after = page.after

    kept = [item["list_sk"] for item in marked if item["even"]]
    assert seen == sorted(kept, reverse=True)


def test_the_last_page_has_no_position_after_it():
    index = index_of(Rows([row(0, 1), row(1, 2)]))

    assert index.page(SHARDS, limit=2).after is None
    assert index.page(SHARDS, limit=1).after == "000002"


def test_a_page_reads_little_more_than_it_shows():
    store = Rows([row(shard, n * 3 + shard) for n in range(100) for shard in range(3)])

    index_of(store).page(SHARDS, limit=10)

    assert store.read <= 10 + len(SHARDS) + 1


def test_a_filter_that_keeps_nothing_stops_and_gives_its_place(monkeypatch):
    monkeypatch.setattr(newest, "MAX_LOOKED_AT", 5)
    store = Rows([row(0, n) for n in range(20)])

    page = index_of(store).page(SHARDS, limit=3, keep=lambda _: False)

    assert page == Page((), "000015")


@pytest.mark.parametrize("partitions", [(), ("nobody",)])
def test_an_empty_list_has_one_empty_page(partitions):
    assert index_of(Rows([row(0, 1)])).page(partitions, limit=5) == Page((), None)


SPANS = st.tuples(st.integers(0, 500), st.integers(0, 500)).map(
    lambda ends: Span(f"{min(ends):06d}", f"{max(ends):06d}")
)


@given(ROWS, st.integers(1, 7), SPANS, st.booleans())
def test_a_span_read_in_either_direction_gives_its_rows_once_in_order(rows, limit, span, down):
    index = NewestFirst(Rows(rows), "newest", "list_pk", descending=down)
    seen, after = [], None
    while True:
        page = index.page(SHARDS, limit=limit, after=after, span=span)
        seen += keys(page)
        if page.after is None:
            break
        after = page.after

    wanted = [each["list_sk"] for each in rows if span.low <= each["list_sk"] < span.high]
    assert seen == sorted(wanted, reverse=down)


@pytest.mark.parametrize("down", [True, False])
def test_a_position_outside_of_the_span_ends_the_list(down):
    index = NewestFirst(Rows([row(0, 5)]), "newest", "list_pk", descending=down)
    beyond = "000001" if down else "000009"

    assert index.page(SHARDS, limit=5, after=beyond, span=Span("000004", "000008")).items == ()
