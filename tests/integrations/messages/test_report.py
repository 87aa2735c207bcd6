"""The weekly report reaches the users whom it names, through the engine's real use cases."""

import pytest

from integrations.messages.model import OwnTemplate, Skip, Template
from integrations.model import DeliveryState
from shared.report import report_envelope
from shared.users import WebUser
from tests.integrations.builders import NOW, answered
from tests.integrations.messages.test_composing import Room
from tests.integrations.messages.test_flow import Post
from tests.reports import LINK, report_record, sent_report

ALICE = WebUser("usr_1", "Alice", "alice@example.com")
BOSS = WebUser("usr_2", "Boss", "boss@example.com")


def told(**changes):
    return report_envelope(report_record(sent_report(**changes)))


def post_to(*users, **messaging):
    post = Post(answered(), event_types=("report.weekly",), **messaging)
    post.room.users.known = {user.id: user for user in users}
    return post


def tell(post, **changes):
    event = told(**changes)
    post.dispatcher().events()(event)
    post.work()


@pytest.mark.parametrize(
    "messaging", [{}, {"audience": "list", "recipients": ("office@example.com",)}]
)
def test_each_user_it_names_has_a_delivery_whatever_the_audience_is(messaging):
    post = post_to(ALICE, BOSS, **messaging)

    tell(post, recipients=("usr_1", "usr_2"))
    tell(post, recipients=("usr_1", "usr_2"))

    assert sorted(post.sent_to) == ["alice@example.com", "boss@example.com"]
    assert {(each.state, each.audience) for each in post.rows} == {
        (DeliveryState.DELIVERED, "users")
    }
    assert {each.recipient for each in post.rows} == {"usr_1", "usr_2"}


def test_the_address_is_the_one_of_the_moment_of_sending():
    post = post_to(ALICE)
    post.dispatcher().events()(told())
    post.room.users.known["usr_1"] = WebUser("usr_1", "Alice", "new@example.com")

    post.work()

    assert post.sent_to == ["new@example.com"]


@pytest.mark.parametrize(
    ("user", "reason"),
    [
        (WebUser("usr_1", "Alice", "alice@example.com", is_blocked=True), "blocked"),
        (WebUser("usr_1", "Alice"), "e-mail address"),
        (WebUser("usr_9", "Other", "other@example.com"), "no such user"),
    ],
)
def test_who_is_not_to_be_written_to_is_skipped_visibly(user, reason):
    post = post_to(user)

    tell(post)

    (row,) = post.rows
    assert row.state is DeliveryState.SKIPPED
    assert reason in row.ended_because
    assert post.partner.parcels == []


def test_a_suppressed_address_gets_no_report():
    room = Room()
    room.users.known = {"usr_1": ALICE}
    room.composer.suppress("email", "alice@example.com", "550 nobody here")

    prepared = room.prepare("usr_1", event=told())

    assert isinstance(prepared, Skip)
    assert "suppressed" in prepared.reason


def test_the_letter_says_the_figures_in_the_language_of_the_report():
    room = Room(language="ru")
    room.users.known = {"usr_1": ALICE}

    message = room.prepare("usr_1", event=told(language="en"))

    assert message.subject == "The week of 9–15 November 2026"
    assert "Created: 120 orders\n  was 100 orders (+20%)" in message.text
    assert LINK in message.text
    assert message.html.startswith("<!doctype html>")
    assert "<td" in message.html
    assert "More &lt;orders&gt;." in message.html


def test_a_template_of_ones_own_may_stand_around_the_figures():
    room = Room()
    room.users.known = {"usr_1": ALICE}
    own = Template(
        subject="Итоги: {report.period}",
        text="Коллеги!\n{report.body}",
        html='<p>Коллеги!</p>{report.body}<a href="{report.link}">Обзор</a>',
    )
    kept = OwnTemplate(event_type="report.weekly", language="ru", template=own, updated_at=NOW)
    room.templates.save(room.integration.id, kept)

    message = room.prepare("usr_1", event=told())

    assert message.subject == "Итоги: 9–15 ноября 2026 года"
    assert message.text.startswith("Коллеги!\nОтчёт за неделю")
    assert "<p>Коллеги!</p><h2" in message.html


def test_a_chat_that_is_listed_gets_the_text():
    room = Room(kind="telegram", audience="list", recipients=("-100",))

    message = room.prepare("-100", event=told())

    assert message.to == "-100"
    assert "Создано: 120 заказов" in message.text


def test_a_bot_that_writes_to_customers_tells_nobody_of_a_report():
    room = Room(kind="telegram")

    assert isinstance(room.prepare(None, event=told()), Skip)
