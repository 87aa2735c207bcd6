"""What is left of events and attempts when a customer is erased."""

import json
from typing import Any

from integrations.forgetting import REPLACED, erased_attempt, erased_event
from shared.events import IMPERSONAL, OrderSnapshot

ORDER = {
    "id": "ord_1",
    "title": "Котёл у Ивановой",
    "description": "Садовая, 1",
    "customer": {"id": "cus_1", "name": "Анна Иванова", "phone": "+79000000001"},
    "items": [{"kind": "service", "name": "Выезд к Ивановой", "total": 5}],
    "cancel_reason": "Иванова уехала",
    "status": "cancelled",
    "total": 5,
}
RECORD = {
    "url": "https://sms.example/send?to=79000000001#a",
    "request_headers": {"x-to": "+79000000001"},
    "request_body": "Анна",
    "response_headers": {"x": "y"},
    "response_body": "Анна",
    "status": 200,
}


def event(**data: Any) -> bytes:
    return json.dumps({"id": "evt_1", "type": "order.updated", "data": data}).encode()


def test_every_field_of_an_order_is_kept_or_replaced() -> None:
    assert set(OrderSnapshot.model_fields) == IMPERSONAL | set(REPLACED)


def test_an_event_keeps_what_happened_and_loses_the_person() -> None:
    erased = json.loads(erased_event(event(order=ORDER, version=3, later="kept")))

    assert erased["data"]["order"] == {
        "id": "ord_1",
        "title": "Удалено",
        "description": "",
        "customer": {"id": "cus_1", "name": "Удалено", "phone": None},
        "items": [{"kind": "service", "name": "Удалено", "total": 5}],
        "cancel_reason": None,
        "status": "cancelled",
        "total": 5,
    }
    assert (erased["id"], erased["data"]["version"]) == ("evt_1", 3)


def test_a_field_that_nobody_decided_about_is_dropped() -> None:
    erased = json.loads(erased_event(event(order={**ORDER, "nickname": "Аня"})))

    assert "nickname" not in erased["data"]["order"]


def test_an_event_that_was_erased_stays_the_same_bytes() -> None:
    once = erased_event(event(order=ORDER))

    assert erased_event(once) == once


def test_an_event_about_no_order_is_left_alone() -> None:
    for body in (event(), b'{"type":"integration.test"}', b'{"data":[1]}'):
        assert erased_event(body) == body


def test_an_attempt_keeps_its_facts_and_loses_what_went_to_and_fro() -> None:
    erased = erased_attempt(RECORD)

    assert erased == {
        "url": "https://sms.example/send",
        "request_headers": {},
        "request_body": "",
        "response_headers": {},
        "response_body": "",
    }
    assert erased_attempt(RECORD | erased) == {}
