"""What an order costs, by examples worked out by hand and by what must hold for any lines."""

from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.items import LineItem, price, totals
from orders.model import Status
from orders.pricing import Amounts, line_amounts, vat_rate
from orders.wishes import Wish
from shared.clock import local_day
from shared.errors import FieldError, InvalidError
from shared.money import MAX_MINOR
from tests.orders.builders import (
    EVERYTHING,
    MOSCOW,
    FixedClock,
    asked,
    make_technician,
    service_over,
    wish_for_order,
)
from tests.orders.fakes import FakeDirectory, FakeOrders

TODAY = date(2026, 11, 22)
QUANTITIES = st.decimals("0.001", 1000, places=3)
PRICES = st.integers(0, 10**9)
PERCENTS = st.decimals(0, 100, places=2)
RATES = st.sampled_from([None, 0, 5, 7, 10, 18, 20, 22])
MODES = st.sampled_from(["inside", "on_top"])
VATS = st.sampled_from(["none", "general", "0", "5", "7", "10", "18", "20", "22"])


@pytest.mark.parametrize(
    ("qty", "unit_price", "percent", "rate", "mode", "wanted"),
    [
        # net, discount, vat, gross
        ("1", 122_00, "0", 22, "inside", (100_00, 0, 22_00, 122_00)),
        ("1", 100_00, "0", 22, "on_top", (100_00, 0, 22_00, 122_00)),
        ("1", 120_00, "0", 20, "inside", (100_00, 0, 20_00, 120_00)),
        ("1.5", 333, "0", None, "inside", (500, 0, 0, 500)),
        ("3", 333_33, "10", 22, "inside", (737_70, 100_00, 162_29, 899_99)),
        ("3", 333_33, "10", 22, "on_top", (899_99, 100_00, 198_00, 1097_99)),
        ("1", 1, "50", None, "inside", (0, 1, 0, 0)),  # half a kopeck off is a whole one
        ("0.5", 1, "0", None, "inside", (1, 0, 0, 1)),
        ("0.001", 499, "0", 22, "on_top", (0, 0, 0, 0)),
        ("0.001", 500, "0", 22, "on_top", (1, 0, 0, 1)),
        ("1", 25, "0", 10, "on_top", (25, 0, 3, 28)),
        ("1", 1000, "100", 22, "on_top", (0, 1000, 0, 0)),
        ("1", 1000, "33.33", 0, "inside", (667, 333, 0, 667)),
    ],
)
def test_a_line_comes_to_what_was_worked_out_by_hand(qty, unit_price, percent, rate, mode, wanted):
    amounts = line_amounts(Decimal(qty), unit_price, Decimal(percent), rate, mode)

    assert (amounts.net, amounts.discount, amounts.vat, amounts.gross) == wanted


@pytest.mark.parametrize(
    ("day", "rate"),
    [
        (date(2018, 12, 31), 18),
        (date(2019, 1, 1), 20),
        (date(2025, 12, 31), 20),
        (date(2026, 1, 1), 22),
        (TODAY, 22),
        (date(2003, 1, 1), 18),
    ],
)
def test_the_general_rate_is_that_of_the_day_on_which_the_work_was_done(day, rate):
    assert vat_rate("general", day) == rate


@pytest.mark.parametrize("day", [date(2018, 5, 1), TODAY])
def test_a_rate_that_is_named_is_the_same_on_any_day(day):
    assert [vat_rate(vat, day) for vat in ("none", "0", "5", "20")] == [None, 0, 5, 20]


def test_without_vat_is_not_zero_percent():
    without = LineItem(kind="part", name="A", qty=1, unit_price=100, vat="none")
    zero = without.model_copy(update={"vat": "0"})

    priced = price([without, zero], TODAY, "on_top")

    assert [line.vat_rate for line in priced] == [None, 0]
    assert [line.total for line in priced] == [100, 100]


