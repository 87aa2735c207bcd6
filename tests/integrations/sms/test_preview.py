"""What a text costs, shown while it is written."""

import pytest

from integrations.handler import lambda_handler
from tests.http import call

TEXT = "Заказ {order.number} выполнен. Мастер {technician.name}. К оплате {order.due}. Оцените нас!"


def preview(room, **settings):
    body = {
        "kind": "sms",
        "name": "Клиентам",
        "event_types": ["order.completed"],
        "settings": {"provider": "smsru", **settings},
        "credentials": {"secret": "s3cret"},
        "messaging": {"audience": "customer"},
    }
    made = call(lambda_handler, "POST", "/v1/integrations", body=body)
    draft = {"event_type": "order.completed", "language": "ru", "text": TEXT}
    path = f"/v1/integrations/{made.json['id']}/preview"
    return call(lambda_handler, "POST", path, body=draft).json


def test_the_preview_counts_the_parts_of_what_goes_out(stack):
    shown = preview(stack)["cost"]

    assert shown["text"].startswith("Заказ ")
    assert (shown["encoding"], shown["parts"], shown["most_parts"]) == ("ucs2", 2, 8)
    assert shown["units"] == len(shown["text"])


def test_in_latin_letters_it_shows_what_is_read_and_takes_fewer(stack):
    shown = preview(stack, translit=True)["cost"]

    assert shown["text"].startswith("Zakaz ")
    assert (shown["encoding"], shown["parts"]) == ("gsm7", 1)


@pytest.mark.parametrize(
    ("settings", "field"),
    [
        ({"provider": "smsc"}, "settings.login"),
        ({"provider": "twilio", "login": "BC1"}, "settings.login"),
        ({"provider": "twilio", "login": "AC1"}, "settings.sender"),
        ({"sender": "Слишком длинное имя"}, "settings.sender"),
    ],
)
def test_settings_that_no_gateway_takes_are_refused_by_field(stack, settings, field):
    body = {
        "kind": "sms",
        "name": "Клиентам",
        "event_types": ["order.completed"],
        "settings": {"provider": "smsru", **settings},
    }

    answer = call(lambda_handler, "POST", "/v1/integrations", body=body)

    assert answer.status == 422
    assert [each["field"] for each in answer.json["errors"]] == [field]
