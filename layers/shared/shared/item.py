"""DynamoDB's wire form of an item, and the packed document inside it.

An item holds its keys and the fields that an index shows as plain attributes; the rest lies in
one attribute `doc`: zlib over JSON, readable by `unpack`. That is a quarter of the size, and size
times index is the bill.
"""

import base64
import json
import zlib
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

Item = dict[str, Any]
Wire = dict[str, Any]


class _Writers(dict[type, Callable[[Any], Wire]]):
    def __missing__(self, kind: type) -> Callable[[Any], Wire]:
        msg = f"{kind.__name__} has no form in DynamoDB"
        raise TypeError(msg)


def _list(values: list[Any]) -> Wire:
    return {"L": [_TO_WIRE[type(v)](v) for v in values]}


# Text is by far the most frequent kind of field, so it is written and read without a call, and
# plain loops are faster here than comprehensions (`make bench`).
def _map(values: dict[str, Any]) -> Wire:
    fields: Wire = {}
    for name, value in values.items():
        fields[name] = {"S": value} if type(value) is str else _TO_WIRE[type(value)](value)
    return {"M": fields}


_KNOWN: dict[type, Callable[[Any], Wire]] = {
    str: lambda v: {"S": v},
    int: lambda v: {"N": str(v)},
    Decimal: lambda v: {"N": format(v, "f")},
    bool: lambda v: {"BOOL": v},
    bytes: lambda v: {"B": v},
    type(None): lambda _: {"NULL": True},
    list: _list,
    dict: _map,
}
_TO_WIRE = _Writers(_KNOWN)


def _number(text: str) -> int | Decimal:
    try:
        return int(text)
    except ValueError:
        return Decimal(text)


def _values(wire: list[Wire]) -> list[Any]:
    return [_FROM_WIRE[kind](value[kind]) for value in wire for kind in value]


def from_wire(wire: Mapping[str, Any]) -> Item:
    """Read an item."""
    item: Item = {}
    for name, value in wire.items():
        if "S" in value:
            item[name] = value["S"]
        else:
            for kind in value:
                item[name] = _FROM_WIRE[kind](value[kind])
    return item


_FROM_WIRE: dict[str, Callable[[Any], Any]] = {
    "S": lambda v: v,
    "N": _number,
    "BOOL": lambda v: v,
    "B": lambda v: v,
    "NULL": lambda _: None,
    "L": _values,
    "M": from_wire,
}


def to_wire_value(value: Any) -> Wire:  # noqa: ANN401 - any storable value
    """Write one value; a type that DynamoDB can't hold is a TypeError."""
    return _TO_WIRE[type(value)](value)


def from_wire_value(value: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any stored value
    """Read one value; whole numbers become int, others Decimal."""
    ((kind, inner),) = value.items()
    return _FROM_WIRE[kind](inner)


def to_wire(item: Mapping[str, Any]) -> Wire:
    """Write an item, leaving out the fields that are None."""
    wire: Wire = {}
    for name, value in item.items():
        if type(value) is str:
            wire[name] = {"S": value}
        elif value is not None:
            wire[name] = _TO_WIRE[type(value)](value)
    return wire


def from_stream(image: Mapping[str, Any]) -> Item:
    """Read an item out of a stream record as Lambda gets it: there bytes are base64 text."""
    return {name: _from_stream_value(v) for name, v in image.items()}


def _from_stream_value(value: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any stored value
    ((kind, inner),) = value.items()
    if kind == "B":
        return base64.b64decode(inner)
    if kind == "L":
        return [_from_stream_value(each) for each in inner]
    return from_stream(inner) if kind == "M" else _FROM_WIRE[kind](inner)


def pack(document: str) -> bytes:
    """Pack a JSON text into the attribute `doc`."""
    return zlib.compress(document.encode(), 6)


def unpack(doc: bytes) -> Any:  # noqa: ANN401 - any JSON
    """Read the attribute `doc`."""
    return json.loads(zlib.decompress(doc))
