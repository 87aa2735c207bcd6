"""Numbers that take texts and numbers that do not."""

import pytest

from integrations.sms.numbers import NumberError, mobile


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("8 (900) 123-45-67", "+79001234567"),
        ("79001234567", "+79001234567"),
        ("9001234567", "+79001234567"),
        ("+79000000001", "+79000000001"),
        ("+7 701 123-45-67", "+77011234567"),
        ("+375 29 123-45-67", "+375291234567"),
        ("+1 202 555 0100", "+12025550100"),
    ],
)
def test_a_mobile_number_is_written_in_e164(written, number):
    assert mobile(written) == number


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("8 (495) 123-45-67", "mobile"),
        ("8 800 123-45-67", "mobile"),
        ("123", "possible"),
        ("звонить вечером", "telephone"),
        ("", "telephone"),
    ],
)
def test_fixed_lines_services_and_what_is_no_number_are_refused(written, said):
    with pytest.raises(NumberError, match=said):
        mobile(written)
