"""The client side of the exchange: a whole exchange, and each answer that 1C would refuse."""

import httpx
import pytest

from shared.onec.writer import batch
from tests.onec.builders import NOW, UNF, UT, make_line, make_order
from tests.onec.emulator.answers import answer, file_name
from tests.onec.emulator.bases import Unf, Ut
from tests.onec.emulator.exchange import ALIAS, SiteExchange, count
from tests.onec.emulator.findings import BatchStoppedError, ExchangeFailedError
from tests.onec.endpoint import Endpoint

SECRET = "secret"
GOOD = batch([make_order(make_line(vat="18"))], UNF, NOW)


def make_orders(number, **changes):
    line = make_line(vat="18")
    return [make_order(line, number=str(n), id=f"ord_{n}", **changes) for n in range(1, number + 1)]


def exchange_with(endpoint, base=None, *, password=SECRET, **more):
    client = httpx.Client(transport=httpx.MockTransport(endpoint), base_url="https://site.example")
    return SiteExchange(client, base or Unf(), "key", password, **more)


@pytest.fixture(params=[Unf, Ut])
def base(request):
    return request.param()


def test_the_first_load_takes_all_orders_in_batches(base):
    endpoint = Endpoint(make_orders(25), UT, batch_size=10)
    exchange = exchange_with(endpoint, base)

    exchange.check_connection()

    assert exchange.take_all() == 25
    assert len(base.orders) == 25
    assert base.findings == []
    assert exchange.asked[0] == "catalog checkauth"
    assert exchange.asked.count("sale query") == 4


def test_an_increment_brings_what_is_new_and_nothing_else(base):
    endpoint = Endpoint(make_orders(3), UT)
    exchange = exchange_with(endpoint, base)
    exchange.take_all()

    endpoint.orders.append(make_order(make_line(vat="18"), number="4"))

    assert exchange.take_all() == 1
    assert exchange.take_all() == 0


def test_a_batch_that_1c_left_in_the_middle_comes_again(base):
    endpoint = Endpoint(make_orders(5), UT)
    exchange = exchange_with(endpoint, base)

    with pytest.raises(BatchStoppedError):
        exchange.take_batch(stop_after=2)

    assert exchange.take_batch() == 5
    assert len(base.orders) == 5


def test_a_query_may_be_repeated_and_so_may_a_success(base):
    endpoint = Endpoint(make_orders(3), UT)
    exchange = exchange_with(endpoint, base)

    exchange.begin()
    first, again = exchange.query(), exchange.query()
    exchange.success()
    exchange.success()

    assert first == again
    assert count(first) == 3
    assert exchange.take_batch() == 0


@pytest.mark.parametrize("form", ["unf", "ut", "module"])
@pytest.mark.parametrize("encoding", ["UTF-8", "windows-1251"])
def test_states_go_back_in_pieces(base, form, encoding):
    endpoint = Endpoint(make_orders(4), UT, limit=300)
    exchange = exchange_with(endpoint, base)
    exchange.take_all()

    body = answer(base.orders.values(), form, encoding=encoding)
    warnings = exchange.give(body, file_name())

    assert warnings == []
    assert sorted(endpoint.returned) == ["1", "2", "3", "4"]
    assert exchange.asked.count("sale file") == -(-len(body) // 300)
    assert ("sale import" in exchange.asked) == isinstance(base, Ut)


def test_a_state_of_an_order_that_nobody_knows_is_a_warning():
    exchange = exchange_with(Endpoint(make_orders(1), UT))
    exchange.base.load(batch(make_orders(2), UT, NOW))

    assert exchange.give(answer(exchange.base.orders.values())) == ["no order 2"]


@pytest.mark.parametrize("body", [b"<broken", answer([])[:-5], b"\x00"])
def test_a_broken_file_of_states_ends_in_failure(base, body):
    exchange = exchange_with(Endpoint([], UT), base)

    with pytest.raises(ExchangeFailedError):
        exchange.give(body)


def test_a_broken_batch_is_never_confirmed(base):
    endpoint = Endpoint(make_orders(2), UT, answers={"query": GOOD.replace(b"</", b"<", 1)})
    exchange = exchange_with(endpoint, base)

    with pytest.raises(BatchStoppedError):
        exchange.take_batch()

    assert "sale success" not in exchange.asked


def test_the_path_that_1c_assumes_serves_as_well(base):
    exchange = exchange_with(Endpoint(make_orders(1), UT), base, path=ALIAS)

    assert exchange.take_all() == 1


def test_a_bitrix_node_asks_for_limits_first_and_for_info():
    exchange = exchange_with(Endpoint(make_orders(1), UT), Unf(), node="bitrix")

    exchange.take_batch()

    assert exchange.asked == ["sale checkauth", "sale init", "sale query", "sale success"]
    assert exchange.info().startswith(b"<?xml")


def test_goods_that_nobody_wanted_are_taken_politely(base):
    exchange_with(Endpoint([], UT), base).give_catalogue()


@pytest.mark.parametrize(
    ("mode", "reply"),
    [
        ("checkauth", "failure\nwrong password"),
        ("checkauth", "\ufeffsuccess\nnaryad\nsealed"),
        ("checkauth", "success"),
        ("checkauth", "success\n\n"),
        ("checkauth", httpx.Response(302, headers={"Location": "/other"})),
        ("query", ""),
        ("query", b"\xef\xbb\xbf" + GOOD),
        ("query", b"\n" + GOOD),
        ("query", "failure\nno"),
        ("query", httpx.Response(500)),
        ("success", "failure"),
        ("success", ""),
    ],
)
def test_an_answer_that_1c_refuses_ends_the_exchange(base, mode, reply):
    exchange = exchange_with(Endpoint(make_orders(1), UT, answers={mode: reply}), base)

    with pytest.raises(ExchangeFailedError):
        exchange.take_batch()


@pytest.mark.parametrize(
    ("mode", "reply"),
    [
        ("init", "zip=no\nfile_limit=100\n"),
        ("init", "zip=no"),
        ("init", "file_limit=100\nzip=no\nmore"),
        ("init", "zip=yes\nfile_limit=100"),
        ("init", "zip=no\nfile_limit=3 MB"),
        ("init", "success\nfile_limit=1"),
        ("file", "Success"),
        ("file", "\nsuccess"),
        ("file", "failure\nfull"),
        ("file", httpx.Response(413)),
        ("import", "progress"),
        ("import", ""),
        ("import", "failure\nbroken"),
    ],
)
def test_an_answer_to_states_that_ut_refuses_ends_the_exchange(mode, reply):
    exchange = exchange_with(Endpoint([], UT, answers={mode: reply}), Ut())

    with pytest.raises(ExchangeFailedError):
        exchange.give(answer([]))


def test_nobody_exchanges_without_a_key():
    with pytest.raises(ExchangeFailedError, match="401"):
        exchange_with(Endpoint([]), password="wrong").check_connection()


def test_an_exchange_has_an_end():
    endless = exchange_with(Endpoint([], answers={"query": GOOD}))

    with pytest.raises(ExchangeFailedError, match="after 3 batches"):
        endless.take_all(most=3)
