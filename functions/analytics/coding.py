"""How tallies are written into pages: short, and the same figures always as the same bytes."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from pydantic_core import from_json, to_json

from analytics.tally import Tally

Coded: TypeAlias = Sequence[Any]
"""n, total, pending, squares, and bins as number, count, number...; zeros at the end fall."""
LEVEL: Final = 4
"""How hard pages are packed: 6 takes nearly three times as long for a tenth less."""
NOTHING: Final = (0, 0, 0, 0, ())


def coded(sums: Sequence[int], bins: str) -> str:
    """Write a tally; `sums` are n, total, pending, squares. Nothing is an empty text."""
    n, total, pending, squares = sums
    if bins:
        return f"[{n},{total},{pending},{squares},[{bins}]]"
    if squares:
        return f"[{n},{total},{pending},{squares}]"
    if pending:
        return f"[{n},{total},{pending}]"
    if total:
        return f"[{n},{total}]"
    return f"[{n}]" if n else ""


def read_tally(found: Coded) -> Tally:
    """Read a tally."""
    whole = (*found, *NOTHING[len(found) :])
    bins = whole[4]
    counts = dict(zip(bins[::2], bins[1::2], strict=True))
    return Tally(whole[0], whole[1], whole[3], whole[2], counts)


def packed(content: Mapping[str, Any]) -> bytes:
    """Pack a part of a page, its tables in the order of their keys; nothing is no bytes."""
    return packed_in_order(_in_order(content))


def packed_in_order(content: Mapping[str, Any]) -> bytes:
    """Pack a part whose tables are in that order already.

    So are those of a part that was read but for what is added, and putting all of them in order
    again would make adding to a page of tallies some 4 % slower.
    """
    return zlib.compress(to_json(content), LEVEL) if content else b""


def packed_slices(slices: Mapping[str, Sequence[str]]) -> bytes:
    """Pack the tallies of slices, written as `"kpi":tally` in the order of their names."""
    if not slices:
        return b""
    told = (f"{_word(value)}:{{{','.join(slices[value])}}}" for value in sorted(slices))
    return zlib.compress(f"{{{','.join(told)}}}".encode(), LEVEL)


def unpacked(part: bytes) -> dict[str, Any]:
    """Read a part of a page."""
    content: dict[str, Any] = from_json(zlib.decompress(part), cache_strings="keys")
    return content


def unpacked_all(parts: Iterable[bytes]) -> list[dict[str, Any]]:
    """Read all parts of a page."""
    return [unpacked(part) for part in parts]


def _in_order(table: Mapping[str, Any]) -> dict[str, Any]:
    found = ((key, table[key]) for key in sorted(table))
    return {key: _in_order(each) if isinstance(each, dict) else each for key, each in found}


def _word(text: str) -> str:
    return to_json(text).decode()
