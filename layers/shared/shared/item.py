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

_TO_WIRE: dict[type, Callable[[Any], Wire]] = {
    str: lambda v: {"S": v},
    int: lambda v: {"N": str(v)},
    Decimal: lambda v: {"N": format(v, "f")},
    bool: lambda v: {"BOOL": v},
    bytes: lambda v: {"B": v},
    type(None): lambda _: {"NULL": True},
    list: lambda v: {"L": [_TO_WIRE[type(e)](e) for e in v]},
    dict: lambda v: {"M": {k: _TO_WIRE[type(e)](e) for k, e in v.items()}},
}


def _number(text: str) -> int | Decimal:
    return int(text) if text.lstrip("-").isdigit() else Decimal(text)


_FROM_WIRE: dict[str, Callable[[Any], Any]] = {
    "S": lambda v: v,
    "N": _number,
    "BOOL": lambda v: v,
    "B": lambda v: v,
    "NULL": lambda _: None,
    "L": lambda v: [from_wire_value(e) for e in v],
    "M": lambda v: from_wire(v),  # noqa: PLW0108 - from_wire is defined below
}


def to_wire_value(value: Any) -> Wire:  # noqa: ANN401 - any storable value
    """Write one value; a type that DynamoDB can't hold is a TypeError."""
    try:
        return _TO_WIRE[type(value)](value)
    except KeyError as error:
        msg = f"{type(value).__name__} has no form in DynamoDB"
        raise TypeError(msg) from error


def from_wire_value(value: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any stored value
    """Read one value; whole numbers become int, others Decimal."""
    ((kind, inner),) = value.items()
    return _FROM_WIRE[kind](inner)


def to_wire(item: Mapping[str, Any]) -> Wire:
    """Write an item, leaving out the fields that are None."""
    return {name: to_wire_value(v) for name, v in item.items() if v is not None}


def from_wire(wire: Mapping[str, Any]) -> Item:
    """Read an item."""
    return {name: from_wire_value(v) for name, v in wire.items()}


def from_stream(image: Mapping[str, Any]) -> Item:
    """Read an item out of a stream record as Lambda gets it: there bytes are base64 text."""
    item = from_wire(image)
    for name, value in image.items():
        if "B" in value:
            item[name] = base64.b64decode(value["B"])
    return item


def pack(document: str) -> bytes:
    """Pack a JSON text into the attribute `doc`."""
    return zlib.compress(document.encode(), 6)


def unpack(doc: bytes) -> Any:  # noqa: ANN401 - any JSON
    """Read the attribute `doc`."""
    return json.loads(zlib.decompress(doc))
