import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.intake.cells import cell, line, minor_units, number
from shared import cells
from shared.errors import InvalidError

HOSTILE = [
    "=1+1",
    '=HYPERLINK("http://evil.example","x")',
    "+7900",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "\xa0=1",
    "\u200b=1",
    "\ufeff=1",
    "＝1",
    "'=1",
    "''=1",
    "a\n=1",
    'a"b',
    "a;b",
    "\x00=1",
    "обычный текст",
    "-",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_cells_are_those_of_the_exports(value):
    assert cell(value) == cells.text(value)


@given(st.text(max_size=60))
def test_any_text_makes_the_cell_that_exports_make(value):
    assert cell(value) == cells.text(value)


@given(st.lists(st.text(max_size=30), min_size=2, max_size=5))
def test_no_cell_begins_as_a_formula_and_each_stays_in_its_place(values):
    (read,) = csv.reader(io.StringIO(line(values), newline=""), delimiter=";")

    assert len(read) == len(values)
    assert not [each for each in read if each.lstrip(" \xa0").startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize(
    ("text", "amount"),
    [("1234,50", 123450), ("1234.5", 123450), ("1 234", 123400), ("1\xa0234,05", 123405), ("0", 0)],
)
def test_a_sum_is_read_as_people_write_it(text, amount):
    assert minor_units("price", text, "RUB") == amount


@pytest.mark.parametrize(
    "text", ["", "1,234.50", "1e5", "NaN", "1,505", "12 34", "١٢", "=1", "--1", "9" * 99]
)
def test_a_sum_that_could_be_meant_otherwise_is_refused(text):
    with pytest.raises(InvalidError):
        minor_units("price", text, "RUB")


def test_a_sum_has_the_decimals_of_its_currency():
    assert minor_units("price", "1500", "JPY") == 1500
    assert minor_units("price", "1,505", "KWD") == 1505


@pytest.mark.parametrize("text", ["1500 руб.", "1500 ₽", "1500р.", "1 500,00\xa0РУБ", "1500 rub"])
def test_the_sign_of_the_currency_may_stand_behind_a_sum(text):
    assert minor_units("price", text, "RUB") == 150_000


@pytest.mark.parametrize(
    ("text", "currency", "rule"),
    [
        ("1500 ₽", "KZT", "must be a number like 1234,50"),
        ("1500 руб. 50 коп.", "RUB", "must be a number like 1234,50"),
        ("1" + " " * 60_000 + "₽", "RUB", "must be a number like 1234,50"),
        ("-5", "RUB", "must not be negative"),
        ("1001", "RUB", "must not be more than 1000"),
        ("1,505", "RUB", "RUB has 2 decimals"),
    ],
)
def test_a_sum_that_is_refused_is_told_as_it_was_written(text, currency, rule):
    with pytest.raises(InvalidError) as caught:
        minor_units("price", text, currency, most=100_000)

    (error,) = caught.value.errors
    assert (error.field, error.value, error.rule) == ("price", text, rule)


@pytest.mark.parametrize("text", ["2", "2 шт.", "2шт", "2 pcs"])
def test_pieces_may_stand_behind_a_quantity(text):
    assert number("qty", text) == 2


def test_a_quantity_keeps_its_digits():
    assert number("qty", "2,50") == Decimal("2.50")
