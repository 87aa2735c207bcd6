"""Who comes again: customers by the month of their first order, new and returning ones.

Months are numbers that count on: year * 12 + month - 1. An order is a pair of its customer's code
and its month; a negative code stands for no customer and takes no part.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

TRAILING: Final = 12
NEEDED: Final = 5
"""Fewer customers than this make no share worth a percent sign."""


@dataclass(frozen=True, slots=True)
class Cohort:
    """Customers whose first order came in a month; `active[k]` of them ordered k months later.

    There are as many `active` as months have passed: what is not over is not told as nobody.
    """

    month: int
    size: int
    active: tuple[int, ...]

    @property
    def shares(self) -> tuple[float, ...] | None:
        """The same as shares of the cohort; None when it is too small for shares."""
        return tuple(each / self.size for each in self.active) if self.size >= NEEDED else None


@dataclass(frozen=True, slots=True)
class Month:
    """Customers who ordered in a month: for the first time ever, or again."""

    month: int
    new: int
    returning: int


@dataclass(frozen=True, slots=True)
class RepeatRate:
    """Customers with two orders or more among those with any, over twelve months to `month`."""

    month: int
    repeated: int
    customers: int

    @property
    def share(self) -> float | None:
        """The rate; None without customers."""
        return self.repeated / self.customers if self.customers else None


@dataclass(frozen=True, slots=True)
class Returned:
    """Of `of` customers of some cohorts `came` ordered again `after` months later."""

    after: int
    came: int
    of: int


def returned(cohorts: Sequence[tuple[int, Sequence[int]]], after: int) -> Returned:
    """Add up who came again so many months later; cohorts for which these are not over don't count.

    Args:
        cohorts: the size of each, and how many of it ordered k months later.
        after: how many months later.
    """
    known = [(size, active[after]) for size, active in cohorts if len(active) > after]
    return Returned(after, sum(came for _, came in known), sum(size for size, _ in known))


def cohorts(
    customers: Sequence[int] | Ints, months: Sequence[int] | Ints, until: int
) -> tuple[Cohort, ...]:
    """Group customers by the month of their first order, and follow them through month `until`.

    `until` is the last complete month; later orders take no part. A customer of before the records
    began is taken for new in the month of the first recorded order.
    """
    codes, at, first = _orders(customers, months, until)
    who, when = _once(codes, at)
    began, later = first[who], when - first[who]
    found = []
    for month in np.unique(began):
        active = np.bincount(later[began == month], minlength=until - int(month) + 1)
        found.append(Cohort(int(month), int(active[0]), tuple(active.tolist())))
    return tuple(found)


def new_and_returning(
    customers: Sequence[int] | Ints, months: Sequence[int] | Ints, until: int
) -> tuple[Month, ...]:
    """Count new and returning customers of every month from the first order to `until`."""
    codes, at, first = _orders(customers, months, until)
    if not codes.size:
        return ()
    begin = int(at.min())
    who, when = _once(codes, at)
    is_new = when == first[who]
    length = until - begin + 1
    new = np.bincount(when[is_new] - begin, minlength=length)
    again = np.bincount(when[~is_new] - begin, minlength=length)
    return tuple(Month(begin + n, int(new[n]), int(again[n])) for n in range(length))


def repeat_rate(
    customers: Sequence[int] | Ints, months: Sequence[int] | Ints, until: int
) -> RepeatRate:
    """Tell how many of the customers of the twelve months to `until` ordered at least twice."""
    codes, at, _ = _orders(customers, months, until)
    orders = np.bincount(codes[at > until - TRAILING])
    return RepeatRate(until, int((orders >= 2).sum()), int((orders >= 1).sum()))  # noqa: PLR2004 - twice


def _orders(
    customers: Sequence[int] | Ints, months: Sequence[int] | Ints, until: int
) -> tuple[Ints, Ints, Ints]:
    """Give orders as dense codes of customers and months, and each customer's first month."""
    given, at = np.asarray(customers, dtype=np.int64), np.asarray(months, dtype=np.int64)
    taken = (given >= 0) & (at <= until)
    at = at[taken]
    known, codes = np.unique(given[taken], return_inverse=True)
    first = np.full(known.size, until, dtype=np.int64)
    np.minimum.at(first, codes, at)
    return codes.astype(np.int64), at, first


def _once(codes: Ints, at: Ints) -> tuple[Ints, Ints]:
    """Give every customer's months of orders, each month once."""
    begin = int(at.min()) if at.size else 0
    span = int(at.max()) - begin + 1 if at.size else 1
    # One number for both sorts ten times faster than pairs do.
    keys = np.unique(codes * span + (at - begin))
    return keys // span, keys % span + begin
