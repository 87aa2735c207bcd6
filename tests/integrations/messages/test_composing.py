"""Who gets a message, in which language, and why somebody gets none."""

from dataclasses import replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from integrations.connector import Message, Outcome
from integrations.connectors import KINDS
from integrations.messages.composing import Composer, Sources, told
from integrations.messages.model import Addressee, Later, OwnTemplate, Skip, Template
from integrations.model import Messaging, QuietHours
from shared.errors import InvalidError
from shared.events import TEST_EVENT, Envelope, envelopes
from tests.integrations.builders import NOW, FixedClock, make_change, make_integration, make_order
from tests.integrations.messages.fakes import (
    FakeChats,
    FakeDirectory,
    FakeLinks,
    FakeSuppressions,
    FakeTemplates,
    FakeUsers,
)

MARIA = Addressee(("maria@example.com",), ("+79000000001",), "ru", consented=True)
BORIS = Addressee(("boris@example.com",), ("+79000000002",), is_person_of_ours=True)
TECHNICIAN = {"technician": {"id": "tec_1", "name": "Борис Орлов"}}


class Room:
    """A composer over ports in memory."""

    def __init__(self, kind="email", **messaging):
        self.clock = FixedClock()
        self.templates, self.suppressions = FakeTemplates(), FakeSuppressions()
        self.directory, self.chats, self.links = FakeDirectory(), FakeChats(), FakeLinks()
        self.directory.customers["cus_1"] = MARIA
        self.directory.technicians["tec_1"] = BORIS
        self.users = FakeUsers()
        sources = Sources(
            self.templates,
            self.directory,
            self.chats,
            self.suppressions,
            self.links,
            self.users,
        )
        self.composer = Composer(KINDS, sources, zone=ZoneInfo("Europe/Moscow"), clock=self.clock)
        self.integration = make_integration(
            kind=kind, settings={}, messaging=Messaging(**messaging), secrets=()
        )

    def prepare(self, recipient=None, event=None, **changes):
        event = event or completed(**changes)
        body = event.model_dump_json().encode()
        return self.composer.prepare(self.integration, recipient, body)


def completed(**changes):
    return next(e for e in envelopes(make_change("completed", **changes)) if "completed" in e.type)


def asked():
    data = {"order": {"id": "ord_1", "number": "1042"}, "request": {"reminders": 0}}
    return Envelope(id="evt_3", type="feedback.requested", timestamp=NOW, data=data)


def feedback(**changes):
    data = {
        "order": {"id": "ord_1", "number": "1042"},
        "feedback": {"rating": 1, "comment": "Не приехали", **changes},
    }
    return Envelope(id="evt_2", type="feedback.low", timestamp=NOW, data=data)


def test_a_customer_who_is_asked_is_written_to_with_a_link_of_their_own():
    room = Room()
    room.directory.orders["ord_1"] = make_change("completed").after

    message = room.prepare(event=asked())

    assert (message.to, message.language) == ("maria@example.com", "ru")
    assert "1042" in message.subject
    assert "https://naryad.example/f/ord_1" in message.text
    assert 'href="https://naryad.example/f/ord_1"' in message.html


def test_the_customers_language_goes_before_the_integrations():
    room = Room(language="ru")
    room.directory.customers["cus_1"] = replace(MARIA, language="en")

    assert room.prepare().language == "en"
    assert "is done" in room.prepare().subject


def test_the_technician_gets_no_link_to_rate_themselves():
    room = Room(audience="technician", language="en")
    room.directory.orders["ord_1"] = make_change("completed", **TECHNICIAN).after

    message = room.prepare(event=asked())

    assert (message.to, message.language) == ("boris@example.com", "en")
    assert "/f/" not in message.text + message.html


def test_a_list_is_written_to_as_it_stands_without_a_consent():
    room = Room(audience="list", recipients=("boss@example.com",))
    room.directory.customers.clear()

    assert room.prepare("boss@example.com").to == "boss@example.com"


def test_a_low_rating_reaches_managers_with_the_order_as_it_is():
    room = Room(audience="list", recipients=("boss@example.com",))
    room.directory.orders["ord_1"] = make_order(**TECHNICIAN)

    message = room.prepare("boss@example.com", event=feedback())

    assert "Низкая оценка 1" in message.subject
    for word in ("Алиса Смирнова", "+79000000001", "Борис Орлов", "Не приехали"):
        assert word in message.text


