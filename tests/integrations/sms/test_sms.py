"""The SMS connector and its gateways, against a server that answers as each documents it."""

import json
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs

import boto3
import pytest
from botocore.exceptions import ClientError, ReadTimeoutError
from moto import mock_aws
from pydantic import ValidationError

from integrations.connector import Boundless, Message, Parcel, Reach
from integrations.connectors.sms import KIND as SMS
from integrations.connectors.sms import MOST_PARTS, SmsSettings, account_of, gates
from shared.outbound import Outbound
from tests.integrations.builders import NOW

FOLDER = Path(__file__).resolve().parents[3] / "events" / "integrations" / "sms"
LOGINS = {"smsc": "naryad", "smsru": "", "twilio": "AC1", "aws": ""}
SECRET = "s3cret-of-the-gateway"
TOMORROW = NOW + timedelta(hours=13)


def recorded(part):
    return [
        pytest.param(file.stem, case, id=f"{file.stem}-{case.get('what', case.get('answer'))}"[:60])
        for file in sorted(FOLDER.glob("*.json"))
        for case in json.loads(file.read_text())[part]
    ]


def written(answer):
    return (answer if isinstance(answer, str) else json.dumps(answer)).encode()


class Ledger:
    """What was taken of the day; nothing is left of it when it is told so."""

    def __init__(self, later=None):
        self.later = later
        self.taken = 0

    def take(self, integration_id, amount, most):
        self.asked = (integration_id, amount, most)
        self.taken += 0 if self.later else amount
        return self.later

    def give_back(self, integration_id, amount):
        self.taken -= amount


def reach(ledger=None, aws=None, callback=lambda _: ""):
    calls = Outbound(private_hosts=frozenset({"127.0.0.1"}))
    return Reach(calls, aws or boto3.client, ledger=ledger or Boundless(), callback=callback)


def parcel(url, provider="smsc", text="Заказ выполнен", to="8 (900) 000-00-01", **settings):
    base = {"base_url": url.removesuffix("/hook")} if url else {}
    sender = {"sender": "+12025550100"} if provider == "twilio" else {}
    return Parcel(
        "evt_1",
        b"{}",
        {"provider": provider, "login": LOGINS[provider], **base, **sender, **settings},
        (),
        NOW,
        timeout_s=5,
        message=Message(to, "", text, "", "ru"),
        credentials={"secret": SECRET},
        integration_id="int_1",
    )


@pytest.mark.parametrize(("provider", "case"), recorded("send"))
def test_what_a_gateway_answers_is_told_apart(partner, provider, case):
    partner.status, partner.answer = case["status"], written(case["answer"])

    outcome = SMS.make(reach()).send(parcel(partner.url, provider))

    told = {name: getattr(outcome, name) for name in case["outcome"]}
    assert told == case["outcome"]
    assert (outcome.error is None) == outcome.delivered


@pytest.mark.parametrize(("provider", "case"), recorded("status"))
def test_what_became_of_a_text_is_read(partner, provider, case):
    partner.answer = written(case["answer"])
    settings = SmsSettings.model_validate(parcel(partner.url, provider).settings)

    fate = gates(reach())[provider].fate(
        "000000-10000000", "+79000000001", account_of(settings, {"secret": SECRET}), deadline_s=5
    )

    assert (fate.state if fate else None) == case["state"]


def test_smsc_gets_the_number_in_e164_the_text_in_utf8_and_the_account(partner):
    partner.answer = b'{"id": 7, "cnt": 1}'

    SMS.make(reach()).send(parcel(partner.url, sender="Naryad"))

    (got,) = partner.got
    assert (got.method, got.path) == ("POST", "/sys/send.php")
    assert parse_qs(got.body.decode()) == {
        "login": ["naryad"],
        "psw": [SECRET],
        "phones": ["+79000000001"],
        "mes": ["Заказ выполнен"],
        "sender": ["Naryad"],
        "charset": ["utf-8"],
        "fmt": ["3"],
    }


def test_twilio_gets_basic_proof_the_sender_and_where_to_tell_the_fate(partner):
    partner.status, partner.answer = 201, b'{"sid": "SM1"}'
    told_at = "https://naryad.example/hooks/sms/x"

    outcome = SMS.make(reach(callback=lambda _: told_at)).send(parcel(partner.url, "twilio"))

    (got,) = partner.got
    form = parse_qs(got.body.decode())
    assert got.path == "/2010-04-01/Accounts/AC1/Messages.json"
    assert got.headers["authorization"].startswith("Basic ")
    assert (form["From"], form["StatusCallback"]) == (["+12025550100"], [told_at])
    assert outcome.reference == "SM1"


def test_a_messaging_service_of_twilio_takes_the_senders_place(partner):
    partner.status, partner.answer = 201, b'{"sid": "SM1"}'
    service = "MG" + "0" * 32

    SMS.make(reach()).send(parcel(partner.url, "twilio", sender=service))

    form = parse_qs(partner.got[0].body.decode())
    assert form["MessagingServiceSid"] == [service]
    assert "From" not in form


