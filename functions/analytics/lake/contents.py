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
    # A day and a row as one number: these are sorted ten times as fast as pairs.
    width = max(table.num_rows, 1)
    both = np.sort(found[inside] * width + rows[inside])
    owners, places = np.divmod(both[np.diff(both, prepend=-(2**62)) > 0], width)
    names = _names(table).take(pa.array(places))
    ends = np.frombuffer(names.buffers()[1], np.int32)[: len(places) + 1]
    letters = memoryview(names.buffers()[2] or b"")
    starts = np.flatnonzero(np.diff(owners, prepend=-(2**40)))
    borders = [*starts.tolist(), len(places)]
    return {
        int(owners[start]): hashlib.sha256(letters[ends[start] : ends[end]]).digest()[:16]
        for start, end in pairwise(borders)
    }


def _names(table: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    import pyarrow as pa
    import pyarrow.compute as pc

    ids, version = (table.column(name) for name in ("id", "version"))
    lines = pc.binary_join_element_wise(ids, version.cast(pa.string()), "", "\n")
    return lines.filter(pc.greater(version, STUB)).combine_chunks()
