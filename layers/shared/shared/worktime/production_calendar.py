"""Days off and working weekends of the Russian production calendar. Pure.

The government moves days off from year to year. The years whose decree is known lie as data in
`russian_days.py`; for others the days that the Labour Code itself names are off.
Source: Labour Code of the Russian Federation, article 112.
"""

from datetime import date
from typing import Final

from shared.worktime.russian_days import DAYS_OFF, WORKING_WEEKENDS

KNOWN_UNTIL: Final = max(DAYS_OFF)
"""The last year whose decree is known."""

BY_LAW: Final = frozenset(
    {"0101", "0102", "0103", "0104", "0105", "0106", "0107", "0108"}
    | {"0223", "0308", "0501", "0509", "0612", "1104"}
)


def is_day_off(day: date) -> bool:
    """Tell whether nobody works on a day although its weekday may be a working one."""
    return _short(day) in DAYS_OFF.get(day.year, BY_LAW)


def is_working_weekend(day: date) -> bool:
    """Tell whether a Saturday or Sunday was made a working day."""
    return _short(day) in WORKING_WEEKENDS.get(day.year, frozenset())


def _short(day: date) -> str:
    return f"{day.month:02}{day.day:02}"
