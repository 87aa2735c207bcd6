"""What changed rows add to a part of a page: numbers that are put on those that stand there.

A part with an addition put on it is, byte for byte, the part that the rows themselves come to.
"""

import zlib
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeAlias

from analytics.coding import NOTHING, Coded, packed, packed_in_order, unpacked

Counts: TypeAlias = "dict[str, Counts | int]"
"""Counts in tables in tables; none of them is 0, and no table is empty."""
LANES: Final = 2
LANE: Final = 8
"""Bytes of one."""


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
        content = _read(part)
        for value, changes in self.slices.items():
            tallies = content.get(value, {})
            for kpi, change in changes.items():
                tallies[kpi] = _tally(tallies.get(kpi, ()), change)
            content[value] = {kpi: tallies[kpi] for kpi in sorted(tallies) if tallies[kpi]}
        return packed_in_order(
            {value: content[value] for value in sorted(content) if content[value]}
        )


@dataclass(frozen=True)
class AddedCounts:
    """Changes in tables of counts; `may_fall` says that what stands there may be below zero."""

    counts: Counts
    may_fall: bool = False

    def to(self, part: bytes) -> bytes:
        """Put the counts on those that are there."""
        known = _read(part)
        return packed(_counts(known, self.counts, may_fall=self.may_fall))


@dataclass(frozen=True)
class AddedNames:
    """How the sum changes that names what lies on a day: as many numbers as LANES."""

    sums: tuple[int, ...]

    def to(self, part: bytes) -> bytes:
        """Put the sums on those that are there."""
        if len(part) not in {0, LANE * LANES}:
            raise AstrayError(f"a name of {len(part)} bytes")
        known = [
            int.from_bytes(part[place : place + LANE], "little")
            for place in range(0, LANE * LANES, LANE)
        ]
        sums = [(a + b) % 2 ** (8 * LANE) for a, b in zip(known, self.sums, strict=True)]
        return b"".join(each.to_bytes(LANE, "little") for each in sums) if any(sums) else b""


def _read(part: bytes) -> dict[str, Any]:
    try:
        return unpacked(part) if part else {}
    except (zlib.error, ValueError) as error:
        raise AstrayError("a part that can't be read") from error


def _tally(known: Coded, change: Coded) -> list[Any]:
    old, more = ([*each, *NOTHING[len(each) :]] for each in (known, change))
    n, total, pending, squares = (old[place] + more[place] for place in range(4))
    if n < 0 or pending < 0 or squares < 0:
        raise AstrayError(f"{known} and {change}")
    sums = [n, total, pending, squares, _bins(old[4], more[4]) if more[4] else old[4]]
    while sums and not sums[-1]:
        sums.pop()
    return sums


def _bins(known: Sequence[int], change: Sequence[int]) -> list[int]:
    numbers, counts = list(known[::2]), list(known[1::2])
    for number, count in zip(change[::2], change[1::2], strict=True):
        place = bisect_left(numbers, number)
        if place == len(numbers) or numbers[place] != number:
            numbers.insert(place, number)
            counts.insert(place, 0)
        counts[place] += count
        if counts[place] < 0:
            raise AstrayError(f"{counts[place]} in bin {number}")
        if not counts[place]:
            del numbers[place], counts[place]
    return [told for pair in zip(numbers, counts, strict=True) for told in pair]


def _counts(known: Any, change: Any, *, may_fall: bool) -> Any:  # noqa: ANN401 - tables or numbers
    if isinstance(change, int):
        count = (known or 0) + change
        if count < 0 and not may_fall:
            raise AstrayError(f"{known} and {change}")
        return count
    there = known or {}
    merged = {key: _counts(there.get(key), each, may_fall=may_fall) for key, each in change.items()}
    return {key: each for key, each in {**there, **merged}.items() if each}
