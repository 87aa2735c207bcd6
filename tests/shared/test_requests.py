"""Rows of requests under an Idempotency-Key, in tables with one key part and with two."""

from datetime import UTC, datetime, timedelta

import pytest

from shared.errors import ConflictError
from shared.requests import LIFE, Request, Requests
from shared.table import ConditionError, Table, write_together

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
ASKED = Request("alice", "key-1", "hash-1")
TABLES = [("OrdersTable", False), ("DirectoryTable", True)]


class Hands:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture(params=TABLES, ids=lambda each: each[0])
def requests(request, dynamo, clock) -> Requests:
    name, sort_key = request.param
    return Requests(Table(name, dynamo), clock=clock, sort_key=sort_key)


def keep(requests: Requests, client, answer: str = '{"id": 1}', asked: Request = ASKED) -> None:
    write_together(client, [requests.put(asked, answer)])


def test_without_a_key_there_is_no_request():
    assert Request.of("alice", None, "create", "{}") is None


def test_what_is_asked_is_told_apart_by_each_of_its_parts():
    asked = [
        Request.of("alice", "k", "create", "{}"),
        Request.of("alice", "k", "create", "{ }"),
        Request.of("alice", "k", "ord_1", "{}"),
        Request.of("alice", "k2", "create", "{}"),
        Request.of("bob", "k", "create", "{}"),
    ]

    assert len(set(asked)) == 5
    assert asked[0] == Request.of("alice", "k", "create", "{}")


def test_a_request_is_answered_as_it_was(requests, dynamo):
    assert requests.answer(ASKED) is None

    keep(requests, dynamo)

    assert requests.answer(ASKED) == {"id": 1}


@pytest.mark.parametrize("other", [Request("bob", "key-1", "x"), Request("alice", "key-2", "x")])
def test_another_caller_and_another_key_are_other_requests(requests, dynamo, other):
    keep(requests, dynamo)

    assert requests.answer(other) is None


def test_another_body_is_a_conflict(requests, dynamo):
    keep(requests, dynamo)

    with pytest.raises(ConflictError, match="another body"):
        requests.answer(Request("alice", "key-1", "hash-2"))


def test_a_request_is_kept_once(requests, dynamo):
    keep(requests, dynamo)

    with pytest.raises(ConditionError):
        keep(requests, dynamo, '{"id": 2}')

    assert requests.answer(ASKED) == {"id": 1}


def test_after_a_day_a_key_is_free_although_its_row_may_still_be_there(requests, dynamo, clock):
    keep(requests, dynamo)
    clock.now += LIFE - timedelta(seconds=1)
    assert requests.answer(ASKED) == {"id": 1}

    clock.now += timedelta(seconds=1)

    assert requests.answer(ASKED) is None
    keep(requests, dynamo, '{"id": 2}')
    assert requests.answer(ASKED) == {"id": 2}


def test_a_key_is_not_readable_in_the_table(requests, dynamo):
    keep(requests, dynamo, asked=Request("alice", "tel:+79000000001", "h"))

    names = ("OrdersTable", "DirectoryTable")
    items = [item for name in names for item in dynamo.scan(TableName=name)["Items"]]
    assert len(items) == 1
    assert "79000000001" not in str(items)
