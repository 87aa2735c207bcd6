"""1C's emulator against the exchange through the edge of Lambda, over stores in memory."""

import pytest

from shared.onec.writer import batch
from tests.integrations.access.builders import KEY
from tests.integrations.onec.desk import ID, Desk, basic, order, orders
from tests.onec.builders import NOW, UT
from tests.onec.emulator.answers import answer, file_name
from tests.onec.emulator.bases import Unf, Ut
from tests.onec.emulator.exchange import ALIAS, count
from tests.onec.emulator.findings import BatchStoppedError, ExchangeFailedError

CONFIGURATIONS = {"unf": Unf, "ut": Ut}
NEWER = frozenset({"0", "10", "18", "20", "22"})


@pytest.fixture(params=CONFIGURATIONS)
def configuration(request):
    return request.param


def base_of(configuration, **more):
    return CONFIGURATIONS[configuration](rates=NEWER, **more)


def test_the_first_load_takes_all_orders_in_batches(configuration):
    desk = Desk(*orders(25), configuration=configuration, batch_size=10)
    exchange = desk.client(base_of(configuration))

    exchange.check_connection()

    assert exchange.take_all() == 25
    assert exchange.base.findings == []
    assert sorted(exchange.base.orders, key=int) == [str(n) for n in range(1, 26)]
    assert exchange.asked.count("sale query") == 4


def test_an_increment_brings_what_is_new_or_changed_and_nothing_else():
    desk = Desk(*orders(3))
    exchange = desk.client(Unf(rates=NEWER))
    exchange.take_all()

    desk.orders.put(order(4))
    changed = desk.orders.kept["ord_00002"].model_copy(update={"updated_at": NOW})
    desk.orders.put(changed)
    desk.clock.pass_by(minutes=1)

    assert exchange.take_all() == 2
    assert exchange.take_all() == 0


def test_what_changed_this_very_moment_waits_until_it_is_settled():
    desk = Desk(order(1, updated_at=NOW))

    assert desk.client(Unf(rates=NEWER)).take_all() == 0
    desk.clock.pass_by(seconds=4)

    assert desk.client(Unf(rates=NEWER)).take_all() == 1


def test_a_batch_that_1c_left_in_the_middle_comes_again(configuration):
    desk = Desk(*orders(5), configuration=configuration)
    exchange = desk.client(base_of(configuration))

    with pytest.raises(BatchStoppedError):
        exchange.take_batch(stop_after=2)

    assert exchange.take_batch() == 5
    assert len(exchange.base.orders) == 5


def test_a_query_and_a_success_may_be_repeated():
    exchange = Desk(*orders(3)).client(Unf(rates=NEWER))

    exchange.begin()
    first, again = exchange.query(), exchange.query()
    exchange.success()
    exchange.success()

    assert first == again
    assert count(first) == 3
    assert exchange.take_batch() == 0


def test_the_success_of_another_session_confirms_nothing():
    desk = Desk(*orders(3))
    mine, other = desk.client(Unf(rates=NEWER)), desk.client(Unf(rates=NEWER))
    mine.begin()
    mine.query()
    other.begin()

    other.success()

    assert desk.exchanges.cursor(ID) == ""


def test_an_order_that_changes_between_query_and_success_hides_no_other():
    desk = Desk(*orders(4), batch_size=2)
    exchange = desk.client(Unf(rates=NEWER))
    exchange.begin()
    exchange.query()
    moved = desk.orders.kept["ord_00001"].model_copy(update={"updated_at": NOW})
    desk.orders.put(moved)

    exchange.success()
    desk.clock.pass_by(minutes=1)

    exchange.take_all()
    assert set(exchange.base.orders) == {"1", "3", "4"}  # 2 was in the batch that was confirmed


