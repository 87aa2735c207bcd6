"""Where an order is: said by the caller, kept, shown and filtered by, over both stores."""

import pytest

from orders import handler
from tests.http import call
from tests.orders.conftest import opened


@pytest.fixture
def edge(stores):
    opened(stores)
    yield stores
    handler.api.dependency_overrides.clear()


def create(**fields):
    body = {"title": "Ремонт котла", "customer": {"name": "Анна Иванова"}, **fields}
    return call(handler.lambda_handler, "POST", "/v1/orders", body=body)


def test_an_order_is_shown_and_listed_with_its_zone(edge):
    made = create(zone="  Север ").json

    card = call(handler.lambda_handler, "GET", f"/v1/orders/{made['id']}").json
    (row,) = call(handler.lambda_handler, "GET", "/v1/orders").json["items"]

    assert (made["zone"], card["zone"], row["zone"]) == ("Север", "Север", "Север")
    assert row["id"] == made["id"]


@pytest.mark.parametrize(
    ("asked_for", "numbers"), [("Север", ["1"]), ("Север,Юг", ["2", "1"]), ("Запад", [])]
)
def test_a_list_is_narrowed_to_zones(edge, asked_for, numbers):
    for zone in ({"zone": "Север"}, {"zone": "Юг"}, {}):
        create(**zone)

    for sort in ("created", "updated"):
        query = {"zone": asked_for, "sort": sort}
        rows = call(handler.lambda_handler, "GET", "/v1/orders", query=query).json["items"]
        assert sorted(row["number"] for row in rows) == sorted(numbers)


@pytest.mark.parametrize("zone", ["", " ", "я" * 65, 7])
def test_a_zone_that_is_no_name_is_refused(edge, zone):
    answer = create(zone=zone)

    assert (answer.status, answer.json["errors"][0]["field"]) == (422, "zone")
