"""The room as it is wired, over AWS in process."""

import pytest

from tests.orders.people.doors import COMPANY, MASTER, PERSON, ask, made, patched


@pytest.mark.usefixtures("aws")
def test_people_are_kept_found_and_erased_as_the_room_is_wired():
    person = made("/v1/customers", PERSON, headers={"idempotency-key": "k1"})
    made("/v1/customers", COMPANY)
    master = made("/v1/technicians", MASTER)
    body = {"title": "Котёл у Ивановой", "customer": {"name": "Анна", "phone": PERSON["phones"][0]}}
    order = made("/v1/orders", body)

    assert order["customer_id"] == person["id"]
    found = ask("GET", "/v1/customers", query={"q": "иван"}).json["items"]
    assert [each["id"] for each in found] == [person["id"]]
    assert patched(f"/v1/technicians/{master['id']}", {"active": False}, 1).status == 200
    query = {"from": "2026-11-23", "to": "2026-11-23"}
    load = ask("GET", f"/v1/technicians/{master['id']}/workload", query=query)
    assert load.json["days"][0]["available_minutes"] == 0

    path = f"/v1/customers/{person['id']}"
    erased = ask("POST", f"{path}/erasure", body={"reason": "consent_withdrawn"})
    assert (erased.status, erased.json["orders"]) == (202, 1)
    left = ask("GET", f"/v1/orders/{order['id']}").json
    assert (left["title"], left["customer_name"], left["phone"]) == ("Удалено", "Удалено", None)
    assert left["history"][-1]["action"] == "erase"
    assert ask("GET", f"{path}/export").json["orders"] == [left]
    assert [each["orders"] for each in ask("GET", "/v1/erasures").json["items"]] == [1]

    again = {"title": "Ещё раз", "customer_id": person["id"]}
    assert ask("POST", "/v1/orders", body=again).status == 422
    assert made("/v1/orders", body)["customer_id"] != person["id"]
