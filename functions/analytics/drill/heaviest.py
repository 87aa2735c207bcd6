"""A page of rows, those that add most to the total first.

Every month is looked at for each page, one after another, and of each no more rows are kept than
a page holds. What adds the same follows as the orders began.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from analytics.drill.found import Behind, Found
from analytics.frame import Ints


@dataclass(frozen=True)
class Mark:
    """Where a page ended, and in which versions of months the list began."""

    weight: int
    month: str
    number: int
    versions: Mapping[str, str]


Weighed: TypeAlias = tuple[int, str, int, Behind]
"""A row behind its lightness, month and number: sorted, the heaviest comes first."""


def heaviest(
    versions: Mapping[str, str],
    found: Callable[[str], Found],
    *,
    limit: int,
    after: Mark | None,
) -> tuple[list[Behind], Mark | None]:
    """Give the heaviest rows behind a mark, and the next mark if there are more.

    `found` looks at a month of those in `versions`, and is asked for one at a time.
    """
    best: list[Weighed] = []
    for month in sorted(versions):
        # No two have one month and number, so what is behind them is never compared.
        best = sorted([*best, *_of_month(month, found(month), limit + 1, after)])[: limit + 1]
    rows = [behind for *_, behind in best[:limit]]
    if len(best) <= limit:
        return rows, None
    lightness, month, number, _ = best[limit - 1]
    return rows, Mark(-lightness, month, number, versions)


def _of_month(month: str, found: Found, count: int, after: Mark | None) -> list[Weighed]:
    weights = found.weights
    return [
        (-int(weights[number]), month, number, found.behind(number))
        for number in _first(weights, month, count, after)
    ]


def _first(weights: Ints, month: str, count: int, after: Mark | None) -> list[int]:
    """Give the numbers of a month's heaviest rows behind a mark."""
    import numpy as np

    numbers = np.arange(len(weights))
    if after is not None:
        behind = weights < after.weight
        if month >= after.month:
            start = after.number + 1 if month == after.month else 0
            behind |= (weights == after.weight) & (numbers >= start)
        numbers = numbers[behind]
    order = np.argsort(-weights[numbers], kind="stable")[:count]
    chosen: list[int] = numbers[order].tolist()
    return chosen
