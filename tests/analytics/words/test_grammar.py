"""Numbers, units and dates agree with their words."""

from datetime import date
from typing import get_args

import pytest

from analytics.kpi import Counts
from analytics.words import counts, dates, numbers, units
from analytics.words.plural import form
from analytics.words.times import against_average
from analytics.words.units import COUNTED, MONEY, POINT, TIMES, Figure, amount, counted, difference

NOUNS = [
    *counts.NOUNS.values(),
    *COUNTED.values(),
    *MONEY.values(),
    POINT,
    units.SCORE,
    *(each for _, each in TIMES),
]


def figure(unit, currency="RUB"):
    return Figure({"ru": "Число", "en": "Number"}, unit, currency)


def plain(text):
    return text.replace("\u00a0", " ")


def expected(number, one, few, many):
    """Read the last digits, as a Russian does."""
    text = f"{number:02}"
    if text[-2] == "1":
        return many
    return {"1": one, "2": few, "3": few, "4": few}.get(text[-1], many)


@pytest.mark.parametrize("number", range(122))
def test_numbers_agree_with_their_nouns(number):
    assert plain(counted(number, "orders", "ru")) == (
        f"{number} {expected(number, 'заказ', 'заказа', 'заказов')}"
    )
    assert plain(counted(number, "weeks", "ru")) == (
        f"{number} {expected(number, 'неделя', 'недели', 'недель')}"
    )
    assert plain(counted(number, "orders", "en")) == f"{number} order{'' if number == 1 else 's'}"
    assert plain(difference(number * 60, figure("seconds"), "ru").by("ru")).endswith(
        expected(number, "минуту", "минуты", "минут")
        if 2 <= number < 90
        else ("секунд", "часа", "часов", "час")
    )


@pytest.mark.parametrize("number", range(122))
def test_after_from_and_to_the_noun_is_in_the_genitive(number):
    one = units.Amount(numbers.rounded(number, 0), COUNTED["orders"]["ru"])

    genitive = expected(number, "заказа", "заказов", "заказов")
    assert plain(one.after("ru")) == f"{number} {genitive}"


@pytest.mark.parametrize("nouns", NOUNS)
def test_every_noun_has_all_its_forms(nouns):
    for tongue in ("ru", "en"):
        words = {form(n, tongue): nouns[tongue].of(n, tongue) for n in (1, 2, 5, 1.5)}
        assert all(words.values())
        assert nouns[tongue].after(1, tongue)
        assert nouns[tongue].by(1, tongue)


@pytest.mark.parametrize(
    ("number", "found"),
    [
        (1, "1 процентный пункт"),
        (2, "2 процентных пункта"),
        (5, "5 процентных пунктов"),
        (3.1, "3,1 процентного пункта"),
        (21, "21 процентный пункт"),
        (11, "11 процентных пунктов"),
    ],
)
def test_points_of_shares_agree(number, found):
    assert plain(difference(number / 100, figure("share"), "ru").text("ru")) == found


@pytest.mark.parametrize(
    ("minor", "currency", "russian", "english"),
    [
        (100, "RUB", "1 рубль", "1 rouble"),
        (95_050, "RUB", "950,50 рубля", "950.50 roubles"),
        (123_456_789, "RUB", "1 234 568 рублей", "1,234,568 roubles"),
        (-12_300, "RUB", "−123 рубля", "−123 roubles"),
        (2_200, "BYN", "22 белорусских рубля", "22 Belarusian roubles"),
        (500, "EUR", "5 евро", "5 euros"),
        (500, "JPY", "500 JPY", "500 JPY"),
        (10_150, "CHF", "101,50 CHF", "101.50 CHF"),
    ],
)
def test_money_is_named_by_its_currency(minor, currency, russian, english):
    money = figure("money", currency)

    assert plain(amount(minor, money, "ru").text("ru")) == russian
    assert plain(amount(minor, money, "en").text("en")) == english


@pytest.mark.parametrize(
    ("seconds", "russian", "english"),
    [
        (0, "0 секунд", "0 seconds"),
        (1, "1 секунда", "1 second"),
        (89, "89 секунд", "89 seconds"),
        (120, "2 минуты", "2 minutes"),
        (3_600, "60 минут", "60 minutes"),
        (9_000, "2,5 часа", "2.5 hours"),
        (75_600, "21 час", "21 hours"),
        (129_600, "1,5 дня", "1.5 days"),
        (864_000, "10 дней", "10 days"),
    ],
)
def test_time_is_told_in_the_unit_that_fits(seconds, russian, english):
    assert plain(amount(seconds, figure("seconds"), "ru").text("ru")) == russian
    assert plain(amount(seconds, figure("seconds"), "en").text("en")) == english


