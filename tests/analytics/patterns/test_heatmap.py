"""Peaks and troughs of the week."""

import numpy as np
import pytest

from analytics.patterns.heatmap import HeatMap, heatmap
from analytics.patterns.intervals import Spread
from analytics.patterns.too_few import TooFew

WEEKS = 26


def open_hours(weekdays=6):
    hours = np.zeros((7, 24))
    hours[:weekdays, 9:18] = WEEKS
    return hours


def found_in(counts, hours, *args):
    found = heatmap(counts, hours, *args)
    assert isinstance(found, HeatMap)
    return found


def test_a_peak_on_tuesday_morning_and_a_quiet_sunday_are_told():
    hours = open_hours(7)
    means = hours * 2.0
    means[1, 10:12] *= 1.8
    means[6] *= 0.4

    found = found_in(np.random.default_rng(1).poisson(means), hours)

    assert (found.peak.weekday, found.peak.first, found.peak.last) == (1, 10, 12)
    assert found.peak.low > 1.4
    assert found.peak.times == pytest.approx(2.0, abs=0.25)
    assert (found.trough.weekday, found.trough.whole_day) == (6, True)
    assert found.trough.high < 0.6


def test_hours_that_are_open_half_as_often_are_no_quiet_ones():
    hours = open_hours()
    hours[5] = np.where(hours[5] > 0, WEEKS / 2, 0)

    found = found_in(hours * 3, hours)

    assert found.peak is found.trough is None
    assert found.times[5][10] == found.times[0][10] == 1.0
    assert found.per_hour == 3


def test_what_came_while_closed_takes_no_part():
    counts = open_hours() * 2
    counts[6, 3] = 500

    found = found_in(counts, open_hours())

    assert found.times[6][3] is None
    assert found.peak is None


@pytest.mark.parametrize("mean", [0.2, 3.0])
def test_even_hours_seldom_have_a_peak_or_a_trough(mean):
    rng, hours = np.random.default_rng(2), open_hours()

    found = [found_in(rng.poisson(hours * mean), hours) for _ in range(100)]

    assert np.mean([bool(each.peak or each.trough) for each in found]) <= 0.08


def test_restless_days_need_a_higher_peak():
    hours = open_hours()
    counts = hours * 2
    counts[1, 10:12] *= 1.5

    assert found_in(counts, hours).peak is not None
    assert found_in(counts, hours, Spread(6.0, 150)).peak is None


def test_a_hundred_orders_within_open_hours_are_needed():
    counts = np.zeros((7, 24))
    counts[0, 10], counts[6, 10] = 99, 50

    assert heatmap(counts, open_hours()) == TooFew(100, 99, "counted")
