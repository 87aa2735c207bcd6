"""A million orders as the lake holds them, made column by column; seeded, so always the same."""

from typing import Any

import numpy as np
import pyarrow as pa

from analytics.lake.columns import schema

SECOND = 1000
DAY = 86_400 * SECOND
START = 1_735_689_600_000
"""2025-01-01 in UTC."""
TECHNICIANS = 40


def orders(rows: int, *, days: int = 365, start: int = START, seed: int = 1) -> Any:
    """Make a table of completed orders, created evenly over some days."""
    chance = np.random.default_rng(seed)
    created = np.sort(start + chance.integers(0, days * DAY, rows))
    lead = np.exp(chance.normal(11.5, 1.0, rows)).astype(np.int64) * SECOND
    known = {
        "id": pa.array([f"ord_{number:026}" for number in range(rows)]),
        "version": pa.array(np.full(rows, 5)),
        "number": pa.array([str(number) for number in range(rows)]),
        "type": _words(chance, rows, ("paid", "warranty", "maintenance")),
        "status": _words(chance, rows, ("closed", "completed")),
        "priority": _words(chance, rows, ("normal", "high", "urgent", "low")),
        "zone": _words(chance, rows, ("north", "south", "west", "east")),
        "source": _words(chance, rows, ("web", "api", "phone")),
        "customer_kind": _words(chance, rows, ("person", "company")),
        "technician_id": _words(chance, rows, tuple(f"tec_{n:026}" for n in range(TECHNICIANS))),
        "currency": pa.array(np.full(rows, "RUB")),
        "total": pa.array(chance.integers(50_000, 5_000_000, rows)),
        "created_at": pa.array(created),
        "updated_at": pa.array(created + lead),
        "assigned_at": pa.array(created + lead // 10),
        "first_scheduled_at": pa.array(created + lead // 9),
        "en_route_at": pa.array(created + lead // 3),
        "started_at": pa.array(created + lead // 2),
        "completed_at": pa.array(created + lead),
        "last_completed_at": pa.array(created + lead),
        "due_at": pa.array(created + 2 * DAY),
    }
    return pa.Table.from_arrays(
        [_column(known, field, rows) for field in schema("orders")], schema=schema("orders")
    )


def _column(known: dict[str, Any], field: Any, rows: int) -> Any:
    if field.name in known:
        return known[field.name].cast(field.type)
    if pa.types.is_list(field.type):
        return pa.array([[]] * rows, field.type)
    if field.name in {"paid", "hold_seconds", "reopen_count"}:
        return pa.array(np.zeros(rows, np.int64))
    return pa.nulls(rows, field.type)


def _words(chance: Any, rows: int, words: tuple[str, ...]) -> Any:
    codes = pa.array(chance.integers(0, len(words), rows).astype(np.int32))
    return pa.DictionaryArray.from_arrays(codes, pa.array(words))
