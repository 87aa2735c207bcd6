"""Pushing to a base on loopback that answers as the documents of УНФ and OData say."""

import base64
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from pydantic import ValidationError

from integrations.connector import Parcel, Reach
from integrations.connectors.onec import KIND
from integrations.onec.odata import document_key
from integrations.onec.settings import OnecSettings
from shared.events import TEST_EVENT, Envelope, OrderChange, envelopes
from shared.onec.reader import read
from shared.outbound import Outbound
from tests.integrations.onec.desk import order
from tests.onec.builders import NOW, make_line

BUYER = "11111111-1111-4111-8111-111111111111"
ITEM = "22222222-2222-4222-8222-222222222222"
FOUND = {"value": [{"Ref_Key": BUYER}]}
ABSENT = {"odata.error": {"code": "9", "message": {"lang": "ru", "value": "Экземпляр не найден"}}}


@dataclass
class Base:
    """Answers in turn, and remembers what it was asked."""

    partner: Any
    answers: list[tuple[int, Any]] = field(default_factory=list)

    def send(self, event=None, **settings):
        chosen = OnecSettings.model_validate(
            {"base_url": self.partner.url.removesuffix("/hook") + "/base", **settings}
        )
        self.partner.before_answer = self._next
        parcel = Parcel(
            "evt_1",
            (event or told(order(1042))).model_dump_json().encode(),
            chosen.model_dump(mode="json"),
            (),
            NOW,
            timeout_s=5,
            credentials={"login": "Обмен", "password": "secret"},
        )
        reach = Reach(Outbound(private_hosts=frozenset({"127.0.0.1"})), lambda _: None)
        return KIND.make(reach).send(parcel)

    def _next(self):
        status, answer = self.answers.pop(0)
        self.partner.status = status
        self.partner.answer = answer if isinstance(answer, bytes) else json.dumps(answer).encode()

    @property
    def asked(self):
        return [(each.method, unquote(urlsplit(each.path).path)) for each in self.partner.got]

    def sent(self, number):
        return json.loads(self.partner.got[number].body)


@pytest.fixture
def base(partner):
    return Base(partner)


def told(subject):
    return envelopes(OrderChange(None, subject))[0]


def service(base, *answers, event=None, **settings):
    base.answers = list(answers)
    return base.send(event, mode="service", node_code="СА", **settings)


def odata(base, *answers, event=None, **settings):
    base.answers = list(answers)
    return base.send(event, mode="odata", item_key=ITEM, **settings)


def test_a_booking_goes_to_the_service_url_encoded_as_a_whole(base):
    outcome = service(base, (200, {"УспешноЗагружено": True, "ОписаниеОшибки": ""}))

    assert outcome.delivered
    [got] = base.partner.got
    assert urlsplit(got.path).path == "/base/hs/service-entry/post/entries"
    assert parse_qs(urlsplit(got.path).query) == {"SettingsExchangeCode": ["СА"]}
    pair = base64.b64decode(got.headers["authorization"].removeprefix("Basic ")).decode()
    assert pair == "Обмен:secret"
    [document] = read(unquote(got.body.decode("ascii")).encode())
    assert (document.number, document.operation) == ("1042", "Запись на услугу")


@pytest.mark.parametrize(
    ("answer", "permanent", "said"),
    [
        ((200, {"УспешноЗагружено": False, "ОписаниеОшибки": "Нет узла"}), True, "Нет узла"),
        ((200, b"\xef\xbb\xbf" + json.dumps({"УспешноЗагружено": False}).encode()), True, "1C"),
        ((200, b"<html>"), True, "did not say"),
        ((500, "Ошибка при вызове метода".encode()), False, "Ошибка при вызове"),
        ((401, b""), False, "401"),
        ((404, b""), False, "404"),
        ((503, b""), False, "503"),
    ],
)
def test_what_the_service_refuses_is_told_apart_from_what_may_pass(base, answer, permanent, said):
    outcome = service(base, answer)

    assert (outcome.delivered, outcome.permanent) == (False, permanent)
    assert said in outcome.error


def test_neither_url_nor_headers_show_the_password(base):
    outcome = service(base, (500, b""))

    assert outcome.request_headers["authorization"] == "***"
    assert "secret" not in repr(outcome)


def test_an_order_that_1c_could_not_take_is_not_sent(base):
    outcome = service(base, event=told(order(1, total=1)))

    assert (outcome.permanent, base.partner.got) == (True, [])
    assert "the lines come to" in outcome.error


def test_an_event_about_no_order_is_hopeless(base):
    event = Envelope(id="evt_1", type="feedback.created", timestamp=NOW, data={"rating": 5})

    outcome = service(base, event=event)

    assert (outcome.permanent, outcome.error) == (True, "the event is about no order")


def test_where_1c_fetches_nothing_is_sent(base):
    assert base.send(mode="exchange").permanent
    assert base.partner.got == []


