"""The contract of the store of deliveries: DynamoDB and the fake pass it alike."""

from datetime import timedelta

import pytest

from integrations.engine.delivery import hold, wait
from integrations.engine.storage import BODY_KEPT, DynamoDeliveries
from integrations.model import KEEP_DAYS, DeliveryState, Hold
from shared.table import Table
from tests.integrations.builders import (
    NOW,
    answered,
    attempted,
    make_delivery,
    make_event,
    point,
    take,
    unanswered,
)

SECOND = timedelta(seconds=1)
LEASE_ENDS = NOW + timedelta(seconds=90)


class TestEvents:
    def test_an_events_bytes_come_back_as_they_are(self, deliveries):
        event = make_event(title="Ремонт 👷")
        body = event.model_dump_json(indent=1).encode() + b"\n "

        deliveries.add_event("evt_1", body)

        assert deliveries.event_body("evt_1") == body
        assert deliveries.event_body("evt_2") is None

    def test_the_first_bytes_of_an_event_stay(self, deliveries):
        first, second = (make_event(title=each).model_dump_json().encode() for each in "ab")
        deliveries.add_event("evt_1", first)
        deliveries.add_event("evt_1", second)

        assert deliveries.event_body("evt_1") == first


def leased(delivery, since=NOW):
    return delivery.model_copy(update={"leased_since": since})


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

        mine = leased(delivery)
        assert take(deliveries, delivery, "me") == mine
        assert take(deliveries, delivery, "you") is None
        assert take(deliveries, delivery, "me") == mine

    def test_a_lease_that_has_run_out_passes_on(self, deliveries):
        delivery = make_delivery()
        deliveries.add(delivery)
        take(deliveries, delivery, "me")

        assert take(deliveries, delivery, "you", LEASE_ENDS) is None
        assert take(deliveries, delivery, "you", LEASE_ENDS + SECOND) == leased(delivery)
        assert not deliveries.settle(attempted(delivery, answered()), "me")
        assert deliveries.get(delivery.id) == leased(delivery)

    def test_before_its_moment_a_delivery_is_not_to_be_had(self, deliveries):
        delivery = wait(make_delivery(), NOW + timedelta(minutes=1))
        deliveries.add(delivery)

        assert take(deliveries, delivery, at=NOW + timedelta(seconds=57)) is None
        assert take(deliveries, delivery, at=NOW + timedelta(seconds=58))

    def test_whoever_settles_forgets_since_when_it_was_taken_in_vain(self, deliveries):
        delivery = make_delivery()
        deliveries.add(delivery)
        deliveries.settle(wait(take(deliveries, delivery), NOW), "me")

        assert deliveries.get(delivery.id).leased_since is None

    @pytest.mark.parametrize("count", [0, 2])
    def test_a_message_of_another_attempt_finds_nothing(self, deliveries, count):
        delivery = make_delivery(attempt_count=1)
        deliveries.add(delivery)

        assert deliveries.lease(point(delivery, attempt_count=count), "me", NOW, LEASE_ENDS) is None

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
        assert take(deliveries, done, "you") is None
        again_at = done.next_at
        assert take(deliveries, done, "you", again_at) == leased(done, again_at)

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
        held = hold(make_delivery(order="ord_held"), Hold.PAUSED)
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
