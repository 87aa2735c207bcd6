"""How tallies are written into pages: short, and the same figures always as the same bytes."""

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from analytics.tally import Tally

Coded: TypeAlias = Sequence[Any]
"""n, total, pending, squares, and bins as number, count, number...; zeros at the end fall.

Written as tuples of numbers alone, which the garbage collector soon leaves out of its rounds.
"""
_NOTHING: Final = (0, 0, 0, 0, ())


def coded(sums: Iterable[int], bins: Sequence[int]) -> Coded:
    """Write a tally; `sums` are n, total, pending, squares."""
    if bins:
        return (*sums, tuple(bins))
    whole = tuple(sums)
    while whole and not whole[-1]:
        whole = whole[:-1]
    return whole


def read_tally(found: Coded) -> Tally:
    """Read a tally."""
    whole = (*found, *_NOTHING[len(found) :])
    bins = whole[4]
    counts = dict(zip(bins[::2], bins[1::2], strict=True))
    return Tally(whole[0], whole[1], whole[3], whole[2], counts)


def packed(content: Mapping[str, Any]) -> bytes:
    """Pack a part of a page; nothing is no bytes."""
    if not content:
        return b""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return zlib.compress(text.encode(), 6)


def unpacked(part: bytes) -> dict[str, Any]:
    """Read a part of a page."""
    content: dict[str, Any] = json.loads(zlib.decompress(part))
    return content


def unpacked_all(parts: Iterable[bytes]) -> list[dict[str, Any]]:
    """Read all parts of a page."""
    return [unpacked(part) for part in parts]