@pytest.mark.parametrize(
    ("send", "path"),
    [(service, "/base/hs/service-entry/ping"), (odata, "/base/odata/standard.odata/")],
)
def test_a_test_only_asks_whether_somebody_answers(base, send, path):
    event = Envelope(id="evt_1", type=TEST_EVENT, timestamp=NOW, data={})

    assert send(base, (200, b"ok"), event=event).delivered
    assert base.asked == [("GET", path)]


def test_a_known_document_is_changed(base):
    subject = order(1042)
    key = document_key(subject)

    outcome = odata(base, (200, FOUND), (200, {"Ref_Key": key}), event=told(subject))

    assert (outcome.delivered, outcome.reference) == (True, key)
    root = "/base/odata/standard.odata"
    assert base.asked == [
        ("GET", f"{root}/Catalog_Контрагенты"),
        ("PATCH", f"{root}/Document_ЗаказПокупателя(guid'{key}')"),
    ]
    assert base.sent(1)["Контрагент_Key"] == BUYER


def test_a_document_that_is_not_there_is_made_under_the_same_key_and_posted(base):
    subject = order(1042)

    outcome = odata(
        base,
        (200, FOUND),
        (404, ABSENT),
        (201, {}),
        (200, {}),
        event=told(subject),
        post_documents=True,
    )

    assert outcome.delivered
    assert [method for method, _ in base.asked] == ["GET", "PATCH", "POST", "POST"]
    assert base.sent(2)["Ref_Key"] == document_key(subject)
    assert base.asked[3][1].endswith("')/Post")


def test_rows_have_numbers_prices_and_what_the_base_calls_their_vat(base):
    lines = (make_line(vat="22", qty=2), make_line(vat="none", name="Осмотр"))

    odata(base, (200, FOUND), (200, {}), event=told(order(1, *lines)), vat_texts={"22": ITEM})

    first, second = base.sent(1)["Работы"]
    assert (first["LineNumber"], first["Количество"], first["Цена"], first["Сумма"]) == (
        "1",
        2.0,
        100.0,
        200.0,
    )
    assert (first["СтавкаНДС_Key"], first["Номенклатура_Key"]) == (ITEM, ITEM)
    assert second["СтавкаНДС_Key"] == "00000000-0000-0000-0000-000000000000"


def test_a_sale_of_the_accounting_base_names_its_rates(base):
    lines = (make_line(vat="22"), make_line(vat="none"))

    odata(base, (200, FOUND), (200, {}), event=told(order(1, *lines)), document="bp_sale")

    sent = base.sent(1)
    assert [row["СтавкаНДС"] for row in sent["Услуги"]] == ["НДС22", "БезНДС"]
    assert sent["ДокументБезНДС"] is False
    assert "Document_РеализацияТоваровУслуг" in base.asked[1][1]


def test_a_buyer_is_found_by_inn_else_by_name(base):
    company = {"id": "c", "name": "ООО «О'Хара»", "kind": "company", "inn": "7700000000"}
    person = {"id": "c", "name": "О'Хара"}
    odata(base, (200, FOUND), (200, {}), event=told(order(1, customer=company)))
    odata(base, (200, FOUND), (200, {}), event=told(order(1, customer=person)))

    asked = [
        parse_qs(urlsplit(each.path).query) for each in base.partner.got if each.method == "GET"
    ]
    assert [each["$filter"] for each in asked] == [
        ["ИНН eq '7700000000'"],
        ["Description eq 'О''Хара'"],
    ]


def test_a_buyer_whose_card_is_known_is_not_looked_for(base):
    known = {"id": "c", "name": "Алиса", "crm_1c_id": BUYER.upper()}

    odata(base, (200, {}), event=told(order(1, customer=known)))

    assert base.sent(0)["Контрагент_Key"] == BUYER


@pytest.mark.parametrize(("usual", "delivered"), [(BUYER, True), ("", False)])
def test_an_unknown_buyer_is_the_usual_one_or_the_end(base, usual, delivered):
    outcome = odata(base, (200, {"value": []}), (200, {}), counterparty_key=usual)

    assert (outcome.delivered, outcome.permanent) == (delivered, not delivered)


@pytest.mark.parametrize(
    ("status", "permanent"), [(400, True), (401, False), (500, False), (503, False)]
)
def test_what_odata_refuses_is_told_in_its_own_words(base, status, permanent):
    fault = {"odata.error": {"code": "13", "message": {"value": "Неверный номер строки"}}}

    outcome = odata(base, (200, FOUND), (status, fault))

    assert (outcome.delivered, outcome.permanent) == (False, permanent)
    assert outcome.error == f"1C answered {status}: Неверный номер строки"


@pytest.mark.parametrize(
    "settings",
    [
        {"mode": "service"},
        {"zone": "Mars/Olympus"},
        {"zone": "/etc/passwd"},
        {"vat_texts": {"много": "1"}},
        {"vat_texts": {"100": "1"}},
        {"returned": {"Готов": "done"}},
        {"statuses": {"ready": "Готов"}},
        {"item_key": "42"},
        {"batch_size": 0},
        {"known_rates": "двадцать"},
    ],
)
def test_settings_that_make_no_sense_are_refused(settings):
    with pytest.raises(ValidationError):
        OnecSettings.model_validate(settings)
