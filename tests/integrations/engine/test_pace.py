"""Rate and concurrency: never more in any minute than was agreed, and nobody burns an attempt."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrations.engine.pace import LONGEST_TURN_S, Pace, burst
from integrations.model import Limits
from tests.integrations.builders import NOW

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


def started(pace, limits, now, owner="me"):
    return pace.started(limits, owner, now, now + 90 * SECOND).ended(owner, now)


def arrivals(limits, steps):
    """The moments at which somebody was let out, who came after each of the steps."""
    pace, now, out = Pace(), NOW, []
    for step in steps:
        now += timedelta(milliseconds=step)
        if pace.turn(limits, now, had_turn=True) is None:
            out.append(now)
            pace = started(pace, limits, now)
    return out


@settings(max_examples=60)
@given(st.integers(1, 600), st.lists(st.integers(0, 3000), max_size=150))
def test_no_minute_ever_holds_more_than_the_rate(rate, steps):
    out = arrivals(Limits(rate_per_minute=rate), steps)

    for first in out:
        assert sum(first <= each < first + MINUTE for each in out) <= rate


@pytest.mark.parametrize("rate", [1, 7, 30, 600])
def test_what_waits_gets_nine_tenths_of_the_rate_at_least(rate):
    out = arrivals(Limits(rate_per_minute=rate), [50] * 2400)  # two minutes

    assert len(out) >= 0.9 * rate * 2


def test_a_tenth_of_the_rate_may_go_at_once():
    limits = Limits(rate_per_minute=100)

    assert [burst(Limits(rate_per_minute=rate)) for rate in (1, 19, 100)] == [1, 1, 10]
    assert len(arrivals(limits, [0] * 50)) == 10


def test_those_who_find_no_room_get_moments_one_after_another():
    limits, pace, turns = Limits(rate_per_minute=6), Pace(), []
    pace = started(pace, limits, NOW)
    for _ in range(4):
        turn = pace.turn(limits, NOW, had_turn=False)
        pace = pace.queued(turn)
        turns.append((turn - NOW).total_seconds())

    assert turns == [10, 20, 30, 40]


def test_a_newcomer_queues_behind_those_who_wait_but_they_do_not_queue_behind_themselves():
    limits = Limits(rate_per_minute=6)
    pace = started(Pace(), limits, NOW)
    pace = pace.queued(NOW + 30 * SECOND)
    later = NOW + 10 * SECOND

    assert pace.turn(limits, later, had_turn=False) > NOW + 30 * SECOND
    assert pace.turn(limits, later, had_turn=True) is None


def test_no_moment_is_farther_off_than_a_queue_timer_carries():
    limits = Limits(rate_per_minute=1)
    pace = started(Pace(), limits, NOW).queued(NOW + timedelta(hours=5))

    turn = pace.turn(limits, NOW, had_turn=False)

    assert (turn - NOW).total_seconds() == LONGEST_TURN_S


def test_no_more_are_under_way_than_agreed():
    limits, pace = Limits(concurrency=2), Pace()
    for owner in ("a", "b"):
        assert pace.turn(limits, NOW, had_turn=False) is None
        pace = pace.started(limits, owner, NOW, NOW + 90 * SECOND)

    assert pace.turn(limits, NOW, had_turn=False) >= NOW + SECOND
    assert pace.ended("a", NOW).turn(limits, NOW, had_turn=False) is None


def test_one_who_is_never_heard_of_again_gives_up_the_place_with_the_lease():
    limits = Limits(concurrency=1)
    pace = Pace().started(limits, "dead", NOW, NOW + 90 * SECOND)

    assert pace.turn(limits, NOW + 89 * SECOND, had_turn=True) is not None
    assert pace.turn(limits, NOW + 90 * SECOND, had_turn=True) is None


def test_who_waits_for_a_slow_partner_comes_back_about_when_there_is_a_place():
    limits = Limits(concurrency=2)
    pace = Pace().eased(10.0).started(limits, "a", NOW, NOW + 90 * SECOND)
    pace = pace.started(limits, "b", NOW, NOW + 90 * SECOND)

    assert pace.turn(limits, NOW, had_turn=False) == NOW + 5 * SECOND


def test_an_overloaded_partner_gets_half_as_many_each_time_and_a_success_brings_it_back():
    limits = Limits(rate_per_minute=60)
    slow = Pace().slowed(NOW, 0.1, stop_s=None)
    slower = slow.slowed(NOW, 0.1, stop_s=None)

    assert [each.step(limits).total_seconds() for each in (slow, slower)] == [2, 4]
    assert slower.eased(0.1).eased(0.1).step(limits) == Pace().step(limits)


def test_it_is_slowed_to_one_a_minute_at_most():
    pace = Pace()
    for _ in range(20):
        pace = pace.slowed(NOW, 0.1, stop_s=None)

    assert pace.step(Limits(rate_per_minute=60)) == MINUTE
    assert pace.step(Limits(rate_per_minute=1)) == MINUTE


@pytest.mark.parametrize(("asked", "stopped"), [(30.0, 30), (10**9, 900), (0.0, None)])
def test_retry_after_of_an_overloaded_partner_stops_all_for_a_quarter_of_an_hour_at_most(
    asked, stopped
):
    pace = Pace().slowed(NOW, 0.1, stop_s=asked)

    turn = pace.turn(Limits(), NOW, had_turn=True)

    assert turn == (NOW + timedelta(seconds=stopped) if stopped else None)


def test_the_mean_duration_remembers_four_fifths_of_what_was_before():
    first = Pace().eased(2)
    second = first.eased(1)
    third = second.eased(1.0004)

    assert [first.mean_s, second.mean_s, third.mean_s] == [2, 1.8, 1.64]


def test_each_success_takes_one_step_of_slowness_back():
    slow = Pace(slow=3)

    assert [slow.eased(1).slow, slow.eased(1).eased(1).slow] == [2, 1]


def test_a_longer_stop_is_not_cut_short_by_a_later_shorter_one():
    long = Pace().slowed(NOW, 1, stop_s=100)

    assert long.slowed(NOW, 1, stop_s=10).stopped_until == NOW + 100 * SECOND
    assert long.slowed(NOW, 1, stop_s=None).stopped_until == NOW + 100 * SECOND
    assert long.slowed(NOW + SECOND, 1, stop_s=100).stopped_until == NOW + 101 * SECOND


def test_who_is_sent_away_comes_back_no_sooner_than_in_a_second():
    pace = Pace(queue_until=NOW + timedelta(milliseconds=10))

    assert pace.turn(Limits(rate_per_minute=600), NOW, had_turn=False) == NOW + SECOND
