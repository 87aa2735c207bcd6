"""The gate over the shared health: who goes, who waits, who is held; and writers who meet."""

import threading
import time
from datetime import timedelta

import pytest

from integrations.engine.breaker import BreakerState
from integrations.engine.gate import TRIES, BusyError
from integrations.engine.health import Health, Result, Verdict, Visit, forgiven, wants_probe
from integrations.ports import HealthMovedError
from tests.integrations.builders import NOW, make_integration
from tests.integrations.engine.worlds import Engine
from tests.integrations.fakes import FakeHealths

SECOND = timedelta(seconds=1)
FAILED = Result(delivered=False)
TIMED_OUT = Result(delivered=False, timed_out=True)
DELIVERED = Result(delivered=True)


class Door(Engine):
    """An integration's gate; every call is another worker's unless a gate is given."""

    def __init__(self, **limits):
        super().__init__([make_integration(limits=limits)])

    def come(self, owner="me", *, delivery="dlv_1", had_turn=False, gate=None):
        visit = Visit(delivery, owner, had_turn, self.clock() + timedelta(seconds=90))
        integration = self.integrations.kept["int_1"]
        return (gate or self.gate()).admit(integration, visit)

    def go(self, result, owner="me", *, gate=None):
        """Come, and if let out come back with a result."""
        came = self.come(owner, gate=gate)
        if came.verdict is Verdict.GO:
            (gate or self.gate()).leave("int_1", owner, result)
        return came.verdict

    def broken(self):
        for _ in range(5):
            self.go(TIMED_OUT)
            self.clock.pass_by(seconds=10)
        assert self.health().breaker.state is BreakerState.OPEN
        self.clock.now = self.health().breaker.opened_at
        return self


def test_while_the_breaker_is_open_the_first_comes_back_for_the_probe_and_others_are_held():
    door = Door().broken()

    first, second, again = (door.come(delivery=f"dlv_{n}") for n in (1, 2, 1))

    assert (first.verdict, first.until) == (Verdict.WAIT, door.clock() + 30 * SECOND)
    assert second.verdict is Verdict.HOLD
    assert again.verdict is Verdict.WAIT


def test_exactly_one_probes():
    door = Door().broken()
    door.clock.pass_by(seconds=30)

    verdicts = [door.come(f"worker-{n}", delivery=f"dlv_{n}").verdict for n in range(5)]

    assert verdicts == [Verdict.GO, *[Verdict.HOLD] * 4]


def test_of_two_who_decide_on_the_same_old_sight_only_one_probes():
    door = Door().broken()
    mine, yours = door.gate(), door.gate()
    for gate in (mine, yours):
        door.come(gate=gate)
    door.clock.pass_by(seconds=31)
    for gate in (mine, yours):
        gate._last_seen("int_1")

    verdicts = [door.come("me", gate=mine).verdict, door.come("you", gate=yours).verdict]

    assert sorted(verdicts) == [Verdict.GO, Verdict.HOLD]


def test_a_probe_that_gets_through_lets_all_go_again():
    door = Door().broken()
    door.clock.pass_by(seconds=30)

    assert door.go(DELIVERED) is Verdict.GO
    assert door.come().verdict is Verdict.WAIT  # it is slowed still
    door.clock.pass_by(seconds=4)
    assert door.come(had_turn=True).verdict is Verdict.GO


def test_a_probe_that_never_set_out_makes_room_for_another():
    door = Door().broken()
    door.clock.pass_by(seconds=30)

    assert door.go(None, "first") is Verdict.GO
    door.clock.pass_by(seconds=4)
    assert door.go(DELIVERED, "second") is Verdict.GO


def test_a_probe_whose_worker_died_makes_room_once_its_lease_is_over():
    door = Door().broken()
    door.clock.pass_by(seconds=30)
    door.come("dead")

    door.clock.pass_by(seconds=89)
    assert door.come("next").verdict is Verdict.HOLD
    door.clock.pass_by(seconds=6)
    assert door.come("next").verdict is Verdict.GO


def test_the_sweeper_lets_one_go_when_no_scout_is_there_or_it_was_lost():
    door = Door().broken()
    probe_at = door.health().breaker.next_probe_at

    assert not wants_probe(door.health(), probe_at - SECOND)
    assert wants_probe(door.health(), probe_at)
    door.come(delivery="dlv_scout")
    assert not wants_probe(door.health(), probe_at + 9 * SECOND)
    assert wants_probe(door.health(), probe_at + 10 * SECOND)


