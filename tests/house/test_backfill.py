"""Items of before some index key: found, put right once, silently, and from where it stopped."""

import base64
import json
from typing import Any

import pytest
from boto3.dynamodb.types import TypeSerializer

from orders.model import Status
from scripts import backfill
from scripts.backfill import Backfill, Bounds
from shared.cause import caused_by
from shared.events import read_change
from shared.feedback_events import feedback_envelopes
from shared.item import from_wire, pack, to_wire
from shared.table import Table
from tests.house.stack import ROOT
from tests.orders.builders import FixedClock, make_customer, new_order, order_in
from tests.orders.conftest import SHARDS, in_dynamo
from tests.shared.dynamo import fresh_dynamo

APPLIED = Bounds(is_applied=True)
ORDER_KEYS = ("open_pk", "open_sk", "changed_pk", "changed_sk")


@pytest.fixture
def dynamo():
    with fresh_dynamo() as client:
        yield client


@pytest.fixture
def stores(dynamo, clock):
    return in_dynamo(dynamo, clock)


@pytest.fixture
def clock():
    return FixedClock()


def run(dynamo: Any, kind: str, bounds: Bounds = APPLIED) -> Any:
    table = Table(backfill.KINDS[kind].table, dynamo)
    return Backfill(kind, table, SHARDS, sleep=lambda _: None).run(bounds)


def items(dynamo: Any, table: str) -> dict[str, Any]:
    found = map(from_wire, dynamo.scan(TableName=table)["Items"])
    return {f"{each['pk']}/{each.get('sk', '')}": each for each in found}


def strip(dynamo: Any, table: str, key: str, *names: str, **changes: Any) -> dict[str, Any]:
    """Make an item what an earlier version wrote."""
    whole = items(dynamo, table)[key]
    old = {name: value for name, value in whole.items() if name not in names} | changes
    dynamo.put_item(TableName=table, Item=to_wire(old))
    return whole


def old_answer() -> dict[str, Any]:
    found = json.loads((ROOT / "tests/house/stored/answer.1.json").read_text())
    return {**found, "doc": pack(json.dumps(found["doc"]))}


