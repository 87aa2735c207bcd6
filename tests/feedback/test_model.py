from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.model import EDIT_WINDOW, Feedback, clean, first_name
from feedback.overview.period import Period
from shared.errors import InvalidError
from tests.feedback.builders import NOW, make_answer, make_feedback, make_order

MOSCOW = ZoneInfo("Europe/Moscow")


def test_who_served_is_frozen_at_the_first_answer():
    first = Feedback.first(make_order(), make_answer(5), NOW)

    changed = first.changed(make_answer(2), NOW + timedelta(hours=1))

    assert (changed.technician_id, changed.customer_id) == ("tec_1", "cus_1")
    assert (changed.rating, changed.version, changed.submitted_at) == (2, 2, NOW)


def test_an_order_without_a_technician_can_be_rated():
    rated = Feedback.first(make_order(technician=None), make_answer(), NOW)

    assert rated.technician_id is None


def test_an_answer_keeps_the_type_of_its_order_and_where_it_came_from():
    rated = Feedback.first(make_order(type="warranty"), make_answer(), NOW)

    assert (rated.order_number, rated.order_type, rated.source) == ("1042", "warranty", "link")


def test_an_answer_may_be_changed_until_twelve_hours_have_passed():
    rated = make_feedback()

    assert rated.is_editable(NOW + EDIT_WINDOW - timedelta(milliseconds=1))
    assert not rated.is_editable(NOW + EDIT_WINDOW)


def test_a_change_does_not_prolong_the_time_to_change():
    changed = make_feedback().changed(make_answer(1), NOW + timedelta(hours=11))

    assert changed.edited_until == NOW + EDIT_WINDOW


@pytest.mark.parametrize(
    ("name", "greeted"),
    [
        ("Алиса Смирнова", "Алиса"),
        ("Смирнова Алиса Олеговна", "Алиса"),
        ("Орлов Борис Ильич", "Борис"),
        ("Орлов Борис Олегович", "Борис"),
        ("Смирнова Алиса Ильинична", "Алиса"),
        ("А Смирнова", "А"),
        ("Mary Ann Smith", "Mary"),
        ("Алиса", "Алиса"),
        ("ООО Ромашка", None),
        ("ИП Орлов", None),
        ("Кафе «Заря»", None),
        ('Кафе "Заря"', None),
        ("  ", None),
    ],
)
def test_a_person_is_greeted_by_first_name_and_a_company_by_none(name, greeted):
    assert first_name(name) == greeted


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  ок  ", "ок"),
        ("раз\r\nдва\rтри", "раз\nдва\nтри"),
        ("а\x00б\x1b[31mв\x85", "аб[31mв"),
        ("хорошо\u202eохолп", "хорошоохолп"),
        ("👩‍🔧 👍🏽", "👩‍🔧 👍🏽"),
        ("\ud800x", "x"),
        ("a\tb", "a\tb"),
    ],
)
def test_a_comment_keeps_words_and_emoji_and_loses_what_is_hidden(written, kept):
    assert clean(written) == kept


@given(st.text())
def test_a_cleaned_comment_stays_as_it_is_and_can_be_encoded(text):
    once = clean(text)

    assert clean(once) == once
    once.encode()


def test_a_period_is_whole_days_of_the_companys_calendar():
    period = Period.of(date(2026, 11, 1), date(2026, 11, 30), NOW, MOSCOW)

    assert period.start == datetime(2026, 10, 31, 21, tzinfo=UTC)
    assert period.end == datetime(2026, 11, 30, 21, tzinfo=UTC)


def test_a_period_is_the_last_ninety_days_up_to_today_unless_said_otherwise():
    period = Period.of(None, None, datetime(2026, 11, 22, 22, tzinfo=UTC), MOSCOW)

    assert period.last == date(2026, 11, 23)
    assert (period.last - period.first).days == 89


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (date(2026, 11, 2), date(2026, 11, 1), "from"),
        (date(2025, 11, 1), date(2026, 11, 2), "from"),
        (None, date.max, "to"),
        (None, date.min, "to"),
    ],
)
def test_a_period_backwards_or_longer_than_a_year_or_of_no_age_is_refused(first, last, field):
    with pytest.raises(InvalidError) as refused:
        Period.of(first, last, NOW, MOSCOW)

    assert refused.value.errors[0].field == field
