"""The edge of the company's words: who may write them, what is refused, where pages get them."""

from types import SimpleNamespace

import pytest

from integrations.access import wiring
from integrations.access.company.service import CompanyService
from integrations.access.users.service import UserService
from integrations.handler import api, lambda_handler
from tests.http import ADMIN, DISPATCHER, TECHNICIAN, call, partner
from tests.integrations.access.company.fakes import FakeCompanies
from tests.integrations.access.users_fakes import FakePool, FakeStandings, FakeTechnicians
from tests.integrations.builders import FixedClock

BODY = {
    "name": " ООО «Тёплый дом» ",
    "phone": "+7 900 000-00-01",
    "address": "Москва, Лесная, 5",
    "requisites": "ИНН 7707083893",
    "status_names": {"ru": {"new": "Заявка", "en_route": "Едет"}, "en": {"new": "Request"}},
    "type_names": {"ru": {"paid": "Коммерческий", "cleaning": "Чистка"}},
}
SAID = BODY | {"name": "ООО «Тёплый дом»"}
EMPTY = {
    "name": "",
    "phone": "",
    "address": "",
    "requisites": "",
    "status_names": {},
    "type_names": {},
}


@pytest.fixture
def edge():
    clock, store = FixedClock(), FakeCompanies()
    users = UserService(FakePool(), FakeStandings(), FakeTechnicians(), clock=clock)
    api.dependency_overrides |= {
        wiring.company: lambda: CompanyService(store, clock=clock),
        wiring.users: lambda: users,
        wiring.deployed: lambda: wiring.Deployed("Europe/Moscow", "RUB"),
    }
    yield SimpleNamespace(store=store)
    api.dependency_overrides.clear()


def put(body=BODY, version="0", **parts):
    headers = {"if-match": f'"{version}"'}
    return call(lambda_handler, "PUT", "/v1/company", body=body, headers=headers, **parts)


def get(path="/v1/company", **parts):
    return call(lambda_handler, "GET", path, **parts)


def test_before_anybody_has_written_any_there_are_zone_and_currency_only(edge):
    assert get().json == EMPTY | {
        "version": 0,
        "updated_at": None,
        "updated_by": None,
        "zone": "Europe/Moscow",
        "currency": "RUB",
    }


def test_what_is_written_is_read_by_everybody_and_told_with_who_they_are(edge):
    written = put()
    assert written.status == 200
    assert written.json["version"] == 1
    assert written.json["updated_by"]["id"] == ADMIN["id"]
    assert {name: written.json[name] for name in SAID} == SAID

    for actor in (ADMIN, DISPATCHER, TECHNICIAN, partner("feedback:read")):
        assert get(actor=actor).json == written.json
        assert get("/v1/me", actor=actor).json["company"] == SAID


def test_what_is_left_out_goes_back_to_how_it_was(edge):
    put()

    again = put({"name": "Дом", "status_names": {"ru": {"en_route": "Едет"}}}, version="1").json

    assert again["status_names"] == {"ru": {"en_route": "Едет"}}
    assert (again["name"], again["phone"], again["version"]) == ("Дом", "", 2)


def test_only_an_administrator_writes(edge):
    manager = {**ADMIN, "id": "mia", "roles": "manager"}
    for actor in (manager, DISPATCHER, TECHNICIAN, partner("orders:write")):
        refused = put(actor=actor)
        assert (refused.status, refused.json["missing_permission"]) == (403, "settings:write")
    assert edge.store.get().version == 0


def test_a_change_names_the_version_that_it_was_made_from(edge):
    assert call(lambda_handler, "PUT", "/v1/company", body=BODY).status == 428
    assert put(version="3").status == 412
    assert put().status == 200
    stale = put()
    assert (stale.status, stale.json["current_version"]) == (412, 1)


@pytest.mark.parametrize(
    ("change", "field", "rule"),
    [
        ({"name": "я" * 101}, "name", "100"),
        ({"phone": "8" * 61}, "phone", "60"),
        ({"address": "у" * 301}, "address", "300"),
        ({"requisites": "ИНН\nКПП"}, "requisites", "pattern"),
        ({"status_names": {"ru": {"new": "я" * 31}}}, "status_names.ru.new", "30"),
        ({"status_names": {"ru": {"new": "  "}}}, "status_names.ru.new", "1"),
        ({"status_names": {"ru": {"lost": "Где-то"}}}, "status_names.ru.lost", ""),
        ({"status_names": {"de": {"new": "Neu"}}}, "status_names.de", ""),
        ({"type_names": {"ru": {"paid": "я" * 41}}}, "type_names.ru.paid", "40"),
        ({"type_names": {"ru": {"paid": "\u200b"}}}, "type_names.ru.paid", "1"),
        ({"type_names": {"ru": {"Ремонт": "Ремонт"}}}, "type_names.ru.Ремонт", "pattern"),
        ({"type_names": {"ru": {f"t{n}": f"{n}" for n in range(51)}}}, "type_names.ru", "50"),
        ({"zone": "Asia/Omsk"}, "zone", ""),
        (
            {"status_names": {"ru": {"new": "Новая", "closed": "новая"}}},
            "status_names.ru.closed",
            "must differ from the name of new",
        ),
        (
            {"type_names": {"ru": {"a": "Учёт", "b": "учет"}}},
            "type_names.ru.b",
            "must differ from the name of a",
        ),
    ],
)
def test_what_breaks_a_rule_is_named_with_the_rule(edge, change, field, rule):
    refused = put(BODY | change)

    assert refused.status == 422
    error = refused.json["errors"][0]
    assert error["field"].startswith(field)
    assert rule in error["rule"]
    assert "value" in error
    assert edge.store.get().version == 0


def test_the_record_names_who_changed_what(edge):
    put()
    put(BODY | {"name": "Дом", "status_names": {"ru": {"new": "Вызов"}}}, version="1")

    first, second = edge.store.entries
    assert first.changes["type.ru.cleaning"] == {"from": "", "to": "Чистка"}
    assert (first.action, first.subject, first.actor.id) == (
        "company.changed", "company", ADMIN["id"],
    )  # fmt: skip
    assert first.changes["phone"] == {"from": "", "to": "+7 900 000-00-01"}
    assert second.subject_name == "Дом"
    assert second.changes == {
        "name": {"from": "ООО «Тёплый дом»", "to": "Дом"},
        "status.en.new": {"from": "Request", "to": ""},
        "status.ru.en_route": {"from": "Едет", "to": ""},
        "status.ru.new": {"from": "Заявка", "to": "Вызов"},
    }
