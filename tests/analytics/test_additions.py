"""What changed rows add to a part gives, byte for byte, the part that the rows come to."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.additions import AddedCounts, AddedNames, AddedTallies, AstrayError
from analytics.coding import packed, unpacked
from analytics.lake.columns import frame_of_rows
from analytics.model import PageKey, Part
from analytics.paging import changed, everything
from analytics.rows import Kind, OrderRow, Row
from tests.analytics import some_rows
from tests.analytics.builders import NOON, make_row
from tests.analytics.rooms import COMPANY

KINDS = {"orders": some_rows.orders(), "answers": some_rows.answers(), "asks": some_rows.asks()}
DAY, WEEK = NOON.date(), timedelta(days=7)
NEXT = DAY + timedelta(days=1)
PART = Part(month="2026-11", object_version="v", spans={})


class Rows:
    """Rows that took the place of others, and the month that they all make."""

    month = PART.month
    newest: datetime | None = None

    def __init__(self, kind: Kind, before: Sequence[Row], after: Sequence[Row]) -> None:
        self.kind = kind
        self.before, self.after = frame_of_rows(kind, before), frame_of_rows(kind, after)
        self.both = frame_of_rows(kind, [*before, *after])
        self.frame, self.has_changed = self.after, True

    def save(self, spans: Mapping[str, Any]) -> Part:
        return PART.model_copy(update={"spans": spans})

    spanned = save


def whole(kind: Kind, rows: Sequence[Row]) -> dict[PageKey, bytes]:
    parts = everything(Rows(kind, (), rows), COMPANY).parts
    return {key: part for key, part in parts.items() if part}


def named(rows: Sequence[Row], version: int, first: int = 0) -> list[Row]:
    """Rows as the lake knows them: one without a version is known by a link alone."""
    return [
        replace(row, id=f"{first + n}", version=version, **_always(row))
        for n, row in enumerate(rows)
    ]


def _always(row: Row) -> dict[str, Any]:
    """What no order is without."""
    if not isinstance(row, OrderRow):
        return {}
    return {"created_at": row.created_at or NOON, "updated_at": row.updated_at or NOON}


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_what_is_added_comes_to_what_the_rows_come_to(kind: Kind, data: st.DataObject) -> None:
    rows = st.lists(KINDS[kind], max_size=8)
    before, after = named(data.draw(rows), 1), named(data.draw(rows), 2)
    stays = named(data.draw(rows), 1, first=8)
    known = whole(kind, [*stays, *before])
    assert known or not (stays or before) or kind == "asks"

    found = changed(Rows(kind, before, after), None, COMPANY).additions
    for key, addition in found.items():
        known[key] = addition.to(known.get(key, b""))

    assert {key: part for key, part in known.items() if part} == whole(kind, [*stays, *after])


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_rows_that_show_what_they_showed_add_nothing(kind: Kind, data: st.DataObject) -> None:
    rows = named(data.draw(st.lists(KINDS[kind], min_size=1, max_size=8)), 1)

    assert changed(Rows(kind, rows, rows), None, COMPANY).additions == {}


@pytest.mark.parametrize(
    ("known", "change"),
    [
        ([2], [-3]),
        ([2, 5, 1], [0, 0, -2]),
        ([2, 5, 0, 9], [0, 0, 0, -10]),
        ([2, 5, 0, 9, [7, 2]], [-1, -3, 0, -9, [7, -3]]),
        ([2, 5, 0, 9, [7, 2]], [0, 0, 0, 0, [8, -1]]),
        ([], [-1]),
    ],
)
def test_what_can_not_be_taken_away_is_told_of(known: list[Any], change: list[Any]) -> None:
    part = packed({"": {"created": known}}) if known else b""

    with pytest.raises(AstrayError):
        AddedTallies({"": {"created": change}}).to(part)


@pytest.mark.parametrize("part", [b"?", zlib.compress(b"{")])
def test_a_part_that_can_not_be_read_is_told_of(part: bytes) -> None:
    for addition in (AddedTallies({"": {"created": [1]}}), AddedCounts({"age0": {"2026": 1}})):
        with pytest.raises(AstrayError):
            addition.to(part)


@pytest.mark.parametrize("part", [b"?", bytes(15), bytes(17)])
def test_a_name_of_a_day_that_is_none_is_told_of(part: bytes) -> None:
    with pytest.raises(AstrayError):
        AddedNames((1, 0)).to(part)


def test_a_total_may_fall_below_zero_and_what_is_nothing_goes() -> None:
    part = packed({"": {"created": [1], "revenue": [1, 5]}})

    added = AddedTallies({"": {"created": [-1], "revenue": [1, -9]}}).to(part)

    assert unpacked(added) == {"": {"revenue": [2, -4]}}
    assert AddedTallies({"": {"revenue": [-2, 4]}}).to(added) == b""


def test_open_orders_are_never_fewer_than_none_but_a_balance_may_fall() -> None:
    part, change = packed({"all": {"": {"born": {"2026-11-22": 1}}}}), {"2026-11-22": -2}

    with pytest.raises(AstrayError):
        AddedCounts({"all": {"": {"born": change}}}).to(part)

    fallen = AddedCounts({"age0": {"2026-11-22": -2}}, may_fall=True).to(b"")
    assert unpacked(fallen) == {"age0": {"2026-11-22": -2}}
    assert AddedCounts({"age0": {"2026-11-22": 2}}, may_fall=True).to(fallen) == b""


def test_what_is_stored_tells_its_newest_change_and_spans_that_only_widen() -> None:
    early, late = NOON.replace(hour=20, minute=59), NOON.replace(hour=21)
    before = [make_row(created_at=early, due_at=late)]
    done = {"completed_at": early, "status": "completed", "scheduled_start": late}
    after = [make_row(version=2, created_at=early, **done)]
    rows = Rows("orders", before, after)
    rows.newest = late
    there = {"created_at": (DAY, DAY)}
    spans = {"due_at": (DAY, DAY), "created_at": (DAY - WEEK, DAY - WEEK)}
    known = PART.model_copy(update={"spans": spans})

    found, whole = changed(rows, known, COMPANY), everything(rows, COMPANY)
    first = everything(Rows("orders", (), before), COMPANY)

    assert found.newest == whole.newest == late
    assert found.part.spans["created_at"] == (DAY - WEEK, DAY)
    assert found.part.spans["completed_at"] == (DAY, DAY)
    assert found.part.spans["due_at"] == (DAY, DAY)
    assert found.part.spans["scheduled_start"] == (NEXT, NEXT)
    assert list(found.part.spans) == sorted(found.part.spans)
    assert first.part.spans == {**there, "due_at": (NEXT, NEXT)}
    assert "due_at" not in whole.part.spans


def test_bins_are_added_in_their_order_and_those_of_nothing_go() -> None:
    part = packed({"": {"wait": [9, 9, 0, 9, [-1, 2, 4, 3, 8, 4]]}})
    change = AddedTallies({"": {"wait": [0, 0, 0, 0, [2, 1, 4, -3, 8, 1, 9, 5]]}})

    assert unpacked(change.to(part)) == {"": {"wait": [9, 9, 0, 9, [-1, 2, 2, 1, 8, 5, 9, 5]]}}
    with pytest.raises(AstrayError, match=r"^-1 in bin 4$"):
        AddedTallies({"": {"wait": [0, 0, 0, 0, [4, -4]]}}).to(part)


def test_what_is_wrong_is_named() -> None:
    part = packed({"": {"wait": [1]}})

    with pytest.raises(AstrayError, match=r"^\[1\] and \[-2\]$"):
        AddedTallies({"": {"wait": [-2]}}).to(part)
    with pytest.raises(AstrayError, match=r"^None and -1$"):
        AddedCounts({"age0": -1}).to(b"")
    with pytest.raises(AstrayError, match=r"^a part that can't be read$"):
        AddedCounts({"age0": -1}).to(b"?")
    with pytest.raises(AstrayError, match=r"^a name of 1 bytes$"):
        AddedNames((1, 0)).to(b"?")


def test_squares_of_huge_sums_are_added_exactly() -> None:
    huge = 10**15
    part = packed({"": {"check": [2, 2 * huge, 0, 2 * huge**2]}})

    added = AddedTallies({"": {"check": [-1, -huge, 0, 1 - huge**2]}}).to(part)

    assert unpacked(added) == {"": {"check": [1, huge, 0, huge**2 + 1]}}
    assert added == packed(unpacked(added))
