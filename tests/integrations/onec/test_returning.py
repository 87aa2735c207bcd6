"""What 1C says of orders: what is a wish, and what is none."""

from dataclasses import replace

import pytest

from shared.errors import NotFoundError
from tests.integrations.onec.desk import ID, Desk, orders
from tests.onec.emulator.answers import answer
from tests.onec.emulator.bases import Unf
from tests.onec.emulator.loaded import LoadedOrder


def exchange_of(desk, status="completed"):
    exchange = desk.client(Unf(rates=frozenset({"22"})))
    exchange.take_all()
    return exchange


def told(exchange, **changes):
    loaded: list[LoadedOrder] = [replace(each, **changes) for each in exchange.base.orders.values()]
    return exchange.give(answer(loaded))


def sent(desk):
    return [(each.number, each.said, each.to, each.is_first) for each in desk.messenger.sent]


def test_a_state_that_is_mapped_is_a_wish_by_number():
    desk = Desk(*orders(1), returned={"Отгружен": "completed"})

    told(exchange_of(desk), status="отгружен")

    assert sent(desk) == [("1", "отгружен", "completed", True)]
    assert desk.messenger.sent[0].order_id == "ord_00001"
    assert desk.messenger.sent[0].actor_id == "key_1"


def test_a_state_that_is_not_mapped_changes_nothing_and_is_in_the_log():
    desk = Desk(*orders(1))

    told(exchange_of(desk), status="На складе")

    assert sent(desk) == []
    assert desk.session.remarks == ("the state 'На складе' is not mapped",)


def test_what_1c_has_said_before_is_no_wish_again():
    desk = Desk(*orders(1))
    exchange = exchange_of(desk)
    told(exchange, status="Выполнен")
    desk.wishes.settle(desk.messenger.sent[0], "done")

    told(exchange, status="Выполнен")
    told(exchange, status="Закрыт")

    assert [each[1:] for each in sent(desk)] == [
        ("Выполнен", "completed", True),
        ("Закрыт", "closed", False),
    ]


def test_a_wish_that_was_never_carried_out_is_sent_again():
    desk = Desk(*orders(1))
    exchange = exchange_of(desk)

    told(exchange, status="Выполнен")
    told(exchange, status="Выполнен")

    assert len(desk.messenger.sent) == 2


@pytest.mark.parametrize(("takes", "to"), [(True, ["cancelled"]), (False, [])])
def test_a_cancellation_counts_where_the_connection_says_so(takes, to):
    desk = Desk(*orders(1), takes_cancellation=takes)

    told(exchange_of(desk), is_cancelled=True, status="")

    assert [each.to for each in desk.messenger.sent] == to


def test_a_refused_move_can_be_asked_for_once_more():
    desk = Desk(*orders(1))
    told(exchange_of(desk), status="Закрыт")
    desk.wishes.settle(
        desk.messenger.sent[0], "refused", "an order that is new can't become closed"
    )
    assert [each.number for each in desk.service.overview(ID).refused] == ["1"]

    desk.service.retry_state(ID, "1")

    assert len(desk.messenger.sent) == 2
    assert desk.wishes.get(ID, "1").state == "sent"


def test_what_was_not_refused_can_not_be_tried_again():
    desk = Desk(*orders(1))

    with pytest.raises(NotFoundError):
        desk.service.retry_state(ID, "1")
    with pytest.raises(NotFoundError):
        desk.service.retry_order(ID, "ord_00001")


def test_a_preview_shows_the_order_and_what_1c_would_make_of_it():
    desk = Desk(*orders(1), known_rates="")

    found = desk.service.preview(ID, "1")

    assert found.text.startswith("<?xml")
    assert "<Номер>1</Номер>" in found.text
    assert found.faults == []
    assert [each.code for each in found.notices] == ["vat_dropped"]
