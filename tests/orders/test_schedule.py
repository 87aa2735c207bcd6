"""The timer's edge: which jobs there are, and what a run does when one order fails."""

import pytest

from orders import schedule, wiring
from orders.sla.closing import AutoClose
from tests.orders.sla.builders import FixedClock, moved, new_order
from tests.orders.sla.fakes import FakeStore

EVENT = {"job": "auto-close"}
DONE = ("in_progress", "completed")


class Context:
    """Lambda's context with a fixed time left."""

    def __init__(self, remaining_ms: int = 300_000) -> None:
        self.remaining_ms = remaining_ms

    def get_remaining_time_in_millis(self) -> int:
        return self.remaining_ms


class OneBroken(FakeStore):
    """Orders of which one can't be written."""

    def save(self, order, *, before, request):
        if order.id == "ord_0":
            raise ZeroDivisionError
        super().save(order, before=before, request=request)


def opened(monkeypatch, store):
    clock = FixedClock()
    for number in range(3):
        order = new_order(id=f"ord_{number}", number=str(number))
        for state in DONE:
            order = moved(order, state, clock.now)
        store.add(order)
    clock.pass_by(days=31)
    closer = AutoClose(store, store, days=30, clock=clock)
    monkeypatch.setattr(wiring, "auto_close", lambda: closer)
    return store


def test_a_run_closes_all_that_is_ripe(monkeypatch):
    store = opened(monkeypatch, FakeStore())

    assert schedule.lambda_handler(EVENT, Context()) == {"job": "auto-close", "closed": 3}
    assert {order.status for order in store.kept.values()} == {"closed"}


def test_an_order_that_fails_holds_up_no_other_and_fails_the_run(monkeypatch):
    store = opened(monkeypatch, OneBroken())

    with pytest.raises(RuntimeError, match="1 orders could not be closed, 2 were"):
        schedule.lambda_handler(EVENT, Context())

    assert [order.status for order in store.kept.values()] == ["completed", "closed", "closed"]


def test_with_little_time_left_the_rest_is_the_next_run_s(monkeypatch):
    opened(monkeypatch, FakeStore())

    assert schedule.lambda_handler(EVENT, Context(9_000)) == {"job": "auto-close", "closed": 0}


def test_an_unknown_job_is_named():
    with pytest.raises(ValueError, match="job tidy is not one of auto-close"):
        schedule.lambda_handler({"job": "tidy"}, Context())
