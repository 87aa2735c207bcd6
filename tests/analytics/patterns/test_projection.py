"""What an unfinished period will come to."""

from datetime import date

import pytest

from analytics.patterns.periods import Stretch
from analytics.patterns.projection import Past, Projection, earlier, project
from analytics.patterns.too_few import TooFew
from analytics.period import Period


def test_the_part_so_far_grows_as_it_usually_does():
    found = project(60, [(50, 100), (40, 100), (60, 100), (50, 100), (50, 100)])

    assert isinstance(found, Projection)
    assert (found.value, found.high, found.periods) == (120, 150, 5)
    assert found.low == pytest.approx(100)


def test_fewer_than_four_past_periods_project_nothing():
    assert project(60, [(50, 100)] * 3) == TooFew(4, 3)
    assert project(60, [(50, 100), (50, 100), (50, 100), (0, 100), (0, 0)]) == TooFew(4, 3)


def test_a_month_is_like_earlier_months():
    found = earlier(Period(date(2026, 3, 1), date(2026, 3, 31)), date(2026, 3, 31), most=2)

    assert found == (
        Past(Period(date(2026, 2, 1), date(2026, 2, 28)), Stretch(date(2026, 2, 1), 28)),
        Past(Period(date(2026, 1, 1), date(2026, 1, 31)), Stretch(date(2026, 1, 1), 30)),
    )


def test_ten_days_are_like_those_of_whole_weeks_before():
    asked = Period(date(2026, 11, 16), date(2026, 11, 25))

    found = earlier(asked, date(2026, 11, 22))

    assert len(found) == 8
    assert found[0] == Past(
        Period(date(2026, 11, 2), date(2026, 11, 11)), Stretch(date(2026, 11, 2), 6)
    )
    assert {each.whole.first.weekday() for each in found} == {asked.first.weekday()}
