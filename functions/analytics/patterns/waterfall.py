"""What made the change: how much each slice adds to it. The parts add up to the change exactly."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

MOST: Final = 12
"""More bars than this are not read; the small ones are put together."""
NONE: Final = Fraction(0)


@dataclass(frozen=True, slots=True)
class Part:
    """What a slice adds to the change.

    `mix` is by its share of all growing or shrinking, `rate` by its own figure changing; a sum has
    no mix. The one without a name is the others: `slices` of them together.
    """

    name: str | None
    mix: Fraction
    rate: Fraction
    slices: int = 1

    @property
    def total(self) -> Fraction:
        """Both effects together."""
        return self.mix + self.rate


@dataclass(frozen=True, slots=True)
class Waterfall:
    """From the base to the value by parts, the largest first and the others last."""

    base: Fraction
    value: Fraction
    parts: tuple[Part, ...]


def of_sums(now: Mapping[str, int], base: Mapping[str, int], most: int = MOST) -> Waterfall:
    """Split the change of a sum or a count: each slice adds its own difference."""
    names = sorted(now.keys() | base.keys())
    parts = [Part(name, NONE, Fraction(now.get(name, 0) - base.get(name, 0))) for name in names]
    return Waterfall(
        Fraction(sum(base.values())), Fraction(sum(now.values())), _folded(parts, most)
    )


def of_ratios(
    now: Mapping[str, tuple[int, int]], base: Mapping[str, tuple[int, int]], most: int = MOST
) -> Waterfall | None:
    """Split the change of a share or a mean; slices are (total, n). None without any n on a side.

    With w for a slice's share of n, r for its own figure and R for that of all, each change is
    rate = Δr · mean of w, and mix = Δw · (mean of r - mean of R): a slice that grows adds by being
    better than all, not by being large. A slice that is new or gone has no rate of its own to
    change, so all it adds is mix.
    Source: the midpoint form of Kitagawa 1955, https://doi.org/10.2307/2281213
    """
    n, n_base = sum(each[1] for each in now.values()), sum(each[1] for each in base.values())
    if n <= 0 or n_base <= 0:
        return None
    value = Fraction(sum(each[0] for each in now.values()), n)
    start = Fraction(sum(each[0] for each in base.values()), n_base)
    middle = (value + start) / 2
    parts = []
    for name in sorted(now.keys() | base.keys()):
        one, two = now.get(name, (0, 0)), base.get(name, (0, 0))
        shift = Fraction(one[1], n) - Fraction(two[1], n_base)
        mix = shift * (_own(one, two) - middle)
        change = Fraction(one[0], n) - Fraction(two[0], n_base) - shift * middle
        parts.append(Part(name, mix, change - mix))
    return Waterfall(start, value, _folded(parts, most))


def _own(one: tuple[int, int], two: tuple[int, int]) -> Fraction:
    """Give the mean of a slice's own figures, or the one there is."""
    figures = [Fraction(total, n) for total, n in (one, two) if n]
    return sum(figures, NONE) / len(figures) if figures else NONE


def _folded(parts: Iterable[Part], most: int) -> tuple[Part, ...]:
    """Put the smallest together, so that at most `most` and the others remain."""
    ordered = sorted(parts, key=lambda part: (-abs(part.total), part.name or ""))
    rest = ordered[most:]
    if len(rest) <= 1:
        return tuple(ordered)
    others = Part(
        None,
        sum((part.mix for part in rest), NONE),
        sum((part.rate for part in rest), NONE),
        len(rest),
    )
    return (*ordered[:most], others)
