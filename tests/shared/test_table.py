from typing import Any

import pytest
from botocore.exceptions import ClientError

from shared.errors import UnavailableError
from shared.table import CONFLICT_TRIES, ConditionError, Put, Table, write_together

CANCELLED = "TransactionCanceledException"
ABSENT = "attribute_not_exists(pk)"


@pytest.fixture
def table(dynamo) -> Table:
    return Table("OrdersTable", dynamo)


@pytest.fixture
def directory(dynamo) -> Table:
    return Table("DirectoryTable", dynamo)


class Cancelling:
    """A client whose transactions are cancelled for these reasons, one after another."""

    def __init__(
        self, *cancelled: list[dict[str, Any]], code: str = "TransactionCanceledException"
    ):
        self.calls: list[dict[str, Any]] = []
        self._cancelled = list(cancelled)
        self._code = code

    def transact_write_items(self, **request: Any) -> None:
        self.calls.append(request)
        if self._cancelled:
            reasons = self._cancelled.pop(0)
            error = {"Error": {"Code": self._code, "Message": ""}, "CancellationReasons": reasons}
            raise ClientError(error, "TransactWriteItems")


CONFLICT = [{"Code": "TransactionConflict"}, {"Code": "None"}]
TWO = [Put("T", {"pk": "a"}), Put("T", {"pk": "b"})]


def test_an_item_that_was_put_can_be_got(table):
    table.put({"pk": "a", "n": 1, "doc": b"\x00\xff", "nothing": None})

    assert table.get({"pk": "a"}) == {"pk": "a", "n": 1, "doc": b"\x00\xff"}
    assert table.get({"pk": "a"}, consistent=False) == table.get({"pk": "a"})


def test_what_is_not_there_is_none(table):
    assert table.get({"pk": "a"}) is None


def test_a_put_under_a_condition_tells_what_stood_in_the_way(table):
    table.put({"pk": "a", "owner": "first"}, condition=ABSENT)

    with pytest.raises(ConditionError) as refused:
        table.put({"pk": "a", "owner": "second"}, condition=ABSENT)

    assert refused.value.found == {"pk": "a", "owner": "first"}
    assert table.get({"pk": "a"})["owner"] == "first"


def test_a_condition_on_what_is_not_there_finds_nothing(table):
    with pytest.raises(ConditionError) as refused:
        table.put({"pk": "a"}, condition="#v = :v", values={":v": 1}, names={"#v": "version"})

    assert refused.value.found is None


def test_an_update_gives_the_item_as_it_is_then(table):
    table.put({"pk": "a", "version": 1})

    changed = table.update(
        {"pk": "a"},
        "SET version = :new, #s = :s",
        values={":new": 2, ":old": 1, ":s": "done"},
        condition="version = :old",
        names={"#s": "status"},
    )

    assert changed == {"pk": "a", "version": 2, "status": "done"}


def test_an_update_under_a_condition_that_does_not_hold_changes_nothing(table):
    table.put({"pk": "a", "version": 5})

    with pytest.raises(ConditionError) as refused:
        table.update(
            {"pk": "a"}, "SET version = :n", values={":n": 9, ":o": 1}, condition="version = :o"
        )

    assert refused.value.found["version"] == 5
    assert table.get({"pk": "a"})["version"] == 5


def test_an_item_is_deleted_under_its_condition(table):
    table.put({"pk": "a", "version": 1})

    with pytest.raises(ConditionError):
        table.delete({"pk": "a"}, condition="version = :v", values={":v": 2})
    table.delete({"pk": "a"}, condition="version = :v", values={":v": 1})

    assert table.get({"pk": "a"}) is None


def test_numbers_are_counted_from_one(table):
    assert [table.next_number({"pk": "C"}) for _ in range(3)] == [1, 2, 3]


def fill(directory: Table, count: int) -> None:
    for n in range(count):
        directory.put({"pk": "P", "sk": f"{n:03d}"})


