"""Many writers at once: nothing is lost, nothing is done twice."""

from concurrent.futures import ThreadPoolExecutor

from orders.model import Status
from orders.wishes import NewPayment, Wish
from shared.errors import InvalidError, StaleVersionError, UnavailableError
from tests.orders.builders import asked, make_technician, wish_for_order
from tests.orders.clients import OneAtATime
from tests.orders.conftest import in_dynamo

LINE = {"kind": "part", "name": "Насос", "qty": "1", "unit_price": 1000}
WRITERS = 50


def test_fifty_payments_at_once_are_all_taken_once_each(dynamo, clock):
    service = in_dynamo(OneAtATime(dynamo), clock).service
    order = service.create(wish_for_order(items=[LINE]), asked())

    def pay(n: int) -> int:
        for tries in range(1000):
            question = asked(f"key-{n}" if n % 2 else None, body=str(n))
            try:
                service.pay(order.id, NewPayment("payment", "cash", 1, note=str(n)), question)
            except (StaleVersionError, UnavailableError):
                continue
            return tries
        raise AssertionError("a writer never came through")

    with ThreadPoolExecutor(10) as threads:
        tries = list(threads.map(pay, range(WRITERS)))

    last = service.get(order.id, asked())
    assert sorted(int(each.note or "") for each in last.payments) == list(range(WRITERS))
    assert (last.paid, last.version) == (WRITERS, WRITERS + 1)
    assert [entry.version for entry in last.history] == list(range(1, WRITERS + 2))
    assert sum(tries) > 0, "the writers never met"


def test_of_fifty_edits_of_one_version_one_comes_through(dynamo, clock):
    service = in_dynamo(OneAtATime(dynamo), clock).service
    order = service.create(wish_for_order(), asked())

    def edit(n: int) -> int | None:
        try:
            service.edit(order.id, {"title": f"Правка {n}"}, asked(version=1))
        except StaleVersionError as stale:
            assert stale.extra["current_version"] == 2  # noqa: PT017 - told by a thread
            return None
        return n

    with ThreadPoolExecutor(10) as threads:
        won = [n for n in threads.map(edit, range(WRITERS)) if n is not None]

    last = service.get(order.id, asked())
    assert len(won) == 1
    assert (last.version, last.title) == (2, f"Правка {won[0]}")


def test_of_fifty_who_pay_the_last_rouble_one_does(dynamo, clock):
    service = in_dynamo(OneAtATime(dynamo), clock).service
    order = service.create(wish_for_order(items=[LINE]), asked())

    def pay(_: int) -> bool:
        try:
            service.pay(order.id, NewPayment("payment", "cash", 1000), asked())
        except (StaleVersionError, InvalidError):
            return False
        return True

    with ThreadPoolExecutor(10) as threads:
        assert sum(threads.map(pay, range(WRITERS))) == 1

    assert service.get(order.id, asked()).due == 0


def test_one_move_sent_fifty_times_under_one_key_is_made_once(dynamo, clock):
    stores = in_dynamo(OneAtATime(dynamo), clock)
    stores.directory.add_technician(make_technician())
    service = stores.service
    order = service.create(wish_for_order(), asked())

    def move(_: int) -> str:
        for _ in range(100):
            try:
                wish = Wish(Status.IN_PROGRESS, {}, "tec_1")
                return service.move(order.id, wish, asked("one")).model_dump_json()
            except StaleVersionError:
                continue
        raise AssertionError("a writer never came through")

    with ThreadPoolExecutor(10) as threads:
        told = set(threads.map(move, range(WRITERS)))

    assert len(told) == 1
    assert service.get(order.id, asked()).version == 2
