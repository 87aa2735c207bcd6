"""How old what is open now is, from counts by local day."""

from collections.abc import Mapping
from datetime import date
from math import ceil


def quantile(days: Mapping[date, int], today: date, share: float) -> int | None:
    """Give the age in days of rank ceil(share * count), the youngest first; None without any.

    What is dated later than today is as old as today.
    """
    rank = max(1, ceil(share * sum(days.values())))
    for day in sorted(days, reverse=True):
        rank -= days[day]
        if rank <= 0:
            return max(0, (today - day).days)
    return None
