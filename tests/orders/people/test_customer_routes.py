import pytest

from tests.orders.people.builders import PHONE
from tests.orders.people.doors import COMPANY, PERSON, ask, made, patched


def test_a_person_is_made_read_and_changed(edge):
    person = made("/v1/customers", PERSON)

    assert (person["name"], person["phones"], person["version"]) == ("Иванова Анна", [PHONE], 1)
    read = ask("GET", f"/v1/customers/{person['id']}")
    assert (read.json, read.headers["ETag"]) == (person, '"1"')

    changed = patched(f"/v1/customers/{person['id']}", {"last_name": "Зайцева"}, 1)
    assert (changed.status, changed.json["name"], changed.json["version"]) == (
        200,
        "Зайцева Анна",
        2,
    )


def test_a_company_keeps_its_tax_numbers_and_everything_else(edge):
    whole = {
        **COMPANY,
        "emails": ["office@ochag.example"],
        "addresses": [{"type": "billing", "text": "Тверь, ул. Новая, 1", "floor": "2"}],
        "source": "site",
        "tags": ["vip"],
        "notes": "Пропуск заказать заранее",
        "notifications_enabled": False,
        "consents": [
            {"given_at": "2026-01-02T03:04:05+03:00", "text_version": "2", "channel": "site"}
        ],
        "language": "en",
        "external_id": "crm-7",
        "crm_1c_id": "000000007",
    }

    company = made("/v1/customers", whole)

    shown = {name: company[name] for name in whole if name not in {"addresses", "consents"}}
    assert shown == {n: v for n, v in whole.items() if n not in {"addresses", "consents"}}
    assert company["addresses"][0] | whole["addresses"][0] == company["addresses"][0]
    assert company["consents"][0]["given_at"] == "2026-01-02T00:04:05Z"
    assert ask("GET", f"/v1/customers/{company['id']}").json == company
    same = patched(f"/v1/customers/{company['id']}", {"consents": company["consents"]}, 1)
    assert same.json["version"] == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "name"),
        ({"name": "Анна", "inn": "500100732250"}, "inn"),
        ({"name": "Анна", "inn": "50010073225"}, "body.inn"),
        ({"name": "Анна", "phones": ["12"]}, "body.phones.0"),
        ({"name": "Анна", "phones": None}, "body.phones"),
        ({"name": "Анна", "erased_at": "2026-01-01T00:00:00Z"}, "body.erased_at"),
        ({"name": "Анна", "language": "de"}, "body.language"),
        ({"name": "Анна", "addresses": [{"text": "a", "planet": "b"}]}, "body.addresses.0.planet"),
        ({"name": "Анна", "notes": "a" * 5001}, "body.notes"),
    ],
)
def test_a_customer_that_breaks_a_rule_is_refused_by_field(edge, body, field):
    answer = ask("POST", "/v1/customers", body=body)

    assert answer.status == 422, answer.text
    assert field.removeprefix("body.") in answer.text


def test_a_telephone_of_another_customer_is_a_conflict_that_names_them(edge):
    first = made("/v1/customers", PERSON)
    second = made("/v1/customers", COMPANY)

    for answer in (
        ask("POST", "/v1/customers", body={"name": "Зоя", "phones": [PHONE]}),
        patched(f"/v1/customers/{second['id']}", {"phones": ["+7 900 000 00 01"]}, 1),
    ):
        assert (answer.status, answer.json["customer_id"]) == (409, first["id"])


def test_one_key_makes_one_customer(edge):
    key = {"idempotency-key": "k1"}
    first = made("/v1/customers", PERSON, headers=key)

    assert made("/v1/customers", PERSON, headers=key) == first
    other = ask("POST", "/v1/customers", body=COMPANY, headers=key)
    assert other.status == 409
    assert len(ask("GET", "/v1/customers").json["items"]) == 1


def test_a_change_must_name_the_current_version(edge):
    path = f"/v1/customers/{made('/v1/customers', PERSON)['id']}"
    patched(path, {"notes": "a"}, 1)

    assert ask("PATCH", path, body={"notes": "b"}).status == 428
    stale = patched(path, {"notes": "b"}, 1)
    assert (stale.status, stale.json["current_version"]) == (412, 2)
    assert ask("GET", path).json["notes"] == "a"


def test_customers_are_listed_and_found_page_by_page(edge):
    for number in range(5):
        made("/v1/customers", {"name": f"Анна {number}", "phones": [f"+7900000001{number}"]})
        edge.clock.pass_by(minutes=1)
    made("/v1/customers", COMPANY | {"external_id": "crm-7"})

    def names(**query):
        seen, cursor = [], {}
        while True:
            page = ask("GET", "/v1/customers", query={"limit": 2, **query, **cursor}).json
            seen += [each["name"] for each in page["items"]]
            if page["next_cursor"] is None:
                return seen
            cursor = {"cursor": page["next_cursor"]}

    assert names() == ["ООО «Очаг»", *(f"Анна {number}" for number in (4, 3, 2, 1, 0))]
    assert names(q="анна") == [f"Анна {number}" for number in range(5)]
    assert names(q="очаг") == names(q="«Оча") == names(q="crm-7") == ["ООО «Очаг»"]
    assert names(q="8 (900) 000-00-13") == ["Анна 3"]
    assert names(q="никто") == names(q=" « ") == []
    strange = ask("GET", "/v1/customers", query={"cursor": "x"})
    assert strange.status == 422


def test_a_customer_who_is_not_there_is_not_found(edge):
    assert ask("GET", "/v1/customers/cus_0").status == 404
    assert patched("/v1/customers/cus_0", {"notes": "a"}, 1).status == 404