@pytest.mark.parametrize("provider", ["smsc", "smsru", "twilio"])
@pytest.mark.parametrize("status", [200, 401, 500])
def test_no_secret_is_in_what_the_log_keeps(partner, log_lines, provider, status):
    partner.status = status

    outcome = SMS.make(reach()).send(parcel(partner.url, provider))

    assert SECRET not in repr(outcome)
    assert SECRET not in "".join(log_lines)


def test_written_in_latin_letters_a_text_is_shorter(partner):
    partner.answer = b'{"id": 7, "cnt": 1}'
    ledger = Ledger()

    SMS.make(reach(ledger)).send(parcel(partner.url, text="Ж" * 71, translit=True))

    assert parse_qs(partner.got[0].body.decode())["mes"] == ["ZH" * 71]
    assert ledger.taken == 1


@pytest.mark.parametrize("text", ["", " \n "])
def test_an_empty_text_is_hopeless_and_calls_nobody(partner, text):
    outcome = SMS.make(reach()).send(parcel(partner.url, text=text))

    assert (outcome.delivered, outcome.permanent, partner.got) == (False, True, [])


@pytest.mark.parametrize("to", ["8 (495) 123-45-67", "нет телефона"])
def test_a_number_that_takes_no_texts_is_hopeless_and_costs_nothing(partner, to):
    ledger = Ledger()

    outcome = SMS.make(reach(ledger)).send(parcel(partner.url, to=to))

    assert (outcome.permanent, outcome.unreachable) == (True, False)
    assert (partner.got, ledger.taken) == ([], 0)


def test_a_text_of_more_parts_than_gateways_take_is_hopeless(partner):
    outcome = SMS.make(reach()).send(parcel(partner.url, text="я" * (67 * MOST_PARTS + 1)))

    assert (outcome.permanent, partner.got) == (True, [])
    assert "parts" in outcome.error


def test_over_the_days_parts_nothing_is_sent_and_it_waits_for_the_next_day(partner):
    ledger = Ledger(later=TOMORROW)

    outcome = SMS.make(reach(ledger)).send(parcel(partner.url, parts_a_day=3, text="я" * 71))

    assert (outcome.not_before, outcome.delivered, outcome.permanent) == (TOMORROW, False, False)
    assert (ledger.asked, partner.got) == (("int_1", 2, 3), [])


def test_what_a_gateway_refused_is_given_back_to_the_day(partner):
    ledger = Ledger()
    partner.answer = b'{"error": "no money", "error_code": 3}'

    SMS.make(reach(ledger)).send(parcel(partner.url))

    assert ledger.taken == 0


def test_a_text_that_may_have_gone_out_stays_counted(partner):
    ledger, tested = Ledger(), threading.Event()
    partner.before_answer = tested.wait

    outcome = SMS.make(reach(ledger)).send(replace(parcel(partner.url), timeout_s=1))
    tested.set()

    assert (outcome.error_class, ledger.taken) == ("timeout", 1)


@pytest.mark.parametrize(
    "settings",
    [
        {"provider": "smsc"},
        {"provider": "twilio", "login": "naryad", "sender": "+12025550100"},
        {"provider": "twilio", "login": "AC1"},
        {"provider": "smsru", "sender": "Слишком длинное"},
        {"provider": "pigeon"},
        {"provider": "smsru", "parts_a_day": 0},
    ],
)
def test_settings_that_no_gateway_takes_are_refused(settings):
    with pytest.raises(ValidationError):
        SmsSettings.model_validate(settings)


class TestAmazon:
    """SNS as moto plays it, and its faults as a stub gives them."""

    def test_a_text_is_published_to_the_number(self):
        with mock_aws():
            client = boto3.client("sns", region_name="us-east-1")
            outcome = SMS.make(reach(aws=lambda _: client)).send(parcel("", "aws", sender="Naryad"))

        assert (outcome.delivered, bool(outcome.reference)) == (True, True)

    @pytest.mark.parametrize(
        ("code", "permanent", "unreachable"),
        [
            ("InvalidParameter", True, False),
            ("OptedOut", True, True),
            ("Throttled", False, False),
            ("InternalError", False, False),
            ("AuthorizationError", False, False),
        ],
    )
    def test_its_faults_are_told_apart(self, code, permanent, unreachable):
        class Client:
            def publish(self, **_):
                raise ClientError({"Error": {"Code": code, "Message": ""}}, "Publish")

        outcome = SMS.make(reach(aws=lambda _: Client())).send(parcel("", "aws"))

        assert (outcome.permanent, outcome.unreachable) == (permanent, unreachable)
        assert code in outcome.error

    def test_silence_is_tried_again(self):
        class Client:
            def publish(self, **_):
                raise ReadTimeoutError(endpoint_url="https://sns.example")

        outcome = SMS.make(reach(aws=lambda _: Client())).send(parcel("", "aws"))

        assert (outcome.permanent, outcome.error_class) == (False, "timeout")

    def test_it_tells_nothing_of_a_single_text_later(self):
        gate = gates(reach(aws=lambda _: None))["aws"]
        account = account_of(SmsSettings(provider="aws"), {})

        assert gate.fate("1", "+79000000001", account, deadline_s=1) is None
