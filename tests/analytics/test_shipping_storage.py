"""Series, links and orders by id: DynamoDB and the fakes keep the same promises."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from moto import mock_aws

from analytics.model import Link, Series
from analytics.ports import Links, SeriesBusyError, SeriesStore
from analytics.shipping.storage import DynamoLinks, DynamoOrdersNow, DynamoSeries
from shared.table import Table
from tests.analytics.builders import NOON, completed, item_of
from tests.analytics.rooms import client, make_place
from tests.analytics.shipping_fakes import FakeLinks, FakeSeries

UNTIL = NOON + timedelta(minutes=16)


@pytest.fixture
def table() -> Iterator[Table]:
    with mock_aws():
        yield Table(make_place().table, client("dynamodb"))


@pytest.fixture(params=["dynamodb", "memory"])
def series(request: pytest.FixtureRequest, table: Table) -> SeriesStore:
    return DynamoSeries(table) if request.param == "dynamodb" else FakeSeries()


@pytest.fixture(params=["dynamodb", "memory"])
def links(request: pytest.FixtureRequest, table: Table) -> Links:
    return DynamoLinks(table) if request.param == "dynamodb" else FakeLinks()


def test_a_period_has_one_writer_at_a_time(series: SeriesStore) -> None:
    assert series.take("a", "exp_1", now=NOON, until=UNTIL) == Series()
    assert series.take("a", "exp_1", now=NOON, until=UNTIL) == Series()
    with pytest.raises(SeriesBusyError):
        series.take("a", "exp_2", now=NOON, until=UNTIL)
    series.settle("a", "exp_1", Series(latest=1, content="x", export_id="exp_1"))
    series.settle("a", "exp_1", Series(latest=1, content="x", export_id="exp_1"))
    series.release("a", "exp_2")
    series.release("a", "exp_1")

    found = series.take("a", "exp_2", now=NOON, until=UNTIL)

    assert found == Series(latest=1, content="x", export_id="exp_1")


def test_a_writer_that_died_holds_nobody_up_for_long(table: Table) -> None:
    series = DynamoSeries(table)
    series.take("a", "exp_1", now=NOON, until=UNTIL)

    series.take("a", "exp_2", now=UNTIL + timedelta(seconds=1), until=UNTIL + timedelta(hours=1))

    with pytest.raises(SeriesBusyError):
        series.settle("a", "exp_1", Series(latest=1, content="x", export_id="exp_1"))


def test_links_are_listed_oldest_first(links: Links) -> None:
    given = [
        Link(at=NOON + timedelta(minutes=n), actor_id="bob", file="orders.csv") for n in range(3)
    ]
    for each in given:
        links.add("exp_1", each)

    assert list(links.of("exp_1")) == given
    assert list(links.of("exp_2")) == []


def test_orders_are_read_by_id_many_at_once(table: Table) -> None:
    s = client("dynamodb")
    s.create_table(
        TableName="orders-now",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    orders = Table("orders-now", s)
    for n in range(103):
        orders.put(item_of(completed(id=f"o{n}", due=0)))

    found = DynamoOrdersNow(orders).by_id([f"o{n}" for n in range(110)])

    assert set(found) == {f"o{n}" for n in range(103)}
    assert found["o7"].customer.name == "Анна Смирнова"
