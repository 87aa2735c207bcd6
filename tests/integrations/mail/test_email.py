"""Letters through a true mail server over TLS, and through SES as it answers."""

import socket
import threading
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from pydantic import ValidationError

from integrations.connector import Message, Parcel, Reach
from integrations.connectors.email import KIND, EmailConnector
from shared.outbound import Outbound
from tests.integrations.builders import NOW
from tests.integrations.mail.server import MailServer
from tests.shared.authority import Authority

LETTER = Message(
    "maria@example.com",
    "Заказ 1042 выполнен",
    "Оцените: https://naryad.example/f/1",
    "<p>Оцените</p>",
    "ru",
)
SECRET = {"user": "naryad", "password": "s3cret-of-the-server"}


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority.made_in(tmp_path_factory.mktemp("mail"))


@pytest.fixture(scope="module")
def certificate(authority):
    return authority.gives("localhost")


def settings(port_, **changes):
    wanted = {
        "from_address": "service@naryad.example",
        "from_name": "Ремонт, «Нарядный»",
        "host": "localhost",
        "port": port_,
        **changes,
    }
    return KIND.settings.model_validate(wanted).model_dump(mode="json")


def parcel(port=465, message=LETTER, *, credentials=None, timeout_s=5.0, **changes):
    return Parcel(
        "evt_1",
        b"{}",
        settings(port, **changes),
        (),
        NOW,
        timeout_s=timeout_s,
        message=message,
        credentials=credentials or {},
    )


def connector(authority=None, hosts=("localhost",), aws=None):
    outbound = Outbound(private_hosts=frozenset(hosts))
    reach = Reach(outbound, aws or (lambda _: None), frozenset(hosts), outbound.dial)
    return EmailConnector(reach, authorities=str(authority.path) if authority else None)


def test_a_letter_goes_over_tls_with_text_and_html(authority, certificate):
    with MailServer(certificate) as server:
        outcome = connector(authority).send(parcel(server.port, reply_to="office@naryad.example"))

    (letter,) = server.letters
    assert (outcome.delivered, outcome.status) == (True, 250)
    assert server.envelopes == [("service@naryad.example", ["maria@example.com"])]
    assert letter["Subject"] == "Заказ 1042 выполнен"
    assert str(letter["From"].addresses[0].display_name) == "Ремонт, «Нарядный»"
    assert (letter["To"], letter["Reply-To"]) == ("maria@example.com", "office@naryad.example")
    assert letter.get_body(("plain",)).get_content().strip() == LETTER.text
    assert letter.get_body(("html",)).get_content().strip() == LETTER.html
    assert (letter["Auto-Submitted"], letter["Content-Language"]) == ("auto-generated", "ru")


def test_a_letter_turns_to_tls_before_the_password_is_said(authority, certificate):
    with MailServer(certificate, is_tls_first=False, login=tuple(SECRET.values())) as server:
        sent = parcel(server.port, security="starttls", credentials=SECRET)
        outcome = connector(authority).send(sent)

    assert outcome.delivered, outcome.error
    assert server.was_tls == [True]


def test_a_server_without_starttls_gets_neither_letter_nor_password(authority):
    with MailServer(is_tls_first=False) as server:
        sent = parcel(server.port, security="starttls", credentials=SECRET)
        outcome = connector(authority).send(sent)

    assert not outcome.delivered
    assert outcome.permanent
    assert server.letters == []


def test_a_certificate_that_nobody_vouches_for_is_refused(authority, certificate):
    with MailServer(certificate) as server:
        outcome = connector().send(parcel(server.port))

    assert (outcome.delivered, outcome.error_class) == (False, "certificate")
    assert not outcome.permanent
    assert server.letters == []


def test_a_certificate_of_another_name_is_refused(authority):
    other = authority.gives("mail.example")
    with MailServer(other) as server:
        outcome = connector(authority).send(parcel(server.port))

    assert outcome.error_class == "certificate"


