"""Days and periods in words."""

from datetime import date
from typing import Final

from analytics.words.numbers import NBSP
from analytics.words.plural import Tongue

DASH: Final = "\u2013"
MONTHS: Final = {
    "ru": (
        "января", "февраля", "марта", "апреля", "мая", "июня",
        "июля", "августа", "сентября", "октября", "ноября", "декабря",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
MONTH_NAMES: Final = {
    "ru": (
        "январь", "февраль", "март", "апрель", "май", "июнь",
        "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
    ),
    "en": MONTHS["en"],
}  # fmt: skip
WEEKDAYS: Final = {
    "ru": ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
ON_WEEKDAYS: Final = {
    "ru": (
        "в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу",
        "в воскресенье",
    ),
    "en": tuple(f"on {day}" for day in WEEKDAYS["en"]),
}  # fmt: skip


def day(when: date, tongue: Tongue, year: int | None = None) -> str:
    """Write a day, with its year unless it is the given one."""
    text = _day(when, tongue)
    return text if when.year == year else text + _year(when.year, tongue)


def days(first: date, last: date, tongue: Tongue, year: int | None = None) -> str:
    """Write a period such as 28 апреля - 3 мая, with its year unless it is the given one."""
    if first == last:
        return day(first, tongue, year)
    if first.year != last.year:
        begins = _day(first, tongue) + (f"{NBSP}{first.year}")
        return f"{begins} {DASH} {_day(last, tongue)}{_year(last.year, tongue)}"
    if first.month == last.month:
        text = f"{first.day}{DASH}{_day(last, tongue)}"
    else:
        text = f"{_day(first, tongue)} {DASH} {_day(last, tongue)}"
    return text if last.year == year else text + _year(last.year, tongue)


def weekday(number: int, tongue: Tongue) -> str:
    """Name a weekday; Monday is 0."""
    return WEEKDAYS[tongue][number]


def on_weekday(number: int, tongue: Tongue) -> str:
    """Say "on Tuesday"; Monday is 0."""
    return ON_WEEKDAYS[tongue][number]


def month(number: int, tongue: Tongue) -> str:
    """Name a month; January is 1."""
    return MONTH_NAMES[tongue][number - 1]


def since_month(when: date, tongue: Tongue) -> str:
    """Write a month with its year, as it stands after "since"."""
    return f"{MONTHS[tongue][when.month - 1]}{_year(when.year, tongue)}"


def clock(hour: int, tongue: Tongue) -> str:
    """Write a whole hour by the clock."""
    return f"{hour}:00" if tongue == "ru" else f"{hour:02}:00"


def _day(when: date, tongue: Tongue) -> str:
    return f"{when.day}{NBSP}{MONTHS[tongue][when.month - 1]}"


def _year(year: int, tongue: Tongue) -> str:
    return f"{NBSP}{year}{NBSP}года" if tongue == "ru" else f"{NBSP}{year}"
