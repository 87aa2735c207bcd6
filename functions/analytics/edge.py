"""The room's routes stand on this one Api."""

import re
from datetime import date
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator

from shared.http import Api

api = Api("analytics")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# What is compared lies up to two years away, and a day at the ends of the calendar has no midnight
# in another time zone.
YEARS: Final = range(2000, 2200)


def _read_day(value: object) -> object:
    # pydantic takes numbers and times at midnight for days as well.
    if not isinstance(value, date) and not (isinstance(value, str) and _DAY.fullmatch(value)):
        msg = "must be a day like 2026-11-22"
        raise ValueError(msg)
    return value


def _in_reach(day: date) -> date:
    if day.year not in YEARS:
        msg = f"must lie in {YEARS.start}..{YEARS.stop - 1}"
        raise ValueError(msg)
    return day


LocalDay = Annotated[date, BeforeValidator(_read_day), AfterValidator(_in_reach)]
