"""Which rows belong to which days: on some days KPIs see in these rows all that they see in all."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import chain
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.kpis import KPIS
from analytics.model import AXES
from analytics.rollup import day_parts, look
from analytics.rows import ROWS
from analytics.stamped import days_of, rows_on, spans
from analytics.zones import number_of
from tests.analytics import some_rows
from tests.analytics.fakes import ZONE
from tests.analytics.frames import frame_of, plain
from tests.analytics.rooms import COMPANY

KINDS = {"orders": some_rows.orders(), "answers": some_rows.answers(), "asks": some_rows.asks()}
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def some(kind: str) -> st.SearchStrategy[list[Any]]:
    return st.lists(KINDS[kind], min_size=1, max_size=12)


def framed(kind: str, rows: Sequence[Any]) -> Any:
    return frame_of(rows, ROWS[kind])  # type: ignore[index]


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_what_a_kpi_sees_is_on_the_days_that_are_told(kind: Any, data: st.DataObject) -> None:
    frame = framed(kind, data.draw(some(kind)))
    told, span = days_of(frame, kind, ZONE), spans(frame, kind, ZONE)
    rows = {day: rows_on(frame, kind, [day], ZONE) for day in told}

    for seen in look(frame, kind, COMPANY):
        days = seen.days.tolist()
        assert set(days) <= told
        ends = [number_of(each) for each in span.get(seen.kpi.axis, ())]
        assert not days or ends[0] <= min(days) <= max(days) <= ends[1]
        assert all(rows[day][row] for row, day in zip(seen.observed.rows, days, strict=True))


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_some_days_are_the_same_of_the_rows_that_touch_them(kind: Any, data: st.DataObject) -> None:
    frame = framed(kind, data.draw(some(kind)))
    days = sorted(data.draw(st.sets(st.sampled_from(sorted(days_of(frame, kind, ZONE) | {0})))))

    few = frame.only(rows_on(frame, kind, days, ZONE))

    of_all, of_few = (
        day_parts(each, look(each, kind, COMPANY), days, ZONE) for each in (frame, few)
    )
    assert of_few == of_all


def test_orders_have_a_span_of_each_own_stamp_and_of_nothing_that_never_came() -> None:
    frame = framed("orders", [plain(ROWS["orders"], created_at=AT, completed_at=AT)])

    found = spans(frame, "orders", ZONE)

    assert found["created_at"] == found["completed_at"] == (date(2026, 11, 22),) * 2
    assert not {"cancelled_at", "paid_at", "due_at"} & set(found)
    assert set(found) <= {*chain(AXES, (kpi.axis for kpi in KPIS.values()))}


def test_no_days_are_touched_by_no_rows() -> None:
    frame = framed("orders", [plain(ROWS["orders"], created_at=AT)])

    assert rows_on(frame, "orders", [], ZONE).tolist() == [False]
    assert rows_on(frame, "orders", [number_of(date(2026, 11, 23))], ZONE).tolist() == [False]