@pytest.mark.parametrize(
    ("customer", "reason"),
    [
        (None, "nobody"),
        (replace(MARIA, is_erased=True), "erased"),
        (replace(MARIA, wants_messages=False), "want no messages"),
        (replace(MARIA, consented=False), "withdrawn"),
        (replace(MARIA, consented=None), "no consent"),
        (replace(MARIA, emails=()), "e-mail address"),
        (replace(MARIA, emails=("maria@example.com\r\nBcc: x@example.com",)), "e-mail address"),
    ],
)
def test_who_is_not_to_be_written_to_is_skipped_with_the_reason(customer, reason):
    room = Room()
    room.directory.customers = {"cus_1": customer} if customer else {}

    skipped = room.prepare()

    assert isinstance(skipped, Skip)
    assert reason in skipped.reason


def test_who_was_never_asked_may_be_written_to_where_that_is_chosen():
    room = Room(consent="unless_withdrawn")
    room.directory.customers["cus_1"] = replace(MARIA, consented=None)
    assert isinstance(room.prepare(), Message)

    room.directory.customers["cus_1"] = replace(MARIA, consented=False)
    assert isinstance(room.prepare(), Skip)


def test_an_order_without_a_technician_reaches_nobody_for_them():
    assert isinstance(Room(audience="technician").prepare(), Skip)


def test_without_the_address_of_the_pages_no_link_is_promised():
    room = Room()
    room.directory.orders["ord_1"] = make_change("completed").after
    room.links.url = ""

    assert "PUBLIC_URL" in room.prepare(event=asked()).reason


def test_quiet_hours_put_a_message_off_before_anything_is_read():
    room = Room(quiet_hours=QuietHours(begins=time(10), ends=time(12)))
    room.directory.customers.clear()

    assert room.prepare() == Later(datetime(2026, 11, 22, 9, 0, tzinfo=UTC))


def test_an_address_that_nobody_is_at_is_written_to_once():
    room = Room()
    message = room.prepare()

    room.composer.hear(
        room.integration,
        message,
        Outcome(delivered=False, error="550 no such user", unreachable=True),
    )

    assert "suppressed: 550 no such user" in room.prepare().reason
    (kept,) = room.suppressions.all()
    assert kept.shown == "m***@example.com"
    assert "maria" not in kept.model_dump_json()


def test_a_refusal_that_is_not_the_addressees_suppresses_nothing():
    room = Room()

    room.composer.hear(room.integration, room.prepare(), Outcome(delivered=False, permanent=True))

    assert isinstance(room.prepare(), Message)


def test_an_integrations_own_template_goes_before_the_default():
    room = Room()
    own = Template(subject="{order.number}!", text="{customer.name}", html="<b>{customer.name}</b>")
    room.templates.save(
        "int_1",
        OwnTemplate(event_type="order.completed", language="ru", template=own, updated_at=NOW),
    )

    message = room.prepare(customer={"id": "cus_1", "name": "<i>Мария</i>"})

    assert (message.subject, message.text) == ("1042!", "<i>Мария</i>")
    assert "<b>&lt;i&gt;Мария&lt;/i&gt;</b>" in message.html


def test_what_a_customer_is_called_breaks_no_header():
    room = Room()
    own = Template(subject="Для {customer.name}", text="…")
    room.templates.save(
        "int_1",
        OwnTemplate(event_type="order.completed", language="ru", template=own, updated_at=NOW),
    )

    message = room.prepare(customer={"id": "cus_1", "name": "Мария\r\nBcc: all@example.com"})

    assert message.subject.isprintable()


def test_a_text_message_has_neither_subject_nor_html():
    message = Room("sms").prepare()

    assert (message.to, message.subject, message.html) == ("+79000000001", "", "")


def test_a_trial_goes_to_the_address_that_is_named():
    room = Room()
    event = Envelope(
        id="evt_1", type=TEST_EVENT, timestamp=NOW, data={"integration": {"name": "Письма"}}
    )

    message = room.composer.trial(room.integration, event, "me@example.com")

    assert message.to == "me@example.com"
    assert "Письма" in message.text
    for wrong in (None, "me", "me@example.com\n"):
        with pytest.raises(InvalidError):
            room.composer.trial(room.integration, event, wrong)


def test_the_log_keeps_what_was_said_and_to_whom():
    kept = told(Room().prepare()).decode()

    assert "maria@example.com" in kept
    assert "выполнен" in kept
