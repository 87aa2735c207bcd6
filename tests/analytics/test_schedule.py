"""Timer edge: what it begins with how much time left."""

import json
from pathlib import Path
from typing import Any

import pytest

from analytics import schedule, stream, wiring
from analytics.ports import LakeBusyError
from analytics.refresh import Refresh
from tests.analytics.builders import Context, make_order, stream_event

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
