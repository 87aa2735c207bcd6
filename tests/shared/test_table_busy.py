"""A table that others use as well: single writes meet transactions, reads are cut short."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from shared.errors import UnavailableError
from shared.table import CONFLICT_TRIES, Table


@pytest.fixture
def table(dynamo) -> Table:
    return Table("OrdersTable", dynamo)


class Meeting:
    """A client whose single writes meet a transaction a number of times."""

    def __init__(self, times: int) -> None:
        self.times = times
        self.calls = 0

    def _write(self, **_: Any) -> dict[str, Any]:
        self.calls += 1
        if self.calls <= self.times:
            error = {"Error": {"Code": "TransactionConflictException", "Message": ""}}
            raise ClientError(error, "PutItem")
        return {"Attributes": {"pk": {"S": "a"}}}

    put_item = update_item = delete_item = _write


WRITES = {
    "put": lambda table: table.put({"pk": "a"}),
    "update": lambda table: table.update(
        {"pk": "a"}, "SET n = :n", values={":n": 1}, condition="attribute_exists(pk)"
    ),
    "delete": lambda table: table.delete({"pk": "a"}, condition="n = :n", values={":n": 1}),
}


@pytest.mark.parametrize("verb", WRITES)
def test_a_single_write_waits_for_a_transaction_on_its_item(verb):
    client = Meeting(2)

    WRITES[verb](Table("T", client))

    assert client.calls == 3


@pytest.mark.parametrize("verb", WRITES)
def test_a_single_write_that_meets_transactions_for_ever_is_a_503(verb):
    client = Meeting(CONFLICT_TRIES)

    with pytest.raises(UnavailableError):
        WRITES[verb](Table("T", client))


def test_items_are_read_by_key_as_many_as_there_are(table):
    for n in range(230):
        table.put({"pk": f"k{n}", "id": str(n), "status": "new", "doc": b"x"})
    keys = [{"pk": f"k{n}"} for n in range(250)]

    found = table.get_many(keys, fields=("id", "status"))

    assert sorted(int(each["id"]) for each in found) == list(range(230))
    assert all(set(each) == {"id", "status"} for each in found)
    assert table.get_many([]) == []


class Busy:
    """A client that reads one item of those asked for at a time."""

    def __init__(self) -> None:
        self.calls = 0

    def batch_get_item(self, *, RequestItems: Any) -> Any:  # noqa: N803 - boto3's name
        self.calls += 1
        ((name, wanted),) = RequestItems.items()
        first, *rest = wanted["Keys"]
        unread = {name: {"Keys": rest}} if rest else {}
        return {"Responses": {name: [first]}, "UnprocessedKeys": unread}


def test_items_that_were_not_processed_are_asked_for_again():
    client = Busy()

    found = Table("T", client).get_many([{"pk": "a"}, {"pk": "b"}, {"pk": "c"}])

    assert (found, client.calls) == ([{"pk": "a"}, {"pk": "b"}, {"pk": "c"}], 3)


def test_items_that_are_never_processed_are_a_503():
    with pytest.raises(UnavailableError):
        Table("T", Busy()).get_many([{"pk": str(n)} for n in range(CONFLICT_TRIES + 1)])
