"""Lines of changes as a table of the lake, beside boto3's deserialiser and pyarrow's from_pylist.

Ours reads what the stream edge wrote; the rival reads the same orders as items of DynamoDB JSON.
"""

import json
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from pydantic_core import from_json

from analytics.changes import line
from analytics.lake.columns import table_of
from analytics.lake.lines import table_of_lines
from analytics.order_lines import read_order
from analytics.rows import OrderRow
from shared.events import OrderSnapshot
from tests.analytics.builders import completed, record
from tests.bench.report import Row, micro
from tests.bench.rounds import Spread, Timings, compare, ratio

GOAL = 1 / 6
ITEMS = [
    {
        "kind": "service", "name": f"Работа {n}", "qty": "1.5", "unit_price": 1000,
        "vat": "vat20", "vat_rate": 20, "vat_amount": 250, "net": 1250, "total": 1500,
    }
    for n in range(2)
]  # fmt: skip


def measure(rounds: int, orders: int) -> list[Row]:
    """Measure so many orders with two lines each."""
    lines = lines_of(orders)
    inner = [json.loads(each)["order"] for each in lines]
    write, read = TypeSerializer().serialize, TypeDeserializer().deserialize
    wire = [{name: write(value) for name, value in each.items()} for each in inner]

    content = "".join(f"{each}\n" for each in lines).encode()

    def ours() -> Any:
        return table_of_lines(content)

    def one_by_one() -> Any:
        rows = [read_order(from_json(each)["order"]) for each in content.splitlines()]
        return table_of("orders", rows)

    def validated() -> Any:
        rows = (OrderSnapshot.model_validate(json.loads(each)["order"]) for each in lines)
        return table_of("orders", list(map(OrderRow.of, rows)))

    if not ours().equals(validated()) or not ours().equals(one_by_one()):
        msg = "the rows of lines and of orders differ"
        raise AssertionError(msg)
    timings = compare(
        {
            "ours": ours,
            "one by one": one_by_one,
            "validated": validated,
            "boto3": lambda: pa.Table.from_pylist(
                [{name: read(value) for name, value in each.items()} for each in wire]
            ),
        },
        rounds=rounds,
        calls=1,
    )
    return list(_rows(timings, orders))


def lines_of(orders: int) -> list[str]:
    told = [
        completed(id=f"ord_{number}", items=ITEMS, technician={"id": "tec_1", "name": "Иван"})
        for number in range(orders)
    ]
    return [line(record(each)) or "" for each in told]


def _rows(timings: Timings, orders: int) -> Iterator[Row]:
    mine = micro(Spread.of(timings["ours"]).median / orders)
    rivals = (
        ("boto3", "TypeDeserializer and from_pylist", GOAL),
        ("one by one", "the same, line by line", None),
        ("validated", "pydantic", None),
    )
    for name, what, goal in rivals:
        theirs = f"{what} {micro(Spread.of(timings[name]).median / orders)}"
        shown = ratio(timings, "ours", name)
        yield Row("a line of changes to Arrow", mine, theirs, shown, goal)
