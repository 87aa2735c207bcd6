"""Where records go that a function could not take: the on-failure destination of a mapping.

Source: https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
"""

import json
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from local.aws import Aws
from local.mapping import Answer, Batch, Mapping, Record, sequence

SHARD = "shardId-00000000000000000000-00000000"


def invocation_record(
    mapping: Mapping, batch: Batch, condition: str, answer: Answer, now: float
) -> dict[str, Any]:
    """Describe what was given up, without the records themselves."""
    record: dict[str, Any] = {
        "requestContext": {
            "requestId": answer.request_id or str(uuid.uuid4()),
            "functionArn": mapping.function,
            "condition": condition,
            "approximateInvokeCount": batch.invocations,
        },
        "version": "1.0",
        "timestamp": _moment(now),
        "DDBStreamBatchInfo": {
            "shardId": SHARD,
            "startSequenceNumber": sequence(batch.records[0]),
            "endSequenceNumber": sequence(batch.records[-1]),
            "approximateArrivalOfFirstRecord": _arrival(batch.records[0]),
            "approximateArrivalOfLastRecord": _arrival(batch.records[-1]),
            "batchSize": len(batch.records),
            "streamArn": mapping.stream,
        },
    }
    if batch.invocations:
        context: dict[str, Any] = {"statusCode": 200, "executedVersion": "$LATEST"}
        if answer.error:
            context["functionError"] = answer.error
        record["responseContext"] = context
    return record


def object_key(mapping: Mapping, now: float) -> str:
    """Give the place of an invocation record in a bucket, as AWS lays it out."""
    moment = datetime.fromtimestamp(now, UTC)
    return (
        f"aws/lambda/{mapping.uuid}/{SHARD}/{moment:%Y/%m/%d}/"
        f"{moment:%Y-%m-%dT%H.%M.%S}-{uuid.uuid4()}"
    )


def send(aws: Aws, mapping: Mapping, record: dict[str, Any], records: Sequence[Record]) -> None:
    """Put the invocation record where the mapping says; a bucket gets the whole event too."""
    destination = mapping.destination or ""
    service, name = destination.split(":")[2], destination.rsplit(":", 1)[-1]
    if service == "s3":
        whole = record | {"payload": json.dumps({"Records": list(records)}, ensure_ascii=False)}
        now = datetime.fromisoformat(record["timestamp"]).timestamp()
        aws.client("s3").put_object(
            Bucket=name,
            Key=object_key(mapping, now),
            Body=json.dumps(whole, ensure_ascii=False).encode(),
            ContentType="application/json",
        )
    elif service == "sqs":
        client = aws.client("sqs")
        url = client.get_queue_url(QueueName=name)["QueueUrl"]
        client.send_message(QueueUrl=url, MessageBody=json.dumps(record))
    else:
        aws.client("sns").publish(TopicArn=destination, Message=json.dumps(record))


def _arrival(record: Record) -> str:
    return _moment(record["dynamodb"]["ApproximateCreationDateTime"])


def _moment(seconds: float) -> str:
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
