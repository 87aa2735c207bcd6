"""The contract of the room's stores: DynamoDB and the fakes of the other tests pass it alike."""

from datetime import timedelta

import pytest

from integrations.delivery import finish, hold, release
from integrations.log_storage import BODY_KEPT, DynamoDeliveries
from integrations.model import KEEP_DAYS, DeliveryState
from integrations.ports import Due, Pointer, VersionMovedError
from integrations.storage import DynamoIntegrations
from shared.table import Table
from tests.integrations.builders import (
    NOW,
    FixedClock,
    answered,
    make_delivery,
    make_integration,
    unanswered,
)
from tests.integrations.fakes import FakeDeliveries, FakeIntegrations

SECOND = timedelta(seconds=1)
LEASE_ENDS = NOW + timedelta(seconds=90)


@pytest.fixture
def clock():
    return FixedClock()


@pytest.fixture(params=["fake", "dynamo"])
def integrations(request):
    if request.param == "fake":
        return FakeIntegrations()
    return DynamoIntegrations(Table("IntegrationsTable", request.getfixturevalue("dynamo")))


@pytest.fixture(params=["fake", "dynamo"])
def deliveries(request, clock):
    if request.param == "fake":
        return FakeDeliveries()
    table = Table("DeliveriesTable", request.getfixturevalue("dynamo"))
    return DynamoDeliveries(table, due_shards=3, clock=clock)


def take(deliveries, delivery, owner="me", at=NOW):
    pointer = Pointer(delivery.id, delivery.attempt_count, delivery.integration_id)
    return deliveries.lease(pointer, owner, at, at + timedelta(seconds=90))


def attempted(delivery, outcome, spread=0.5):
    return finish(
        delivery, outcome, started_at=NOW, ended_at=NOW + SECOND, bytes_sent=9, spread=spread
    )


def due_ids(deliveries, **later):
    return {each.delivery_id for each in deliveries.due(NOW + timedelta(**later))}


class TestIntegrations:
    def test_an_integration_comes_back_as_it_was_added(self, integrations):
        made = make_integration(name="Склад\n👷", secret=b"\0\xff")

        integrations.add(made)

        assert integrations.get("int_1") == made
        assert integrations.get("int_2") is None

    def test_they_are_listed_oldest_first(self, integrations):
        for n in (2, 0, 1):
            made_at = NOW + n * SECOND
            integrations.add(make_integration(f"int_{9 - n}", created_at=made_at))

        assert [each.id for each in integrations.all()] == ["int_9", "int_8", "int_7"]

    def test_the_next_version_takes_the_place_of_the_one_before(self, integrations):
        integrations.add(make_integration())

        integrations.save(make_integration(version=2, name="Касса"))

        assert integrations.get("int_1").name == "Касса"

    @pytest.mark.parametrize("version", [1, 2, 4])
    def test_of_two_who_write_the_same_version_the_second_is_told(self, integrations, version):
        integrations.add(make_integration(version=2))

        with pytest.raises(VersionMovedError) as raised:
            integrations.save(make_integration(version=version))

        assert raised.value.current == 2

    def test_what_is_gone_can_be_neither_saved_nor_removed(self, integrations):
        integrations.add(make_integration())
        integrations.remove("int_1", 1)

        for write in (
            lambda: integrations.save(make_integration(version=2)),
            lambda: integrations.remove("int_1", 1),
        ):
            with pytest.raises(VersionMovedError) as raised:
                write()
            assert raised.value.current == 0
        assert integrations.all() == ()

    def test_one_that_has_changed_is_not_removed(self, integrations):
        integrations.add(make_integration(version=2))

        with pytest.raises(VersionMovedError) as raised:
            integrations.remove("int_1", 1)

        assert raised.value.current == 2
        assert integrations.get("int_1")


class TestEvents:
    def test_an_events_bytes_come_back_as_they_are(self, deliveries):
        body = '{"Ремонт": "👷"}'.encode() + b"\0\xff"

        deliveries.add_event("evt_1", body)

        assert deliveries.event_body("evt_1") == body
        assert deliveries.event_body("evt_2") is None

    def test_the_first_bytes_of_an_event_stay(self, deliveries):
        deliveries.add_event("evt_1", b"first")
        deliveries.add_event("evt_1", b"second")

        assert deliveries.event_body("evt_1") == b"first"


