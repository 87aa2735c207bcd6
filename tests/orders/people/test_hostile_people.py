"""Strings that break programs, sent through every text of a customer and a technician."""

import pytest

from shared.texts import trim
from tests.orders.people.doors import ask
from tests.orders.test_hostile import STRINGS

TEXTS = ("name", "first_name", "notes", "source", "external_id", "crm_1c_id", "inn", "kpp")


@pytest.fixture
def edge_over_dynamo(edge):
    if edge.client is None:
        pytest.fail("over memory nothing can break")
    return edge


@pytest.mark.parametrize("rooms", ["dynamo"], indirect=True)
def test_a_hostile_text_of_a_customer_is_kept_as_it_is_or_refused(edge_over_dynamo):
    for text in STRINGS:
        for field in TEXTS:
            made = ask("POST", "/v1/customers", body={"kind": "person", field: text})
            assert made.status in {201, 409, 422}, (field, text, made.text)
            if made.status == 201:
                read = ask("GET", f"/v1/customers/{made.json['id']}").json
                assert read[field] == made.json[field]
                assert read[field] == trim(text)


@pytest.mark.parametrize("rooms", ["dynamo"], indirect=True)
def test_whatever_is_looked_for_finds_or_finds_nothing(edge_over_dynamo):
    for text in STRINGS:
        ask("POST", "/v1/customers", body={"name": text})
        found = ask("GET", "/v1/customers", query={"q": text})
        assert found.status in {200, 422}, (text, found.text)


@pytest.mark.parametrize("rooms", ["dynamo"], indirect=True)
def test_a_hostile_text_of_a_technician_never_breaks_us(edge_over_dynamo):
    for text in STRINGS:
        for field in ("name", "employee_number", "timezone", "color", "email"):
            body = {"name": "Борис"} | {field: text}
            assert ask("POST", "/v1/technicians", body=body).status in {201, 409, 422}, (
                field,
                text,
            )
        body = {"name": "Борис", "skills": [text], "zones": [text]}
        assert ask("POST", "/v1/technicians", body=body).status in {201, 422}
