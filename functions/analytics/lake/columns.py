"""Rows as Arrow tables, and tables as the frames that KPIs are computed from.

pyarrow is imported on first use, and only its core, compute and parquet modules.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import datetime
from functools import cache
from io import BytesIO
from operator import attrgetter
from typing import Any, Final, get_args, get_origin, get_type_hints, overload

from analytics.frame import ABSENT, Frame, Ints, Lazy, Part, Texts
from analytics.rows import BEGAN, LINKED, ROWS, Kind, Link, Row

OWN: Final = ("id", "number", "external_id", "customer_id", "rework_of")
"""Texts of which each row has its own."""
STUB: Final = 0
"""The version of a row of which only a link is known; it takes part in nothing."""


@cache
def schema(kind: Kind) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Give the columns of a kind, from the fields of its rows."""
    import pyarrow as pa

    return pa.schema(list(_columns(ROWS[kind])))


@cache
def words_of(kind: Kind) -> list[str]:
    """Name the columns in which few words come again and again: files hold each word once."""
    import pyarrow as pa

    return [
        path for path, field in _leaves(kind) if field.type == pa.string() and field.name not in OWN
    ]


@cache
def moments_of(kind: Kind) -> list[str]:
    """Name the columns of moments: files hold by how much each differs from the one before."""
    import pyarrow as pa

    return [path for path, field in _leaves(kind) if pa.types.is_timestamp(field.type)]


def written(kind: Kind, table: Any) -> bytes:  # noqa: ANN401 - pyarrow has no types
    """Write a month as its file. Nobody asks for statistics: a month is read whole."""
    from pyarrow import parquet

    file = BytesIO()
    parquet.write_table(
        table,
        file,
        compression="zstd",
        use_dictionary=words_of(kind),
        column_encoding=dict.fromkeys(moments_of(kind), "DELTA_BINARY_PACKED"),
        write_statistics=False,
    )
    return file.getvalue()


def read_coded(
    file: Any,  # noqa: ANN401 - any file
    kind: Kind,
    columns: Sequence[str] | None = None,
) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Read columns of a month for a frame, words as codes."""
    from pyarrow import parquet

    words = [name for name in words_of(kind) if name in schema(kind).names]
    return parquet.ParquetFile(file, read_dictionary=words).read(columns)


def table_of(kind: Kind, rows: Sequence[Row]) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Write rows as a table."""
    import pyarrow as pa

    names = schema(kind).names
    nested = {name for name, _ in _nested(ROWS[kind])}
    values = zip(*map(attrgetter(*names), rows), strict=True) if rows else [()] * len(names)
    columns = {
        name: [_plain(each) for each in column] if name in nested else column
        for name, column in zip(names, values, strict=True)
    }
    return pa.table(columns, schema(kind))


def stubs_of(kind: Kind, links: Sequence[Link]) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Write what is known of rows only by links to them."""
    import pyarrow as pa

    known = {
        "id": [link.id for link in links],
        "version": [STUB] * len(links),
        BEGAN[kind]: [link.began for link in links],
        LINKED[kind]: [link.at for link in links],
    }
    columns = [
        pa.array(known[field.name], field.type)
        if field.name in known
        else pa.nulls(len(links), field.type)
        for field in schema(kind)
    ]
    return pa.Table.from_arrays(columns, schema=schema(kind))


def rows_of(kind: Kind, table: Any) -> Iterator[Any]:  # noqa: ANN401 - pyarrow has no types
    """Read a table's rows."""
    type_ = ROWS[kind]
    nested = {name: kept for name, kept in _nested(type_) if name in table.schema.names}
    columns = []
    for field in fields(type_):
        values = table.column(field.name).to_pylist()
        if field.name in nested:
            inner = nested[field.name]
            values = [tuple(inner(**each) for each in of_row or ()) for of_row in values]
        columns.append(values)
    return (type_(*values) for values in zip(*columns, strict=True))


def frame_of_rows(kind: Kind, rows: Iterable[Row]) -> Frame:
    """Give rows as a frame."""
    return frame_of(table_of(kind, list(rows)))


