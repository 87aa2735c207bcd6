"""The simulation itself: it is the same every time, and it does what it says."""

from tests.simulation.chaos import KINDS
from tests.simulation.clockwork import Clockwork, DeathError, Process
from tests.simulation.run import Sum, run, run_all


def trace(seed):
    world = run(seed)
    sends = [(e.start, e.end, e.event_id, e.status) for e in world.house.wire.sends]
    return sends, world.chaos.counts, world.house.deliveries.rows


def test_the_same_seed_is_the_same_run():
    for seed in (3, 17, 99):
        assert trace(seed) == trace(seed)


def test_every_kind_of_fault_happens():
    total = run_all(range(60))

    assert {*KINDS, "outage", "stream told twice", "message lost", "index lag"} <= set(total.faults)
    assert {"partner: 429", "partner: answer lost", "partner: gone"} <= set(total.faults)


def test_what_was_run_is_summed_up():
    whole, parts = run_all(range(4)), Sum()
    for each in (range(2), range(2, 4)):
        parts.take(run_all(each))

    assert whole == parts
    assert str(whole).startswith("4 seeds, ")
    assert " 0 violations" in str(whole)


def test_processes_run_by_turns_and_time_stands_while_they_do():
    clock, seen = Clockwork(), []

    def walk(name, step):
        for _ in range(2):
            clock.sleep(step)
            seen.append((name, clock.now))

    for name, step in (("slow", 2.0), ("quick", 0.5)):
        clock.start(Process(name, 60), lambda n=name, s=step: walk(n, s), lambda *_: None)
    clock.run(10)

    assert seen == [("quick", 0.5), ("quick", 1.0), ("slow", 2.0), ("slow", 4.0)]


def test_a_process_is_dead_once_its_time_is_over():
    clock, told = Clockwork(), []

    clock.start(Process("late", 5), lambda: clock.sleep(9), lambda *end: told.append(end))
    clock.run(20)

    assert told == [(False, None)]
    assert not issubclass(DeathError, Exception)
