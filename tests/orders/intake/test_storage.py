"""The fakes and DynamoDB keep one contract; S3 is spoken to through moto."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from orders.intake.model import Import, Tally
from orders.intake.ports import ImportMovedError
from orders.intake.storage import DynamoImports, DynamoOnce
from orders.ports import RequestRepeatedError
from shared.errors import ConflictError
from shared.requests import Request
from shared.table import Table
from tests.orders.builders import ADMIN, FixedClock
from tests.orders.intake.fakes import FakeImports, FakeOnce, facts_of
from tests.shared.dynamo import fresh_dynamo


@dataclass
class Stores:
    imports: Any
    once: Any
    clock: FixedClock


@pytest.fixture(params=["memory", "dynamo"])
def stores(request) -> Iterator[Stores]:
    clock = FixedClock()
    if request.param == "memory":
        yield Stores(FakeImports(clock), FakeOnce(), clock)
        return
    with fresh_dynamo() as client:
        table = Table("OrdersTable", client)
        yield Stores(DynamoImports(table, clock=clock), DynamoOnce(table, clock=clock), clock)


def new_import(clock, number=1, **changes) -> Import:
    whole = {
        "id": f"imp_{number}",
        "format": "csv",
        "file": facts_of(b"x"),
        "actor": ADMIN,
        "created_at": clock(),
        "updated_at": clock(),
    }
    return Import(**(whole | changes))


def request_of(body="body-1", key="key-1"):
    return Request.of("alice", key, "import", body)


def test_an_import_is_read_as_it_was_written(stores):
    job = new_import(stores.clock, rows=3, tally=Tally(created=1), ignored_columns=("Цвет",))
    stores.imports.add(job, request=None)

    assert stores.imports.get("imp_1") == job
    assert stores.imports.get("imp_2") is None


def test_a_version_is_written_over_the_one_before_it_only(stores):
    job = new_import(stores.clock)
    stores.imports.add(job, request=None)
    queued = job.changed(stores.clock(), state="queued")
    stores.imports.save(queued)

    with pytest.raises(ImportMovedError):
        stores.imports.save(job.changed(stores.clock(), state="failed"))
    assert stores.imports.get("imp_1") == queued


def test_a_request_is_known_with_its_import(stores):
    stores.imports.add(new_import(stores.clock), request=request_of())

    assert stores.imports.answered(request_of()).id == "imp_1"
    assert stores.imports.answered(request_of(key="key-2")) is None
    with pytest.raises(ConflictError):
        stores.imports.answered(request_of("body-2"))
    with pytest.raises(RequestRepeatedError):
        stores.imports.add(new_import(stores.clock, 2), request=request_of())
    assert stores.imports.get("imp_2") is None


def test_imports_are_listed_newest_first_page_by_page(stores):
    for number in range(1, 6):
        stores.clock.pass_by(minutes=1)
        stores.imports.add(new_import(stores.clock, number), request=None)

    first = stores.imports.newest(limit=2, after=None)
    second = stores.imports.newest(limit=2, after=first.after)
    last = stores.imports.newest(limit=2, after=second.after)

    pages = [[job.id for job in page.items] for page in (first, second, last)]
    assert pages == [["imp_5", "imp_4"], ["imp_3", "imp_2"], ["imp_1"]]
    assert last.after is None


def test_an_expired_import_is_not_there_before_it_is_removed(stores):
    stores.imports.add(new_import(stores.clock), request=None)
    stores.imports.add(new_import(stores.clock, 2, state="done"), request=None)

    stores.clock.pass_by(hours=24)

    assert stores.imports.get("imp_1") is None
    assert [job.id for job in stores.imports.newest(limit=9, after=None).items] == ["imp_2"]


def test_work_without_a_key_is_done_each_time(stores):
    assert [stores.once.run(None, lambda: [1]) for _ in range(2)] == [[1], [1]]


def test_work_under_a_key_is_done_once(stores):
    done = []

    def work():
        done.append(1)
        return [{"id": "ord_1", "привет": None}]

    answers = [stores.once.run(request_of(), work) for _ in range(3)]

    assert answers == [[{"id": "ord_1", "привет": None}]] * 3
    assert done == [1]


def test_another_body_under_a_key_is_a_conflict_before_any_work(stores):
    stores.once.run(request_of(), lambda: [1])

    with pytest.raises(ConflictError):
        stores.once.run(request_of("body-2"), lambda: pytest.fail("worked"))


def test_another_body_is_refused_while_the_first_is_worked_on(stores):
    def work():
        with pytest.raises(ConflictError):
            stores.once.run(request_of("body-2"), lambda: pytest.fail("worked"))
        return [1]

    assert stores.once.run(request_of(), work) == [1]


def test_work_that_was_cut_off_is_done_again(stores):
    def cut_off():
        raise InterruptedError

    with pytest.raises(InterruptedError):
        stores.once.run(request_of(), cut_off)

    assert stores.once.run(request_of(), lambda: [2]) == [2]
    assert stores.once.run(request_of(), lambda: [3]) == [2]


def test_a_write_repeated_after_a_lost_reply_is_known_as_our_own():
    clock = FixedClock()
    with fresh_dynamo() as client:
        imports = DynamoImports(Table("OrdersTable", client), clock=clock)
        job = new_import(clock)
        imports.add(job, request=None)
        queued = job.changed(clock(), state="queued")

        imports.save(queued)
        imports.save(queued)

        assert imports.get("imp_1") == queued


def test_a_request_that_is_answered_between_the_look_and_the_claim_is_not_worked_on():
    with fresh_dynamo() as client:
        once = DynamoOnce(Table("OrdersTable", client), clock=FixedClock())
        other = DynamoOnce(Table("OrdersTable", client), clock=FixedClock())
        put = once._put

        def beaten(claim):
            once._put = put
            other.run(request_of(), lambda: [1])
            put(claim)

        once._put = beaten

        assert once.run(request_of(), lambda: pytest.fail("worked")) == [1]
