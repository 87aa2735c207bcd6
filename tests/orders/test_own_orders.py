"""A technician sees their own orders, whatever way they ask; over both stores.

Bob, tec_1, has order 1 of Anna; order 2 of Boris's is tec_2's; order 3 is nobody's yet.
"""

import pytest

from orders import handler, wiring
from orders.people.workload import WorkloadService
from shared.auth import ROLES, Actor
from tests.http import ADMIN, TECHNICIAN, call, partner
from tests.orders.builders import MOSCOW, asked, make_technician, new_customer, wish_for_order
from tests.orders.conftest import opened

UNLINKED = TECHNICIAN | {"id": "sam", "technician_id": ""}
IN_AN_UNKNOWN_GROUP = TECHNICIAN | {"roles": "technician night-shift"}
IN_THE_OFFICE_TOO = TECHNICIAN | {"roles": "technician dispatcher"}
WAYS = [
    {},
    {"technician_id": "tec_2"},
    {"technician_id": ""},
    {"customer_id": "theirs"},
    {"status": "new"},
    {"updated_since": "2026-01-01T00:00:00Z"},
    {"overdue": "true"},
    {"sort": "total"},
    {"sort": "due", "status": "scheduled"},
    {"q": "2"},
    {"q": "№ 3"},
    {"q": "89000000002"},
    {"q": "Борис"},
    {"q": "A-2"},
]


@pytest.fixture
def orders(stores):
    """The three orders, by their numbers."""
    stores.directory.add_technician(make_technician())
    stores.directory.add_technician(make_technician("tec_2", "Ева Лось"))
    made = {
        number: stores.service.create(
            wish_for_order(
                customer=new_customer(name, f"+7900000000{number}"),
                technician_id=technician,
                external_id=f"A-{number}",
            ),
            asked(),
        )
        for number, (name, technician) in enumerate(
            [("Анна", "tec_1"), ("Борис", "tec_2"), ("Вера", None)], start=1
        )
    }
    opened(stores)
    workload = WorkloadService(stores.directory, stores.orders, stores.lists, zone=MOSCOW)
    handler.api.dependency_overrides[wiring.workloads] = lambda: workload
    yield made
    handler.api.dependency_overrides.clear()


def ask(method, path, actor=TECHNICIAN, **parts):
    return call(handler.lambda_handler, method, path, actor=actor, **parts)


def numbers(actor, **query):
    return {row["number"] for row in ask("GET", "/v1/orders", actor, query=query).json["items"]}


@pytest.mark.parametrize("query", WAYS, ids=str)
@pytest.mark.parametrize("actor", [TECHNICIAN, IN_AN_UNKNOWN_GROUP], ids=["bob", "unknown group"])
def test_a_list_or_search_shows_a_technician_nothing_of_others(orders, actor, query):
    if query.get("customer_id"):
        query = {"customer_id": orders[2].customer.id}

    assert numbers(actor, **query) <= {"1"}


def test_a_technician_finds_their_own_by_every_way(orders):
    for query in ({}, {"q": "1"}, {"q": "Анна"}, {"customer_id": orders[1].customer.id}):
        assert numbers(TECHNICIAN, **query) == {"1"}


def test_a_technician_whose_sign_in_is_linked_to_nobody_sees_nothing(orders):
    assert numbers(UNLINKED) == set()
    assert numbers(UNLINKED, q="1") == set()
    assert ask("GET", f"/v1/orders/{orders[3].id}", UNLINKED).status == 404
    assert ask("GET", "/v1/technicians", UNLINKED).json["items"] == []


@pytest.mark.parametrize("number", [2, 3])
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/v1/orders/{order}", None),
        ("GET", "/v1/orders/{order}/origins", None),
        ("POST", "/v1/orders/{order}/transitions", {"to": "in_progress"}),
        ("GET", "/v1/customers/{customer}", None),
    ],
)
def test_what_is_not_theirs_is_not_there(orders, number, method, path, body):
    order = orders[number]
    path = path.format(order=order.id, customer=order.customer.id)

    answer = ask(method, path, body=body)

    assert answer.status == 404
    assert answer.json["type"] == "urn:naryad:problem:not-found"
    path = path.replace(order.id, "ord_x").replace(order.customer.id, "cus_x")
    unknown = ask(method, path, body=body)
    assert answer.json.keys() == unknown.json.keys()


def test_a_technician_reads_the_customers_of_their_own_orders(orders):
    answer = ask("GET", f"/v1/customers/{orders[1].customer.id}")

    assert (answer.status, answer.json["name"]) == (200, "Анна")


def test_a_technician_sees_no_colleague(orders):
    period = {"from": "2026-11-22", "to": "2026-11-22"}

    assert [each["id"] for each in ask("GET", "/v1/technicians").json["items"]] == ["tec_1"]
    assert ask("GET", "/v1/technicians/tec_1").status == 200
    assert ask("GET", "/v1/technicians/tec_2").status == 404
    assert ask("GET", "/v1/technicians/tec_1/workload", query=period).status == 200
    assert ask("GET", "/v1/technicians/tec_2/workload", query=period).status == 404


def test_a_partner_sees_who_works_for_us_but_not_how_they_are_reached(stores):
    private = {"phone": "+79000000009", "email": "b@naryad.example", "employee_number": "17"}
    stores.directory.add_technician(make_technician(**private))
    opened(stores)
    reading = partner("orders:read")

    for actor, wanted in ((reading, dict.fromkeys(private)), (ADMIN, private)):
        (listed,) = ask("GET", "/v1/technicians", actor).json["items"]
        assert listed == ask("GET", "/v1/technicians/tec_1", actor).json
        assert {name: listed[name] for name in private} == wanted
        assert listed["name"] == "Борис Орлов"
    handler.api.dependency_overrides.clear()


@pytest.mark.parametrize("actor", [ADMIN, IN_THE_OFFICE_TOO], ids=["admin", "technician in office"])
def test_who_works_in_the_office_sees_all(orders, actor):
    assert numbers(actor) == {"1", "2", "3"}
    assert ask("GET", f"/v1/customers/{orders[3].customer.id}", actor).status == 200
    assert len(ask("GET", "/v1/technicians", actor).json["items"]) == 2


def test_every_path_that_a_technician_may_ask_is_in_these_tests():
    """A new route under a permission of theirs is to be thought of here first."""
    theirs = Actor("user", "bob", "Bob", roles=("technician",)).permissions - {"me:read"}

    assert theirs == ROLES["technician"] - {"me:read"}
    assert {route for route, each in handler.api.permissions.items() if each in theirs} == {
        ("GET", "/v1/orders"),
        ("GET", "/v1/orders/<order_id>"),
        # tests/orders/test_origins.py: what was done there, and no order more to open.
        ("GET", "/v1/orders/<order_id>/origins"),
        ("POST", "/v1/orders/<order_id>/transitions"),
        ("GET", "/v1/customers/<customer_id>"),
        ("GET", "/v1/technicians"),
        ("GET", "/v1/technicians/<technician_id>"),
        ("GET", "/v1/technicians/<technician_id>/workload"),
        # The company's rules, which name nobody.
        ("GET", "/v1/sla"),
        # Each order of a bulk action goes the way of a single one: tests/orders/intake.
        ("POST", "/v1/orders/bulk"),
        # tests/orders/files/test_service.py: a technician attaches to their own orders only.
        ("POST", "/v1/orders/<order_id>/attachments"),
        ("POST", "/v1/orders/<order_id>/attachments/<attachment_id>/done"),
        ("GET", "/v1/orders/<order_id>/attachments/<attachment_id>"),
    }
