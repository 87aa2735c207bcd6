"""The scale on which a series is taken apart: counts vary the more the larger they are."""

from typing import Literal

import numpy as np

from analytics.patterns.series import Floats

Scale = Literal["plain", "root", "log"]

LARGE = 10
"""From so many a day on seasons multiply (logarithm); below chance rules (square root)."""


def scale_of(values: Floats) -> Scale:
    """Choose the scale for counts or amounts; figures below zero stay as they are."""
    known = values[np.isfinite(values)]
    if not known.size or float(known.min()) < 0:
        return "plain"
    return "log" if float(np.median(known)) >= LARGE else "root"


def onto(values: Floats, scale: Scale) -> Floats:
    """Bring figures onto the scale."""
    if scale == "plain":
        return values
    return np.log1p(values) if scale == "log" else np.sqrt(values)


def back(values: Floats, scale: Scale) -> Floats:
    """Bring them back to their own unit."""
    if scale == "plain":
        return values
    return np.expm1(values) if scale == "log" else np.maximum(values, 0.0) ** 2