@pytest.mark.parametrize(
    ("where", "answer", "is_permanent", "is_nobody"),
    [
        ("RCPT", "550 5.1.1 no such user", True, True),
        ("RCPT", "550 no such user", True, True),
        ("RCPT", "550 5.7.1 not from you", True, False),
        ("RCPT", "554 spam", True, False),
        ("RCPT", "452 4.2.2 the mailbox is full", False, False),
        ("RCPT", "421 too busy", False, False),
        ("DATA", "554 5.6.0 refused", True, False),
        ("DATA", "451 4.3.0 later", False, False),
    ],
)
def test_what_the_server_says_decides(
    authority, certificate, where, answer, is_permanent, is_nobody
):
    with MailServer(certificate, answers={where: answer}) as server:
        outcome = connector(authority).send(parcel(server.port))

    assert outcome.status == int(answer[:3])
    assert (outcome.permanent, outcome.unreachable) == (is_permanent, is_nobody)
    assert answer[:3] in outcome.error


def test_a_wrong_password_is_not_the_letters_fault(authority, certificate):
    with MailServer(certificate, is_tls_first=False, login=("naryad", "another")) as server:
        sent = parcel(server.port, security="starttls", credentials=SECRET)
        outcome = connector(authority).send(sent)

    assert (outcome.delivered, outcome.permanent, outcome.status) == (False, False, 535)
    assert SECRET["password"] not in repr(outcome)


def test_nobody_there_is_tried_again():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    outcome = connector().send(parcel(port))

    assert (outcome.delivered, outcome.error_class, outcome.permanent) == (False, "refused", False)


@pytest.mark.parametrize("greeting", [b"", b"220 hello\r\n"])
def test_the_deadline_is_kept_however_slowly_the_server_drips(greeting):
    ended = threading.Event()

    def drip(listening):
        line, _ = listening.accept()
        with line:
            line.sendall(greeting)
            while not ended.wait(0.02):
                try:
                    line.sendall(b"2")
                except OSError:
                    return

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=drip, args=(listening,), daemon=True)
        thread.start()
        began = time.monotonic()
        slow = parcel(listening.getsockname()[1], security="none", timeout_s=0.3)
        outcome = connector().send(slow)
        took = time.monotonic() - began
        ended.set()
        thread.join()

    assert (outcome.delivered, outcome.error_class) == (False, "timeout")
    assert took < 15


def test_a_private_address_is_refused_outside_development():
    outcome = connector(hosts=()).send(parcel(465, host="localhost"))

    assert (outcome.delivered, outcome.error_class) == (False, "target")


def test_mail_without_encryption_goes_to_private_hosts_alone():
    outcome = connector(hosts=()).send(parcel(587, host="mail.example", security="none"))

    assert outcome.error_class == "target"


@pytest.mark.parametrize(
    "changes",
    [
        {"to": "maria@example.com\r\nBcc: all@example.com"},
        {"subject": "Заказ\r\nBcc: all@example.com"},
        {"subject": "Заказ\nX: y"},
        {"to": "maria@example.com, all@example.com"},
        {"to": "maria"},
        {"text": " "},
    ],
)
def test_no_header_can_be_put_in_and_nothing_empty_goes_out(changes):
    outcome = connector().send(parcel(message=replace(LETTER, **changes)))

    assert (outcome.delivered, outcome.permanent) == (False, True)
    assert outcome.error_class == "request"


@pytest.mark.parametrize(
    "changes",
    [
        {"from_name": "Ремонт\nBcc: x@example.com"},
        {"from_address": "a@b\r\nBcc: c@d"},
        {"reply_to": "nobody"},
        {"unsubscribe": "http://plain.example"},
        {"unsubscribe": "https://a.example/>\r\nX: y"},
        {"host": ""},
        {"host": "mail.example\n"},
        {"port": 0},
        {"surprise": 1},
    ],
)
def test_settings_that_break_a_rule_are_refused(changes):
    with pytest.raises(ValidationError):
        settings(465, **changes)


def test_a_user_needs_a_password():
    with pytest.raises(ValidationError):
        KIND.credentials.model_validate({"user": "naryad"})


def test_a_link_to_unsubscribe_takes_one_click(authority, certificate):
    with MailServer(certificate) as server:
        link = "https://naryad.example/u/1"
        connector(authority).send(parcel(server.port, unsubscribe=link))

    (letter,) = server.letters
    assert letter["List-Unsubscribe"] == "<https://naryad.example/u/1>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_the_same_event_sent_twice_is_the_same_letter(authority, certificate):
    with MailServer(certificate) as server:
        first = parcel(server.port)
        connector(authority).send(first)
        connector(authority).send(replace(first, at=NOW + timedelta(hours=1)))

    assert len({letter["Message-ID"] for letter in server.letters}) == 1
