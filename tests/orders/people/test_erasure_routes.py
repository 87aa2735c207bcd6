import pytest

from tests.http import ADMIN, DISPATCHER, STRANGER, TECHNICIAN, partner
from tests.orders.people.builders import order
from tests.orders.people.doors import COMPANY, PERSON, ask, made, patched
from tests.orders.sla.builders import promises

MANAGER = {**ADMIN, "roles": "manager"}
ACCOUNTANT = {**ADMIN, "roles": "accountant"}


def test_an_erasure_is_asked_for_recorded_and_listed(edge):
    person = made("/v1/customers", PERSON)
    made("/v1/customers", COMPANY)
    path = f"/v1/customers/{person['id']}"

    record = ask("POST", f"{path}/erasure", body={"reason": "subject_request"})

    assert (record.status, record.json["state"]) == (202, "running")
    assert ask("GET", path).json["name"] == "Удалено"
    assert patched(path, {"notes": "a"}, 2).status == 409
    assert [each["name"] for each in ask("GET", "/v1/customers").json["items"]] == ["ООО «Очаг»"]
    edge.clock.pass_by(minutes=2)
    done = ask("POST", f"{path}/erasure", body={"reason": "subject_request"})
    assert done.json["state"] == "done"
    listed = ask("GET", "/v1/erasures").json
    assert (listed["items"], listed["next_cursor"]) == ([done.json], None)
    assert ask("GET", f"{path}/export").json["erasure"] == done.json


def test_why_a_customer_is_erased_is_one_of_a_list_so_that_no_name_gets_in(edge):
    person = made("/v1/customers", PERSON)

    answer = ask("POST", f"/v1/customers/{person['id']}/erasure", body={"reason": "Иванова просит"})

    assert answer.status == 422
    assert ask("POST", "/v1/customers/cus_0/erasure", body={"reason": "other"}).status == 404
    assert ask("GET", "/v1/customers/cus_0/export").status == 404


def test_an_export_gives_the_customer_with_whole_orders(edge):
    person = made("/v1/customers", PERSON)
    theirs = order(1).customer.model_copy(update={"id": person["id"]})
    for number in (1, 2):
        whole = order(number, customer=theirs)
        edge.orders.add(whole, customer=None, request=None)
    path = f"/v1/customers/{person['id']}/export"

    first = ask("GET", path, query={"limit": 1}).json
    rest = ask("GET", path, query={"limit": 1, "cursor": first["next_cursor"]}).json

    assert first["customer"] == person
    assert sorted(page["orders"][0]["number"] for page in (first, rest)) == ["1", "2"]
    assert first["orders"][0]["history"][1]["reason"] == "Иванова передумала"
    assert rest["next_cursor"] is None


def test_an_exported_order_is_what_its_card_shows_with_the_promise(edge):
    person = made("/v1/customers", PERSON)
    theirs = order().customer.model_copy(update={"id": person["id"]})
    promised = promises().keep(None, order(customer=theirs, status="new"))
    edge.orders.add(promised, customer=None, request=None)

    exported = ask("GET", f"/v1/customers/{person['id']}/export").json["orders"]

    assert exported == [ask("GET", f"/v1/orders/{promised.id}").json]
    assert exported[0]["sla"]["policy"] == "usual"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("POST", "/v1/customers", (ADMIN, MANAGER, DISPATCHER, partner("orders:write"))),
        (
            "GET",
            "/v1/customers",
            (
                ADMIN,
                MANAGER,
                DISPATCHER,
                ACCOUNTANT,
                partner("orders:read"),
                partner("orders:write"),
            ),
        ),
        ("POST", "/v1/customers/cus_1/erasure", (ADMIN, MANAGER)),
        ("GET", "/v1/customers/cus_1/export", (ADMIN, MANAGER)),
        ("GET", "/v1/erasures", (ADMIN, MANAGER)),
        ("POST", "/v1/technicians", (ADMIN, MANAGER, DISPATCHER)),
    ],
)
def test_only_who_may_gets_in(edge, method, path, allowed):
    everyone = (
        ADMIN,
        MANAGER,
        DISPATCHER,
        ACCOUNTANT,
        TECHNICIAN,
        partner("orders:read"),
        partner("orders:write"),
        partner("analytics:read"),
    )

    let_in = [who for who in everyone if ask(method, path, actor=who).status != 403]

    assert let_in == [who for who in everyone if who in allowed]
    assert ask(method, path, actor=STRANGER).status == 401