def test_a_page_holds_up_to_its_limit_in_key_order(directory):
    fill(directory, 7)

    found = directory.page("pk = :pk", {":pk": "P"}, limit=3)

    assert [item["sk"] for item in found] == ["000", "001", "002"]
    assert len(directory.page("pk = :pk", {":pk": "P"})) == 7


def test_a_page_can_begin_with_the_newest(directory):
    fill(directory, 7)

    found = directory.page("pk = :pk", {":pk": "P"}, limit=2, newest_first=True)

    assert [item["sk"] for item in found] == ["006", "005"]


def test_a_walk_reads_on_over_pages(directory):
    fill(directory, 7)

    found = directory.walk("pk = :pk", {":pk": "P"}, page_size=2)

    assert [item["sk"] for item in found] == [f"{n:03d}" for n in range(7)]


def test_an_empty_partition_has_an_empty_page(directory):
    assert directory.page("pk = :pk", {":pk": "nobody"}) == []


def test_a_refusal_that_is_no_condition_is_passed_on(table):
    missing = Table("NoSuchTable", table.client)

    with pytest.raises(ClientError, match="ResourceNotFound"):
        missing.put({"pk": "a"})
    with pytest.raises(ClientError, match="ResourceNotFound"):
        missing.update({"pk": "a"}, "SET a = :a", values={":a": 1}, condition=ABSENT)
    with pytest.raises(ClientError, match="ResourceNotFound"):
        missing.delete({"pk": "a"}, condition="a = :a", values={":a": 1})


def test_all_is_written_together(table):
    write_together(table.client, [Put(table.name, {"pk": key}, ABSENT) for key in "ab"])

    assert table.get({"pk": "a"})
    assert table.get({"pk": "b"})


def test_nothing_is_written_when_one_condition_does_not_hold(table):
    table.put({"pk": "b", "owner": "first"})

    with pytest.raises(ConditionError) as refused:
        write_together(table.client, [Put(table.name, {"pk": key}, ABSENT) for key in "abc"])

    assert refused.value.which == (1,)
    assert refused.value.found == {"pk": "b", "owner": "first"}
    assert table.get({"pk": "a"}) is None
    assert table.get({"pk": "c"}) is None


def test_every_condition_that_does_not_hold_is_named(table):
    for key in "ac":
        table.put({"pk": key})

    with pytest.raises(ConditionError) as refused:
        write_together(table.client, [Put(table.name, {"pk": key}, ABSENT) for key in "abc"])

    assert refused.value.which == (0, 2)


def test_transactions_that_meet_are_tried_again_under_one_token():
    client = Cancelling(CONFLICT, CONFLICT)

    write_together(client, TWO)

    assert len(client.calls) == 3
    assert len({call["ClientRequestToken"] for call in client.calls}) == 1


def test_two_transactions_have_two_tokens():
    client = Cancelling()
    write_together(client, TWO)
    write_together(client, TWO)

    assert len({call["ClientRequestToken"] for call in client.calls}) == 2


def test_transactions_that_meet_for_ever_are_a_503():
    client = Cancelling(*[CONFLICT] * CONFLICT_TRIES)

    with pytest.raises(UnavailableError):
        write_together(client, TWO)

    assert len(client.calls) == CONFLICT_TRIES


def test_a_condition_that_does_not_hold_is_not_tried_again():
    found = {"pk": {"S": "b"}}
    client = Cancelling([CONFLICT[0], {"Code": "ConditionalCheckFailed", "Item": found}])

    with pytest.raises(ConditionError) as refused:
        write_together(client, TWO)

    assert (refused.value.which, refused.value.found) == ((1,), {"pk": "b"})
    assert len(client.calls) == 1


@pytest.mark.parametrize("code", [CANCELLED, "ValidationException"])
def test_a_transaction_that_fails_for_another_reason_is_passed_on(code):
    client = Cancelling([{"Code": "ValidationError"}], code=code)

    with pytest.raises(ClientError, match=code):
        write_together(client, TWO)
