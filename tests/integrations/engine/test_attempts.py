"""One attempt at one delivery: lease, send, log, settle, and what comes next."""

import hashlib
import json
from datetime import timedelta

import pytest

from integrations.engine.attempt import MissingEventError
from integrations.engine.retry import MAX_ATTEMPTS
from integrations.model import DeliveryState, Hold, IntegrationState
from tests.integrations.builders import (
    NOW,
    SECRET,
    answered,
    make_delivery,
    make_event,
    make_integration,
    point,
    unanswered,
)
from tests.integrations.crashes import Crash, CrashError
from tests.integrations.engine.worlds import Engine
from tests.integrations.fakes_channels import FakeConnector

BODY = make_event().model_dump_json().encode()


class World(Engine):
    """One delivery that goes out to one partner."""

    def __init__(self, *outcomes, integration=None, during=lambda: None, **delivery):
        made = make_delivery(**delivery)
        partner = FakeConnector(*(outcomes or (answered(),)), during=during)
        super().__init__([integration or make_integration()], [made], partner)
        self.id = made.id
        self.deliveries.add_event(made.event_id, BODY)

    def perform(self, attempt_count=0, crash=None):
        pointer = point(self.row, attempt_count=attempt_count)
        self.attempts(crash).perform(pointer)
        return self.row

    @property
    def row(self):
        return self.deliveries.rows[self.id]

    def pointed(self, attempt_count, delay_s):
        return [point(self.row, attempt_count=attempt_count, delay_s=delay_s)]


def test_the_partner_gets_the_bytes_of_the_event_signed_with_the_integrations_secret():
    world = World()

    done = world.perform()

    (parcel,) = world.partner.parcels
    assert (parcel.event_id, parcel.body) == (make_event().id, BODY)
    assert (parcel.secrets, parcel.at) == ([SECRET], NOW)
    assert parcel.settings == {"url": "https://partner.example/hook"}
    assert (done.state, done.attempt_count) == (DeliveryState.DELIVERED, 1)
    assert world.queue.sent == []


def test_the_settings_of_the_moment_are_used():
    world = World(answered(500), answered())
    world.perform()
    world.change(settings={"url": "https://new.example/"})
    world.clock.pass_by(seconds=5)

    world.perform(attempt_count=1)

    assert [p.settings["url"] for p in world.partner.parcels][1] == "https://new.example/"


def test_while_one_worker_sends_a_second_gets_nothing():
    world = World()
    world.partner = FakeConnector(answered(), during=world.perform)

    world.perform()

    assert len(world.partner.parcels) == 1
    assert world.row.attempt_count == 1


@pytest.mark.parametrize("outcome", [answered(), answered(500), answered(410)])
def test_a_message_that_comes_twice_sends_nothing_twice(outcome):
    world = World(outcome)

    world.perform()
    world.perform()

    assert len(world.partner.parcels) == 1
    assert world.row.attempt_count == 1


@pytest.mark.parametrize("outcome", [answered(500), answered(302), unanswered()])
def test_a_partners_failure_never_raises_and_comes_again_by_a_timer(outcome):
    world = World(outcome)

    done = world.perform()

    assert done.state is DeliveryState.RETRYING
    assert world.queue.sent == world.pointed(1, delay_s=5)


def test_a_long_wait_is_in_the_due_index_alone():
    world = World(answered(500), attempt_count=2, state=DeliveryState.RETRYING)

    done = world.perform(attempt_count=2)

    assert world.queue.sent == []
    assert done.due_at == NOW + timedelta(minutes=30)
    assert [each.delivery_id for each in world.deliveries.due(done.due_at)] == [world.id]


def test_gone_ends_the_delivery():
    world = World(answered(410))

    done = world.perform()

    assert (done.state, done.due_at, done.finished_at) == (DeliveryState.FAILED, None, NOW)
    assert world.queue.sent == []


def test_the_last_failure_ends_the_delivery():
    world = World(answered(500), attempt_count=MAX_ATTEMPTS - 1, state=DeliveryState.RETRYING)

    done = world.perform(attempt_count=MAX_ATTEMPTS - 1)

    assert (done.state, done.attempt_count) == (DeliveryState.FAILED, MAX_ATTEMPTS)
    assert world.queue.sent == []


def test_beyond_the_last_attempt_nothing_is_sent_whatever_the_queue_says():
    world = World(attempt_count=MAX_ATTEMPTS, state=DeliveryState.RETRYING)

    done = world.perform(attempt_count=MAX_ATTEMPTS)

    assert world.partner.parcels == []
    assert (done.state, done.attempt_count) == (DeliveryState.FAILED, MAX_ATTEMPTS)


def test_all_attempts_of_a_dead_partner_take_more_than_a_day_and_then_end():
    world = World(answered(500))
    for n in range(MAX_ATTEMPTS):
        world.healths.kept.clear()  # the breaker and the pace have tests of their own
        done = world.perform(attempt_count=n)
        if done.next_at:
            world.clock.now = done.next_at

    assert done.state is DeliveryState.FAILED
    assert [each.number for each in done.attempts] == list(range(1, MAX_ATTEMPTS + 1))
    assert world.clock() - NOW == timedelta(seconds=99_305)