def record(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """The stream's record of a put, as Lambda gets it."""
    serializer = TypeSerializer()

    def image(item: dict[str, Any]) -> dict[str, Any]:
        def wire(value: Any) -> dict[str, Any]:
            if isinstance(value, bytes):
                return {"B": base64.b64encode(value).decode()}
            return serializer.serialize(value)

        return {name: wire(value) for name, value in item.items() if value is not None}

    keys = {"pk": {"S": new["pk"]}}
    change = {"Keys": keys, "OldImage": image(old), "NewImage": image(new), "SequenceNumber": "1"}
    return {"eventName": "MODIFY", "dynamodb": change}


def add_order(stores: Any, **changes: Any) -> None:
    stores.orders.add(order_in("completed", **changes), customer=None, request=None)


def test_a_completed_order_gets_its_index_keys_and_nobody_is_told(dynamo, stores):
    add_order(stores)
    right = strip(dynamo, "OrdersTable", "ORDER#ord_1/", *ORDER_KEYS, schema=1)
    old = items(dynamo, "OrdersTable")["ORDER#ord_1/"]

    count = run(dynamo, "orders")

    new = items(dynamo, "OrdersTable")["ORDER#ord_1/"]
    assert (count.seen, count.written, count.is_done) == (1, 1, True)
    assert {**new, "write_id": ""} == {**right, "write_id": ""}
    assert read_change(record(old, new)) is None


def test_a_customer_gets_the_rows_by_which_the_name_is_found(dynamo, stores):
    stores.orders.add(new_order(), customer=make_customer(), request=None)
    strip(dynamo, "DirectoryTable", "CUSTOMER#cus_1/CUSTOMER", "name_pk", "name_sk")
    for key in list(items(dynamo, "DirectoryTable")):
        if key.startswith("NAME#"):
            pk, _, sk = key.partition("/")
            dynamo.delete_item(TableName="DirectoryTable", Key=to_wire({"pk": pk, "sk": sk}))
    assert stores.directory.newest_customers(limit=9, after=None).customers == ()

    assert run(dynamo, "customers").written == 1

    page = stores.directory.newest_customers(limit=9, after=None)
    assert [each.id for each in page.customers] == ["cus_1"]
    assert [each.id for each in stores.directory.customers_by_name("иванова", limit=9)] == ["cus_1"]


def test_an_answer_of_the_first_shape_is_listed_and_nobody_is_told(dynamo):
    old = old_answer()
    dynamo.put_item(TableName="FeedbackTable", Item=to_wire(old))

    assert run(dynamo, "answers").written == 1

    new = items(dynamo, "FeedbackTable")["FEEDBACK#ord_1/"]
    assert (new["state"], new["order_number"]) == ("new", "1042")
    assert list(feedback_envelopes(record(old, new))) == []


@pytest.mark.parametrize("kind", ["orders", "customers", "answers"])
def test_what_is_right_is_left_alone(dynamo, stores, kind):
    stores.orders.add(new_order(), customer=make_customer(), request=None)
    dynamo.put_item(TableName="FeedbackTable", Item=to_wire(old_answer()))
    run(dynamo, kind)
    before = items(dynamo, backfill.KINDS[kind].table)

    count = run(dynamo, kind, Bounds(is_applied=True, again=True))

    assert (count.seen, count.differing) == (1, 0)
    assert items(dynamo, backfill.KINDS[kind].table) == before


def test_what_names_the_request_that_wrote_an_item_stays(dynamo, stores):
    with caused_by("req-1"):
        add_order(stores)
    assert run(dynamo, "orders", Bounds()).differing == 0
    strip(dynamo, "OrdersTable", "ORDER#ord_1/", *ORDER_KEYS)

    assert run(dynamo, "orders").written == 1

    assert items(dynamo, "OrdersTable")["ORDER#ord_1/"]["request_id"] == "req-1"


def test_counting_changes_nothing(dynamo, stores):
    add_order(stores)
    strip(dynamo, "OrdersTable", "ORDER#ord_1/", *ORDER_KEYS)
    before = items(dynamo, "OrdersTable")

    count = run(dynamo, "orders", Bounds())

    assert (count.differing, count.written) == (1, 0)
    assert items(dynamo, "OrdersTable") == before


def test_it_goes_on_where_it_stopped(dynamo, stores, monkeypatch):
    monkeypatch.setattr(backfill, "PAGE", 3)
    names = [f"ord_{n}" for n in range(6)]
    for number, name in enumerate(names):
        add_order(stores, id=name, number=str(number))
        strip(dynamo, "OrdersTable", f"ORDER#{name}/", *ORDER_KEYS)

    runs = []
    while not (runs and runs[-1].is_done):
        runs.append(run(dynamo, "orders", Bounds(is_applied=True, most=1)))

    assert len(runs) > 1
    assert sum(each.seen for each in runs) == sum(each.written for each in runs) == len(names)


def test_what_moved_meanwhile_is_left_to_who_moved_it(dynamo, stores):
    add_order(stores)
    strip(dynamo, "OrdersTable", "ORDER#ord_1/", *ORDER_KEYS)

    class Meanwhile:
        """The client, with somebody who writes before each transaction."""

        def __getattr__(self, name: str) -> Any:
            return getattr(dynamo, name)

        def transact_write_items(self, **request: Any) -> Any:
            strip(dynamo, "OrdersTable", "ORDER#ord_1/", version=99)
            return dynamo.transact_write_items(**request)

    count = run(Meanwhile(), "orders")

    assert (count.moved, count.written) == (1, 0)
    assert items(dynamo, "OrdersTable")["ORDER#ord_1/"]["version"] == 99
    assert Status.COMPLETED.value == items(dynamo, "OrdersTable")["ORDER#ord_1/"]["status"]