@pytest.mark.parametrize(
    ("value", "russian", "english"),
    [
        (1234567.0, "1 234 567", "1,234,567"),
        (12.34, "12,3", "12.3"),
        (4.625, "4,63", "4.63"),
        (0.0004, "0,0004", "0.0004"),
        (-0.5, "−0,5", "−0.5"),
        (-0.0, "0", "0"),
        (50.0, "50", "50"),
    ],
)
def test_numbers_are_written_as_each_language_does(value, russian, english):
    assert plain(numbers.written(numbers.fitting(value), "ru")) == russian
    assert plain(numbers.written(numbers.fitting(value), "en")) == english


def test_thousands_and_percent_do_not_part_at_the_end_of_a_line():
    assert numbers.written(1234567, "ru") == "1\u00a0234\u00a0567"
    assert numbers.change(0.5, "ru") == "+50\u00a0%"
    assert numbers.change(-0.5, "en") == "−50%"
    assert numbers.change(0.0, "ru") == "0\u00a0%"
    assert numbers.changes(-0.1, float("inf"), "ru") == ("−10", "∞\u00a0%")


@pytest.mark.parametrize(
    ("first", "last", "russian", "english"),
    [
        ("2026-04-01", "2026-04-30", "1–30 апреля", "1–30 April"),
        ("2026-04-28", "2026-05-03", "28 апреля – 3 мая", "28 April – 3 May"),
        ("2025-04-28", "2025-05-03", "28 апреля – 3 мая 2025 года", "28 April – 3 May 2025"),
        (
            "2025-12-28",
            "2026-01-03",
            "28 декабря 2025 – 3 января 2026 года",
            "28 December 2025 – 3 January 2026",
        ),
        ("2026-11-22", "2026-11-22", "22 ноября", "22 November"),
        ("2024-02-29", "2024-02-29", "29 февраля 2024 года", "29 February 2024"),
    ],
)
def test_periods_are_named_shortly(first, last, russian, english):
    days = date.fromisoformat(first), date.fromisoformat(last)

    assert plain(dates.days(*days, "ru", 2026)) == russian
    assert plain(dates.days(*days, "en", 2026)) == english


def test_weekdays_and_months_have_their_cases():
    assert [dates.weekday(1, each) for each in ("ru", "en")] == ["вторник", "Tuesday"]
    assert [dates.on_weekday(1, each) for each in ("ru", "en")] == ["во вторник", "on Tuesday"]
    assert [dates.month(4, each) for each in ("ru", "en")] == ["апрель", "April"]
    assert [dates.clock(9, each) for each in ("ru", "en")] == ["9:00", "09:00"]


@pytest.mark.parametrize(
    ("index", "russian", "english"),
    [
        (1.8, "в 1,8 раза выше среднего", "1.8 times the average"),
        (5.0, "в 5 раз выше среднего", "5 times the average"),
        (1.2, "на 20 % выше среднего", "20% above average"),
        (0.85, "на 15 % ниже среднего", "15% below average"),
        (0.5, "в 2 раза ниже среднего", "2 times less than average"),
        (0.0, "почти ничего", "next to nothing"),
        (1.0, "как в среднем", "average"),
    ],
)
def test_an_index_is_told_against_the_average(index, russian, english):
    assert plain(against_average(index, "ru")) == russian
    assert plain(against_average(index, "en")) == english


def test_bounds_name_what_both_count_at_the_second_only():
    def ends(unit, *bounds):
        low, high = (amount(each, figure(unit), "ru") for each in bounds)
        return [plain(each) for each in units.span(low, high, "ru")]

    assert ends("orders", 21, 22) == ["21", "22 заказов"]
    assert ends("seconds", 1_800, 9_000) == ["30 минут", "2,5 часа"]
    assert ends("share", 0.1, 0.215) == ["10", "21,5 %"]


@pytest.mark.parametrize(
    ("number", "what", "russian", "english"),
    [
        (1, "technician_days", "1 человеко-день", "1 technician-day"),
        (2, "technician_days", "2 человеко-дня", "2 technician-days"),
        (11, "technician_days", "11 человеко-дней", "11 technician-days"),
        (21, "ratings", "21 оценка", "21 ratings"),
        (3, "lines", "3 строки заказов", "3 order lines"),
        (1_240, "customers", "1 240 клиентов", "1,240 customers"),
        (3_600, "available_seconds", "1 час по графику", "1 available hour"),
        (7_200, "available_seconds", "2 часа по графику", "2 available hours"),
        (9_000, "available_seconds", "2,5 часа по графику", "2.5 available hours"),
        (4_464_000, "available_seconds", "1 240 часов по графику", "1,240 available hours"),
        (0, "available_seconds", "0 часов по графику", "0 available hours"),
    ],
)
def test_what_a_figure_is_of_agrees_with_its_number(number, what, russian, english):
    assert plain(counts.amount(number, what, "ru")) == russian
    assert plain(counts.amount(number, what, "en")) == english


def test_hours_that_are_not_enough_never_look_like_enough():
    assert counts.bare(80 * 3600 - 1, "available_seconds", "ru") == "79,9"


def test_whatever_a_kpi_counts_has_its_noun():
    assert counts.NOUNS.keys() == {*get_args(Counts), "observations"}
