"""Orders that 1C could not take are put aside, and those that nobody wants are left out."""

from tests.integrations.onec.desk import ID, Desk, order, orders
from tests.onec.builders import NOW, make_line
from tests.onec.emulator.bases import Unf, Ut

NEWER = frozenset({"0", "10", "18", "20", "22"})


def test_an_order_without_lines_waits_and_hinders_nobody():
    desk = Desk(order(1, items=[], total=0), order(2))

    assert desk.client(Unf(rates=NEWER)).take_all() == 1
    assert desk.exchanges.aside(ID) == []


def test_a_bad_order_is_put_aside_told_and_blocks_nobody():
    desk = Desk(order(1), order(2, number="A-2"), order(3))
    exchange = desk.client(Unf(rates=NEWER))

    assert exchange.take_all() == 2

    [aside] = desk.service.overview(ID).aside
    assert (aside.order_id, [each.code for each in aside.faults]) == ("ord_00002", ["number"])
    sessions = desk.service.sessions(ID, limit=9, before=None)
    assert any("order A-2" in remark for each in sessions for remark in each.remarks)


def test_an_order_that_was_mended_leaves_the_list_with_the_next_success():
    desk = Desk(order(1, total=1))
    exchange = desk.client(Unf(rates=NEWER))
    exchange.take_all()
    assert len(desk.exchanges.aside(ID)) == 1

    desk.orders.put(order(1, updated_at=NOW))
    desk.clock.pass_by(minutes=1)

    assert exchange.take_all() == 1
    assert desk.exchanges.aside(ID) == []


def test_an_order_is_tried_again_when_somebody_asks_though_it_has_not_changed():
    line = make_line(vat="20")
    desk = Desk(order(1, line), configuration="ut", vat_texts={"20": "20/120"})
    exchange = desk.client(Ut(rates=NEWER))
    exchange.take_all()
    assert [each.faults[0].code for each in desk.exchanges.aside(ID)] == ["vat_words"]

    made = desk.integrations.kept[ID]
    mended = {**made.settings, "vat_texts": {}}
    desk.integrations.kept[ID] = made.model_copy(update={"settings": mended})
    desk.service.retry_order(ID, "ord_00001")

    assert exchange.take_all() == 1
    assert desk.exchanges.aside(ID) == []


def test_an_order_that_is_still_bad_goes_back_aside():
    desk = Desk(order(1, total=1))
    exchange = desk.client(Unf(rates=NEWER))
    exchange.take_all()
    desk.service.retry_order(ID, "ord_00001")

    assert exchange.take_all() == 0

    [aside] = desk.exchanges.aside(ID)
    assert not aside.again


def test_everything_is_offered_again_when_somebody_starts_anew():
    desk = Desk(*orders(3))
    exchange = desk.client(Unf(rates=NEWER))
    exchange.take_all()

    desk.service.restart(ID)

    assert exchange.take_all() == 3


def test_only_orders_that_the_filter_wants_are_offered():
    wanted = {"field": "order.type", "op": "eq", "value": "warranty"}
    desk = Desk(order(1), order(2, type="warranty"), filter=wanted)
    exchange = desk.client(Unf(rates=NEWER))

    assert exchange.take_all() == 1
    assert list(exchange.base.orders) == ["2"]
