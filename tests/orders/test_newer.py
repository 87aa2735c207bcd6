"""What a newer version of Naryad wrote: refused by name, left as it is; older items move on."""

import json

import pytest

from orders.lifecycle import move
from shared.item import from_wire, pack, to_wire, unpack
from shared.shapes import NewerShapeError
from shared.stored import ORDER
from tests.orders.builders import make_customer, new_order, wish_to
from tests.orders.conftest import in_dynamo

KEY = {"pk": {"S": "ORDER#ord_1"}}


@pytest.fixture
def stores(dynamo, clock):
    stores = in_dynamo(dynamo, clock)
    stores.orders.add(new_order(), customer=make_customer(), request=None)
    return stores


def item(dynamo):
    return from_wire(dynamo.get_item(TableName="OrdersTable", Key=KEY)["Item"])


def rewrite(dynamo, **changes):
    whole = {**item(dynamo), **changes}
    dynamo.put_item(TableName="OrdersTable", Item=to_wire(whole))
    return whole


def test_an_order_of_a_newer_shape_is_refused_and_kept_whole(stores, dynamo):
    document = {**unpack(item(dynamo)["doc"]), "field_of_tomorrow": "kept"}
    newer = rewrite(dynamo, schema=ORDER.current + 1, doc=pack(json.dumps(document)))

    with pytest.raises(NewerShapeError, match="order was written in shape"):
        stores.orders.get("ord_1")

    assert item(dynamo) == newer


def test_an_older_order_is_written_back_in_todays_shape(stores, dynamo):
    rewrite(dynamo, schema=1)
    order = stores.orders.get("ord_1")

    moved = move(order, wish_to("scheduled"))
    stores.orders.save(moved, before=order, request=None)

    assert item(dynamo)["schema"] == ORDER.current
    assert stores.orders.get("ord_1") == moved


def test_a_customer_of_a_newer_shape_is_refused(stores, dynamo):
    key = {"pk": {"S": "CUSTOMER#cus_1"}, "sk": {"S": "CUSTOMER"}}
    found = from_wire(dynamo.get_item(TableName="DirectoryTable", Key=key)["Item"])
    dynamo.put_item(TableName="DirectoryTable", Item=to_wire({**found, "schema": 99}))

    with pytest.raises(NewerShapeError, match="customer was written in shape 99"):
        stores.directory.customer("cus_1")
