from contextlib import closing
from itertools import count
from threading import Barrier, Event, Lock, Thread, current_thread, get_ident

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.ahead import ahead, in_turn
from shared.cause import cause, caused_by, causing_job

MOST = 4
ROOM = 10
WAIT_S = 60


class Watched:
    """Calls of known weights: which are begun and not taken, and what threads made them."""

    def __init__(self, weights: list[int] | None = None) -> None:
        self.threads: set[Thread] = set()
        self.begun = self.ended = 0
        self.most: list[list[int]] = []
        self._weights = weights
        self._held: dict[int, int] = {}
        self._lock = Lock()

    def __call__(self, number: int) -> int:
        with self._lock:
            self.threads.add(current_thread())
            self.begun += 1
            self._held[number] = self.weight(number)
            self.most.append(list(self._held.values()))
        self.work(number)
        with self._lock:
            self.ended += 1
        return number

    def work(self, number: int) -> None:
        """Take no time."""

    def weight(self, number: int) -> int:
        return self._weights[number] if self._weights else 0

    def take(self, number: int) -> int:
        with self._lock:
            del self._held[number]
        return number

    def is_over(self) -> bool:
        return self.begun == self.ended and not any(each.is_alive() for each in self.threads)


def begun(watched: Watched, numbers):
    return ahead(watched, numbers, most=MOST, weigh=watched.weight, room=ROOM)


def test_calls_in_turn_are_made_when_they_are_asked_for():
    made = []

    results = in_turn(lambda number: made.append(number) or -number, count())

    assert [next(results), next(results)] == [0, -1]
    assert made == [0, 1]


def test_as_many_calls_as_allowed_are_made_at_once_and_then_as_many_again():
    together = Barrier(MOST, timeout=WAIT_S)
    watched = Watched()
    watched.work = lambda _: together.wait()

    with closing(begun(watched, range(3 * MOST))) as results:
        assert [watched.take(each) for each in results] == list(range(3 * MOST))

    assert max(map(len, watched.most)) == MOST
    assert get_ident() not in {each.ident for each in watched.threads}


def test_results_keep_their_order_whichever_call_ends_first():
    over = [Event() for _ in range(MOST)]
    watched = Watched()

    def work(number: int) -> None:
        assert number == MOST - 1 or over[number + 1].wait(WAIT_S)
        over[number].set()

    watched.work = work

    assert list(begun(watched, range(MOST))) == list(range(MOST))


@settings(max_examples=25)
@given(st.lists(st.integers(0, ROOM * 2), max_size=30))
def test_what_is_begun_and_not_taken_never_outgrows_its_room(weights):
    watched = Watched(weights)

    assert [watched.take(each) for each in begun(watched, range(len(weights)))] == [
        *range(len(weights))
    ]

    assert all(len(held) <= MOST for held in watched.most)
    assert all(len(held) == 1 or sum(held) <= ROOM for held in watched.most)


def test_the_first_error_in_order_is_raised_after_all_results_before_it():
    fifth = Event()
    watched = Watched()

    def work(number: int) -> None:
        if number == 3:
            assert fifth.wait(WAIT_S)
        if number == 4:
            fifth.set()
        if number in {3, 4}:
            raise LookupError(number)

    watched.work, taken = work, []

    with pytest.raises(LookupError, match="3"):
        taken.extend(begun(watched, count()))

    assert taken == [0, 1, 2]


def test_after_an_error_nothing_is_begun_and_nothing_is_left_running():
    failed = Event()
    watched = Watched()

    def work(number: int) -> None:
        if number == 0:
            failed.set()
            raise LookupError
        # What was begun beside it ends after it, and is waited for.
        assert failed.wait(WAIT_S)

    watched.work = work

    with pytest.raises(LookupError):
        list(begun(watched, count()))

    assert (watched.begun, watched.ended) == (MOST, MOST - 1)
    assert not any(each.is_alive() for each in watched.threads)


def test_a_reader_that_stops_leaves_nothing_running():
    watched = Watched()

    with closing(begun(watched, count())) as results:
        assert [next(results), next(results)] == [0, 1]

    assert watched.begun == MOST + 1
    assert watched.is_over()


def test_an_error_of_what_is_given_is_raised_with_nothing_left_running():
    def numbers():
        yield 0
        raise LookupError

    watched = Watched()

    with pytest.raises(LookupError):
        list(begun(watched, numbers()))

    assert watched.is_over()


def test_calls_ahead_know_what_led_to_them():
    def told(number: int) -> tuple[int, str | None, str | None]:
        return number, cause(), causing_job()

    with caused_by("run-1", job="analytics.rebuild"):
        said = list(ahead(told, range(9), most=MOST, weigh=lambda _: 0, room=0))

    assert said == [(number, "run-1", "analytics.rebuild") for number in range(9)]


def test_nothing_is_made_of_nothing():
    assert list(begun(Watched(), [])) == list(in_turn(str, [])) == []
