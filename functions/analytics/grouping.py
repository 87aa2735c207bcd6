"""Exact sums by group over whole columns. Needs numpy, which is loaded on first use."""

from functools import cache
from itertools import pairwise
from typing import Final

from analytics.frame import Ints
from analytics.tally import LOG_GAMMA, ZERO, bin_of

EXACT: Final = 2.0**52
"""Whole numbers whose sums stay below this are added exactly as floating-point numbers."""
WHOLE: Final = 2.0**62
"""And below this as integers of 64 bits; above, Python's own numbers are added."""
LARGEST: Final = 10**15
"""Amounts of money go up to this; what is larger lies in the last bin."""


def added(keys: Ints, values: Ints, size: int) -> list[int]:
    """Add up the values by their keys, which are below `size`."""
    return _sums(keys, values, size, float(abs(values.astype(float)).sum()))


def squared(keys: Ints, values: Ints, size: int) -> list[int]:
    """Add up the squares of the values by their keys."""
    bound = float((values.astype(float) ** 2).sum())
    if bound < WHOLE:
        return _sums(keys, values * values, size, bound)
    large = values.astype(object)
    return _sums(keys, large * large, size, bound)


def bins_of(values: Ints) -> Ints:
    """Give the bin of each value, as `bin_of` does."""
    import numpy as np

    ends, befores = _borders()
    kept = np.clip(values, 1, befores[-1] + 1)
    # The logarithm is right but for rounding: the borders decide.
    guess = np.ceil(np.log(kept) / LOG_GAMMA).astype(np.int64).clip(0, len(ends) - 1)
    guess += kept > ends[guess]
    guess -= kept <= befores[guess]
    found: Ints = np.where(values > 0, guess, ZERO)
    return found


def distinct(values: Ints) -> Ints:
    """Give the values there are, in order."""
    if not values.size:
        return values
    low = values.min()
    found: Ints = _counted(values - low)[0] + low
    return found


def bins_by(keys: Ints, bins: Ints) -> dict[int, tuple[int, ...]]:
    """Give for each key its bins with how often they come: number, count, number, count, ..."""
    import numpy as np

    if not keys.size:
        return {}
    low, width = int(bins.min()), int(bins.max() - bins.min()) + 1
    both, counts = _counted(keys * width + (bins - low))
    owners, numbers = both // width, both % width + low
    flat = np.column_stack((numbers, counts)).ravel()
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    borders = [*(2 * starts).tolist(), len(flat)]
    spans = zip(owners[starts].tolist(), pairwise(borders), strict=True)
    # Group by group: one list of them all would be gone through by every garbage collection.
    return {key: tuple(flat[start:end].tolist()) for key, (start, end) in spans}


def _counted(keys: Ints) -> tuple[Ints, Ints]:
    """Give the keys there are, in order, and how often each comes."""
    import numpy as np

    highest = int(keys.max())
    # A table of all keys there can be; a mostly empty one takes longer than sorting.
    if highest <= keys.size:
        counts = np.bincount(keys)
        there = np.flatnonzero(counts)
        return there, counts[there]
    narrow = keys.astype(np.int32) if highest < 2**31 else keys
    found, counts = np.unique(narrow, return_counts=True)
    return found.astype(np.int64), counts


def _sums(keys: Ints, values: Ints, size: int, bound: float) -> list[int]:
    import numpy as np

    if bound < EXACT:
        sums = np.bincount(keys, weights=values, minlength=size).astype(np.int64)
    else:
        sums = np.zeros(size, np.int64 if bound < WHOLE else object)
        np.add.at(sums, keys, values if bound < WHOLE else values.astype(object))
    told: list[int] = sums.tolist()
    return told


@cache
def _borders() -> tuple[Ints, Ints]:
    """Give the largest whole number of each bin, and of the bin before it."""
    import numpy as np

    ends = _ends()
    return np.array([*ends, np.iinfo(np.int64).max]), np.array([0, *ends])


def _ends() -> tuple[int, ...]:
    """Give the largest whole number of each bin."""
    ends, low = [], 1
    for number in range(bin_of(LARGEST) + 1):
        # Not by the power of gamma: rounding decides as it does in `bin_of`.
        high = 2 * low + 1
        while high - low > 1:
            middle = (low + high) // 2
            if bin_of(middle) <= number:
                low = middle
            else:
                high = middle
        ends.append(low)
    return tuple(ends)
