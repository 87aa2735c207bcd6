from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from shared.next_version import put_next
from shared.table import ConditionError, Put, Table

KEY = {"pk": "SETTINGS", "sk": "SETTINGS"}


class MovedError(Exception):
    def __init__(self, current: int) -> None:
        super().__init__(current)
        self.current = current


class Forgetful:
    """Loses the reply of every put, so that each is sent twice, as the SDK would.

    Whoever hurries may write in between.
    """

    def __init__(self, client: Any, *in_between: dict[str, Any]) -> None:
        self._client = client
        self._in_between: Iterator[dict[str, Any]] = iter(in_between)
        self.sent = 0

    def put_item(self, **request: Any) -> Any:
        self._send(request)
        if other := next(self._in_between, None):
            Table(request["TableName"], self._client).put(other)
        return self._send(request)

    def _send(self, request: dict[str, Any]) -> Any:
        self.sent += 1
        return self._client.put_item(**request)


class Repeating(Forgetful):
    """Sends every transaction twice, as a new one, as if its token had run out meanwhile."""

    def transact_write_items(self, **request: Any) -> Any:
        for _ in range(2):
            self.sent += 1
            token = f"{request['ClientRequestToken'][:30]}{self.sent}"
            self._client.transact_write_items(**request | {"ClientRequestToken": token})


@pytest.fixture
def table(dynamo) -> Table:
    return Table("DirectoryTable", dynamo)


def version(number: int, words: str = "ours") -> dict[str, Any]:
    return {**KEY, "version": number, "words": words}


def put(table: Table, *items: dict[str, Any]) -> None:
    for item in items:
        put_next(table, item, moved=MovedError)


def standing(table: Table) -> dict[str, Any]:
    return {name: value for name, value in table.get(KEY).items() if name != "write_id"}


def test_a_first_version_is_put_where_nothing_is(table):
    put(table, version(1))

    assert standing(table) == version(1)


def test_each_version_is_put_over_the_one_before(table):
    put(table, version(1), version(2), version(3, "last"))

    assert standing(table) == version(3, "last")


def test_two_writes_of_one_version_never_bear_one_name(table):
    put(table, version(1))
    first = table.get(KEY)["write_id"]
    put(table, version(2))

    assert table.get(KEY)["write_id"] != first


def test_the_item_given_is_left_as_it_was(table):
    item = version(1)

    put(table, item)

    assert item == version(1)


@pytest.mark.parametrize("wrong", [1, 2, 4])
def test_a_version_that_does_not_follow_is_refused_with_the_one_that_stands_there(table, wrong):
    put(table, version(1), version(2))

    with pytest.raises(MovedError) as refused:
        put(table, version(wrong, "theirs"))

    assert refused.value.current == 2
    assert isinstance(refused.value.__cause__, ConditionError)
    assert standing(table) == version(2)


def test_the_same_version_written_by_another_is_no_write_of_ours(table):
    put(table, version(1))

    with pytest.raises(MovedError) as refused:
        put(table, version(1))

    assert refused.value.current == 1


def test_a_version_after_none_is_refused_with_0(table):
    with pytest.raises(MovedError) as refused:
        put(table, version(2))

    assert refused.value.current == 0
    assert table.get(KEY) is None


def test_what_stands_there_without_a_version_counts_as_0(table):
    table.put({**KEY, "words": "theirs"})

    with pytest.raises(MovedError) as refused:
        put(table, version(1))

    assert refused.value.current == 0
    assert standing(table) == {**KEY, "words": "theirs"}


def test_a_write_repeated_after_a_lost_reply_is_no_conflict_with_itself(table):
    forgetful = Forgetful(table.client)

    put(Table(table.name, forgetful), version(1), version(2))

    assert forgetful.sent == 4
    assert standing(table) == version(2)


def test_a_repeated_write_over_which_another_has_written_meanwhile_is_refused(table):
    hurried = Forgetful(table.client, {**version(2, "theirs"), "write_id": "another"})

    with pytest.raises(MovedError) as refused:
        put(Table(table.name, hurried), version(1))

    assert refused.value.current == 2
    assert standing(table) == version(2, "theirs")


def test_a_refusal_that_is_no_condition_is_passed_on(table):
    with pytest.raises(ClientError, match="ResourceNotFound"):
        put(Table("NoSuchTable", table.client), version(1))


def told(table: Table, number: int) -> Put:
    return Put(table.name, {"pk": "TOLD", "sk": str(number)})


def what_is_told(table: Table) -> list[str]:
    return [item["sk"] for item in table.walk("pk = :pk", {":pk": "TOLD"})]


def test_what_is_put_beside_a_version_is_written_with_it(table):
    for number in (1, 2):
        put_next(table, version(number), moved=MovedError, beside=[told(table, number)])

    assert standing(table) == version(2)
    assert what_is_told(table) == ["1", "2"]


@pytest.mark.parametrize("wrong", [1, 2, 4])
def test_with_a_refused_version_nothing_beside_it_is_written(table, wrong):
    put(table, version(1), version(2))

    with pytest.raises(MovedError) as refused:
        put_next(table, version(wrong, "theirs"), moved=MovedError, beside=[told(table, wrong)])

    assert refused.value.current == 2
    assert standing(table) == version(2)
    assert what_is_told(table) == []


def test_a_version_after_none_takes_nothing_beside_it_either(table):
    with pytest.raises(MovedError) as refused:
        put_next(table, version(2), moved=MovedError, beside=[told(table, 2)])

    assert refused.value.current == 0
    assert what_is_told(table) == []


def test_a_transaction_that_is_carried_out_again_is_no_conflict_with_itself(table):
    twice = Table(table.name, Repeating(table.client))

    put_next(twice, version(1), moved=MovedError, beside=[told(table, 1)])

    assert twice.client.sent == 2
    assert standing(table) == version(1)
    assert what_is_told(table) == ["1"]
