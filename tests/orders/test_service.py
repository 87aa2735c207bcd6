from datetime import timedelta

import pytest

from orders.model import MAX_HISTORY, Status
from orders.wishes import Wish
from shared.errors import (
    ConflictError,
    NotFoundError,
    StaleVersionError,
)
from tests.orders.builders import (
    NOW,
    asked,
    order_in,
)
from tests.orders.desk import LINE, VISIT, create, field_of


def test_an_order_that_is_not_there_is_not_found(service):
    wish = Wish(Status.CANCELLED, {})
    for act in (
        lambda: service.get("ord_9", asked()),
        lambda: service.edit("ord_9", {}, asked(version=1)),
        lambda: service.move("ord_9", wish, asked()),
    ):
        with pytest.raises(NotFoundError, match="ord_9"):
            act()


def test_an_edit_changes_what_was_sent_and_writes_it_down(service, clock):
    order = create(service)
    clock.pass_by(minutes=5)

    then = service.edit(order.id, {"title": "Другое", "items": [LINE]}, asked(version=1))

    assert (then.title, then.total, then.version) == ("Другое", 500, 2)
    entry = then.history[-1]
    assert (entry.action, entry.fields, entry.version) == ("edit", ("items", "title"), 2)
    assert then.updated_at == entry.at == NOW + timedelta(minutes=5)


@pytest.mark.parametrize("fields", [{}, {"title": "Ремонт котла"}, {"technician_id": None}])
def test_an_edit_that_changes_nothing_writes_nothing(service, fields):
    order = create(service)

    assert service.edit(order.id, fields, asked(version=1)) == order


def test_a_technician_who_is_named_by_an_edit_is_assigned_then(service, clock):
    order = create(service)
    clock.pass_by(minutes=5)
    then = service.edit(order.id, {"technician_id": "tec_1"}, asked(version=1))

    assert then.assigned_at == NOW + timedelta(minutes=5)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"scheduled_end": VISIT["scheduled_start"]}, "scheduled_end"),
        ({"scheduled_start": VISIT["scheduled_end"]}, "scheduled_end"),
        ({"scheduled_start": None}, "scheduled_start"),
        ({"scheduled_end": None}, "scheduled_end"),
        ({"technician_id": None}, "technician_id"),
    ],
)
def test_an_edit_takes_away_nothing_that_the_state_asked_for(service, fields, field):
    order = create(service, technician_id="tec_1", **VISIT)
    service.move(order.id, Wish(Status.SCHEDULED, {}), asked(version=1))

    assert field_of(lambda: service.edit(order.id, fields, asked(version=2))) == field


def test_a_new_order_may_lose_its_technician_and_its_visit(service):
    order = create(service, technician_id="tec_1", **VISIT)
    nothing = dict.fromkeys(["technician_id", *VISIT])

    assert service.edit(order.id, nothing, asked(version=1)).technician is None


@pytest.mark.parametrize("given", [2, 0, 99])
def test_an_edit_of_another_version_is_stale(service, given):
    order = create(service)

    with pytest.raises(StaleVersionError) as refused:
        service.edit(order.id, {"title": "x"}, asked(version=given))

    assert refused.value.extra == {"current_version": 1}


def test_a_change_that_somebody_overtook_is_stale(fakes, service):
    order = create(service)
    overtaking = fakes.orders.save

    def save(changed, **parts):
        fakes.orders.kept[order.id] = order.model_copy(update={"version": 9})
        overtaking(changed, **parts)

    fakes.orders.save = save
    with pytest.raises(StaleVersionError) as refused:
        service.edit(order.id, {"title": "x"}, asked(version=1))

    assert refused.value.extra == {"current_version": 9}


@pytest.mark.parametrize("status", ["closed", "cancelled"])
def test_an_order_at_its_end_can_not_be_edited(fakes, service, status):
    order = order_in(status)
    fakes.orders.kept["ord_1"] = order

    with pytest.raises(ConflictError) as refused:
        service.edit("ord_1", {"title": "x"}, asked(version=order.version))

    assert refused.value.extra == {"current_status": status, "allowed": []}


def test_a_history_that_is_full_takes_no_more(fakes, service):
    order = order_in("new")
    fakes.orders.kept["ord_1"] = order.model_copy(update={"history": order.history * MAX_HISTORY})

    with pytest.raises(ConflictError, match=str(MAX_HISTORY)):
        service.edit("ord_1", {"title": "x"}, asked(version=1))


def test_a_move_without_a_version_takes_the_current_one(service):
    order = create(service)
    service.edit(order.id, {"title": "x"}, asked(version=1))

    assert service.move(order.id, Wish(Status.IN_PROGRESS, {}, "tec_1"), asked()).version == 3


def test_a_move_of_another_version_is_stale(service):
    order = create(service)

    with pytest.raises(StaleVersionError):
        service.move(order.id, Wish(Status.IN_PROGRESS, {}, "tec_1"), asked(version=7))
