"""Totals per working day: what holidays do to a month is not what its people did.

At a flat daily rate May 2019 looks 18 % worse than April in Russia: 18 working days against 22.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

IsWorking = Callable[[date], bool]
DIFFERS: Final = 0.02
"""A difference of working days per day below this explains nothing worth saying."""


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Working days of both periods, and totals per working day; None where there is none."""

    now: int
    base: int
    rate: float | None
    base_rate: float | None

    @property
    def relative(self) -> float | None:
        """The change per working day as a share; None without a rate above 0 to start from."""
        if self.rate is None or self.base_rate is None or self.base_rate <= 0:
            return None
        return self.rate / self.base_rate - 1


def working_days(days: Iterable[date], is_working: IsWorking) -> int:
    """Count the working days among whole days."""
    return sum(1 for day in days if is_working(day))


def per_working_day(now: tuple[float, int], base: tuple[float, int]) -> WorkingDays:
    """Divide both totals, each as (total of whole days, their working days)."""
    return WorkingDays(now[1], base[1], _rate(*now), _rate(*base))


def holidays_differ(now: tuple[int, int], base: tuple[int, int]) -> bool:
    """Say whether the shares of working days, each as (working, all), differ enough to tell."""
    if not now[1] or not base[1]:
        return False
    return abs(now[0] / now[1] - base[0] / base[1]) > DIFFERS


def _rate(total: float, days: int) -> float | None:
    return total / days if days else None
