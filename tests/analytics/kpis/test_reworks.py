"""What counts as done again, and why."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from analytics.kpis import KPIS
from analytics.reworks import mark
from analytics.rows import OrderRow
from tests.analytics.frames import plain, tallies, whole

NOON = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DAY, MS = timedelta(days=1), timedelta(milliseconds=1)


def done(at: datetime = NOON, **changes: Any) -> OrderRow:
    """Give a completed order."""
    return plain(OrderRow, **{"currency": "RUB", "type": "paid", "completed_at": at} | changes)


def redone(at: datetime, cause: str | None = None) -> int:
    """Say what a rework order tells of its origin."""
    return mark(at, 7, cause)


@pytest.mark.parametrize("name", ["rework_rate", "rework_by_workmanship"])
def test_rework_counts_on_the_day_and_for_the_technician_of_the_origin(name: str) -> None:
    origin = done(technician_id="tec_a", first_rework=redone(NOON + 9 * DAY, "workmanship"))
    rework = done(NOON + 9 * DAY, technician_id="tec_b", rework_of="ord_1")

    rates = tallies(KPIS[name], [origin, rework], lambda _, __, who: who)

    assert {who: (each.total, each.n) for who, each in rates.items()} == {
        "tec_a": (1, 1),
        "tec_b": (0, 1),
    }


@pytest.mark.parametrize(
    ("cause", "parts"),
    [
        ("workmanship", (1, 0)),
        ("part_failure", (0, 1)),
        ("other", (0, 0)),
        (None, (0, 0)),
    ],
)
def test_the_rework_rate_is_told_apart_by_cause(cause: str | None, parts: tuple[int, int]) -> None:
    rows = [done(first_rework=redone(NOON + 30 * DAY, cause)), done()]
    names = ("rework_rate", "rework_by_workmanship", "rework_by_part_failure")

    whole_, *found = [whole(KPIS[name], rows) for name in names]

    assert (whole_.total, whole_.n) == (1, 2)
    assert tuple(each.total for each in found) == parts
    assert {each.n for each in found} == {2}


@pytest.mark.parametrize("name", ["rework_by_workmanship", "rework_by_part_failure"])
def test_what_is_done_again_long_after_is_no_rework_whatever_its_cause(name: str) -> None:
    cause = name.removeprefix("rework_by_")
    late = done(first_rework=redone(NOON + 30 * DAY + MS, cause))

    assert whole(KPIS[name], [late]).total == 0
