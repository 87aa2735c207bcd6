from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from shared.money import MAX_MINOR, Money, times

QUANTITIES = st.decimals(min_value=0, max_value=1_000_000, places=3)


@pytest.mark.parametrize(
    ("quantity", "price", "total"),
    [
        ("1", 150000, 150000),
        ("1.5", 333, 500),
        ("0.5", 1, 1),
        ("0.005", 100, 1),
        ("0.004", 100, 0),
        ("2.5", 3, 8),
        ("1000000", 10**9, 10**15),
        ("-0.5", 1, -1),
    ],
)
def test_a_price_times_a_quantity_rounds_halves_away_from_zero(quantity, price, total):
    assert times(Decimal(quantity), price) == total


@given(QUANTITIES, st.integers(0, 10**9))
def test_a_total_is_never_more_than_half_a_unit_off(quantity, price):
    exact = Fraction(quantity) * price

    assert abs(times(quantity, price) - exact) <= Fraction(1, 2)


@given(QUANTITIES, QUANTITIES, st.integers(0, 10**9))
def test_more_never_costs_less(some, more, price):
    small, large = sorted((some, more))

    assert times(small, price) <= times(large, price)


@pytest.mark.parametrize("amount", [MAX_MINOR, -MAX_MINOR, 0])
def test_money_holds_up_to_its_bounds(amount):
    assert Money(amount=amount, currency="RUB").amount == amount


@pytest.mark.parametrize("amount", [MAX_MINOR + 1, -MAX_MINOR - 1, 1.5, "many", None])
def test_money_beyond_its_bounds_is_refused(amount):
    with pytest.raises(ValidationError):
        Money(amount=amount, currency="RUB")


@pytest.mark.parametrize("currency", ["rub", "RU", "RUBL", "₽", "", "RUB\n"])
def test_a_currency_is_three_capital_letters(currency):
    with pytest.raises(ValidationError):
        Money(amount=1, currency=currency)
