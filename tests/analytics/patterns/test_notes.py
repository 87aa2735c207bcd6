"""What a reader must know beside the numbers."""

from datetime import date

from analytics.patterns.notes import Note, of_maturity, of_pair, of_working_days
from analytics.patterns.periods import pair
from analytics.patterns.working_days import per_working_day
from analytics.period import Period

LATER = date(2030, 1, 1)
MAY = Period(date(2019, 5, 1), date(2019, 5, 31))


def test_remarks_on_the_periods_become_notes_with_their_numbers():
    march = pair(Period(date(2026, 3, 1), date(2026, 3, 31)), "last_month", LATER)
    running = pair(Period(date(2026, 3, 1), date(2026, 3, 31)), "previous", date(2026, 3, 22))

    assert of_pair(march) == (Note("clamped"), Note("days_differ", 31, 28))
    assert of_pair(running) == (Note("incomplete", 0, day=date(2026, 3, 21)),)


def test_holidays_are_named_with_the_change_per_working_day():
    """Russia in 2019: April has 22 working days of 30, May 18 of 31."""
    found = of_working_days(pair(MAY, "last_month", LATER), per_working_day((180, 18), (220, 22)))

    assert found == (Note("holidays", 18, 22, 0.0),)


def test_months_with_like_shares_of_working_days_have_no_note_on_holidays():
    assert of_working_days(pair(MAY, "last_month", LATER), per_working_day((9, 22), (9, 21))) == ()


def test_a_figure_that_is_decided_later_says_until_when():
    chosen = pair(MAY, "previous", LATER)

    assert of_maturity(chosen, date(2019, 6, 15), 30) == (Note("matures", day=date(2019, 6, 30)),)
    assert of_maturity(chosen, date(2019, 7, 1), 30) == ()
    assert of_maturity(pair(MAY, "previous", date(2019, 4, 1)), date(2019, 4, 1), 30) == ()
