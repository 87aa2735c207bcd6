"""What an order notes once and for all, for whoever counts later."""

import json
from datetime import timedelta

import pytest

from orders.lifecycle import move
from orders.wishes import Wish
from shared.events import OrderSnapshot
from tests.orders.builders import (
    EVERYTHING,
    NOW,
    asked,
    make_technician,
    order_in,
    wish_to,
)
from tests.orders.desk import VISIT, create

LATER = NOW + timedelta(hours=3)


def moved(order, *states, at=LATER):
    for state in states:
        order = move(order, wish_to(state, at))
    return order


def test_the_first_time_in_the_schedule_is_kept():
    order = moved(order_in("scheduled"), "new", "scheduled")

    assert order.first_scheduled_at == NOW


def test_an_order_with_a_visit_from_the_beginning_is_scheduled_at_once(service):
    assert create(service, **VISIT).first_scheduled_at == NOW
    assert create(service).first_scheduled_at is None


def test_an_edit_that_sets_a_visit_schedules_once(service, clock):
    order = create(service)

    clock.pass_by(hours=1)
    first = service.edit(order.id, VISIT, asked(version=1))
    clock.pass_by(hours=1)
    shifted = {"scheduled_end": VISIT["scheduled_end"] + timedelta(hours=1)}
    second = service.edit(order.id, VISIT | shifted, asked(version=2))

    assert first.first_scheduled_at == NOW + timedelta(hours=1)
    assert second.first_scheduled_at == first.first_scheduled_at


def test_an_edit_of_something_else_schedules_nothing(service):
    order = create(service)

    edited = service.edit(order.id, {"title": "Другое"}, asked(version=1))

    assert edited.first_scheduled_at is None


def test_the_first_reopening_is_kept_beside_the_last():
    once = moved(order_in("completed"), "in_progress", "completed")
    twice = moved(once, "in_progress", at=LATER + timedelta(days=1))

    assert (twice.first_reopened_at, twice.reopened_at) == (LATER, LATER + timedelta(days=1))


def test_an_order_of_before_took_its_last_reopening_for_the_first():
    order = order_in("completed").model_copy(update={"reopened_at": NOW, "reopen_count": 1})

    assert moved(order, "in_progress").first_reopened_at == NOW
    whole = {n: v for n, v in json.loads(order.model_dump_json()).items() if "first" not in n}
    assert OrderSnapshot.model_validate(whole).first_reopened_at == NOW


def test_work_done_again_keeps_when_its_origin_was_made(service, fakes, clock):
    origin = order_in("completed")
    fakes.orders.kept["ord_1"] = origin
    clock.pass_by(days=40)

    assert create(service, rework_of="ord_1").origin_created_at == origin.created_at
    assert create(service, copied_from="ord_1").origin_created_at is None


@pytest.mark.parametrize(("zones", "expected"), [(("Север",), "Север"), (("Север", "Юг"), None)])
def test_an_order_is_where_its_technician_works_if_that_is_one_place(
    service, fakes, zones, expected
):
    fakes.directory.add_technician(make_technician("tec_3", zones=zones))
    new = create(service)
    visit = {name: EVERYTHING[name] for name in VISIT}

    assert create(service, technician_id="tec_3").zone == expected
    given = {"technician_id": "tec_3"}
    assert service.edit(create(service).id, given, asked(version=1)).zone == expected
    assert service.move(new.id, Wish("scheduled", visit, "tec_3"), asked()).zone == expected


def test_where_an_order_is_said_to_be_it_stays(service, fakes):
    fakes.directory.add_technician(make_technician("tec_3", zones=("Север",)))
    order = create(service, zone="Центр")

    given = create(service, zone=None, technician_id="tec_3")
    edited = service.edit(order.id, {"technician_id": "tec_3"}, asked(version=1))
    moved_on = service.move(order.id, Wish("in_progress", {}, "tec_3"), asked())

    assert (given.zone, edited.zone, moved_on.zone) == (None, "Центр", "Центр")


def test_the_zone_can_be_changed(service):
    order = create(service, zone="Центр")

    edited = service.edit(order.id, {"zone": "Юг"}, asked(version=1))

    assert (edited.zone, edited.history[-1].fields) == ("Юг", ("zone",))


def test_what_the_stamps_say_is_told_to_other_rooms(service, fakes):
    fakes.orders.kept["ord_1"] = order_in("completed")
    order = create(service, rework_of="ord_1", zone="Юг", technician_id="tec_1", **VISIT)
    held = moved(order, "in_progress", "on_hold", "in_progress", "on_hold")

    told = OrderSnapshot.model_validate(json.loads(held.model_dump_json()))

    same = ("zone", "rework_of", "origin_created_at", "first_scheduled_at", "hold_since")
    assert [getattr(told, name) for name in same] == [getattr(held, name) for name in same]
    assert (told.hold_seconds, told.sla) == (0, None)


def test_a_promise_is_told_with_its_policy(fakes):
    order = json.loads(order_in("new").model_dump_json())
    promise = {"policy": "fast", "response_due": NOW, "resolution_due": LATER, "works": "24x7"}

    told = OrderSnapshot.model_validate(order | {"sla": promise})

    assert told.sla is not None
    assert (told.sla.policy, told.sla.response_due, told.sla.resolution_due) == (
        "fast",
        NOW,
        LATER,
    )
