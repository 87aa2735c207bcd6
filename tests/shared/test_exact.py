"""Fields that take what the description says and nothing that merely looks like it."""

from datetime import UTC, date, datetime, time
from typing import Annotated

import pytest
from pydantic import TypeAdapter, ValidationError

from shared.exact import Flag, InFull, Instant, OnTheClock, Whole

DAY = TypeAdapter(Annotated[date, InFull])


@pytest.mark.parametrize("seconds", [0, 1.75e9, "1750000000", " -1.5 ", "1e9"])
def test_seconds_since_1970_are_no_moment_and_no_day(seconds):
    for kind in (TypeAdapter(Instant), DAY):
        with pytest.raises(ValidationError, match="written in full"):
            kind.validate_python(seconds)


@pytest.mark.parametrize("seconds", [0, 79200, 79200.5, "79200"])
def test_seconds_since_midnight_are_no_time_of_day(seconds):
    with pytest.raises(ValidationError, match="a time of day, like 22:00"):
        TypeAdapter(OnTheClock).validate_python(seconds)


def test_a_time_of_day_is_read_as_it_is_written():
    assert TypeAdapter(OnTheClock).validate_python("22:00") == time(22)
    assert TypeAdapter(OnTheClock).validate_json('"07:30:00"') == time(7, 30)


def test_a_moment_is_read_as_it_is_written():
    read = TypeAdapter(Instant).validate_python

    assert read("2026-10-01T12:00:00+03:00") == datetime(2026, 10, 1, 9, tzinfo=UTC)
    assert read(datetime(2026, 10, 1, tzinfo=UTC)) == datetime(2026, 10, 1, tzinfo=UTC)
    assert DAY.validate_python("2026-10-01") == date(2026, 10, 1)


def test_a_moment_without_its_offset_is_refused():
    with pytest.raises(ValidationError):
        TypeAdapter(Instant).validate_python("2026-10-01T12:00:00")


@pytest.mark.parametrize("beyond", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_moment_that_has_no_form_in_utc_is_refused(beyond):
    read = TypeAdapter(Instant).validate_python

    with pytest.raises(ValidationError, match="years 1 to 9999"):
        read(beyond)
    assert read(beyond[:19] + "Z").isoformat()[:19] == beyond[:19]


@pytest.mark.parametrize("value", [0, 1, "true", "yes", None])
def test_only_true_and_false_are_flags(value):
    with pytest.raises(ValidationError):
        TypeAdapter(Flag).validate_python(value)


@pytest.mark.parametrize("value", ["1", True, 1.5, None])
def test_text_and_flags_are_no_whole_numbers(value):
    with pytest.raises(ValidationError):
        TypeAdapter(Whole).validate_python(value)


def test_a_whole_number_may_be_written_with_a_point():
    assert TypeAdapter(Whole).validate_python(1.0) == 1
