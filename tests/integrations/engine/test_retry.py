from datetime import timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.engine.retry import MAX_ATTEMPTS, next_retry, retry_after_s
from tests.integrations.builders import NOW

SCHEDULE_S = [5, 300, 1800, 7200, 18000, 36000, 36000]
TWELVE_HOURS_S = 43_200


def after(value):
    return retry_after_s({"Retry-After": value}, NOW)


@given(st.integers(1, 7), st.floats(0, 1, exclude_max=True))
def test_each_wait_lies_within_a_fifth_of_its_step(attempt, spread):
    retry = next_retry(attempt, spread=spread, retry_after=None)

    step = SCHEDULE_S[attempt - 1]
    assert step * 0.8 - 1 < retry.delay_s <= step * 1.2
    assert retry.reason == f"step {attempt} of 7"


def test_the_jitter_reaches_both_ends_of_its_range():
    waits = [next_retry(2, spread=s, retry_after=None).delay_s for s in (0, 0.5, 0.999999)]

    assert waits == [240, 300, 359]


@given(st.integers(8, 10_000), st.floats(0, 1, exclude_max=True), st.none() | st.floats(0, 9e9))
def test_there_is_no_ninth_attempt(attempt, spread, asked):
    assert MAX_ATTEMPTS == 8
    assert next_retry(attempt, spread=spread, retry_after=asked) is None


@given(st.integers(1, 7), st.floats(0, 1, exclude_max=True), st.floats(0, 1e12))
def test_a_partner_is_kept_to_between_the_step_and_twelve_hours(attempt, spread, asked):
    plain = next_retry(attempt, spread=spread, retry_after=None)

    retry = next_retry(attempt, spread=spread, retry_after=asked)

    assert plain.delay_s <= retry.delay_s <= max(TWELVE_HOURS_S, plain.delay_s)
    assert retry.reason in {"retry-after", plain.reason}
    if plain.delay_s < asked - 1:
        assert retry.reason == "retry-after"
        assert retry.delay_s == int(min(asked, TWELVE_HOURS_S))


def test_a_partner_that_asks_for_the_very_step_gets_it_as_a_step():
    retry = next_retry(2, spread=0.5, retry_after=300.0)

    assert (retry.delay_s, retry.reason) == (300, "step 2 of 7")


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0),
        ("120", 120),
        (" 120 ", 120),
        ("9" * 4000, TWELVE_HOURS_S),
        (format_datetime(NOW + timedelta(minutes=7), usegmt=True), 420),
        ("Sun, 22 Nov 2026 08:07:00", 420),
        ("Sun, 22 Nov 2026 11:07:00 +0300", 420),
    ],
)
def test_retry_after_is_seconds_or_a_date(value, seconds):
    assert after(value) == seconds


@pytest.mark.parametrize(
    "value",
    [
        "",
        "-5",
        "+5",
        "1.5",
        "1e3",
        "soon",
        "٣",
        "Sun, 22 Nov 2026 07:59:59 GMT",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Sun, 99 Nov 2026 08:00:00 GMT",
        "Mon, 01 Jan 99999999999999999999 00:00:00 GMT",
        "Mon, 01 Jan 2027 00:00:00 +99999999999999999",
        "Mon, 01 Jan 2027 00:00:00 +9999",
    ],
)
def test_a_retry_after_that_says_nothing_is_as_if_absent(value):
    assert after(value) is None


def test_a_date_in_the_far_future_is_capped():
    asked = after("Fri, 31 Dec 9999 23:59:59 GMT")

    assert next_retry(1, spread=0, retry_after=asked).delay_s == TWELVE_HOURS_S


def test_the_header_is_found_in_any_case_and_may_be_absent():
    assert retry_after_s({"rEtRy-aFtEr": "7"}, NOW) == 7
    assert retry_after_s({}, NOW) is None


DATE_PARTS = st.sampled_from(
    ["Mon,", "01", "99", "Jan", "2027", "0001", "9" * 30, "00:00:00", "+0300", "-9999", "GMT", "-0"]
)


@given(st.text(max_size=50) | st.lists(DATE_PARTS, max_size=7).map(" ".join))
def test_nothing_that_a_partner_sends_is_an_error_of_ours(value):
    asked = after(value)

    assert asked is None or asked >= 0


def test_a_date_that_is_just_now_is_a_wait_of_nothing_and_one_that_is_over_none():
    at = format_datetime(NOW, usegmt=True)

    assert retry_after_s({"retry-after": at}, NOW) == 0
    assert retry_after_s({"retry-after": at}, NOW - timedelta(milliseconds=500)) == 0.5
    assert retry_after_s({"retry-after": at}, NOW + timedelta(milliseconds=1)) is None
