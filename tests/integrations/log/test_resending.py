"""Sending one delivery again: which, how often, and what a crash leaves."""

import itertools

import pytest

from integrations.model import DeliveryState, IntegrationState
from shared.asked import Asked
from shared.auth import Actor
from shared.errors import ConflictError, NotFoundError
from tests.integrations.builders import SOMEBODY, answered, make_delivery, make_integration
from tests.integrations.crashes import Crash, CrashError
from tests.integrations.engine.worlds import FakeConnector
from tests.integrations.log.scenes import Scene

ALICE = Actor(kind="user", id="alice", name="Алиса")
FIRST = make_delivery(order="ord_0")


def under(key, body=""):
    return Asked(ALICE, None, key, body)


@pytest.fixture
def scene():
    scene = Scene(make_integration(), partner=FakeConnector(answered()))
    scene.happen(1)
    return scene


@pytest.mark.parametrize(
    "state", [DeliveryState.DELIVERED, DeliveryState.FAILED, DeliveryState.HELD]
)
def test_what_is_over_or_held_goes_out_again_under_the_same_event(scene, state):
    scene.end(state)

    made = scene.resending().resend(FIRST.id, SOMEBODY)
    scene.work()

    assert (made.id, made.resend_of, made.event_id) == (f"{FIRST.id}-r1", FIRST.id, FIRST.event_id)
    assert scene.deliveries.rows[made.id].state is DeliveryState.DELIVERED
    assert scene.deliveries.rows[FIRST.id].state is state
    assert [each.event_id for each in scene.partner.parcels] == [FIRST.event_id]


@pytest.mark.parametrize(
    "state", [DeliveryState.PENDING, DeliveryState.RETRYING, DeliveryState.SKIPPED]
)
def test_what_is_under_way_or_not_to_be_sent_is_refused(scene, state):
    scene.end(state)

    with pytest.raises(ConflictError, match=state.value):
        scene.resending().resend(FIRST.id, SOMEBODY)


def test_a_resend_of_a_resend_is_the_next_of_the_first(scene):
    scene.end(DeliveryState.FAILED)
    once = scene.resending().resend(FIRST.id, SOMEBODY)
    scene.end(DeliveryState.FAILED)

    twice = scene.resending().resend(once.id, SOMEBODY)

    assert (twice.id, twice.resend_of) == (f"{FIRST.id}-r2", FIRST.id)
    assert scene.log.again(FIRST.id) == (scene.deliveries.rows[once.id], twice)


def test_the_same_request_sends_once_and_another_again(scene):
    scene.end(DeliveryState.FAILED)

    made = [scene.resending().resend(FIRST.id, under(key)).id for key in ("a", "a", "b")]

    assert made == [f"{FIRST.id}-r1", f"{FIRST.id}-r1", f"{FIRST.id}-r2"]
    assert len(scene.queue.take()) == 2


def test_what_is_paused_holds_the_resend_too(scene):
    scene.end(DeliveryState.FAILED)
    scene.change(state=IntegrationState.PAUSED)

    made = scene.resending().resend(FIRST.id, SOMEBODY)

    assert (made.state, scene.queue.sent) == (DeliveryState.HELD, [])


def test_nothing_goes_to_a_deleted_integration_and_nothing_of_what_is_gone(scene):
    scene.end(DeliveryState.FAILED)
    with pytest.raises(NotFoundError):
        scene.resending().resend("dlv_unknown", SOMEBODY)
    scene.deliveries.events.clear()
    with pytest.raises(ConflictError, match="no longer kept"):
        scene.resending().resend(FIRST.id, SOMEBODY)
    scene.integrations.kept.clear()
    with pytest.raises(ConflictError, match="deleted"):
        scene.resending().resend(FIRST.id, SOMEBODY)


def test_whatever_step_it_dies_at_the_same_request_sends_it_once(scene):
    for step, after in itertools.product(range(1, 20), (False, True)):
        scene.__init__(make_integration(), partner=FakeConnector(answered()))
        scene.happen(1)
        scene.end(DeliveryState.FAILED)
        crash = Crash(step, after=after)
        try:
            scene.resending(crash).resend(FIRST.id, under("a"))
        except CrashError:
            scene.resending().resend(FIRST.id, under("a"))
        scene.clock.pass_by(minutes=16)
        scene.sweep()
        scene.work()

        assert len(scene.partner.parcels) == 1, crash.step
        assert len(scene.deliveries.rows) == 2
        if not crash.happened:
            return
    pytest.fail("it never came to its end")