def test_a_line_keeps_what_was_taken_off_its_price():
    line = LineItem(kind="part", name="A", qty=3, unit_price=333, discount_percent=10, vat="20")

    (priced,) = price([line], TODAY, "inside")

    assert (priced.discount, priced.vat_amount, priced.net, priced.total) == (100, 150, 749, 899)
    assert totals([priced]) == Amounts(net=749, discount=100, vat=150, gross=899)


def test_lines_come_to_the_most_that_fits_and_not_to_a_kopeck_more():
    dear = LineItem(kind="part", name="A", qty=1_000_000, unit_price=MAX_MINOR // 1_000_000)
    cheap = LineItem(kind="part", name="B", qty=1, unit_price=1)

    assert totals(price([dear], TODAY, "inside")).gross == MAX_MINOR
    with pytest.raises(InvalidError) as refused:
        price([dear, cheap], TODAY, "inside")

    rule = f"must not come to more than {MAX_MINOR} in all"
    assert refused.value.errors == (FieldError("items", MAX_MINOR + 1, rule),)


@given(QUANTITIES, PRICES, PERCENTS, RATES, MODES)
def test_a_line_adds_up_and_stays_in_its_bounds(qty, unit_price, percent, rate, mode):
    amounts = line_amounts(qty, unit_price, percent, rate, mode)
    full = amounts.discount + (amounts.gross if mode == "inside" else amounts.net)

    assert amounts.net + amounts.vat == amounts.gross
    assert 0 <= amounts.discount <= full
    assert min(amounts.net, amounts.vat) >= 0
    assert full == halves_up(Fraction(qty) * unit_price)
    assert amounts.discount == halves_up(full * Fraction(percent) / 100)
    assert (amounts.vat == 0) or rate


@given(QUANTITIES, PRICES, RATES, MODES)
def test_vat_is_within_half_a_minor_unit_of_the_exact_one(qty, unit_price, rate, mode):
    amounts = line_amounts(qty, unit_price, Decimal(0), rate, mode)
    of = Fraction(amounts.gross if mode == "inside" else amounts.net)
    divisor = 100 + (rate or 0) if mode == "inside" else 100

    assert abs(amounts.vat - of * (rate or 0) / divisor) <= Fraction(1, 2)


@given(PRICES, RATES)
def test_vat_on_top_taken_out_again_is_the_same(net, rate):
    on_top = line_amounts(Decimal(1), net, Decimal(0), rate, "on_top")
    inside = line_amounts(Decimal(1), on_top.gross, Decimal(0), rate, "inside")

    assert inside.net == net


@given(QUANTITIES, PRICES, RATES, MODES)
def test_no_discount_is_no_change_and_a_whole_one_is_nothing(qty, unit_price, rate, mode):
    plain = line_amounts(qty, unit_price, Decimal(0), rate, mode)
    free = line_amounts(qty, unit_price, Decimal(100), rate, mode)

    assert plain.discount == 0
    assert (free.net, free.vat, free.gross) == (0, 0, 0)


def halves_up(amount: Fraction) -> int:
    exact = Decimal(amount.numerator) / Decimal(amount.denominator)
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


LINES = st.lists(
    st.builds(
        LineItem,
        kind=st.just("part"),
        name=st.just("A"),
        qty=QUANTITIES,
        unit_price=st.integers(0, 10**6),
        discount_percent=PERCENTS,
        vat=VATS,
    ),
    max_size=8,
)


@given(LINES, MODES, st.dates(date(2015, 1, 1), date(2030, 1, 1)))
def test_a_column_of_lines_adds_up_to_the_totals(lines, mode, day):
    priced = price(lines, day, mode)
    sums = totals(priced)

    assert sums.gross == sum(line.total for line in priced)
    assert sums.net == sum(line.net for line in priced)
    assert sums.vat == sum(line.vat_amount for line in priced) == sums.gross - sums.net
    assert sums.discount == sum(line.discount for line in priced)
    assert price(priced, day, mode) == priced


NEW_YEAR = datetime(2025, 12, 31, 21, 0, tzinfo=UTC)
"""In Moscow 2026 has begun, in UTC it has not."""


def service_at(clock: FixedClock):
    directory = FakeDirectory()
    directory.add_technician(make_technician())
    return service_over(FakeOrders(directory, clock), directory, clock, vat="general")


def lines(**changes):
    return [{"kind": "service", "name": "Чистка", "qty": "1", "unit_price": 122_00} | changes]


def done(service, order, *states):
    fields = {name: value for name, value in EVERYTHING.items() if name != "technician"}
    for state in states:
        fields |= {"scheduled_start": None, "scheduled_end": None}
        order = service.move(order.id, Wish(Status(state), fields, "tec_1"), asked())
    return order


def test_the_day_is_that_of_the_company_and_not_of_utc():
    before = service_at(FixedClock(NEW_YEAR - timedelta(seconds=1)))
    after = service_at(FixedClock(NEW_YEAR))

    assert local_day(NEW_YEAR, MOSCOW) == date(2026, 1, 1)
    assert before.create(wish_for_order(items=lines()), asked()).items[0].vat_rate == 20
    assert after.create(wish_for_order(items=lines()), asked()).items[0].vat_rate == 22


def test_an_order_is_reckoned_anew_when_its_work_is_done_and_never_after_that():
    clock = FixedClock(NEW_YEAR - timedelta(days=2))
    service = service_at(clock)
    made = service.create(wish_for_order(items=lines()), asked())
    assert (made.items[0].vat_rate, made.totals.vat) == (20, 20_33)

    clock.pass_by(days=3)
    completed = done(service, made, "in_progress", "completed")

    assert (completed.items[0].vat_rate, completed.totals.vat) == (22, 22_00)
    reopened = done(service, completed, "in_progress")
    edited = service.edit(made.id, {"items": lines(unit_price=100_00)}, asked(version=4))
    again = done(service, edited, "completed")
    assert reopened.items == completed.items
    assert again.items[0].vat_rate == 22


def test_work_done_last_year_and_told_this_year_has_last_years_rate():
    clock = FixedClock(NEW_YEAR - timedelta(days=1))
    service = service_at(clock)
    started = done(service, service.create(wish_for_order(items=lines()), asked()), "in_progress")
    clock.pass_by(days=2)
    late = {"outcome": "resolved", "occurred_at": NEW_YEAR - timedelta(hours=1)}

    completed = service.move(started.id, Wish(Status.COMPLETED, late), asked())
    corrected = done(service, completed, "in_progress")
    edited = service.edit(
        completed.id, {"items": lines(unit_price=240_00)}, asked(version=corrected.version)
    )

    assert completed.items[0].vat_rate == 20
    assert (edited.items[0].vat_rate, edited.totals.vat) == (20, 40_00)


def test_prices_can_be_turned_from_with_vat_to_without():
    service = service_at(FixedClock())
    made = service.create(wish_for_order(items=lines(unit_price=100_00)), asked())

    turned = service.edit(made.id, {"vat_mode": "on_top"}, asked(version=1))

    assert (made.total, turned.total, turned.totals.net) == (100_00, 122_00, 100_00)


def test_lines_without_vat_of_their_own_take_the_companys():
    service = service_at(FixedClock())

    made = service.create(wish_for_order(items=[*lines(), *lines(vat="none")]), asked())

    assert [line.vat for line in made.items] == ["general", "none"]
    assert [line.vat_rate for line in made.items] == [22, None]


def test_a_line_names_its_own_technician(clock):
    service = service_at(clock)

    made = service.create(wish_for_order(items=lines(technician_id="tec_1")), asked())

    assert made.items[0].technician.name == "Борис Орлов"
    assert made.technician is None
