"""Hourly figures of an integration: how many attempts, how they went, how long they took. Pure.

Success rate: delivered attempts of all attempts. A percentile is the upper end of the bin that
holds it (nearest rank), so it is at most the bin's width too high; without data it is None.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from math import ceil
from typing import Final

BINS_MS: Final = (
    5, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1_000, 1_500, 2_000, 3_000, 5_000,
    7_000, 10_000, 15_000, 20_000, 30_000, 60_000,
)  # fmt: skip
"""Upper ends; no attempt takes longer than the last."""
HOUR: Final = timedelta(hours=1)
MOST_HOURS: Final = 720
SETTLED: Final = timedelta(minutes=5)
"""After an hour's end: every attempt that began in it has ended and is written."""


@dataclass(frozen=True)
class Point:
    """One attempt, as far as the figures need it."""

    duration_ms: int
    delivered: bool


@dataclass(frozen=True)
class Figures:
    """The attempts of a while; `bins` holds how many fell into each of BINS_MS."""

    attempts: int = 0
    delivered: int = 0
    bins: tuple[int, ...] = (0,) * len(BINS_MS)

    @property
    def success_rate(self) -> float | None:
        """Give the share of attempts that delivered."""
        return round(self.delivered / self.attempts, 4) if self.attempts else None

    def percentile_ms(self, percent: int) -> int | None:
        """Give the upper end of the bin that holds a percentile."""
        if not self.attempts:
            return None
        rank = ceil(self.attempts * percent / 100)
        return BINS_MS[bisect_left(list(accumulate(self.bins)), rank)]


@dataclass(frozen=True)
class Hour:
    """The figures of the hour that begins at a moment."""

    at: datetime
    figures: Figures


def hour_of(moment: datetime) -> datetime:
    """Give the beginning of the hour in which a moment lies."""
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def last_hours(now: datetime, count: int) -> list[datetime]:
    """Give the beginnings of the last hours, oldest first, the present one included."""
    present = hour_of(now)
    return [present - back * HOUR for back in reversed(range(count))]


def counted(points: Iterable[Point]) -> Figures:
    """Count attempts."""
    bins, attempts, delivered = [0] * len(BINS_MS), 0, 0
    for point in points:
        bins[min(bisect_left(BINS_MS, point.duration_ms), len(BINS_MS) - 1)] += 1
        attempts += 1
        delivered += point.delivered
    return Figures(attempts, delivered, tuple(bins))


def summed(parts: Iterable[Figures]) -> Figures:
    """Add figures up."""
    whole = Figures()
    for each in parts:
        bins = tuple(map(sum, zip(whole.bins, each.bins, strict=True)))
        whole = Figures(whole.attempts + each.attempts, whole.delivered + each.delivered, bins)
    return whole