def joined(tables: Sequence[Any]) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Put tables, one at least, behind one another."""
    import pyarrow as pa

    return tables[0] if len(tables) == 1 else pa.concat_tables(tables)


def without_stubs(rows: Any) -> Any:  # noqa: ANN401 - a table or a batch
    """Leave out what is known only by links to it."""
    import pyarrow.compute as pc

    version = rows.column("version")
    is_whole = not rows.num_rows or pc.min(version).as_py() > STUB
    return rows if is_whole else rows.filter(pc.greater(version, STUB))


def frame_of(table: Any) -> Frame:  # noqa: ANN401 - pyarrow has no types
    """Give a table as a frame; columns are converted when they are first asked for."""
    import pyarrow as pa

    table = without_stubs(table) if "version" in table.schema.names else table
    table = table.unify_dictionaries().combine_chunks()
    sorts: dict[str, list[str]] = {"text": [], "part": [], "number": []}
    for field in table.schema:
        is_text = field.type == pa.string() or pa.types.is_dictionary(field.type)
        is_part = pa.types.is_list(field.type)
        sorts["text" if is_text else "part" if is_part else "number"].append(field.name)

    def column(name: str) -> Any:  # noqa: ANN401 - pyarrow has no types
        found = table.column(name)
        return found.chunk(0) if found.num_chunks else pa.nulls(0, found.type)

    return Frame(
        size=table.num_rows,
        numbers=Lazy(sorts["number"], lambda name: _numbers(column(name))),
        texts=Lazy(sorts["text"], lambda name: _texts(column(name))),
        parts=Lazy(sorts["part"], lambda name: _part(column(name))),
    )


class _Values(Sequence[str]):
    """The texts of a dictionary; few of a column's many are ever looked at."""

    def __init__(self, array: Any) -> None:  # noqa: ANN401 - pyarrow has no types
        self._array = array

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        if isinstance(place, slice):
            return _Values(self._array[place])
        text: str = self._array[place].as_py()
        return text

    def __iter__(self) -> Iterator[str]:
        return iter(self._array.to_pylist())

    def __len__(self) -> int:
        return len(self._array)


def _numbers(array: Any) -> Ints:  # noqa: ANN401 - pyarrow has no types
    import pyarrow as pa

    whole = array.cast(pa.int64())
    filled: Ints = (whole.fill_null(ABSENT) if whole.null_count else whole).to_numpy()
    return filled


def _texts(array: Any) -> Texts:  # noqa: ANN401 - pyarrow has no types
    import pyarrow as pa

    coded = array if pa.types.is_dictionary(array.type) else array.dictionary_encode()
    codes = coded.indices.fill_null(-1).cast(pa.int64()).to_numpy()
    return Texts(codes, _Values(coded.dictionary))


def _part(array: Any) -> Part:  # noqa: ANN401 - pyarrow has no types
    import pyarrow as pa
    import pyarrow.compute as pc

    owner = pc.list_parent_indices(array).cast(pa.int64()).to_numpy()
    rows = pc.list_flatten(array)
    return Part(owner, frame_of(pa.Table.from_struct_array(rows)))


def _leaves(kind: Kind) -> Iterator[tuple[str, Any]]:
    """Give each column that holds values, nested ones too, by its path in a file."""
    import pyarrow as pa

    for field in schema(kind):
        if pa.types.is_list(field.type):
            for inner in field.type.value_type:
                yield f"{field.name}.list.element.{inner.name}", inner
        else:
            yield field.name, field


def _columns(type_: type) -> Iterator[tuple[str, Any]]:
    import pyarrow as pa

    plain = {str: pa.string(), int: pa.int64(), bool: pa.bool_()}
    plain[datetime] = pa.timestamp("ms", tz="UTC")
    for name, hint in get_type_hints(type_).items():
        inner = get_args(hint)
        if get_origin(hint) is tuple:
            yield name, pa.list_(pa.struct(list(_columns(inner[0]))))
        else:
            yield name, plain[inner[0] if inner else hint]


def _nested(type_: type) -> Iterator[tuple[str, type]]:
    for name, hint in get_type_hints(type_).items():
        if get_origin(hint) is tuple:
            yield name, get_args(hint)[0]


def _plain(nested: tuple[Any, ...]) -> list[dict[str, Any]]:
    return [{f.name: getattr(each, f.name) for f in fields(each)} for each in nested]


def began(kind: Kind, row: Row) -> datetime:
    """Give the moment whose local month a row lies in."""
    at: datetime = getattr(row, BEGAN[kind])
    return at
