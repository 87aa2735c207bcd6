"""Many figures at once: how not to cry wolf.

Twenty unchanged figures, each judged at 5 %, show at least one "change" on 64 % of pages.
"""

from collections.abc import Sequence


def adjusted(ps: Sequence[float]) -> tuple[float, ...]:
    """Give the p-values of Benjamini and Hochberg, in the order of the given ones.

    Calling a change every figure whose adjusted p is at most 0.05 makes at most 5 % of such calls
    false on average.
    Source: https://doi.org/10.1111/j.2517-6161.1995.tb02031.x
    """
    smallest = 1.0
    result = [1.0] * len(ps)
    for rank, place in reversed(list(enumerate(sorted(range(len(ps)), key=ps.__getitem__), 1))):
        smallest = min(smallest, ps[place] * len(ps) / rank)
        result[place] = smallest
    return tuple(result)
