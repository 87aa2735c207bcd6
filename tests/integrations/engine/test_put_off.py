"""What a connector would not send yet waits visibly and burns no attempt."""

from datetime import timedelta

from integrations.connector import Outcome
from integrations.engine.delivery import postpone
from integrations.model import DeliveryState
from tests.integrations.builders import NOW, answered, attempted, make_delivery
from tests.integrations.engine.worlds import World

TOMORROW = NOW + timedelta(hours=13)
CAPPED = Outcome(
    delivered=False, error="the day's 3 parts are used up", error_class="cap", not_before=TOMORROW
)


def test_over_the_days_bound_a_delivery_waits_for_the_next_day_without_an_attempt():
    world = World(CAPPED, answered())
    world.orders(1)

    world._take()

    (row,) = world.rows
    assert (row.state, row.attempt_count, row.next_at) == (DeliveryState.PENDING, 0, TOMORROW)
    assert row.waits_because == "the day's 3 parts are used up"
    assert world.deliveries.records(row.id) == []


def test_on_the_next_day_it_goes_out_and_waits_for_nothing():
    delivery = postpone(make_delivery(), TOMORROW, NOW, because="the day's 3 parts are used up")

    done = attempted(delivery, answered())

    assert (done.state, done.waits_because) == (DeliveryState.DELIVERED, None)
