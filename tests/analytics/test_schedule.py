"""Timer edge: what it begins with how much time left."""

import json
from pathlib import Path
from typing import Any

import pytest

from analytics import schedule, stream, wiring
from analytics.counting import CustomerCount
from analytics.ports import LakeBusyError, StateMovedError
from analytics.refresh import Refresh
from tests.analytics.builders import NOON, Context, make_order, stream_event

pytestmark = pytest.mark.usefixtures("room")
RECORDED = Path(__file__).parents[2] / "events" / "analytics" / "schedule_rollup.json"
ROLL_UP: dict[str, Any] = json.loads(RECORDED.read_text())


def test_the_recorded_timer_rolls_up_and_queues() -> None:
    stream.lambda_handler(stream_event(make_order()), None)

    answer = schedule.lambda_handler(ROLL_UP, Context())

    assert answer == {"job": "roll-up", "steps": 2}
    assert len(wiring.exports().list(limit=10, after=None).items) == 1


def test_no_step_is_begun_without_time_for_it() -> None:
    stream.lambda_handler(stream_event(make_order()), None)

    assert schedule.lambda_handler(ROLL_UP, Context(300_000, 60_000))["steps"] == 1
    assert schedule.lambda_handler(ROLL_UP, Context())["steps"] == 1


def test_the_recorded_night_counts_customers() -> None:
    stream.lambda_handler(stream_event(make_order()), None)
    schedule.lambda_handler(ROLL_UP, Context())
    night = json.loads(RECORDED.with_name("schedule_customers.json").read_text())

    told = [schedule.lambda_handler(night, Context()) for _ in range(2)]

    assert told == [
        {"job": "customers", "kept": 0, "astray": 0, "counted": True, "cleared": 0},
        {"job": "customers", "kept": 0, "astray": 0, "counted": False, "cleared": 0},
    ]


def test_a_rebuild_counts_customers_too() -> None:
    stream.lambda_handler(stream_event(make_order()), None)

    schedule.lambda_handler({"job": "rebuild"}, Context())

    found = wiring.insights().clients.clients()
    assert found
    assert found.watermark == NOON


def test_customers_are_left_to_another_night_when_figures_move(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def moved(_: CustomerCount) -> bool:
        raise StateMovedError

    monkeypatch.setattr(CustomerCount, "count", moved)

    assert schedule.lambda_handler({"job": "customers"}, Context())["counted"] is False


def test_a_run_that_meets_another_leaves_the_work_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(_: Refresh) -> bool:
        raise LakeBusyError("2026-11")

    monkeypatch.setattr(Refresh, "step", busy)

    assert schedule.lambda_handler(ROLL_UP, Context())["steps"] == 0


def test_the_recorded_timer_of_the_report_looks_at_nothing_while_none_is_due(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def looked(_: Refresh) -> bool:
        raise AssertionError("the lake was looked at")

    monkeypatch.setattr(Refresh, "step", looked)
    report = json.loads((RECORDED.parent / "schedule_report.json").read_text())

    assert schedule.lambda_handler(report, Context()) == {"job": "report", "report": None}
