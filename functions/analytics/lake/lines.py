"""Lines of changes straight into columns, where they are as lines are written today.

Arrow reads the text. What it can't tell from the columns, such as a field that was not yet known
from one that is empty, makes the lines be read one by one, which gives the same rows: see
`analytics.order_lines`. A test holds the two together.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from types import NoneType
from typing import Any, Final, get_args, get_type_hints
from zoneinfo import ZoneInfo

from analytics.lake.columns import STUB, schema
from analytics.reworks import CAUSE_BITS, CAUSES, MOST_VERSIONS, NO_CAUSE, REST_BITS
from analytics.rows import LINKED, LineRow, OrderRow, PaymentRow
from analytics.zones import local_days
from shared.events import Customer

TECHNICIAN: Final = {"technician_id": "id", "technician_name": "name"}
CUSTOMER: Final = {"customer_id": "id", "customer_kind": "kind"}
KIND: Final = Customer.model_fields["kind"].default
"""Lines of a while did not tell it."""
NESTED: Final[Mapping[str, type]] = {"items": LineRow, "payments": PaymentRow}
TOLD_ELSEWHERE: Final = LINKED["orders"]
"""The column that other orders tell."""
RENAMED: Final = {"reopened_at": "first_reopened_at"}
PLAIN_NUMBER: Final = r"^(0|[1-9][0-9]*)(\.[0-9]+)?$"
"""A quantity that is written as the row holds it."""
SLACK: Final = 1024


class OtherwiseError(Exception):
    """These lines have to be read one by one."""


def table_of_lines(content: bytes) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Give orders as a table of the lake; None where the lines have to be read one by one."""
    import pyarrow as pa

    try:
        return _table(_read(content))
    except (OtherwiseError, pa.ArrowInvalid):
        return None


def by_month(orders: Any, axis: str, zone: ZoneInfo) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Give the orders by the local month of a moment that each of them has."""
    import numpy as np
    import pyarrow as pa

    at = orders.column(axis).cast(pa.int64()).to_numpy()
    months = local_days(at, zone).astype("datetime64[D]").astype("datetime64[M]")
    for month in np.unique(months):
        mask = months == month
        yield str(month), orders if mask.all() else orders.filter(pa.array(mask))


def links_in(orders: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Give the orders that are the rework of another one."""
    import pyarrow.compute as pc

    is_rework = pc.not_equal(pc.fill_null(orders.column("rework_of"), ""), "")
    return orders.filter(pc.and_(is_rework, pc.is_valid(orders.column("origin_created_at"))))


def stubs_in(reworks: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Write what rework orders tell of those that they are the rework of."""
    import pyarrow as pa

    size = reworks.num_rows
    known = {
        "id": reworks.column("rework_of"),
        "version": pa.repeat(pa.scalar(STUB, pa.int64()), size),
        "created_at": reworks.column("origin_created_at"),
        LINKED["orders"]: _marks(reworks),
    }
    columns = [known.get(field.name, pa.nulls(size, field.type)) for field in schema("orders")]
    return pa.Table.from_arrays(columns, schema=schema("orders"))


def _marks(reworks: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Write what each rework order tells of its origin, as `analytics.reworks.mark` does."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    at = reworks.column("created_at").cast(pa.int64()).to_numpy()
    age = MOST_VERSIONS - np.clip(reworks.column("version").to_numpy(), 0, MOST_VERSIONS)
    causes = pc.index_in(reworks.column("rework_cause"), value_set=pa.array(CAUSES))
    codes = causes.fill_null(NO_CAUSE).to_numpy()
    return pa.array(at << REST_BITS | age << CAUSE_BITS | codes)


def _read(content: bytes) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Give the orders as an array of structs."""
    import pyarrow as pa
    from pyarrow import json

    told = json.read_json(
        pa.BufferReader(content),
        # One block: columns in one piece, and no line that is cut in two.
        read_options=json.ReadOptions(use_threads=False, block_size=len(content) + SLACK),
        parse_options=json.ParseOptions(_told(), unexpected_field_behavior="ignore"),
    )
    return _whole(told.column("order").combine_chunks())


def _table(orders: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    import pyarrow as pa

    customer = _whole(orders.field("customer"))

    def column(field: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
        name = field.name
        if name == TOLD_ELSEWHERE:
            return pa.nulls(len(orders), field.type)
        if name in CUSTOMER:
            found = customer.field(CUSTOMER[name])
            return found.fill_null(KIND) if name == "customer_kind" else found
        if name in NESTED:
            return _nested(orders.field(name), NESTED[name])
        return _own(orders, name)

    arrays = [_as(column(field), field, is_needed=needed) for field, needed in _fields(OrderRow)]
    return pa.Table.from_arrays(arrays, schema=schema("orders"))


def _nested(lists: Any, type_: type) -> Any:  # noqa: ANN401 - pyarrow has no types
    import pyarrow as pa

    inside = _whole(_whole(lists).values)
    fields = [field for field, _ in _fields(type_)]
    arrays = [
        _as(_own(inside, field.name), field, is_needed=needed) for field, needed in _fields(type_)
    ]
    nested = pa.StructArray.from_arrays(arrays, fields=fields)
    return pa.ListArray.from_arrays(lists.offsets, nested)


def _own(told: Any, name: str) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Give what an order or a line tells itself."""
    import pyarrow.compute as pc

    if name in TECHNICIAN:
        return pc.struct_field(told, ["technician", TECHNICIAN[name]])
    found = told.field(RENAMED.get(name, name))
    if name == "qty":
        is_plain = pc.match_substring_regex(found, PLAIN_NUMBER)
        if not pc.all(is_plain, min_count=0).as_py():
            raise OtherwiseError
    return found


def _as(array: Any, field: Any, *, is_needed: bool) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Give an array in the type of its column; moments are cut to milliseconds."""
    found = _whole(array) if is_needed else array
    return found if found.type == field.type else found.cast(field.type, safe=False)


def _whole(array: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Give an array in which nothing is missing: what is, may have a default."""
    if array.null_count:
        raise OtherwiseError
    return array


@cache
def _fields(type_: type) -> tuple[tuple[Any, bool], ...]:
    """Give the columns of a type, and whether each row has a value there."""
    import pyarrow as pa

    whole = schema("orders")
    if type_ is not OrderRow:
        name = next(name for name, each in NESTED.items() if each is type_)
        whole = pa.schema(list(whole.field(name).type.value_type))
    hints = get_type_hints(type_)
    return tuple((field, NoneType not in get_args(hints[field.name])) for field in whole)


@cache
def _told() -> Any:  # noqa: ANN401 - pyarrow has no types
    """Give the shape of a line."""
    import pyarrow as pa

    return pa.schema([("order", pa.struct(list(_told_fields(OrderRow))))])


def _told_fields(type_: type) -> Iterator[tuple[str, Any]]:
    import pyarrow as pa

    text = pa.string()
    yield "technician", pa.struct([("id", text), ("name", text)])
    if type_ is OrderRow:
        yield "customer", pa.struct([("id", text), ("kind", text)])
    for field, _ in _fields(type_):
        name = field.name
        if name in NESTED:
            yield name, pa.list_(pa.struct(list(_told_fields(NESTED[name]))))
        elif name not in {*TECHNICIAN, *CUSTOMER, TOLD_ELSEWHERE}:
            is_moment = pa.types.is_timestamp(field.type)
            # Lines tell microseconds.
            yield RENAMED.get(name, name), pa.timestamp("us", tz="UTC") if is_moment else field.type
