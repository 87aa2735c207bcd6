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
    """Merge changes, any number of versions of any rows, into a table of one version of each."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    asked = pc.is_in(old.column("id"), value_set=pc.unique(changes.column("id")))
    known, kept = old.filter(asked), old.filter(pc.invert(asked))
    every = pa.concat_tables([known, changes]).combine_chunks()
    order, starts = _groups(every)
    first = order[starts]
    winners = every.take(pa.array(first))
    was = _known(order, starts, known.num_rows)
    differs = (was < 0) | (_ints(every, "version")[first] != _ints(every, "version")[was])
    if kind in LINKED:
        moments = _ints(every, LINKED[kind])
        earliest = np.minimum.reduceat(np.where(moments == ABSENT, LATEST, moments)[order], starts)
        winners = _with_moments(winners, LINKED[kind], earliest)
        differs |= earliest != np.where(moments[was] == ABSENT, LATEST, moments[was])
    return Merged(
        table=_sorted(kind, pa.concat_tables([kept, winners])),
        before=every.take(pa.array(was[differs & (was >= 0)])),
        after=winners.filter(pa.array(differs)),
    )


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


def _sorted(kind: Kind, table: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Sort by moment and id, so the same rows give the same bytes by whatever way.

    What was read of a file names the places of its columns there, which no new file is to repeat.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    places = pc.sort_indices(table, [(BEGAN[kind], "ascending"), ("id", "ascending")])
    ordered = table.take(places).combine_chunks()
    return pa.Table.from_arrays(ordered.columns, schema=schema(kind))
