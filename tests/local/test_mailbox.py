"""The mail server of this machine: what comes is shown, and goes nowhere else."""

import smtplib
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest

from local.mailbox import Mailbox
from local.ports import Ports


@pytest.fixture
def noted() -> list[dict[str, Any]]:
    return []


@pytest.fixture
def port(noted: list[dict[str, Any]]) -> Iterator[int]:
    free = Ports.free().mail
    mailbox = Mailbox(noted.append, free)
    mailbox.start()
    yield free
    mailbox.stop()


def test_a_letter_is_noted_for_each_address(port: int, noted: list[dict[str, Any]]) -> None:
    letter = EmailMessage()
    letter["From"] = "reports@naryad.example"
    letter["To"] = "alice@naryad.example"
    letter["Subject"] = "Отчёт"
    letter.set_content("Создано: 3 заказа")
    letter.add_alternative("<p>Создано</p>", subtype="html")

    with smtplib.SMTP("127.0.0.1", port, timeout=10) as client:
        client.send_message(letter, to_addrs=["alice@naryad.example", "bob@naryad.example"])

    assert [each["path"] for each in noted] == [
        "/mail/alice@naryad.example",
        "/mail/bob@naryad.example",
    ]
    assert noted[0]["headers"]["subject"] == "Отчёт"
    assert noted[0]["body"].strip() == "Создано: 3 заказа"


def test_a_letter_without_plain_words_is_noted_as_it_is(
    port: int, noted: list[dict[str, Any]]
) -> None:
    letter = EmailMessage()
    letter["Subject"] = "Код"
    letter.set_content("Код 004217<br>", subtype="html")

    with smtplib.SMTP("127.0.0.1", port, timeout=10) as client:
        client.send_message(letter, "no-reply@naryad.example", ["zoya@naryad.example"])

    assert noted[0]["path"] == "/mail/zoya@naryad.example"
    assert noted[0]["body"].strip() == "Код 004217<br>"
