"""Whatever comes in, patterns answer: with figures or with too few, never with an error or NaN."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.patterns.anomaly import Band, anomalies
from analytics.patterns.change_points import change_points
from analytics.patterns.forecast import Forecast, forecast
from analytics.patterns.index import Index, weekday_index
from analytics.patterns.season import Season, season
from analytics.patterns.too_few import TooFew
from analytics.patterns.trend import Trend, trend

numbers = st.one_of(st.integers(0, 3), st.integers(0, 5000), st.just(float("nan")))
repeated = st.builds(
    lambda some, times: some * times,
    st.lists(numbers, min_size=3, max_size=9),
    st.integers(9, 20),
)
series = st.one_of(
    st.lists(numbers, max_size=40), st.lists(numbers, min_size=60, max_size=90), repeated
)


def trended(values):
    found = trend(values)
    return (found.change, found.slope.low, found.test.p) if isinstance(found, Trend) else found


def seasoned(values):
    found = season(values)
    return (found.trend_strength, *found.parts.expected) if isinstance(found, Season) else found


def changed(values):
    found = change_points(values)
    if isinstance(found, TooFew):
        return found
    return [number for each in found.points for number in (each.at, each.before, each.after)]


def banded(values):
    found = anomalies(values)
    return (*found.low, *found.expected, *found.high) if isinstance(found, Band) else found


def foretold(values):
    found = forecast(values, 7)
    return (*found.low, *found.expected, found.mase) if isinstance(found, Forecast) else found


def indexed(values):
    found = weekday_index(values, [n % 7 for n in range(len(values))])
    if not isinstance(found, Index):
        return found
    return [number for each in found.buckets for number in (each.low, each.index, each.high)]


@pytest.mark.parametrize("told", [trended, seasoned, changed, banded, foretold, indexed])
@settings(max_examples=25)
@given(values=series)
def test_every_series_has_an_answer_in_numbers(told, values):
    answer = told(values)

    if isinstance(answer, TooFew):
        assert answer.have < answer.needed
    else:
        assert np.isfinite(answer).all()