@pytest.mark.parametrize("form", ["unf", "ut", "module"])
@pytest.mark.parametrize("encoding", ["UTF-8", "windows-1251"])
def test_states_go_back_whatever_their_form(configuration, form, encoding):
    desk = Desk(*orders(2, status="completed"), configuration=configuration)
    exchange = desk.client(base_of(configuration))
    exchange.take_all()

    warnings = exchange.give(answer(exchange.base.orders.values(), form, encoding=encoding))

    assert warnings == []
    assert [(e.number, e.to) for e in desk.messenger.sent] == [
        ("1", "completed"),
        ("2", "completed"),
    ]
    assert (desk.session.told, desk.session.wished) == (2, 2)
    assert ("sale import" in exchange.asked) == (configuration == "ut")


def test_a_large_file_comes_in_pieces_and_counts_once_it_is_whole():
    desk = Desk(*orders(1, status="completed"))
    exchange = desk.client(Unf(rates=NEWER))
    exchange.take_all()
    body = answer(exchange.base.orders.values(), extra={"Пояснение": "ж" * 1_600_000})

    exchange.give(body, file_name())

    assert exchange.asked.count("sale file") == 2
    assert [each.number for each in desk.messenger.sent] == ["1"]
    assert desk.pieces.files == {}


def test_a_state_of_an_order_that_nobody_knows_is_a_warning_and_in_the_log():
    desk = Desk(*orders(1))
    exchange = desk.client(Unf(rates=NEWER))
    exchange.base.load(batch(orders(2, status="closed"), UT, NOW))

    warnings = exchange.give(answer(exchange.base.orders.values()))

    assert warnings == ["there is no order '2'"]
    assert desk.session.remarks == ("there is no order '2'",)


@pytest.mark.parametrize("body", [b"<broken", answer([])[:-5], b"\x00", b"<!DOCTYPE x><x/>"])
def test_a_broken_file_ends_in_failure_and_is_in_the_log(configuration, body):
    desk = Desk(configuration=configuration)

    with pytest.raises(ExchangeFailedError):
        desk.client(base_of(configuration)).give(body)

    assert desk.session.failed
    assert desk.session.remarks


def test_the_path_that_1c_assumes_serves_as_well():
    assert Desk(*orders(1)).client(Unf(rates=NEWER), path=ALIAS).take_all() == 1


def test_a_bitrix_node_asks_for_limits_first_and_for_info():
    exchange = Desk(*orders(1)).client(Unf(rates=NEWER), node="bitrix")

    exchange.take_batch()

    assert exchange.asked == ["sale checkauth", "sale init", "sale query", "sale success"]
    assert "<Ид>completed</Ид>" in exchange.info().decode()


def test_goods_that_nobody_wanted_are_taken_politely(configuration):
    desk = Desk(configuration=configuration)

    desk.client(base_of(configuration)).give_catalogue()

    assert desk.pieces.files == {}


def test_the_limits_are_two_lines_without_a_line_feed():
    desk = Desk()
    exchange = desk.client()
    exchange.begin()

    answer_ = desk.ask("init", headers={"cookie": exchange.cookie})

    assert answer_["headers"]["Content-Type"].startswith("text/plain")
    assert (
        exchange.client.get(
            "/1c/exchange?type=sale&mode=init",
            headers={"Authorization": basic(), "Cookie": exchange.cookie},
        ).content
        == b"zip=no\nfile_limit=3000000"
    )


def test_a_connection_that_is_paused_says_so_in_words():
    exchange = Desk(*orders(1), state="paused").client()

    with pytest.raises(ExchangeFailedError, match="paused"):
        exchange.take_all()


@pytest.mark.parametrize("mode", ["delete", ""])
def test_a_mode_that_nobody_knows_is_a_failure(mode):
    desk = Desk()
    exchange = desk.client()
    exchange.begin()

    told = desk.ask(mode, headers={"cookie": exchange.cookie})

    assert (told["statusCode"], told["body"][:8]) == (200, "failure\n")


def test_ten_thousand_orders_go_out_in_batches():
    """In process, over stores in memory: the writer, the checks, the edge and 1C's reading."""
    desk = Desk(*orders(10_000), batch_size=200)
    exchange = desk.client(Unf(rates=NEWER, judges_schema=False))

    assert exchange.take_all() == 10_000

    assert exchange.base.findings == []
    assert exchange.asked.count("sale query") == 51
    assert KEY not in repr(exchange.asked)
