"""When the breaker opens, how long it stays open, and that exactly one probes."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.engine.breaker import WINDOW, Breaker, BreakerState, Bucket, pause_s
from tests.integrations.builders import NOW

SECOND = timedelta(seconds=1)


def after(results, *, every=SECOND, breaker=None):
    """A breaker after results: "." delivered, "x" failed, "t" timed out."""
    breaker, now = breaker or Breaker(), NOW
    for result in results:
        if result == ".":
            breaker = breaker.succeeded(now)
        else:
            breaker = breaker.failed("me", now, timed_out=result == "t")
        now += every
    return breaker


@pytest.mark.parametrize(
    ("results", "state"),
    [
        ("x" * 9, BreakerState.CLOSED),
        ("x" * 10, BreakerState.OPEN),
        ("..." + "x" * 7, BreakerState.OPEN),
        ("...." + "x" * 9, BreakerState.CLOSED),
        ("...." + "x" * 10, BreakerState.OPEN),
        ("tttt", BreakerState.CLOSED),
        ("ttttt", BreakerState.OPEN),
        ("tttt.tttt", BreakerState.CLOSED),
        ("ttttxtttt", BreakerState.CLOSED),
        ("." * 50, BreakerState.CLOSED),
    ],
)
def test_it_opens_at_ten_attempts_of_which_seven_failed_or_five_timeouts_in_a_row(results, state):
    assert after(results).state is state


def test_what_failed_more_than_five_minutes_ago_does_not_count():
    assert after("x" * 30, every=timedelta(seconds=34)).is_closed
    assert not after("x" * 30, every=timedelta(seconds=29)).is_closed


def test_it_stays_open_for_thirty_seconds_doubling_to_a_quarter_of_an_hour():
    assert [pause_s(n) for n in range(8)] == [30, 60, 120, 240, 480, 900, 900, 900]
    assert pause_s(10_000) == 900


def test_while_it_is_open_nobody_probes_and_then_exactly_one():
    opened = after("ttttt")
    probe_at = opened.opened_at + 30 * SECOND

    assert not opened.may_probe(probe_at - SECOND)
    assert opened.may_probe(probe_at)
    probing = opened.probing("me", probe_at + 90 * SECOND)
    assert not probing.may_probe(probe_at + 89 * SECOND)


def test_a_probe_that_is_never_heard_of_gives_way_to_another():
    probing = after("ttttt").probing("me", NOW + 90 * SECOND)

    assert probing.may_probe(NOW + 90 * SECOND)


def test_a_probe_that_succeeds_closes_the_breaker_and_forgets_what_was():
    closed = after("ttttt").probing("me", NOW).succeeded(NOW)

    assert closed == Breaker(closed_at=NOW)


def test_each_probe_that_fails_doubles_the_pause():
    breaker, pauses = after("ttttt"), []
    for _ in range(7):
        pauses.append((breaker.next_probe_at - breaker.opened_at).total_seconds())
        breaker = breaker.probing("me", NOW).failed("me", NOW, timed_out=False)

    assert pauses == [30, 60, 120, 240, 480, 900, 900]


def test_a_late_failure_of_another_attempt_is_not_the_probes():
    probing = after("ttttt").probing("me", NOW)

    assert probing.failed("you", NOW, timed_out=True).state is BreakerState.HALF_OPEN


def test_a_late_success_of_another_attempt_closes_it_all_the_same():
    assert after("ttttt").succeeded(NOW).is_closed


def test_a_probe_that_never_went_out_leaves_room_for_the_next_at_once():
    opened = after("ttttt")
    given_back = opened.probing("me", NOW).unprobed("me", NOW)

    assert given_back.may_probe(NOW)
    assert given_back.trips == opened.trips
    assert opened.unprobed("me", NOW) == opened
    assert opened.probing("me", NOW).unprobed("you", NOW).probe == "me"


@given(st.text(alphabet=".xt", max_size=200), st.integers(0, 90))
def test_no_history_is_kept_beyond_what_is_counted(results, every):
    breaker = after(results, every=timedelta(seconds=every))

    assert len(breaker.buckets) <= 11
    assert breaker.is_closed or breaker.next_probe_at is not None


def test_what_happened_exactly_five_minutes_ago_counts_no_more():
    older = after("x" * 5)
    bucket = older.buckets[0].at

    assert len(older.failed("me", bucket + WINDOW, timed_out=False).buckets) == 1
    assert len(older.failed("me", bucket + WINDOW - SECOND, timed_out=False).buckets) == 2


def test_sixty_nine_of_a_hundred_are_not_seventy_percent():
    assert after("." * 31 + "x" * 69, every=SECOND).is_closed
    assert after("." * 7 + "x" * 16).is_closed
    assert not after("." * 30 + "x" * 70, every=SECOND).is_closed


def test_a_probe_that_never_went_out_leaves_the_breaker_open_from_now_on():
    probing = after("ttttt").probing("me", NOW + 90 * SECOND)

    left = probing.unprobed("me", NOW + 40 * SECOND)

    assert (left.opened_at, left.next_probe_at) == (NOW + 40 * SECOND,) * 2


def test_all_of_half_a_minute_is_counted_in_one_place():
    moments = [NOW + timedelta(seconds=n, microseconds=7) for n in (0, 12, 29)]
    breaker = Breaker()
    for at in moments:
        breaker = breaker.failed("me", at, timed_out=False)

    assert breaker.buckets == (Bucket(at=NOW, attempts=3, failed=3),)
