"""The Telegram connector against a server that answers as the Bot API does."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import ValidationError

from integrations.connector import Message, Parcel, Reach
from integrations.connectors.telegram import KIND as TELEGRAM
from integrations.connectors.telegram import MOST_PIECES, TelegramCredentials, TelegramSettings
from integrations.telegram.chunks import LIMIT
from shared.outbound import Outbound
from tests.integrations.builders import NOW

FOLDER = Path(__file__).resolve().parents[3] / "events" / "integrations" / "telegram"
TOKEN = "900000001:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
TAKEN = b'{"ok": true, "result": {"message_id": 42}}'


def recorded():
    cases = json.loads((FOLDER / "send.json").read_text())["send"]
    return [pytest.param(case, id=case["what"]) for case in cases]


def connector():
    return TELEGRAM.make(Reach(Outbound(private_hosts=frozenset({"127.0.0.1"})), lambda _: None))


def parcel(url, html="Заказ <b>1042</b> выполнен", to="900000001", **settings):
    return Parcel(
        "evt_1",
        b"{}",
        {"bot_name": "naryad_bot", "base_url": url.removesuffix("/hook"), **settings},
        (),
        NOW,
        timeout_s=5,
        message=Message(to, "", "", html, "ru"),
        credentials={"token": TOKEN},
    )


def sent(partner):
    return [json.loads(each.body) for each in partner.got]


@pytest.mark.parametrize("case", recorded())
def test_what_telegram_answers_is_told_apart(partner, case):
    answer = case["answer"]
    partner.status = case["status"]
    partner.answer = (answer if isinstance(answer, str) else json.dumps(answer)).encode()

    outcome = connector().send(parcel(partner.url))

    told = {name: getattr(outcome, name) for name in case["outcome"]}
    assert told == case["outcome"]
    assert (outcome.error is None) == outcome.delivered


def test_a_message_goes_out_as_html_without_previews(partner):
    partner.answer = TAKEN

    connector().send(parcel(partner.url, silent=True))

    assert partner.got[0].path == f"/bot{TOKEN}/sendMessage"
    assert sent(partner) == [
        {
            "chat_id": 900000001,
            "text": "Заказ <b>1042</b> выполнен",
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
            "disable_notification": True,
        }
    ]


def test_a_channel_is_named_as_it_is(partner):
    partner.answer = TAKEN

    connector().send(parcel(partner.url, to="@naryad_news"))

    assert sent(partner)[0]["chat_id"] == "@naryad_news"


def test_a_long_message_goes_out_in_pieces(partner):
    partner.answer = TAKEN

    outcome = connector().send(parcel(partner.url, html="ж" * (LIMIT + 1)))

    assert outcome.delivered
    assert [len(each["text"]) for each in sent(partner)] == [LIMIT, 1]


def test_a_flood_is_hopeless(partner):
    outcome = connector().send(parcel(partner.url, html="ж" * (LIMIT * MOST_PIECES + 1)))

    assert (outcome.permanent, partner.got) == (True, [])


@pytest.mark.parametrize("html", ["", "<b> </b>\n"])
def test_an_empty_message_is_hopeless_and_calls_nobody(partner, html):
    outcome = connector().send(parcel(partner.url, html=html))

    assert (outcome.delivered, outcome.permanent, partner.got) == (False, True, [])


def test_the_pause_that_telegram_asks_for_is_where_the_engine_looks(partner):
    partner.status = 429
    partner.answer = b'{"ok":false,"error_code":429,"parameters":{"retry_after":35}}'

    outcome = connector().send(parcel(partner.url))

    assert (outcome.status, outcome.response_headers["retry-after"]) == (429, "35")


def test_a_group_that_became_a_supergroup_is_written_to_at_once_and_its_new_number_told(partner):
    answers = [
        (400, {"ok": False, "error_code": 400, "description": "Bad Request: group chat was "
               "upgraded to a supergroup chat", "parameters": {"migrate_to_chat_id": -1009}}),
        (200, json.loads(TAKEN)),
    ]  # fmt: skip

    def answer():
        partner.status, told = answers[len(partner.got) - 1]
        partner.answer = json.dumps(told).encode()

    partner.before_answer = answer

    outcome = connector().send(parcel(partner.url, to="-5"))

    assert (outcome.delivered, outcome.moved_to) == (True, "-1009")
    assert [each["chat_id"] for each in sent(partner)] == [-5, -1009]


def test_nobody_there_is_told_without_the_token():
    outcome = connector().send(parcel("http://127.0.0.1:9/hook"))

    assert (outcome.delivered, outcome.permanent) == (False, False)
    assert TOKEN not in repr(outcome)


@pytest.mark.parametrize("status", [200, 401, 500])
def test_the_token_is_in_nothing_that_the_log_keeps(partner, log_lines, status):
    partner.status, partner.answer = status, TAKEN

    outcome = connector().send(parcel(partner.url))

    assert outcome.request_url.endswith("/bot***/sendMessage")
    assert TOKEN not in repr(outcome) + "".join(log_lines)


def test_all_pieces_share_the_time_of_one_try(partner):
    partner.answer = TAKEN
    late = replace(parcel(partner.url), timeout_s=0.0)

    outcome = connector().send(late)

    assert (outcome.error_class, partner.got) == ("timeout", [])


@pytest.mark.parametrize("name", ["", "ab", "@naryad_bot", "наряд_бот", "a" * 33])
def test_a_name_that_no_bot_can_have_is_refused(name):
    with pytest.raises(ValidationError):
        TelegramSettings(bot_name=name)


@pytest.mark.parametrize("token", ["", "123", "123:short", "900000001:/../AAAAAAAAAAAAAAAAAAAAAAA"])
def test_a_token_that_would_lead_elsewhere_is_refused(token):
    with pytest.raises(ValidationError):
        TelegramCredentials(token=token)
