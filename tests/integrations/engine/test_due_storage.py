"""The contract of what is due and what is held: DynamoDB and the fake pass it alike."""

from datetime import timedelta

import pytest

from integrations.engine.delivery import hold, release
from integrations.engine.storage import DynamoDeliveries
from integrations.model import DeliveryState, Hold
from integrations.ports import Due
from shared.table import Table
from tests.integrations.builders import NOW, answered, attempted, make_delivery, take

SECOND = timedelta(seconds=1)


def due_ids(deliveries, **later):
    return {each.delivery_id for each in deliveries.due(NOW + timedelta(**later))}


def paused(delivery):
    return hold(delivery, Hold.PAUSED)


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

        assert due == Due(delivery.id, "int_1", "webhook", 2, "2026-11-22T08:15:00.000Z")

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
        mine, other = paused(make_delivery()), paused(make_delivery("int_2"))
        for each in (mine, other, make_delivery(order="ord_2")):
            deliveries.add(each)

        assert list(deliveries.held("int_1", Hold.PAUSED)) == [mine]
        assert mine.id not in due_ids(deliveries, days=300)
        assert deliveries.get(mine.id) == mine

    def test_what_is_let_go_is_due_at_once_and_no_longer_held(self, deliveries):
        held = paused(make_delivery())
        deliveries.add(held)
        released = release(held, NOW)

        assert deliveries.let_go(released)
        assert deliveries.get(held.id) == released
        assert due_ids(deliveries) == {held.id}
        assert list(deliveries.held("int_1", Hold.PAUSED)) == []

    def test_it_is_let_go_once(self, deliveries):
        held = paused(make_delivery())
        deliveries.add(held)
        deliveries.let_go(release(held, NOW))

        assert not deliveries.let_go(release(held, NOW + SECOND))
        assert deliveries.get(held.id).due_at == NOW

    def test_a_late_look_at_what_is_held_never_takes_attempts_back(self, deliveries):
        seen = paused(make_delivery())
        since_then = paused(attempted(make_delivery(), answered(500)))
        deliveries.add(since_then)

        assert not deliveries.let_go(release(seen, NOW))
        assert deliveries.get(seen.id) == since_then


def test_what_is_held_is_found_without_reading_the_whole_log(dynamo, clock):
    table = Table("DeliveriesTable", dynamo)
    deliveries = DynamoDeliveries(table, due_shards=1, clock=clock)
    for n in range(30):
        deliveries.add(make_delivery(order=f"ord_{n}", state=DeliveryState.DELIVERED, due_at=None))
    held = paused(make_delivery(order="ord_held"))
    deliveries.add(held)

    page = table.page("due_shard = :shard", {":shard": "held#int_1#paused"}, index="due")

    assert [item["pk"] for item in page] == [f"DELIVERY#{held.id}"]
