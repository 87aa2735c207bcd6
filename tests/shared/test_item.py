import base64
import json
import zlib
from decimal import Decimal
from enum import StrEnum

import pytest
from boto3.dynamodb.types import Binary, TypeDeserializer, TypeSerializer
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.item import (
    from_stream,
    from_wire,
    from_wire_value,
    pack,
    to_wire,
    to_wire_value,
    unpack,
)
from tests.shared.strategies import ITEMS, JSON, PRECISE, VALUES


class Colour(StrEnum):
    RED = "red"


def plain(value):
    """Take boto3's Binary off the bytes."""
    if isinstance(value, Binary):
        return bytes(value)
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    return value


def streamed(value):
    """Write bytes as the event of a stream has them."""
    ((kind, inner),) = value.items()
    if kind == "B":
        return {"B": base64.b64encode(inner).decode()}
    if kind == "L":
        return {"L": [streamed(each) for each in inner]}
    return {"M": {n: streamed(e) for n, e in inner.items()}} if kind == "M" else value


@settings(max_examples=50)
@given(VALUES)
def test_boto3_reads_what_we_write(value):
    assert plain(TypeDeserializer().deserialize(to_wire_value(value))) == value


@settings(max_examples=50)
@given(VALUES)
def test_we_read_what_boto3_writes(value):
    assert plain(from_wire_value(TypeSerializer().serialize(value))) == value


@settings(max_examples=50)
@given(ITEMS)
def test_an_item_comes_back_without_its_empty_fields(item):
    assert from_wire(to_wire(item)) == {name: v for name, v in item.items() if v is not None}


@settings(max_examples=50)
@given(ITEMS)
def test_an_item_comes_back_out_of_a_stream_record_with_its_bytes(item):
    wire = to_wire(item)
    image = {name: streamed(value) for name, value in wire.items()}

    assert from_stream(json.loads(json.dumps(image))) == from_wire(wire)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20))
def test_a_decimal_keeps_its_value(number):
    assert from_wire_value(to_wire_value(number)) == number


def test_a_decimal_keeps_38_digits():
    assert from_wire_value(to_wire_value(PRECISE)) == PRECISE


@pytest.mark.parametrize(("text", "kind"), [("-7", int), ("0", int), ("1.50", Decimal)])
def test_a_whole_number_is_an_int_and_another_a_decimal(text, kind):
    assert type(from_wire_value({"N": text})) is kind


@pytest.mark.parametrize("value", [1.5, {1}, object(), Colour.RED, (1,), [1.5], {"a": {2}}])
def test_a_type_that_dynamodb_lacks_is_refused(value):
    with pytest.raises(TypeError):
        to_wire_value(value)


def test_the_refused_type_is_named():
    with pytest.raises(TypeError, match="float has no form in DynamoDB"):
        to_wire({"price": 1.5})


@given(JSON)
def test_a_packed_document_comes_back(document):
    assert unpack(pack(json.dumps(document))) == document


def test_a_packed_document_is_a_fraction_of_the_text():
    text = json.dumps([{"kind": "service", "name": "Чистка котла", "unit_price": 150000}] * 20)

    assert len(pack(text)) < len(text) / 4


def test_a_damaged_document_is_not_read():
    with pytest.raises(zlib.error):
        unpack(pack('{"id": 1}')[:-3])
