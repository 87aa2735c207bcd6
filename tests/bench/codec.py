"""The item codec against boto3's own types, over one order of twenty lines, bytes included."""

from decimal import Decimal
from typing import Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

from shared.item import from_wire, to_wire
from tests.bench.report import Row, micro
from tests.bench.rounds import Spread, Timings, compare, ratio
from tests.bench.warm import order_body

READ_GOAL = 0.4
WRITE_GOAL = 0.2


def item() -> dict[str, Any]:
    """Make an order's item with every kind of value in it."""
    return {
        **order_body(),
        "pk": "ORDER#1",
        "version": 7,
        "total": 123_456_789,
        "weight": Decimal("12.345"),
        "is_urgent": True,
        "doc": bytes(range(256)),
        "history": [{"action": "create", "at": "2026-11-22T08:00:00.000Z", "reason": None}] * 5,
    }


def measure(rounds: int, calls: int) -> list[Row]:
    """Measure both directions, after asserting that they agree."""
    plain = item()
    write, read = TypeSerializer().serialize, TypeDeserializer().deserialize
    wire = {name: write(value) for name, value in plain.items()}
    if to_wire(plain) != wire or from_wire(wire) != {n: read(v) for n, v in wire.items()}:
        msg = "the codec and boto3's types differ"
        raise AssertionError(msg)
    timings = compare(
        {
            "read": lambda: from_wire(wire),
            "boto3 read": lambda: {n: read(v) for n, v in wire.items()},
            "write": lambda: to_wire(plain),
            "boto3 write": lambda: {n: write(v) for n, v in plain.items()},
        },
        rounds=rounds,
        calls=calls,
    )
    return [
        _row(timings, "read", "TypeDeserializer", READ_GOAL),
        _row(timings, "write", "TypeSerializer", WRITE_GOAL),
    ]


def _row(timings: Timings, name: str, rival: str, goal: float) -> Row:
    theirs = f"boto3 {name}"
    return Row(
        f"item {name}, 20 lines",
        micro(Spread.of(timings[name]).median),
        f"{rival} {micro(Spread.of(timings[theirs]).median)}",
        ratio(timings, name, theirs),
        goal,
    )
