"""Series made by chance, always the same: what false alarms and power are counted on."""

import numpy as np

WARM_UP = 50


def ar1(rng, n, phi=0.0):
    """Numbers of variance 1 each of which resembles the one before."""
    shocks = rng.normal(size=n + WARM_UP) * np.sqrt(1 - phi**2)
    values = np.empty(n + WARM_UP)
    values[0] = rng.normal()
    for at in range(1, n + WARM_UP):
        values[at] = phi * values[at - 1] + shocks[at]
    return values[WARM_UP:]


def weekly(n, amplitude=1.0):
    """A week that repeats itself: busy on Tuesday, quiet on Sunday."""
    week = np.array([0.4, 1.0, 0.5, 0.3, 0.2, -0.9, -1.5]) * amplitude
    return np.resize(week, n)


def counts(rng, means, dispersion=0.0):
    """Counts with these means; the variance is mean + dispersion * mean squared."""
    means = np.asarray(means, dtype=float)
    if dispersion:
        means = rng.gamma(1 / dispersion, means * dispersion)
    return rng.poisson(means).astype(float)
