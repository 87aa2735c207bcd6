"""Periods of made-up days for tests."""

from datetime import date

import numpy as np

from analytics.patterns.measure import Side
from analytics.tally import Tally, bin_of

MONDAY = date(2026, 6, 1)
WEEK = np.array([1.2, 1.1, 1.0, 1.0, 1.1, 0.5, 0.2])


def counted(total, days=30, begins=MONDAY):
    """Spread a count evenly over days."""
    whole, rest = divmod(total, days)
    return Side([Tally(whole + (n < rest), whole + (n < rest)) for n in range(days)], begins)


def shared(successes, count, days=30, begins=MONDAY):
    """Put a share into days, nearly the same every day."""
    cuts = [n * count // days for n in range(days + 1)]
    done = [cut * successes // count for cut in cuts] if count else [0] * (days + 1)
    tallies = [Tally(cuts[n + 1] - cuts[n], done[n + 1] - done[n]) for n in range(days)]
    return Side(tallies, begins)


def valued(values_by_day, begins=MONDAY):
    """Make days of measured values."""
    return Side([_day(values) for values in values_by_day], begins)


def chance(generator, kind, *, days=28, level=12.0, gamma=6.0):
    """Make unchanged days as they come: weekdays differ, and days by more than chance."""
    rates = level * WEEK[np.arange(days) % 7] * generator.gamma(gamma, 1 / gamma, days)
    counts = generator.poisson(rates)
    if kind == "count":
        return Side([Tally(int(n), int(n)) for n in counts], MONDAY)
    if kind == "share":
        done = generator.binomial(counts, generator.beta(24, 6, days))
        return Side([Tally(int(n), int(k)) for n, k in zip(counts, done, strict=True)], MONDAY)
    moods = zip(generator.normal(8.0, 0.2, days), counts, strict=True)
    return valued([np.exp(generator.normal(mood, 0.6, n)).astype(int) for mood, n in moods])


def _day(values):
    bins: dict[int, int] = {}
    for value in values:
        bins[bin_of(value)] = bins.get(bin_of(value), 0) + 1
    return Tally(len(values), int(sum(values)), 0, 0, bins)
