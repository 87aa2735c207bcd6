"""Lines read into columns give the table that lines read one by one give."""

import gzip
import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_core import from_json

from analytics.changes import EMPTIED, TOLD_WHOLE, S3Changes, line
from analytics.lake.columns import table_of
from analytics.lake.lines import table_of_lines
from analytics.lake.sorting import sort_out
from analytics.order_lines import read_order
from analytics.position import ChangeFile
from analytics.rows import OrderLines, OrderRow
from shared.events import IMPERSONAL, OrderSnapshot
from tests.analytics.builders import NOON, completed, make_order, record
from tests.analytics.fakes import ZONE
from tests.analytics.test_order_lines import shapes

ITEM = {"kind": "part", "name": "", "qty": "1.50", "unit_price": 5, "net": 6, "total": 7}


def told(order: OrderSnapshot) -> str:
    """Write an order as the stream edge does."""
    whole = order.model_dump(mode="json")
    kept = {name: whole[name] for name in whole if name in IMPERSONAL}
    emptied = {name: empty(whole[name]) for name, empty in EMPTIED.items()}
    return json.dumps({"sequence": "1", "kind": "orders", "order": {**kept, **emptied}})


def written(lines: Sequence[str]) -> bytes:
    return "".join(f"{each}\n" for each in lines).encode()


def plainly(lines: Sequence[str]) -> Any:
    return table_of("orders", [read_order(from_json(each)["order"]) for each in lines])


def sorted_out(*rows: Any) -> list[tuple[str, str, Any]]:
    """What comes of rows: by kind and month, in the order of ids and versions."""
    by = [("id", "ascending"), ("version", "ascending"), ("first_rework", "ascending")]
    return [
        (batch.kind, batch.month, batch.table.sort_by(by).to_pylist())
        for batch in sort_out(rows, ZONE)
    ]


@settings(max_examples=15, deadline=None)
@given(st.lists(shapes(OrderSnapshot), min_size=1, max_size=3))
def test_columns_are_those_of_the_rows(orders: list[OrderSnapshot]) -> None:
    lines = [told(each) for each in orders]

    found = table_of_lines(written(lines))

    assert found is None or found.equals(plainly(lines))


@settings(max_examples=10, deadline=None)
@given(st.lists(shapes(OrderSnapshot), min_size=1, max_size=3))
def test_lines_are_sorted_as_their_rows_are(orders: list[OrderSnapshot]) -> None:
    lines = [told(each) for each in orders]
    rows = [read_order(from_json(each)["order"]) for each in lines]

    assert sorted_out(OrderLines(written(lines))) == sorted_out(*rows)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"items": [ITEM], "technician": {"id": "tec_1", "name": "Иван"}},
        {"items": [{**ITEM, "technician": {"id": "tec_2", "name": ""}}], "reopened_at": NOON},
        {
            "payments": [
                {"id": "p", "kind": "refund", "method": "card", "amount": 3, "at": NOON.isoformat()}
            ]
        },
        {"customer": {"id": "cus_1", "name": "Вектор", "phone": None, "kind": "company"}},
        {"rework_of": "ord_0", "origin_created_at": NOON.replace(month=9)},
        {
            "rework_of": "ord_0",
            "origin_created_at": NOON.replace(month=9),
            "rework_cause": "part_failure",
            "version": 40,
        },
    ],
)
def test_what_the_stream_edge_writes_is_read_into_columns(changes: dict[str, Any]) -> None:
    lines = [line(record(each)) or "" for each in (completed(**changes), make_order(id="ord_2"))]
    content = written(lines)

    assert all(content.count(mark) == len(lines) for mark in TOLD_WHOLE)
    found = table_of_lines(content)

    assert found is not None
    assert found.equals(plainly(lines))
    rows = [read_order(from_json(each)["order"]) for each in lines]
    assert sorted_out(OrderLines(content)) == sorted_out(*rows)


def test_a_company_is_counted_as_one() -> None:
    customer = {"id": "cus_1", "name": "Вектор", "phone": None, "kind": "company"}

    found = table_of_lines(written([line(record(completed(customer=customer))) or ""]))

    assert found.column("customer_kind").to_pylist() == ["company"]


def test_a_line_of_before_causes_tells_none_and_is_read_into_columns() -> None:
    known = {"rework_of": "ord_0", "origin_created_at": NOON.isoformat()}
    lines = [changed(**known, rework_cause=...), changed(**known, rework_cause="workmanship")]

    found = table_of_lines(written(lines))

    assert found.column("rework_cause").to_pylist() == [None, "workmanship"]
    assert found.equals(plainly(lines))


def changed(**values: Any) -> str:
    whole = json.loads(line(record(completed(items=[ITEM]))) or "")
    for name, value in values.items():
        if value is ...:
            del whole["order"][name]
        else:
            whole["order"][name] = value
    return json.dumps(whole)


@pytest.mark.parametrize(
    "values",
    [
        {"paid": ...},
        {"reopen_count": ...},
        {"items": [{**ITEM, "net": ..., "qty": "1"}]},
        {"items": [{**ITEM, "qty": "1E+2"}]},
        {"items": [{**ITEM, "qty": "007"}]},
        {"payments": None},
        {"customer": None},
        {"total": "12"},
        {"total": 10**30},
    ],
    ids=str,
)
def test_what_columns_can_not_tell_is_left_to_the_rows(values: dict[str, Any]) -> None:
    for each in values.get("items") or []:
        for name in [name for name, value in each.items() if value is ...]:
            del each[name]

    assert table_of_lines(written([changed(), changed(**values)])) is None


def test_a_line_that_is_cut_off_is_an_error_and_no_order_less() -> None:
    content = written([changed(), changed()])[:-40]

    with pytest.raises(ValueError, match="EOF"):
        sorted_out(OrderLines(content))


class Objects:
    """A bucket with some files of changes."""

    def __init__(self, *files: Sequence[str]) -> None:
        self._bodies = [gzip.compress(written(each)) for each in files]

    def get_object(self, Key: str, **_: Any) -> dict[str, Any]:  # noqa: N803 - boto3's name
        body = self._bodies[int(Key)]
        return {"Body": type("Body", (), {"read": staticmethod(lambda: body)})}

    def read(self) -> list[Any]:
        files = [ChangeFile(str(n), "", NOON) for n in range(len(self._bodies))]
        return list(S3Changes(self, "data", lambda: NOON).read(files))


def test_files_of_today_are_read_together_and_others_one_by_one() -> None:
    today, old = line(record(completed())) or "", json.dumps({"order": make_order()})

    first, second = Objects([today], [old], [today, today]).read()

    assert isinstance(first, OrderRow)
    assert second == OrderLines(written([today] * 3))


def test_a_file_with_a_line_of_long_ago_is_read_one_by_one() -> None:
    found = Objects([changed(), changed(first_reopened_at=...)]).read()

    assert [type(each) for each in found] == [OrderRow, OrderRow]


def test_a_name_in_a_text_is_no_name() -> None:
    tricky = changed(type='"first_reopened_at": "kind": "orders", "order": {')

    (found,) = Objects([tricky, changed()]).read()

    assert table_of_lines(found.content).equals(plainly([tricky, changed()]))
