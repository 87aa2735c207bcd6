"""How tallies are written into pages: short, and the same figures always as the same bytes."""

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from analytics.tally import Tally

Coded: TypeAlias = list[Any]
"""n, total, pending, squares, and bins as number, count, number, count...; zeros at the end fall."""


def coded(n: int, total: int, pending: int, squares: int, bins: Sequence[int]) -> Coded:
    """Write a tally."""
    whole: Coded = [n, total, pending, squares, list(bins)]
    while whole and not whole[-1]:
        whole.pop()
    return whole


def read_tally(found: Coded) -> Tally:
    """Read a tally."""
    n, total, pending, squares, bins = [*found, *(0, 0, 0, 0, [])[len(found) :]]
    return Tally(n, total, squares, pending, dict(zip(bins[::2], bins[1::2], strict=True)))


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
