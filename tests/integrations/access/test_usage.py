"""Noting last uses: at most once a minute, and never in the way of a request."""

import threading
from datetime import timedelta

import pytest

from integrations.access.usage import Beside, LastUses
from tests.integrations.access.fakes import FakeKeys
from tests.integrations.builders import NOW


def at_once(work):
    work()
    return True


class Counting(FakeKeys):
    """Counts the writes."""

    writes = 0

    def note_use(self, key_id, use, *, unless_since):
        self.writes += 1
        super().note_use(key_id, use, unless_since=unless_since)


def test_a_use_is_written_once_a_minute():
    store = Counting()
    uses = LastUses(store, at_once)

    for seconds in (0, 1, 30, 59.9, 60, 61, 120):
        uses.note("key_1", "192.0.2.1", NOW + timedelta(seconds=seconds))

    assert store.writes == 3
    assert store.uses["key_1"].at == NOW + timedelta(seconds=120)


def test_each_key_is_noted_by_itself():
    store = Counting()
    uses = LastUses(store, at_once)

    uses.note("key_1", "192.0.2.1", NOW)
    uses.note("key_2", "192.0.2.2", NOW)

    assert {key: use.ip for key, use in store.uses.items()} == {
        "key_1": "192.0.2.1",
        "key_2": "192.0.2.2",
    }


def test_two_authorizers_write_one_use_a_minute():
    store = FakeKeys()
    one, other = LastUses(store, at_once), LastUses(store, at_once)

    one.note("key_1", "192.0.2.1", NOW)
    other.note("key_1", "192.0.2.2", NOW + timedelta(seconds=30))

    assert store.uses["key_1"].ip == "192.0.2.1"


def test_a_use_that_nobody_had_time_to_note_is_noted_with_the_next_request():
    store, busy = Counting(), [True, False]
    uses = LastUses(store, lambda work: not busy.pop(0) and at_once(work))

    for seconds in (0, 1, 2):
        uses.note("key_1", "192.0.2.1", NOW + timedelta(seconds=seconds))

    assert store.uses["key_1"].at == NOW + timedelta(seconds=1)
    assert store.writes == 1


def test_a_use_that_cannot_be_written_fails_nobody(log_lines):
    class Broken(FakeKeys):
        def note_use(self, key_id, use, *, unless_since):
            raise OSError("the store is away")

    LastUses(Broken(), at_once).note("key_1", "192.0.2.1", NOW)

    assert "key_use.lost" in log_lines[-1]


@pytest.fixture
def gate():
    opened = threading.Event()
    yield opened
    opened.set()


def test_a_slow_store_delays_nobody_and_gathers_no_work(gate):
    beside, done = Beside(), []

    assert beside(gate.wait)
    assert not beside(lambda: done.append("while stuck"))

    assert done == []


def test_quick_work_is_done_before_the_answer():
    done = []

    Beside()(lambda: done.append("written"))

    assert done == ["written"]
