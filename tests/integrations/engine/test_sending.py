"""What goes out, and what is tried again at once."""

from datetime import timedelta

import pytest

from integrations.connector import Outcome
from integrations.model import DeliveryState
from tests.integrations.builders import (
    NOW,
    answered,
    make_change,
    make_integration,
    unanswered,
)
from tests.integrations.engine.worlds import World
from tests.integrations.fakes_channels import FakeConnector

SECOND = timedelta(seconds=1)


def cut_off(kind):
    return Outcome(delivered=False, error_class=kind, error="no line")


@pytest.mark.parametrize("kind", ["dns", "refused", "unreachable", "tls", "reset"])
def test_a_fault_of_the_line_is_tried_again_at_once_within_the_same_attempt(kind):
    broken = cut_off(kind)
    world = World(broken, answered())
    world.orders(1)

    world.run(1)

    (row,) = world.rows
    assert (row.state, row.attempt_count, row.attempts[0].tries) == (DeliveryState.DELIVERED, 1, 2)
    first, second = world.partner.parcels
    assert first == second


@pytest.mark.parametrize("outcome", [unanswered(), answered(503)])
def test_no_other_fault_is_tried_again_at_once(outcome):
    world = World(outcome)
    world.orders(1)

    world.run(1)

    assert len(world.partner.parcels) == world.rows[0].attempts[0].tries == 1


def test_a_line_that_broke_slowly_waits_its_turn():
    broken = cut_off("reset")
    world = World()
    world.partner = FakeConnector(broken, during=lambda: world.clock.pass_by(seconds=1.1))
    world.orders(1)

    world.attempts().perform(world.queue.take()[0])

    assert len(world.partner.parcels) == 1


def test_a_filter_decides_what_goes_out():
    dear = {"field": "order.total", "op": "gte", "value": 100_000}
    world = World(filter=dear)
    world.dispatch(make_change(id="ord_1", total=99_999), make_change(id="ord_2", total=100_000))

    assert [each.order_id for each in world.rows] == ["ord_2"]


def test_two_active_secrets_sign_and_custom_headers_go_along_masked_in_the_log():
    world = World()
    secrets = [
        {"encrypted": b"int_1|new", "created_at": NOW},
        {"encrypted": b"int_1|old", "created_at": NOW, "expires_at": NOW + SECOND},
        {"encrypted": b"int_1|gone", "created_at": NOW, "expires_at": NOW},
    ]
    headers = [
        {"name": "X-Shop", "value": "7"},
        {"name": "Authorization", "encrypted": b"int_1|Bearer t"},
    ]
    sent = {"webhook-id": "evt_1", "X-Shop": "7", "Authorization": "Bearer t"}
    world.integrations.kept["int_1"] = make_integration(secrets=secrets, headers=headers)
    world.partner = FakeConnector(answered(request_headers=sent))
    world.orders(1)

    world._take()

    (parcel,) = world.partner.parcels
    assert parcel.secrets == ["new", "old"]
    assert parcel.headers == {"X-Shop": "7", "Authorization": "Bearer t"}
    (record,) = world.deliveries.records(world.rows[0].id)
    assert record["request_headers"] == {**sent, "Authorization": "***"}


def test_the_time_limit_is_the_integrations():
    world = World(limits={"timeout_s": 7})
    world.orders(1)
    world._take()

    assert world.partner.parcels[0].timeout_s == 7
