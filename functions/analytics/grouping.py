"""Exact sums and bins by group over whole columns. numpy and pyarrow are loaded on first use."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from analytics.frame import Floats, Ints
from analytics.tally import LOG_GAMMA, ZERO, bin_of

EXACT: Final = 2.0**52
"""Whole numbers whose sums stay below this are added exactly as floating-point numbers."""
WHOLE: Final = 2.0**62
"""And below this as integers of 64 bits; above, Python's own numbers are added."""
LARGEST: Final = 10**15
"""Amounts of money go up to this; what is larger lies in the last bin."""


@dataclass(frozen=True)
class Addends:
    """Values to be added up by many keys; what they come to at most is reckoned once.

    Without values there is nothing to add; `is_count` says that all of them are 1. Values whose
    sums stay exact as floating-point numbers are kept as such: so they are added fastest.
    """

    values: "Ints | Floats | None"
    bound: float = 0
    is_count: bool = False

    @classmethod
    def of(cls, values: Ints) -> "Addends":
        """Take values of 64 bits."""
        import numpy as np

        if values.size and (values == 1).all():
            return cls(values, float(values.size), is_count=True)
        floats = values.astype(float)
        bound = float(np.abs(floats).sum())
        return cls(floats if bound < EXACT else values, bound)

    @classmethod
    def of_squares(cls, values: Ints, signs: "Ints | None" = None) -> "Addends":
        """Take the squares of values, each with its sign."""
        floats = values.astype(float) ** 2
        bound = float(floats.sum())
        if bound < EXACT:
            return cls(floats if signs is None else floats * signs, bound)
        whole = values if bound < WHOLE else values.astype(object)
        squares = whole * whole
        return cls(squares if signs is None else squares * signs, bound)

    def by(self, keys: Ints, counts: Ints) -> Ints:
        """Add them up by their keys, of which `counts` tells how often each comes."""
        import numpy as np

        if self.values is None or not self.bound:
            return np.zeros(len(counts), np.int64)
        if self.is_count:
            return counts
        if self.bound < EXACT:
            return np.bincount(keys, weights=self.values, minlength=len(counts)).astype(np.int64)
        type_ = np.int64 if self.bound < WHOLE else object
        sums: Ints = np.zeros(len(counts), type_)
        np.add.at(sums, keys, self.values.astype(type_))
        return sums


NONE: Final = Addends(None)


def added(keys: Ints, values: Ints, size: int) -> list[int]:
    """Add up the values by their keys, which are below `size`."""
    import numpy as np

    told: list[int] = Addends.of(values).by(keys, np.bincount(keys, minlength=size)).tolist()
    return told


def bins_of(values: Ints) -> Ints:
    """Give the bin of each value, as `bin_of` does."""
    import numpy as np

    ends, befores = _borders()
    kept = np.maximum(values, 1)
    # The logarithm is right but for rounding: the borders decide. To search them takes far longer.
    guess = np.ceil(np.log(kept) / LOG_GAMMA).astype(np.int64)
    guess = np.minimum(guess, len(ends) - 1)
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


def bins_by(keys: Ints, bins: Ints) -> dict[int, str]:
    """Write for each key its bins with how often they come: number,count,number,count,...

    As text at once: as Python's own numbers they would take ten times the memory, and longer.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    if not keys.size:
        return {}
    low, width = int(bins.min()), int(bins.max() - bins.min()) + 1
    both, counts = _counted(keys * width + (bins - low))
    owners, numbers = both // width, both % width + low
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    flat = pa.array(np.column_stack((numbers, counts)).ravel()).cast(pa.string())
    borders = np.append(2 * starts, len(flat))
    texts = pc.binary_join(pa.ListArray.from_arrays(borders, flat), ",")
    return dict(zip(owners[starts].tolist(), texts.to_pylist(), strict=True))


def bins_changed(keys: Ints, bins: Ints, signs: Ints) -> dict[int, list[int]]:
    """Give for each key the bins whose counts change: number, change, number, change..."""
    import numpy as np

    if not keys.size:
        return {}
    low, width = int(bins.min()), int(bins.max() - bins.min()) + 1
    both, places = np.unique(keys * width + (bins - low), return_inverse=True)
    changes = np.bincount(places, weights=signs).astype(np.int64)
    changed = np.flatnonzero(changes)
    found: dict[int, list[int]] = {}
    for each, change in zip(both[changed].tolist(), changes[changed].tolist(), strict=True):
        found.setdefault(each // width, []).extend((each % width + low, change))
    return found


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
