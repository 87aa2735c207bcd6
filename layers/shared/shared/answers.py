"""Reading DynamoDB's answers without a walk through the service's model.

An item on the wire already is what `shared.item` reads, but for bytes, which come as base64.
botocore visits each value with its shape all the same: half of a GetItem, two thirds of a Query
(`make bench`). Everything that is no item is left to botocore.
"""

import base64
from typing import Any

from botocore.parsers import JSONParser, ResponseParser, ResponseParserFactory

_VALUE = "AttributeValue"


class AnswerParsers(ResponseParserFactory):
    """botocore's parsers, with ours for the protocol that DynamoDB speaks."""

    def create_parser(self, protocol_name: str) -> ResponseParser:
        """Give the parser of a protocol."""
        return _Items() if protocol_name == "json" else super().create_parser(protocol_name)


class _Items(JSONParser):
    def _handle_map(self, shape: Any, value: Any) -> Any:  # noqa: ANN401 - botocore's shapes
        if shape.value.name == _VALUE:
            return {n: each if "S" in each else _value(each) for n, each in value.items()}
        return super()._handle_map(shape, value)  # type: ignore[misc]  # the stubs lack it


def _value(value: dict[str, Any]) -> dict[str, Any]:
    if "N" in value or "S" in value:
        return value
    return {kind: _inner(kind, inner) for kind, inner in value.items()}


def _inner(kind: str, inner: Any) -> Any:  # noqa: ANN401 - any stored value
    if kind == "B":
        return base64.b64decode(inner)
    if kind == "BS":
        return [base64.b64decode(each) for each in inner]
    if kind == "L":
        return [_value(each) for each in inner]
    return {name: _value(each) for name, each in inner.items()} if kind == "M" else inner
