import threading

import pytest

from orders.intake.model import RowResult
from orders.intake.parsing import Row
from orders.intake.rows import run_all
from shared.errors import InvalidError, UnavailableError
from tests.orders.builders import ADMIN, make_technician
from tests.orders.intake.fakes import Room

SHAPE = {
    "external_id": "A-1",
    "title": "Ремонт",
    "customer": {"name": "Анна", "phone": "+79000000001"},
}


@pytest.fixture
def room():
    return Room()


def run(room, shape, key="key-1", number=2):
    return room.runner.run(Row(number, shape), ADMIN, key)


def test_a_row_creates_an_order_that_says_where_it_came_from(room):
    result = run(room, SHAPE)

    order = room.orders.kept[result.order_id]
    assert (result.row, result.external_id, result.result) == (2, "A-1", "created")
    assert (order.source, order.external_id, order.number) == ("import", "A-1", result.number)
    assert order.history[0].actor.id == "alice"


def test_a_row_whose_external_id_is_known_changes_nothing(room):
    first = run(room, SHAPE)
    again = run(room, {**SHAPE, "title": "Другое"}, key="key-2")

    assert (again.result, again.order_id) == ("unchanged", first.order_id)
    assert room.orders.kept[first.order_id].title == "Ремонт"
    assert len(room.orders.kept) == 1


def test_the_same_row_of_the_same_import_done_again_says_created_again(room):
    assert run(room, SHAPE) == run(room, SHAPE)


def test_a_row_that_loses_a_race_for_its_external_id_is_unchanged(room):
    first = run(room, SHAPE)
    runner = room.runner
    runner._ids = type("Blind", (), {"with_external_id": lambda self, _: None})()

    again = runner.run(Row(2, SHAPE), ADMIN, "key-2")

    assert (again.result, again.order_id) == ("unchanged", first.order_id)


def test_one_key_for_two_rows_fails_the_second(room):
    run(room, SHAPE)

    result = run(room, {**SHAPE, "external_id": "A-2"})

    assert (result.result, result.errors[0].field) == ("failed", "")
    assert "another body" in result.errors[0].rule


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"external_id": None}, "external_id"),
        ({"external_id": "  "}, "external_id"),
        ({"external_id": 7}, "external_id"),
        ({"external_id": "x" * 129}, "external_id"),
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"customer": {"name": "Анна", "phone": "нет"}}, "customer.phone"),
        ({"customer": None}, "customer"),
        ({"customer": "Анна"}, "customer"),
        ({"technician_id": "tec_9"}, "technician_id"),
        ({"priority": "=1+1"}, "priority"),
        ({"surprise": 1}, "surprise"),
        ({"title": "\ud800"}, "row"),
        ({"title": float("inf")}, "row"),
    ],
)
def test_a_row_that_breaks_a_rule_fails_with_its_field(room, change, field):
    result = run(room, {**SHAPE, **change})

    assert result.result == "failed"
    assert result.errors[0].field == field
    assert result.errors[0].rule
    assert room.orders.kept == {}


@pytest.mark.parametrize("shape", [None, 1, "text", [], [SHAPE]])
def test_a_row_that_is_no_object_fails(room, shape):
    assert run(room, shape).result == "failed"


def test_a_row_with_a_fault_from_the_file_fails_with_that_fault(room):
    fault = InvalidError.of("due_at", "31.02.2026", "is not a day and time there is")

    result = room.runner.run(Row(5, {"external_id": "A-5"}, fault), ADMIN, "key-1")

    assert (result.row, result.external_id, result.result) == (5, "A-5", "failed")
    assert (result.errors[0].field, result.errors[0].value) == ("due_at", "31.02.2026")


def test_a_long_refused_value_is_cut(room):
    result = run(room, {**SHAPE, "title": "x" * 5000})

    assert len(result.errors[0].value) == 201


def test_a_busy_store_is_no_result_of_the_row(room):
    runner = room.runner

    def busy(_):
        message = "busy"
        raise UnavailableError(message)

    runner._ids = type("Busy", (), {"with_external_id": lambda self, _: busy(_)})()

    with pytest.raises(UnavailableError):
        runner.run(Row(2, SHAPE), ADMIN, "key-1")


def test_a_technician_named_by_id_is_given_the_order(room):
    room.directory.add_technician(make_technician())

    result = run(room, {**SHAPE, "technician_id": "tec_1"})

    assert room.orders.kept[result.order_id].technician.id == "tec_1"


def test_rows_of_one_telephone_run_one_by_one_in_their_order():
    rows = [
        Row(n, {"customer": {"phone": phone}})
        for n, phone in enumerate(["+79000000001", "89000000001", "7 900 000 00 01"] * 20)
    ]
    seen = []

    results = run_all(
        rows, lambda row: seen.append((row.number, threading.get_ident())) or _of(row)
    )

    assert [number for number, _ in seen] == list(range(60))
    assert len({thread for _, thread in seen}) == 1
    assert [each.row for each in results] == list(range(60))


def _of(row):
    return RowResult(row=row.number, result="unchanged")
