"""The days carried as data are those that the package `holidays` gives."""

import re
from datetime import date, timedelta

from holidays import country_holidays

from scripts import russian_days
from shared.worktime.production_calendar import BY_LAW, KNOWN_UNTIL, is_day_off, is_working_weekend
from shared.worktime.russian_days import DAYS_OFF


def days(first_year, last_year):
    day = date(first_year, 1, 1)
    while day.year <= last_year:
        yield day
        day += timedelta(days=1)


def test_every_day_of_the_known_years_is_as_the_package_says():
    russia = country_holidays("RU")

    for day in days(min(DAYS_OFF), KNOWN_UNTIL):
        assert is_day_off(day) == (day in russia), day
        works_on_weekend = day.weekday() > 4 and russia.is_working_day(day)
        assert is_working_weekend(day) == works_on_weekend, day


def test_no_year_whose_decree_the_package_knows_is_missing():
    assert russian_days.last_year() == KNOWN_UNTIL


def test_the_days_named_by_law_are_those_of_a_year_without_a_decree():
    russia = country_holidays("RU")
    year = KNOWN_UNTIL + 3

    assert {f"{day:%m%d}" for day in days(year, year) if day in russia} == BY_LAW


def test_the_script_writes_what_is_there():
    written = re.sub(r'["\s]', "", russian_days.source())

    assert written == re.sub(r'["\s]', "", russian_days.FILE.read_text())
