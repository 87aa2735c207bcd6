"""Naming what orders, and in which versions, have a stamp on a day."""

import hashlib
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from analytics.frame import Ints
from analytics.lake.columns import STUB


def contents(
    table: Any,  # noqa: ANN401 - pyarrow has no types
    stamped: Sequence[tuple[Ints, Ints]],
    days: Iterable[int],
) -> dict[int, bytes]:
    """Digest the ids and versions of the rows of each day; `stamped` are rows and their days."""
    import numpy as np
    import pyarrow as pa

    rows, found = (np.concatenate(each) for each in zip(*stamped, strict=True))
    inside = np.isin(found, np.array(sorted(days), np.int64))
    pairs = np.unique(np.column_stack((found[inside], rows[inside])), axis=0)
    names = _names(table).take(pa.array(pairs[:, 1]))
    ends = np.frombuffer(names.buffers()[1], np.int32)[: len(pairs) + 1]
    letters = memoryview(names.buffers()[2] or b"")
    starts = np.flatnonzero(np.diff(pairs[:, 0], prepend=-(2**40)))
    borders = [*starts.tolist(), len(pairs)]
    return {
        int(pairs[start, 0]): hashlib.sha256(letters[ends[start] : ends[end]]).digest()[:16]
        for start, end in pairwise(borders)
    }


def _names(table: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    import pyarrow as pa
    import pyarrow.compute as pc

    ids, version = (table.column(name) for name in ("id", "version"))
    lines = pc.binary_join_element_wise(ids, version.cast(pa.string()), "", "\n")
    return lines.filter(pc.greater(version, STUB)).combine_chunks()