def test_a_deleted_integrations_delivery_ends_visibly():
    world = World()
    world.integrations.kept.clear()

    done = world.perform()

    assert world.partner.parcels == []
    assert (done.state, done.finished_at, done.due_at) == (DeliveryState.FAILED, NOW, None)


@pytest.mark.parametrize("state", [IntegrationState.PAUSED, IntegrationState.DISABLED])
def test_a_paused_integrations_delivery_is_held_and_burns_no_attempt(state):
    world = World(
        integration=make_integration(state=state), attempt_count=3, state=DeliveryState.RETRYING
    )

    done = world.perform(attempt_count=3)

    assert world.partner.parcels == []
    assert (done.state, done.attempt_count, done.due_at) == (DeliveryState.HELD, 3, None)
    assert done.held_because is Hold.PAUSED
    assert world.queue.sent == []


def test_an_event_that_is_missing_is_our_fault_and_raises():
    world = World()
    world.deliveries.events.clear()

    with pytest.raises(MissingEventError):
        world.perform()

    assert (world.row.state, world.row.attempt_count) == (DeliveryState.PENDING, 0)


def test_another_integrations_secret_is_our_fault_and_raises():
    foreign = {"encrypted": b"int_2|whsec_x", "created_at": NOW}
    world = World(integration=make_integration(secrets=[foreign]))

    with pytest.raises(PermissionError):
        world.perform()

    assert world.partner.parcels == []


def test_a_worker_that_lost_its_lease_overwrites_nothing(log_lines):
    world = World()

    def another_takes_over():
        world.clock.pass_by(seconds=91)
        world.deliveries.lease(point(world.row), "another", world.clock(), NOW)

    world.partner = FakeConnector(answered(), during=another_takes_over)

    world.perform()

    assert (world.row.state, world.row.attempt_count) == (DeliveryState.PENDING, 0)
    assert "delivery.lease_lost" in [json.loads(line)["message"] for line in log_lines]


@pytest.mark.parametrize("step", ["log", "settle"])
def test_a_crash_after_the_answer_sends_again_under_the_same_id_once_the_lease_is_over(step):
    world = World(answered(200))
    n = next(n for n in range(1, 20) if called(Crash(n, after=False)) == step)
    with pytest.raises(CrashError):
        world.perform(crash=Crash(n, after=False))
    world.perform()
    assert len(world.partner.parcels) == 1

    world.clock.pass_by(seconds=91)
    done = world.perform()

    assert {each.event_id for each in world.partner.parcels} == {make_event().id}
    assert len(world.partner.parcels) == 2
    assert (done.state, done.attempt_count) == (DeliveryState.DELIVERED, 1)
    assert len({key[2] for key in world.deliveries.logged}) == (1 if step == "log" else 2)


def called(crash):
    """Name the step that a crash cuts off."""
    with pytest.raises(CrashError):
        World().perform(crash=crash)
    return crash.step


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("outcome", [answered(), answered(500)], ids=["delivered", "retrying"])
def test_whatever_step_a_worker_dies_at_the_delivery_goes_on(outcome, after):
    n = 0
    while True:
        n += 1
        world, crash = World(outcome), Crash(n, after=after)
        try:
            world.perform(crash=crash)
        except CrashError:
            world.clock.pass_by(seconds=360)
            world.perform()
        if not crash.happened:
            break
        expected = DeliveryState.DELIVERED if outcome.delivered else DeliveryState.RETRYING
        assert (world.row.state, world.row.attempt_count) == (expected, 1), f"crash at {n}"
        assert 1 <= len(world.partner.parcels) <= 2
        assert outcome.delivered or world.row.due_at is not None
    assert n > 9


def test_the_record_of_an_attempt_tells_all_but_no_secret(log_lines):
    world = World()
    world.partner = FakeConnector(
        answered(503, response_body=b"y" * 20_000, response_headers={"via": "1", "x": "1"}),
        during=lambda: world.clock.pass_by(seconds=1.5),
    )

    world.perform()

    (record,) = world.deliveries.records(world.id)
    assert (record["number"], record["duration_ms"], record["status"]) == (1, 1500, 503)
    assert (record["bytes_sent"], record["bytes_received"]) == (len(BODY), 20_000)
    assert record["request_sha256"] == hashlib.sha256(BODY).hexdigest()
    assert record["request_body"].encode() == BODY
    assert (len(record["response_body"]), record["response_truncated"]) == (16_384, True)
    assert (record["response_headers"], record["retry_reason"]) == ({"via": "1"}, "step 1 of 7")
    written = repr((world.row, record, log_lines))
    assert SECRET.removeprefix("whsec_") not in written
    assert "Ремонт" not in repr(log_lines)


def test_what_was_decided_is_logged_in_one_line(log_lines):
    world = World(answered(500))

    world.perform()

    (line,) = map(json.loads, log_lines)
    assert line["message"] == "delivery.settled"
    assert (line["delivery_id"], line["state"], line["attempt"]) == (world.id, "retrying", 1)
