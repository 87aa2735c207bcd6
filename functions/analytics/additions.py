"""What changed rows add to a part of a page: numbers that are put on those that stand there.

A part with an addition put on it is, byte for byte, the part that the rows themselves come to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Final, Protocol, TypeAlias

from analytics.coding import Coded, packed, unpacked

Counts: TypeAlias = "dict[str, Counts | int]"
"""Counts in tables in tables; none of them is 0, and no table is empty."""
LANES: Final = 2
LANE: Final = 8
"""Bytes of one."""
_BINS: Final = 4
"""Where the bins of a tally stand."""
_SIGNED: Final = 1
"""The total, the one number of a tally that may be below zero."""


class AstrayError(Exception):
    """What stands on a page can't come of the rows it was computed from."""


class Addition(Protocol):
    """What is put on a part."""

    def to(self, part: bytes) -> bytes:
        """Put it on a part, no bytes for an empty one; AstrayError."""
        ...


@dataclass(frozen=True)
class AddedTallies:
    """By slice and KPI, how its tally changes."""

    slices: Mapping[str, Mapping[str, Coded]]

    def to(self, part: bytes) -> bytes:
        """Put the tallies on those that are there."""
        content = unpacked(part) if part else {}
        for value, changes in self.slices.items():
            tallies = content.get(value, {})
            for kpi, change in changes.items():
                tallies[kpi] = _tally(tallies.get(kpi, ()), change)
            content[value] = {kpi: tally for kpi, tally in tallies.items() if tally}
        return packed({value: tallies for value, tallies in content.items() if tallies})


@dataclass(frozen=True)
class AddedCounts:
    """Changes in tables of counts; `may_fall` says that what stands there may be below zero."""

    counts: Counts
    may_fall: bool = False

    def to(self, part: bytes) -> bytes:
        """Put the counts on those that are there."""
        known = unpacked(part) if part else {}
        return packed(_counts(known, self.counts, may_fall=self.may_fall))


@dataclass(frozen=True)
class AddedNames:
    """How the sum changes that names what lies on a day: as many numbers as LANES."""

    sums: tuple[int, ...]

    def to(self, part: bytes) -> bytes:
        """Put the sums on those that are there."""
        known = [
            int.from_bytes(part[place : place + LANE], "little")
            for place in range(0, LANE * LANES, LANE)
        ]
        sums = [(a + b) % 2 ** (8 * LANE) for a, b in zip(known, self.sums, strict=True)]
        return b"".join(each.to_bytes(LANE, "little") for each in sums) if any(sums) else b""


def _tally(known: Coded, change: Coded) -> list[Any]:
    sums = [a + b for a, b in zip_longest(known[:_BINS], change[:_BINS], fillvalue=0)]
    if any(number < 0 for place, number in enumerate(sums) if place != _SIGNED):
        raise AstrayError(f"{known} and {change}")
    bins = _bins(*(each[_BINS] if len(each) > _BINS else () for each in (known, change)))
    if bins:
        return [*sums, *[0] * (_BINS - len(sums)), bins]
    while sums and not sums[-1]:
        sums.pop()
    return sums


def _bins(known: Sequence[int], change: Sequence[int]) -> list[int]:
    counts = dict(zip(known[::2], known[1::2], strict=True))
    for number, count in zip(change[::2], change[1::2], strict=True):
        counts[number] = counts.get(number, 0) + count
        if counts[number] < 0:
            raise AstrayError(f"{counts[number]} in bin {number}")
    return [
        told for number in sorted(counts) if counts[number] for told in (number, counts[number])
    ]


def _counts(known: Any, change: Any, *, may_fall: bool) -> Any:  # noqa: ANN401 - tables or numbers
    if isinstance(change, int):
        count = (known or 0) + change
        if count < 0 and not may_fall:
            raise AstrayError(f"{known} and {change}")
        return count
    there = known or {}
    merged = {key: _counts(there.get(key), each, may_fall=may_fall) for key, each in change.items()}
    return {key: each for key, each in {**there, **merged}.items() if each}
