"""Why an order had to be done again: told when it is known, and only of what is done again."""

import json

import pytest

from orders.handler import lambda_handler
from orders.intake.schemas import new_order as read_row
from orders.lifecycle import check_edit, move
from orders.wishes import Wish
from shared.errors import ConflictError, FieldError, InvalidError
from shared.events import OrderSnapshot
from tests.http import Answer, call
from tests.orders.builders import WAY_TO, asked, new_order, order_in, wish_to
from tests.orders.desk import create

RULE = "is only for an order that has rework_of"
REFUSED = (FieldError("rework_cause", "workmanship", RULE),)
ENDED = {"closed", "cancelled"}


def redone(status: str, **changes):
    return order_in(status, id="ord_2", rework_of="ord_1", **changes)


@pytest.fixture
def origin(fakes):
    fakes.orders.kept["ord_1"] = order_in("completed")
    return fakes


@pytest.mark.usefixtures("origin")
def test_a_cause_that_is_known_at_once_is_told_with_the_order(service):
    order = create(service, rework_of="ord_1", rework_cause="part_failure")

    assert (order.rework_of, order.rework_cause) == ("ord_1", "part_failure")
    assert create(service, rework_of="ord_1").rework_cause is None


def test_what_is_not_done_again_has_no_cause(service, fakes):
    with pytest.raises(InvalidError) as refused:
        create(service, rework_cause="workmanship")

    assert refused.value.errors == REFUSED
    assert fakes.orders.kept == {}
    assert create(service, rework_cause=None).rework_cause is None


@pytest.mark.parametrize("status", [each for each in WAY_TO if each not in ENDED])
def test_the_cause_is_told_and_changed_until_the_order_is_at_its_end(service, fakes, status):
    fakes.orders.kept["ord_2"] = order = redone(status)

    told = service.edit("ord_2", {"rework_cause": "workmanship"}, asked(version=order.version))
    taken = service.edit("ord_2", {"rework_cause": None}, asked(version=told.version))

    assert (told.rework_cause, taken.rework_cause) == ("workmanship", None)
    assert [entry.fields for entry in taken.history[-2:]] == [("rework_cause",)] * 2
    assert taken.history[-1].action == "edit"


@pytest.mark.parametrize("status", ENDED)
def test_an_order_at_its_end_keeps_its_cause(service, fakes, status):
    fakes.orders.kept["ord_2"] = order = redone(status, rework_cause="other")

    with pytest.raises(ConflictError):
        service.edit("ord_2", {"rework_cause": "workmanship"}, asked(version=order.version))


def test_an_edit_gives_no_cause_to_what_is_not_done_again():
    with pytest.raises(InvalidError) as refused:
        check_edit(new_order(), {"rework_cause": "workmanship"})

    assert refused.value.errors == REFUSED


@pytest.mark.parametrize(
    ("before", "told", "after", "fields"),
    [
        (None, "part_failure", "part_failure", ("rework_cause",)),
        ("workmanship", "part_failure", "part_failure", ("rework_cause",)),
        ("workmanship", "workmanship", "workmanship", ()),
        ("workmanship", None, "workmanship", ()),
        (None, None, None, ()),
    ],
)
def test_whoever_completes_it_may_name_the_cause(before, told, after, fields):
    order = redone("in_progress", rework_cause=before)

    done = move(order, wish_to("completed", rework_cause=told))

    assert (done.rework_cause, done.history[-1].fields) == (after, fields)


def test_the_completion_of_what_is_not_done_again_names_no_cause():
    with pytest.raises(InvalidError) as refused:
        move(order_in("in_progress"), wish_to("completed", rework_cause="workmanship"))

    assert refused.value.errors == REFUSED


def test_the_technician_names_it_with_the_completion(service, fakes):
    fakes.orders.kept["ord_2"] = redone("in_progress")
    fields = {"outcome": "resolved", "rework_cause": "workmanship"}

    done = service.move("ord_2", Wish("completed", fields), asked())

    assert (done.status, done.rework_cause) == ("completed", "workmanship")


def test_it_is_told_to_other_rooms():
    order = redone("new", rework_cause="part_failure")

    told = OrderSnapshot.model_validate(json.loads(order.model_dump_json()))

    assert told.rework_cause == "part_failure"


def ask(method: str, path: str, body: dict, version: int | None = None) -> Answer:
    headers = {"If-Match": f'"{version}"'} if version else {}
    return call(lambda_handler, method, path, body=body, headers=headers)


def test_the_api_takes_shows_and_refuses_it(room):
    room.orders.kept["ord_1"] = order_in("completed")
    new = {"title": "Снова течёт", "customer": {"name": "Анна", "phone": "+79000000001"}}

    made = ask("POST", "/v1/orders", new | {"rework_of": "ord_1"})
    path = f"/v1/orders/{made.json['id']}"
    told = ask("PATCH", path, {"rework_cause": "part_failure"}, version=1)
    unknown = ask("PATCH", path, {"rework_cause": "weather"}, version=2)
    alone = ask("POST", "/v1/orders", new | {"rework_cause": "workmanship"})

    assert (made.status, made.json["rework_cause"]) == (201, None)
    assert (told.status, told.json["rework_cause"]) == (200, "part_failure")
    assert (unknown.status, unknown.json["errors"][0]["field"]) == (422, "rework_cause")
    assert alone.status == 422
    assert alone.json["errors"] == [{"field": "rework_cause", "value": "workmanship", "rule": RULE}]


def test_a_row_of_an_import_names_it_as_the_api_does():
    row = {"external_id": "A-1", "title": "t", "customer_id": "cus_1"}

    wish = read_row(row | {"rework_of": "ord_1", "rework_cause": "other"})

    assert (wish.fields["rework_of"], wish.fields["rework_cause"]) == ("ord_1", "other")
