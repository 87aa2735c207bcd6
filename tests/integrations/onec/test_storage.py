"""The fakes and DynamoDB keep the same contract."""

from datetime import timedelta
from types import SimpleNamespace

import boto3
import pytest
from moto import mock_aws

from integrations.onec.model import Aside, Fault, Session
from integrations.onec.storage import DynamoChangedOrders, DynamoExchanges, S3Pieces
from shared.clock import text
from shared.order_wishes import DynamoWishes, OrderWish
from shared.table import Table
from tests.integrations.builders import NOW
from tests.integrations.onec.fakes import FakeExchanges, FakePieces, FakeWishes


@pytest.fixture(params=["fake", "dynamo"])
def stores(request):
    if request.param == "fake":
        return SimpleNamespace(exchanges=FakeExchanges(), wishes=FakeWishes())
    table = Table("IntegrationsTable", request.getfixturevalue("dynamo"))
    return SimpleNamespace(exchanges=DynamoExchanges(table), wishes=DynamoWishes(table))


@pytest.fixture(params=["fake", "s3"])
def pieces(request):
    if request.param == "fake":
        yield FakePieces()
        return
    with mock_aws():
        client = boto3.client("s3")
        client.create_bucket(Bucket="data")
        yield S3Pieces(client, "data")


def session(n=1, **fields):
    return Session(
        id=f"2026112{n}",
        integration_id="int_1",
        key_id="key_1",
        key_name="1С",
        started_at=NOW,
        last_at=NOW,
        **fields,
    )


def wish(**fields):
    made = {
        "id": "w1",
        "integration_id": "int_1",
        "number": "7",
        "order_id": "ord_7",
        "said": "Выполнен",
        "to": "completed",
        "is_first": True,
        "actor_id": "key_1",
        "actor_name": "1С",
        "session": "s",
        "at": "2026-11-22T08:00:00Z",
    }
    return OrderWish(**{**made, **fields})


def test_a_cursor_only_moves_on_until_it_is_taken_away(stores):
    exchanges = stores.exchanges
    assert exchanges.cursor("int_1") == ""

    exchanges.move_cursor("int_1", "b")
    exchanges.move_cursor("int_1", "a")
    assert exchanges.cursor("int_1") == "b"
    assert exchanges.cursor("int_2") == ""

    exchanges.restart("int_1")
    exchanges.restart("int_1")
    assert exchanges.cursor("int_1") == ""


def test_sessions_are_listed_newest_first_and_on_from_any(stores):
    for n in (1, 3, 2):
        stores.exchanges.open(session(n))

    listed = stores.exchanges.sessions("int_1", limit=2, before=None)

    assert [each.id for each in listed] == ["20261123", "20261122"]
    rest = stores.exchanges.sessions("int_1", limit=2, before="20261122")
    assert [each.id for each in rest] == ["20261121"]
    assert stores.exchanges.sessions("int_2", limit=2, before=None) == []


def test_a_session_is_changed_and_one_that_is_gone_stays_gone(stores):
    stores.exchanges.open(session(1))

    stores.exchanges.change("int_1", "20261121", lambda each: each.noted(["так"], told=2))
    stores.exchanges.change("int_1", "none", lambda each: each)

    found = stores.exchanges.session("int_1", "20261121")
    assert (found.told, found.remarks, found.version) == (2, ("так",), 2)
    assert stores.exchanges.session("int_1", "none") is None


def test_what_is_put_aside_is_listed_until_it_is_taken_back(stores):
    fault = Fault(code="number", field="number", words="…")
    aside = Aside(order_id="ord_1", number="A", faults=(fault,), since=NOW)
    stores.exchanges.put_aside("int_1", aside)
    stores.exchanges.put_aside("int_1", aside)

    assert list(stores.exchanges.aside("int_1")) == [aside]

    stores.exchanges.take_back("int_1", "ord_1")
    stores.exchanges.take_back("int_1", "ord_1")
    assert list(stores.exchanges.aside("int_1")) == []


def test_the_last_wish_counts_and_what_came_of_it_is_kept(stores):
    stores.wishes.put(wish())
    stores.wishes.put(wish(id="w2", said="Закрыт", to="closed"))

    assert stores.wishes.settle(wish(), "done") is False
    assert stores.wishes.settle(wish(id="w2", said="Закрыт", to="closed"), "refused", "no") is True

    found = stores.wishes.get("int_1", "7")
    assert (found.id, found.state, found.detail) == ("w2", "refused", "no")
    assert list(stores.wishes.refused("int_1")) == [found]
    assert stores.wishes.get_many("int_1", ["7", "8"]) == {"7": found}
    assert stores.wishes.get("int_1", "8") is None


def test_several_wishes_are_written_together(stores):
    stores.wishes.put_many([wish(number=str(n)) for n in range(20)])
    stores.wishes.put_many([])

    found = stores.wishes.get_many("int_1", [str(n) for n in range(20)])
    assert len(found) == 20


def test_a_wish_that_is_carried_out_leaves_the_list_of_the_refused(stores):
    stores.wishes.put(wish())
    stores.wishes.settle(wish(), "refused", "no")
    stores.wishes.put(wish(id="w2"))

    stores.wishes.settle(wish(id="w2"), "done")

    assert list(stores.wishes.refused("int_1")) == []


def test_pieces_are_put_together_and_forgotten(pieces):
    one = session(1)
    assert pieces.whole(one, "a.xml") is None

    assert pieces.add(one, "a.xml", b"12") == 2
    assert pieces.add(one, "a.xml", b"3") == 3
    assert pieces.add(one, "../b.xml", b"4") == 1
    assert pieces.whole(one, "a.xml") == b"123"
    assert pieces.whole(session(2), "a.xml") is None

    pieces.drop(one, "a.xml")
    pieces.drop(one, "a.xml")
    assert pieces.whole(one, "a.xml") is None


def test_changed_orders_are_walked_in_order_of_change(dynamo):
    table = Table("OrdersTable", dynamo)
    for n in range(6):
        at = text(NOW + timedelta(seconds=n))
        table.put(
            {
                "pk": f"ORDER#ord_{n}",
                "id": f"ord_{n}",
                "changed_pk": f"changed#{n % 3}",
                "changed_sk": f"{at}#ord_{n}",
            }
        )
        table.put({"pk": f"NUMBER#{n}", "order_id": f"ord_{n}"})
    orders = DynamoChangedOrders(table, list_shards=3)

    whole = list(orders.changed("", NOW + timedelta(seconds=5)))

    assert [order_id for _, order_id in whole] == [f"ord_{n}" for n in range(5)]
    rest = orders.changed(whole[2][0], NOW + timedelta(seconds=5))
    assert [order_id for _, order_id in rest] == ["ord_3", "ord_4"]
    assert orders.ids(["3", "99", "3"]) == {"3": "ord_3"}
