"""Carries records and messages between the edges, as Lambda's event source mappings do."""

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import boto3

from integrations import stream, worker
from local.filters import parse, wants
from shared.item import pack, to_wire
from tests.tables import template


def mapping_filters() -> Any:
    function = template()["Resources"]["IntegrationsStream"]["Properties"]
    filters = function["Events"]["OrderChanges"]["Properties"]["FilterCriteria"]["Filters"]
    return parse(each["Pattern"] for each in filters)


def as_lambda(value: Any) -> Any:
    """A stream record as Lambda hands it on: bytes are base64 text, times are numbers."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, Mapping):
        return {name: as_lambda(each) for name, each in value.items()}
    if isinstance(value, list):
        return [as_lambda(each) for each in value]
    return value.timestamp() if hasattr(value, "timestamp") else value


def image(order: Any) -> dict[str, Any]:
    item = {"pk": f"ORDER#{order.id}", "doc": pack(order.model_dump_json())}
    return dict(as_lambda(to_wire(item)))


def make_record(change: Any, sequence: int = 1) -> dict[str, Any]:
    """The stream record of an order's change."""
    images = {"NewImage": image(change.after)}
    if change.before:
        images["OldImage"] = image(change.before)
    return {
        "eventID": f"stream-{sequence}",
        "eventName": "MODIFY" if change.before else "INSERT",
        "eventSource": "aws:dynamodb",
        "dynamodb": {
            "Keys": {"pk": {"S": f"ORDER#{change.after.id}"}},
            "SequenceNumber": f"{sequence:021d}",
            "StreamViewType": "NEW_AND_OLD_IMAGES",
            **images,
        },
    }


def dispatch(records: Sequence[Mapping[str, Any]]) -> list[str]:
    """Give records to the dispatcher; gives the sequence numbers that come again."""
    answer = stream.lambda_handler({"Records": list(records)}, None)
    return [each["itemIdentifier"] for each in answer["batchItemFailures"]]


def new_records(table: str, seen: set[str]) -> Iterator[dict[str, Any]]:
    """Read what is new in a table's stream and passes the mapping's filter."""
    client = boto3.client("dynamodbstreams")
    (found,) = client.list_streams(TableName=table)["Streams"]
    arn = found["StreamArn"]
    for shard in client.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]:
        iterator = client.get_shard_iterator(
            StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
        )["ShardIterator"]
        for record in client.get_records(ShardIterator=iterator)["Records"]:
            ready = as_lambda(record)
            sequence = ready["dynamodb"]["SequenceNumber"]
            if sequence not in seen and wants(mapping_filters(), ready):
                yield ready
            seen.add(sequence)


def sqs_event(*bodies: str) -> dict[str, Any]:
    records = [
        {"messageId": f"message-{n}", "eventSource": "aws:sqs", "body": body}
        for n, body in enumerate(bodies)
    ]
    return {"Records": records}


def pointer_text(delivery_id: str, attempt_count: int = 0) -> str:
    return json.dumps({"delivery_id": delivery_id, "attempt_count": attempt_count})


def received(url: str) -> list[str]:
    """Take the messages that are visible in a queue."""
    client = boto3.client("sqs")
    bodies: list[str] = []
    while messages := client.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        for message in messages:
            bodies.append(message["Body"])
            client.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return bodies


def work(url: str) -> None:
    """Give the queue's messages to the worker, which must take them all."""
    bodies = received(url)
    assert worker.lambda_handler(sqs_event(*bodies), None) == {"batchItemFailures": []}
