from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.engine.delivery import (
    SAFETY_NET,
    Sent,
    delivery_id,
    finish,
    give_up,
    hold,
    is_spent,
    plan,
    release,
    timer_s,
    wait,
)
from integrations.engine.retry import MAX_ATTEMPTS
from integrations.model import DeliveryState, Hold, IntegrationState
from tests.integrations.builders import (
    NOW,
    answered,
    make_delivery,
    make_event,
    make_integration,
    unanswered,
)

SECOND = timedelta(seconds=1)


def after(outcome, *, attempts_before=0, spread=0.5, took=SECOND):
    delivery = make_delivery(attempt_count=attempts_before)
    return finish(delivery, Sent(outcome, NOW, NOW + took, bytes_sent=321), spread=spread)


def test_an_event_is_planned_once_for_each_integration_that_wants_it():
    event = make_event()
    wanting = [make_integration("int_1"), make_integration("int_2")]
    other = make_integration("int_3", event_types=["order.cancelled"])

    planned = plan(event, [*wanting, other], NOW)

    assert [each.integration_id for each in planned] == ["int_1", "int_2"]
    assert [each.id for each in planned] == [delivery_id(event.id, each.id) for each in wanting]
    assert {(each.event_id, each.order_number) for each in planned} == {(event.id, "1042")}


def test_a_planned_delivery_is_due_a_quarter_of_an_hour_later_should_its_message_be_lost():
    (planned,) = plan(make_event(), [make_integration()], NOW)

    assert planned.state is DeliveryState.PENDING
    assert planned.due_at == NOW + SAFETY_NET == NOW + timedelta(minutes=15)


@pytest.mark.parametrize("state", [IntegrationState.PAUSED, IntegrationState.DISABLED])
def test_an_integration_that_stands_still_has_its_events_held_not_dropped(state):
    (planned,) = plan(make_event(), [make_integration(state=state)], NOW)

    assert (planned.state, planned.due_at) == (DeliveryState.HELD, None)


def test_the_id_of_a_delivery_depends_on_event_and_integration_alone():
    assert delivery_id("evt_1", "int_1") == delivery_id("evt_1", "int_1")
    assert len({delivery_id(e, i) for e in ("evt_1", "evt_2") for i in ("int_1", "int_2")}) == 4


def test_a_delivered_event_is_finished():
    done = after(answered(204))

    assert (done.state, done.due_at) == (DeliveryState.DELIVERED, None)
    assert done.finished_at == NOW + SECOND
    assert timer_s(done, NOW) is None


def test_an_attempt_tells_what_went_out_and_what_came_back():
    done = after(answered(503, response_body=b"x" * 7), took=timedelta(milliseconds=1234))

    (attempt,) = done.attempts
    assert (attempt.number, attempt.started_at, attempt.duration_ms) == (1, NOW, 1234)
    assert (attempt.status, attempt.bytes_sent, attempt.bytes_received) == (503, 321, 7)
    assert attempt.error == "the partner answered 503"
    assert attempt.retry_reason == "step 1 of 7"
    assert attempt.next_attempt_at == NOW + timedelta(seconds=1.234 + 5)


def test_attempts_add_up():
    first = after(answered(500))

    second = finish(first, Sent(answered(), NOW, NOW, bytes_sent=1), spread=0)

    assert second.attempt_count == 2
    assert [each.number for each in second.attempts] == [1, 2]


@pytest.mark.parametrize("outcome", [answered(500), answered(404), answered(302), unanswered()])
def test_a_failed_attempt_is_retried(outcome):
    done = after(outcome)

    assert (done.state, done.finished_at) == (DeliveryState.RETRYING, None)
    assert timer_s(done, NOW + SECOND) == 5


def test_a_permanent_refusal_ends_the_delivery_at_once():
    done = after(answered(410))

    assert (done.state, done.due_at) == (DeliveryState.FAILED, None)
    assert done.finished_at == NOW + SECOND
    assert done.attempts[-1].next_attempt_at is None


def test_the_eighth_failure_ends_the_delivery():
    assert after(answered(500), attempts_before=6).state is DeliveryState.RETRYING
    assert after(answered(500), attempts_before=7).state is DeliveryState.FAILED
    assert not is_spent(make_delivery(attempt_count=MAX_ATTEMPTS - 1))
    assert is_spent(make_delivery(attempt_count=MAX_ATTEMPTS))


def test_a_retry_that_a_timer_carries_is_due_two_minutes_after_it():
    done = after(answered(500))

    assert done.due_at == done.attempts[-1].next_attempt_at + timedelta(minutes=2)


def test_a_long_retry_lies_in_the_index_alone():
    done = after(answered(500), attempts_before=2)

    assert done.due_at == done.attempts[-1].next_attempt_at
    assert timer_s(done, NOW) is None


def test_what_a_partner_asks_for_is_in_the_log_as_the_reason():
    done = after(answered(429, response_headers={"retry-after": "600"}))

    assert done.attempts[-1].retry_reason == "retry-after"
    assert timer_s(done, NOW + SECOND) == 600


@given(
    st.integers(0, 7),
    st.floats(0, 1, exclude_max=True),
    st.none() | st.integers(0, 200_000),
    st.integers(0, 20_000),
)
def test_no_retry_is_lost_and_no_timer_is_longer_than_a_queue_can_bear(before, spread, asked, late):
    headers = {} if asked is None else {"retry-after": str(asked)}
    done = after(answered(503, response_headers=headers), attempts_before=before, spread=spread)

    delay = timer_s(done, NOW + SECOND + timedelta(milliseconds=late))

    assert delay is None or 0 <= delay <= 900
    if done.state is DeliveryState.RETRYING:
        next_at = done.attempts[-1].next_attempt_at
        assert next_at <= done.due_at <= next_at + timedelta(minutes=2)


def test_a_held_delivery_burns_no_attempt_and_is_not_due():
    held = hold(make_delivery(attempt_count=3), Hold.BREAKER)

    assert (held.state, held.due_at, held.attempt_count) == (DeliveryState.HELD, None, 3)
    assert held.held_because is Hold.BREAKER


@pytest.mark.parametrize(
    ("count", "state"), [(0, DeliveryState.PENDING), (3, DeliveryState.RETRYING)]
)
def test_a_released_delivery_is_due_at_once_where_it_stood(count, state):
    released = release(hold(make_delivery(attempt_count=count), Hold.PAUSED), NOW)

    assert (released.state, released.due_at, released.attempt_count) == (state, NOW, count)


def test_a_released_delivery_needs_no_timer():
    retried = after(answered(500))

    assert timer_s(hold(retried, Hold.PAUSED), NOW) is None
    assert timer_s(release(make_delivery(), NOW), NOW) is None


def test_a_delivery_given_up_ends_visibly():
    ended = give_up(make_delivery(), NOW, because="the integration was deleted")

    assert (ended.state, ended.finished_at, ended.due_at) == (DeliveryState.FAILED, NOW, None)
    assert ended.ended_because == "the integration was deleted"


def test_a_delivery_without_room_comes_back_at_its_moment_and_burns_no_attempt():
    waiting = wait(make_delivery(attempt_count=2), NOW + 30 * SECOND)

    assert (waiting.state, waiting.attempt_count) == (DeliveryState.RETRYING, 2)
    assert timer_s(waiting, NOW) == 30
    assert waiting.due_at == NOW + timedelta(seconds=30, minutes=2)


def test_a_timer_never_rings_before_the_moment_has_come():
    waiting = wait(make_delivery(), NOW + timedelta(milliseconds=1200))

    assert timer_s(waiting, NOW) == 2