def test_somebody_who_mends_an_integration_gets_a_probe_at_once():
    door = Door().broken()
    mended = forgiven(door.health(), door.clock())

    assert mended.breaker.may_probe(door.clock())
    assert (mended.breaker.trips, mended.pace.slow, mended.scout) == (0, 0, None)


def test_failing_begins_with_the_first_failure_and_ends_with_a_success():
    door = Door()
    door.go(DELIVERED)
    door.clock.pass_by(minutes=1)
    door.go(FAILED)
    door.clock.pass_by(minutes=1)
    door.go(FAILED)
    failing = door.health()

    assert (failing.failing_since, failing.failures_in_row) == (NOW + 60 * SECOND, 2)
    assert (failing.last_success_at, failing.last_failure_at) == (NOW, NOW + 120 * SECOND)
    door.go(DELIVERED)
    assert (door.health().failing_since, door.health().failures_in_row) == (None, 0)


@pytest.mark.parametrize(
    ("result", "is_slowed"),
    [
        (Result(delivered=False, overloaded=True), True),
        (TIMED_OUT, True),
        (FAILED, False),
        (DELIVERED, False),
    ],
)
def test_overload_and_silence_slow_an_integration_down(result, is_slowed):
    door = Door()
    door.go(result)

    assert (door.health().pace.slow > 0) is is_slowed


def test_a_worker_that_saw_old_news_decides_anew_on_what_a_refused_write_found():
    door = Door(concurrency=2)
    mine, yours = door.gate(), door.gate()
    assert door.come("a", gate=mine).verdict is Verdict.GO
    assert door.come("b", gate=yours).verdict is Verdict.GO

    assert door.come("c", gate=mine).verdict is Verdict.WAIT
    assert set(door.health().pace.under_way) == {"a", "b"}


def test_what_was_seen_five_seconds_ago_is_looked_at_again():
    door = Door().broken()
    gate = door.gate()
    for delivery in ("dlv_scout", "dlv_2"):
        door.come(delivery=delivery, gate=gate)
    door.gate().change("int_1", lambda health: (Health(integration_id="int_1", rev=health.rev), 0))

    assert door.come(delivery="dlv_2", gate=gate).verdict is Verdict.HOLD
    door.clock.pass_by(seconds=5)
    assert door.come(delivery="dlv_2", gate=gate).verdict is Verdict.GO


class Contended(FakeHealths):
    """A store where somebody else always writes first."""

    def save(self, health):
        moved = self.get(health.integration_id)
        moved = moved.model_copy(update={"rev": moved.rev + 1})
        self.kept[moved.integration_id] = moved
        raise HealthMovedError(moved)


def test_who_never_gets_to_write_comes_back_a_little_later(log_lines):
    door = Door()
    door.healths = Contended()

    assert (door.come().verdict, door.come().until) == (Verdict.WAIT, NOW + 2 * SECOND)
    door.gate().leave("int_1", "me", DELIVERED)
    with pytest.raises(BusyError):
        door.gate().change("int_1", lambda health: (health.model_copy(update={"scout": "x"}), 0))
    assert door.health().rev == 4 * TRIES
    assert "health.not_noted" in log_lines[-1]


class Slow(FakeHealths):
    """A store whose first write takes until all others wait for their turn."""

    def __init__(self, others):
        super().__init__()
        self.writes = 0
        self._others = others

    def save(self, health):
        self.writes += 1
        if self.writes == 1:
            self._others()
        super().save(health)


def test_threads_that_wait_for_their_turn_are_taken_along_in_one_write():
    door = Door(concurrency=10)
    gate = door.gate()
    threads = [
        threading.Thread(target=door.come, args=(f"worker-{n}",), kwargs={"gate": gate})
        for n in range(1, 10)
    ]

    def all_queue():
        for each in threads:
            each.start()
        while len(gate._wishes["int_1"]) < len(threads):
            time.sleep(0.001)

    gate._healths = slow = Slow(all_queue)
    door.come("worker-0", gate=gate)
    for each in threads:
        each.join()

    assert slow.writes == 2
    assert len(slow.get("int_1").pace.under_way) == 10


def test_a_fault_of_the_store_reaches_everyone_who_was_taken_along():
    door = Door()
    gate = door.gate()

    class Broken(FakeHealths):
        def save(self, health):
            raise ConnectionError

    gate._healths = Broken()
    with pytest.raises(ConnectionError):
        door.come(gate=gate)

    gate._healths = door.healths
    assert door.come(gate=gate).verdict is Verdict.GO
