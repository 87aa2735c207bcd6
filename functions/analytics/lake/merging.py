"""Merging changes into a month without a look at single rows: the latest version of each wins.

Any order of arrival gives the same table: versions are compared, links keep the earliest moment,
and the rows are sorted at the end.
"""

from dataclasses import dataclass
from typing import Any, Final

from analytics.frame import ABSENT, Ints
from analytics.lake.columns import schema
from analytics.rows import BEGAN, LINKED, Kind

LATEST: Final = 2**63 - 1


@dataclass(frozen=True)
class Merged:
    """A month's table, and of the rows that differ what they were and what they are."""

    table: Any
    before: Any
    after: Any


def merge(kind: Kind, old: Any, changes: Any) -> Merged:  # noqa: ANN401 - pyarrow has no types
    """Merge changes, any number of versions of any rows, into a table of one version of each.

    It is in the order of moment and id: the same rows give the same bytes by whatever way.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    asked = pc.is_in(old.column("id"), value_set=pc.unique(changes.column("id")))
    every = pa.concat_tables([old.filter(asked), changes]).combine_chunks()
    order, starts = _groups(every)
    first = order[starts]
    winners = every.take(pa.array(first))
    was = _known(order, starts, every.num_rows - changes.num_rows)
    differs = (was < 0) | (_ints(every, "version")[first] != _ints(every, "version")[was])
    if kind in LINKED:
        moments = _ints(every, LINKED[kind])
        earliest = np.minimum.reduceat(np.where(moments == ABSENT, LATEST, moments)[order], starts)
        winners = _with_moments(winners, LINKED[kind], earliest)
        differs |= earliest != np.where(moments[was] == ABSENT, LATEST, moments[was])
    before = every.take(pa.array(was[differs & (was >= 0)]))
    after = winners.filter(pa.array(differs))
    both, is_kept = pa.concat_tables([old, winners]), pc.invert(asked).to_numpy()
    rows = np.concatenate((np.flatnonzero(is_kept), np.arange(old.num_rows, both.num_rows)))
    places, columns = pa.array(_in_order(both, BEGAN[kind], rows)), both.columns
    # A month may be large: of each column only one copy is held, once it is in its new order.
    del old, both
    for number in range(len(columns)):
        columns[number] = _taken(columns[number], places)
    # What was read of a file names the places of its columns there, which no file is to repeat.
    return Merged(pa.Table.from_arrays(columns, schema=schema(kind)), before, after)


def _groups(every: Any) -> tuple[Ints, Ints]:  # noqa: ANN401 - pyarrow has no types
    """Give an order in which the rows of one id stand together, the latest version first.

    Of equal versions the one that stood first comes first. With it come the groups' beginnings.
    """
    import numpy as np

    ids = every.column("id").combine_chunks().dictionary_encode()
    codes = ids.indices.to_numpy()
    order = np.lexsort((-_ints(every, "version"), codes))
    ordered = codes[order]
    is_start = np.ones(len(order), bool)
    is_start[1:] = ordered[1:] != ordered[:-1]
    return order, np.flatnonzero(is_start)


def _known(order: Ints, starts: Ints, count: int) -> Ints:
    """Give for each group the place of the row that was there before, or -1."""
    import numpy as np

    groups = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(order))))
    was = np.full(len(starts), -1)
    is_known = order < count
    was[groups[is_known]] = order[is_known]
    return was


def _with_moments(table: Any, name: str, moments: Ints) -> Any:  # noqa: ANN401
    import pyarrow as pa

    place = table.schema.get_field_index(name)
    column = pa.array(moments, mask=moments == LATEST).cast(table.schema.field(place).type)
    return table.set_column(place, table.schema.field(place), column)


def _ints(table: Any, name: str) -> Ints:  # noqa: ANN401 - pyarrow has no types
    import pyarrow as pa

    found: Ints = table.column(name).cast(pa.int64()).fill_null(ABSENT).to_numpy()
    return found


def _in_order(table: Any, began: str, rows: Ints) -> Ints:  # noqa: ANN401 - pyarrow has no types
    """Sort rows by moment and id.

    Numbers that are nearly in order are sorted in no time; ids are looked at of equal moments only.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    moments = _ints(table, began)[rows]
    order = np.argsort(moments, kind="stable")
    is_same = np.diff(moments[order]) == 0
    ties = np.flatnonzero(np.append(is_same, False) | np.insert(is_same, 0, False))
    if ties.size:
        equal = order[ties]
        ids = _taken(table.column("id"), pa.array(rows[equal]))
        known = pa.table({"at": moments[equal], "id": ids})
        order[ties] = equal[pc.sort_indices(known, [("at", "ascending"), ("id", "ascending")])]
    sorted_: Ints = rows[order]
    return sorted_


def _taken(column: Any, places: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    import pyarrow as pa

    found = column.take(places)
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found