class TestDeliveries:
    def test_a_delivery_is_added_once(self, deliveries):
        first = make_delivery()

        assert deliveries.add(first)
        assert not deliveries.add(make_delivery(integration_name="другое"))
        assert deliveries.get(first.id) == first
        assert deliveries.get("dlv_other") is None

    def test_only_one_gets_a_delivery(self, deliveries):
        delivery = make_delivery()
        deliveries.add(delivery)

        assert take(deliveries, delivery, "me") == delivery
        assert take(deliveries, delivery, "you") is None
        assert take(deliveries, delivery, "me") == delivery

    def test_a_lease_that_has_run_out_passes_on(self, deliveries):
        delivery = make_delivery()
        deliveries.add(delivery)
        take(deliveries, delivery, "me")

        assert take(deliveries, delivery, "you", LEASE_ENDS) is None
        assert take(deliveries, delivery, "you", LEASE_ENDS + SECOND) == delivery
        assert not deliveries.settle(attempted(delivery, answered()), "me")
        assert deliveries.get(delivery.id) == delivery

    @pytest.mark.parametrize("count", [0, 2])
    def test_a_message_of_another_attempt_finds_nothing(self, deliveries, count):
        delivery = make_delivery(attempt_count=1)
        deliveries.add(delivery)

        assert deliveries.lease(Pointer(delivery.id, count, ""), "me", NOW, LEASE_ENDS) is None

    @pytest.mark.parametrize(
        "state", [DeliveryState.HELD, DeliveryState.DELIVERED, DeliveryState.FAILED]
    )
    def test_what_is_held_or_finished_is_not_to_be_had(self, deliveries, state):
        delivery = make_delivery(state=state)
        deliveries.add(delivery)

        assert take(deliveries, delivery) is None

    def test_what_does_not_exist_is_not_to_be_had(self, deliveries):
        assert take(deliveries, make_delivery()) is None

    def test_settling_writes_the_outcome_and_ends_the_lease(self, deliveries):
        delivery = make_delivery()
        deliveries.add(delivery)
        take(deliveries, delivery)
        done = attempted(delivery, answered(503))

        assert deliveries.settle(done, "me")
        assert deliveries.get(delivery.id) == done
        assert take(deliveries, done, "you") == done

    def test_settling_twice_after_a_lost_reply_is_settled(self, deliveries):
        delivery = make_delivery()
        deliveries.add(delivery)
        take(deliveries, delivery)
        done = attempted(delivery, answered())

        assert deliveries.settle(done, "me")
        assert deliveries.settle(done, "me")
        assert deliveries.get(delivery.id) == done

    @pytest.mark.parametrize(
        "outcome", [answered(), answered(500, response_body=b""), unanswered()]
    )
    def test_an_attempts_record_comes_back_whole(self, deliveries, outcome):
        done = attempted(make_delivery(), outcome)

        deliveries.log(done, outcome, "привет".encode())

        (record,) = deliveries.records(done.id)
        assert (record["number"], record["bytes_sent"]) == (1, 9)
        assert record["status"] == outcome.status
        assert record["error"] == outcome.error
        assert record["url"] == outcome.request_url
        assert (record["request_body"], record["request_truncated"]) == ("привет", False)
        assert record["response_body"] == outcome.response_body.decode()

    def test_long_bodies_are_cut_marked_and_known_by_their_hash(self, deliveries):
        outcome = answered(response_body=b"\xff" * (BODY_KEPT + 1))
        done = attempted(make_delivery(), outcome)

        deliveries.log(done, outcome, b"x" * 16385)

        (record,) = deliveries.records(done.id)
        assert (len(record["request_body"]), record["request_truncated"]) == (16384, True)
        assert (len(record["response_body"]), record["response_truncated"]) == (16384, True)
        assert record["request_sha256"].startswith("39061")
        assert record["bytes_received"] == BODY_KEPT + 1

    def test_records_are_in_the_order_of_the_attempts_and_one_for_each(self, deliveries):
        done = make_delivery()
        for n in range(3):
            done = attempted(done, answered(500 + n))
            for _ in range(2):
                deliveries.log(done, answered(500 + n), b"")

        assert [each["status"] for each in deliveries.records(done.id)] == [500, 501, 502]
        assert deliveries.records("dlv_other") == []


class TestDue:
    def test_a_delivery_is_due_from_its_moment_on(self, deliveries):
        delivery = make_delivery()
        deliveries.add(delivery)

        assert due_ids(deliveries, minutes=14, seconds=59) == set()
        assert due_ids(deliveries, minutes=15) == {delivery.id}

    def test_what_is_due_tells_all_that_a_message_needs(self, deliveries):
        delivery = make_delivery(attempt_count=2, state=DeliveryState.RETRYING)
        deliveries.add(delivery)

        (due,) = deliveries.due(NOW + timedelta(hours=1))

        assert due == Due(delivery.id, "int_1", 2, "2026-11-22T08:15:00.000Z")

    def test_what_is_due_is_found_in_every_partition_of_the_index(self, deliveries):
        made = {make_delivery(f"int_{n}").id: make_delivery(f"int_{n}") for n in range(20)}
        for each in made.values():
            deliveries.add(each)

        assert due_ids(deliveries, hours=1) == set(made)

    def test_a_due_time_is_pushed_once(self, deliveries):
        deliveries.add(make_delivery())
        (due,) = deliveries.due(NOW + timedelta(hours=1))

        assert deliveries.push_due(due, NOW + timedelta(hours=2))
        assert not deliveries.push_due(due, NOW + timedelta(hours=3))
        assert due_ids(deliveries, hours=1) == set()
        assert due_ids(deliveries, hours=2) == {due.delivery_id}

    @pytest.mark.parametrize("outcome", [answered(), answered(410)])
    def test_what_is_finished_leaves_the_index(self, deliveries, outcome):
        delivery = make_delivery()
        deliveries.add(delivery)
        (due,) = deliveries.due(NOW + timedelta(hours=1))
        take(deliveries, delivery)

        deliveries.settle(attempted(delivery, outcome), "me")

        assert due_ids(deliveries, days=300) == set()
        assert not deliveries.push_due(due, NOW)


