"""The timer's job that goes on with erasures."""

import pytest

from orders import schedule, wiring
from tests.orders.people.builders import asked, customer
from tests.orders.people.rooms import in_memory


class Context:
    """Lambda's context with a fixed time left."""

    def __init__(self, remaining_ms=300_000):
        self.remaining_ms = remaining_ms

    def get_remaining_time_in_millis(self):
        return self.remaining_ms


def begun(monkeypatch, numbers=(1, 2, 3)):
    rooms = in_memory()
    for number in numbers:
        rooms.people.cards[f"cus_{number}"] = customer(number)
        rooms.erasing.erase(f"cus_{number}", "other", asked())
    rooms.clock.pass_by(minutes=2)
    erasing = rooms.erasing
    monkeypatch.setattr(wiring, "erasures", lambda: erasing)
    return rooms


def run(remaining_ms=300_000):
    return schedule.lambda_handler({"job": "erase"}, Context(remaining_ms))


def test_a_run_finishes_what_has_settled(monkeypatch):
    begun(monkeypatch)

    assert [run(), run()] == [{"job": "erase", "erased": 3}, {"job": "erase", "erased": 0}]


def test_a_run_stops_when_its_time_is_nearly_over(monkeypatch):
    begun(monkeypatch)

    assert run(remaining_ms=5_000)["erased"] == 0


def test_an_erasure_that_fails_holds_up_no_other_and_fails_the_run(monkeypatch):
    rooms = begun(monkeypatch)
    page = rooms.lists.page

    def broken(query, **parts):
        if query.customer_id == "cus_2":
            raise ZeroDivisionError
        return page(query, **parts)

    rooms.lists.page = broken
    with pytest.raises(RuntimeError, match="1 erasures could not go on, 2 are done"):
        run()

    states = {name: record.state for name, record in rooms.people.records.items()}
    assert states == {"cus_1": "done", "cus_2": "running", "cus_3": "done"}
