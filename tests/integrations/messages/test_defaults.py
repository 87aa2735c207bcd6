"""The default texts: whole in both languages, and good for every channel."""

from zoneinfo import ZoneInfo

import pytest

from integrations.messages.defaults import default, events
from integrations.messages.fields import STATUSES, fields_of, money_text, time_text, values_of
from integrations.messages.model import LANGUAGES, Template
from integrations.messages.samples import sample_facts
from integrations.messages.service import Draft, checked_template
from integrations.messages.substitution import fill_text
from shared.events import EVENT_TYPES, TEST_EVENT
from tests.integrations.builders import NOW

ZONE = ZoneInfo("Europe/Moscow")
CHANNELS = ("email", "phone", "chat")


def test_there_is_a_text_for_every_event():
    assert set(events()) == {*EVENT_TYPES, TEST_EVENT}


@pytest.mark.parametrize("event", events())
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("channel", CHANNELS)
def test_every_default_passes_the_check_and_says_something(event, language, channel):
    template = checked_template(Draft(event, language, default(event, channel, language)), channel)

    values = values_of(sample_facts(event, language, NOW), language, ZONE)
    text = fill_text(template.text, values)
    assert text.strip()
    assert "{" not in text
    if channel == "phone":
        assert len(text) <= 160


@pytest.mark.parametrize("event", events())
def test_every_placeholder_has_a_value_in_the_sample(event):
    values = values_of(sample_facts(event, "ru", NOW), "ru", ZONE)

    assert set(values) == set(fields_of(event))
    empty = {name for name, value in values.items() if not value}
    assert empty <= {"order.due"} or event == "order.completed"


def test_the_link_for_feedback_stands_in_the_letter_that_asks_for_it():
    for language in LANGUAGES:
        for channel in CHANNELS:
            assert "{feedback.link}" in default("feedback.requested", channel, language).text


def test_both_languages_know_the_same_states():
    assert set(STATUSES["ru"]) == set(STATUSES["en"])


@pytest.mark.parametrize(
    ("language", "text"),
    [("ru", "12\u00a0345,60\u00a0₽"), ("en", "RUB 12,345.60")],
)
def test_money_is_written_as_people_do(language, text):
    assert money_text(1234560, "RUB", language) == text


@pytest.mark.parametrize(
    ("language", "text"), [("ru", "22.11.2026 11:00"), ("en", "22 Nov 2026, 11:00")]
)
def test_times_are_the_companys(language, text):
    assert time_text(NOW, language, ZONE) == text
    assert time_text(None, language, ZONE) == ""


def test_a_default_is_a_plain_template():
    assert default("order.created", "phone", "ru") == Template(
        text="Заказ {order.number} принят.\nМастер приедет {order.scheduled_start}."
    )
