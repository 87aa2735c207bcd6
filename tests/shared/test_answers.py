"""Our reading of DynamoDB's answers gives what botocore's own gives, bytes included."""

import base64
import json
from typing import Any

import boto3
import botocore.session
import pytest
from botocore.exceptions import ClientError
from botocore.parsers import create_parser
from hypothesis import given
from hypothesis import strategies as st

from shared.answers import AnswerParsers
from shared.aws import client
from shared.item import from_wire, to_wire
from shared.table import ConditionError, Put, Table, write_together
from tests.shared.strategies import ITEMS

MODEL = botocore.session.get_session().get_service_model("dynamodb")
SETS = st.one_of(
    st.lists(st.text(), min_size=1).map(lambda texts: {"SS": texts}),
    st.lists(st.integers().map(str), min_size=1).map(lambda numbers: {"NS": numbers}),
    st.lists(st.binary(), min_size=1).map(lambda many: {"BS": many}),
)


def on_the_wire(value: Any) -> Any:
    """Write bytes as DynamoDB sends them."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, list):
        return [on_the_wire(each) for each in value]
    if isinstance(value, dict):
        return {name: on_the_wire(each) for name, each in value.items()}
    return value


def both(operation: str, answer: dict[str, Any], status: int = 200) -> list[Any]:
    shape = MODEL.operation_model(operation).output_shape
    response = {
        "body": json.dumps(on_the_wire(answer)).encode(),
        "headers": {},
        "status_code": status,
        "context": {"operation_name": operation},
    }
    parsers = [AnswerParsers().create_parser("json"), create_parser("json")]
    return [parser.parse(dict(response), shape) for parser in parsers]


@given(ITEMS, SETS)
def test_an_item_is_read_as_botocore_reads_it(item, values):
    ours, theirs = both("GetItem", {"Item": {**to_wire(item), "set": values}})

    assert ours == theirs


@given(st.lists(ITEMS, max_size=3), ITEMS)
def test_a_page_is_read_as_botocore_reads_it(items, last):
    wire = {"Items": [to_wire(each) for each in items], "Count": len(items)}
    ours, theirs = both("Query", {**wire, "LastEvaluatedKey": to_wire(last)})

    assert ours == theirs


@given(ITEMS)
def test_what_stood_in_the_way_is_read_as_botocore_reads_it(item):
    name = "com.amazonaws.dynamodb#TransactionCanceledException"
    reason = {"Code": "ConditionalCheckFailed", "Item": to_wire(item)}
    answer = {"__type": name, "message": "no", "CancellationReasons": [reason]}

    ours, theirs = both("TransactWriteItems", answer, status=400)

    assert ours == theirs


def test_answers_without_items_are_left_to_botocore():
    throughput = {"ReadCapacityUnits": 5, "LastIncreaseDateTime": 1700000000.5}

    ours, theirs = both("DescribeTable", {"Table": {"ProvisionedThroughput": throughput}})

    assert ours == theirs


@pytest.mark.parametrize("protocol", ["query", "rest-xml", "rest-json", "ec2"])
def test_other_protocols_are_left_to_botocore(protocol):
    ours = AnswerParsers().create_parser(protocol)

    assert type(ours) is type(create_parser(protocol))


def test_bytes_survive_a_whole_round_through_our_client(aws):
    item = {"pk": "ORDER#1", "doc": b"\x00\xff", "parts": [{"raw": b"a"}], "empty": b""}
    table = Table("OrdersTable", client("dynamodb"))

    table.put(item)

    assert table.get({"pk": "ORDER#1"}) == item
    stored = boto3.client("dynamodb").get_item(
        TableName="OrdersTable", Key={"pk": {"S": "ORDER#1"}}
    )
    assert from_wire(stored["Item"]) == item


def test_a_refused_write_carries_the_bytes_that_were_there(aws):
    item = {"pk": "ORDER#1", "doc": b"\x00\xff"}
    table = Table("OrdersTable", client("dynamodb"))
    table.put(item)

    with pytest.raises(ConditionError) as refused:
        table.put(item, condition="attribute_not_exists(pk)")
    with pytest.raises(ConditionError) as cancelled:
        write_together(table.client, [Put("OrdersTable", item, "attribute_not_exists(pk)")])

    assert refused.value.found == cancelled.value.found == item


def test_an_error_keeps_its_code(aws):
    with pytest.raises(ClientError) as error:
        Table("NoTable", client("dynamodb")).get({"pk": "1"})

    assert error.value.response["Error"]["Code"] == "ResourceNotFoundException"