class TestHeld:
    def test_what_is_held_is_found_by_its_integration_and_is_not_due(self, deliveries):
        mine, other = hold(make_delivery()), hold(make_delivery("int_2"))
        for each in (mine, other, make_delivery(order="ord_2")):
            deliveries.add(each)

        assert list(deliveries.held("int_1")) == [mine]
        assert mine.id not in due_ids(deliveries, days=300)
        assert deliveries.get(mine.id) == mine

    def test_what_is_let_go_is_due_at_once_and_no_longer_held(self, deliveries):
        held = hold(make_delivery())
        deliveries.add(held)
        released = release(held, NOW)

        assert deliveries.let_go(released)
        assert deliveries.get(held.id) == released
        assert due_ids(deliveries) == {held.id}
        assert list(deliveries.held("int_1")) == []

    def test_it_is_let_go_once(self, deliveries):
        held = hold(make_delivery())
        deliveries.add(held)
        deliveries.let_go(release(held, NOW))

        assert not deliveries.let_go(release(held, NOW + SECOND))
        assert deliveries.get(held.id).due_at == NOW

    def test_a_late_look_at_what_is_held_never_takes_attempts_back(self, deliveries):
        seen = hold(make_delivery())
        since_then = hold(attempted(make_delivery(), answered(500)))
        deliveries.add(since_then)

        assert not deliveries.let_go(release(seen, NOW))
        assert deliveries.get(seen.id) == since_then


class TestNewest:
    def listed(self, deliveries, *integration_ids, **asked):
        parts = {"limit": 50, "after": None, "state": None, **asked}
        return deliveries.newest(integration_ids, **parts)

    def fill(self, deliveries, count, integration_id="int_1", **changes):
        for n in range(count):
            deliveries.add(
                make_delivery(
                    integration_id, order=f"ord_{n}", created_at=NOW + n * SECOND, **changes
                )
            )

    def test_deliveries_of_several_integrations_are_one_list_newest_first(self, deliveries):
        self.fill(deliveries, 3)
        self.fill(deliveries, 3, "int_2")
        self.fill(deliveries, 3, "int_3")

        page = self.listed(deliveries, "int_1", "int_2")

        moments = [each.created_at for each in page.deliveries]
        assert moments == sorted(moments, reverse=True)
        assert {each.integration_id for each in page.deliveries} == {"int_1", "int_2"}
        assert (len(moments), page.after) == (6, None)

    @pytest.mark.parametrize("limit", [1, 2, 3, 5, 6, 7])
    def test_pages_hold_every_delivery_once_whatever_is_added_meanwhile(self, deliveries, limit):
        self.fill(deliveries, 3)
        self.fill(deliveries, 3, "int_2")
        seen, after = [], None
        while True:
            page = self.listed(deliveries, "int_1", "int_2", limit=limit, after=after)
            seen += [each.id for each in page.deliveries]
            after = page.after
            if after is None:
                break
            late = make_delivery(order=f"ord_late_{len(seen)}", created_at=NOW + 60 * SECOND)
            deliveries.add(late)

        assert len(seen) == len(set(seen)) == 6

    def test_the_list_shows_one_state_when_asked(self, deliveries):
        self.fill(deliveries, 3)
        held = hold(make_delivery(order="ord_held"))
        deliveries.add(held)

        assert self.listed(deliveries, "int_1", state="held").deliveries == (held,)
        assert self.listed(deliveries, "int_1", state="failed").deliveries == ()
        assert self.listed(deliveries).deliveries == ()


def test_everything_expires_and_is_not_shown_although_dynamo_deletes_late(dynamo, clock):
    table = Table("DeliveriesTable", dynamo)
    deliveries = DynamoDeliveries(table, due_shards=1, clock=clock)
    delivery = make_delivery()
    deliveries.add(delivery)
    clock.pass_by(days=KEEP_DAYS, seconds=-1)
    assert deliveries.get(delivery.id) == delivery

    clock.pass_by(seconds=1)

    assert deliveries.get(delivery.id) is None
    page = deliveries.newest(["int_1"], limit=50, after=None, state=None)
    assert page.deliveries == ()


def test_what_is_held_is_found_without_reading_the_whole_log(dynamo, clock):
    table = Table("DeliveriesTable", dynamo)
    deliveries = DynamoDeliveries(table, due_shards=1, clock=clock)
    for n in range(30):
        deliveries.add(make_delivery(order=f"ord_{n}", state=DeliveryState.DELIVERED, due_at=None))
    held = hold(make_delivery(order="ord_held"))
    deliveries.add(held)

    page = table.page("due_shard = :shard", {":shard": "held#int_1"}, index="due")

    assert [item["pk"] for item in page] == [f"DELIVERY#{held.id}"]
