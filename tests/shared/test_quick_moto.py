"""The short ways give what moto's own long ways give."""

import boto3
import pytest
from botocore.exceptions import ClientError
from hypothesis import given
from hypothesis import strategies as st
from moto.core.serialize import ResponseSerializer
from moto.dynamodb.models.dynamo_type import DynamoType, Item

from shared.item import to_wire
from tests.shared.dynamo import fresh_dynamo
from tests.shared.quick_moto import quick_project, slow_project, slow_structure

VALUES = st.recursive(
    st.text(max_size=5) | st.integers(-(10**9), 10**9) | st.booleans() | st.binary(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("xy"), inner),
    max_leaves=5,
)
NAMES = st.sampled_from(["pk", "a", "b", "c", "d"])


def made(values) -> Item:
    return Item(DynamoType({"S": "1"}), None, {"pk": {"S": "1"}, **to_wire(values)})


@given(st.dictionaries(st.sampled_from("abc"), VALUES), st.lists(NAMES, unique=True))
def test_an_item_shows_the_same_attributes(values, names):
    paths = [[name] for name in names]

    quick, slow = quick_project(made(values), paths), slow_project(made(values), paths)

    assert quick.to_json() == slow.to_json()


def test_a_nested_attribute_is_shown_as_before():
    item = made({"a": {"x": 1, "y": 2}, "b": [1, 2]})

    for path in (["a", "x"], ["b[0]"]):
        assert quick_project(item, [path]).to_json() == slow_project(item, [path]).to_json()


EVERY_KIND = {
    "pk": {"S": "1"},
    "n": {"N": "1.5"},
    "b": {"B": b"\0\xff"},
    "t": {"BOOL": False},
    "none": {"NULL": True},
    "m": {"M": {"l": {"L": [{"S": ""}, {"M": {}}, {"L": []}, {"B": b"x"}]}}},
    "ss": {"SS": ["a", "b"]},
    "ns": {"NS": ["1", "2"]},
    "bs": {"BS": [b"a"]},
}


def test_an_answer_holds_every_kind_of_value(monkeypatch):
    with fresh_dynamo() as client:
        client.put_item(TableName="OrdersTable", Item=EVERY_KIND)
        key = {"TableName": "OrdersTable", "Key": {"pk": EVERY_KIND["pk"]}}
        quick = client.get_item(**key)["Item"]
        monkeypatch.setattr(ResponseSerializer, "_serialize_type_structure", slow_structure)
        slow = client.get_item(**key)["Item"]

    assert quick == slow == EVERY_KIND


def test_a_transaction_that_fails_leaves_tables_and_stream_as_they_were():
    with fresh_dynamo() as client:
        old, new = ({"pk": {"S": "1"}, "note": {"S": note}} for note in ("old", "new"))
        client.put_item(TableName="OrdersTable", Item=old)
        puts = [
            {"TableName": "OrdersTable", "Item": new},
            {"TableName": "OrdersTable", "Item": {"pk": {"S": "2"}}},
            {
                "TableName": "DirectoryTable",
                "Item": {"pk": {"S": "3"}, "sk": {"S": "3"}},
                "ConditionExpression": "attribute_exists(pk)",
            },
        ]

        with pytest.raises(ClientError, match="ConditionalCheckFailed"):
            client.transact_write_items(TransactItems=[{"Put": each} for each in puts])

        assert client.scan(TableName="OrdersTable")["Items"] == [old]
        assert client.scan(TableName="DirectoryTable")["Items"] == []
        assert notes() == ["old"]
        client.put_item(TableName="OrdersTable", Item=new)
        assert notes() == ["old", "new"]


def notes() -> list[str]:
    """Read the stream from its beginning."""
    streams = boto3.client("dynamodbstreams", region_name="us-east-1")
    (found,) = streams.list_streams(TableName="OrdersTable")["Streams"]
    (shard,) = streams.describe_stream(StreamArn=found["StreamArn"])["StreamDescription"]["Shards"]
    iterator = streams.get_shard_iterator(
        StreamArn=found["StreamArn"], ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
    )["ShardIterator"]
    records = streams.get_records(ShardIterator=iterator)["Records"]
    return [each["dynamodb"]["NewImage"]["note"]["S"] for each in records]


def test_a_transaction_that_fails_leaves_what_it_updated_as_it_was():
    count = {
        "TableName": "FeedbackTable",
        "Key": {"pk": {"S": "count"}},
        "UpdateExpression": "ADD n :one",
        "ExpressionAttributeValues": {":one": {"N": "1"}},
    }
    refused = {
        "TableName": "FeedbackTable",
        "Item": {"pk": {"S": "other"}},
        "ConditionExpression": "attribute_exists(pk)",
    }
    with fresh_dynamo() as client:
        client.update_item(**count)

        with pytest.raises(ClientError):
            client.transact_write_items(TransactItems=[{"Update": count}, {"Put": refused}])

        found = client.get_item(TableName="FeedbackTable", Key=count["Key"])["Item"]
    assert found["n"] == {"N": "1"}
