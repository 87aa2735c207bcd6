"""Orders, stream records and Lambda events that are valid; a test names only what matters."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3

from analytics.rows import OrderRow
from shared.clock import text
from shared.events import OrderSnapshot
from shared.item import Item, pack, to_wire

NOON = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
STREAM = "arn:aws:dynamodb:us-east-1:000000000000:table/Orders/stream/2026-11-01T00:00:00.000"


def make_order(**changes: Any) -> dict[str, Any]:
    """An order at one version, as the orders room keeps it in `doc`."""
    order = {
        "id": "ord_1",
        "number": "17",
        "external_id": None,
        "version": 1,
        "type": "paid",
        "status": "new",
        "priority": "normal",
        "title": "Не греет бойлер",
        "description": "",
        "customer": {"id": "cus_1", "name": "Анна Смирнова", "phone": "+79000000001"},
        "technician": None,
        "items": [],
        "total": 150000,
        "currency": "RUB",
        "source": "api",
        "created_at": NOON,
        "updated_at": NOON,
    } | changes
    return {k: text(v) if isinstance(v, datetime) else v for k, v in order.items()}


def completed(at: datetime = NOON, **changes: Any) -> dict[str, Any]:
    """A completed order."""
    known = {"status": "completed", "version": 2, "completed_at": at, "last_completed_at": at}
    return make_order(**{"updated_at": at, **known, **changes})


def make_row(**changes: Any) -> OrderRow:
    """An order as the lake holds it."""
    return row_of(make_order(**changes))


def row_of(order: dict[str, Any]) -> OrderRow:
    return OrderRow.of(OrderSnapshot.model_validate(order))


def item_of(order: dict[str, Any]) -> Item:
    """The order's item of the Orders table."""
    return {
        "pk": f"ORDER#{order['id']}",
        "id": order["id"],
        "number": order["number"],
        "version": order["version"],
        "status": order["status"],
        "doc": pack(json.dumps(order)),
    }


def image(item: Item) -> dict[str, Any]:
    """An image as Lambda gets it: binary as base64 text."""
    wire = to_wire(item)
    return {
        name: {"B": base64.b64encode(value["B"]).decode()} if "B" in value else value
        for name, value in wire.items()
    }


def record(
    order: dict[str, Any],
    *,
    sequence: int = 100,
    before: dict[str, Any] | None = None,
    at: datetime = NOON,
) -> dict[str, Any]:
    """A record of the Orders stream."""
    item = item_of(order)
    images = {"NewImage": image(item)}
    if before:
        images["OldImage"] = image(item_of(before))
    return {
        "eventID": f"event-{sequence}",
        "eventName": "MODIFY" if before else "INSERT",
        "eventSource": "aws:dynamodb",
        "eventSourceARN": STREAM,
        "awsRegion": "us-east-1",
        "dynamodb": {
            "ApproximateCreationDateTime": at.timestamp(),
            "Keys": {"pk": {"S": item["pk"]}},
            "SequenceNumber": str(sequence),
            "StreamViewType": "NEW_AND_OLD_IMAGES",
            **images,
        },
    }


def stream_event(*orders: dict[str, Any], first: int = 100, at: datetime = NOON) -> dict[str, Any]:
    """A batch of first versions of orders."""
    records = (record(order, sequence=first + n, at=at) for n, order in enumerate(orders))
    return {"Records": list(records)}


def sqs_event(*bodies: str, receives: int = 1) -> dict[str, Any]:
    """Messages of the export queue."""
    return {
        "Records": [
            {
                "messageId": f"message-{n}",
                "receiptHandle": f"receipt-{n}",
                "body": body,
                "attributes": {"ApproximateReceiveCount": str(receives)},
                "messageAttributes": {},
                "eventSource": "aws:sqs",
                "eventSourceARN": "arn:aws:sqs:us-east-1:000000000000:ExportQueue",
                "awsRegion": "us-east-1",
            }
            for n, body in enumerate(bodies)
        ]
    }


def queued() -> list[str]:
    """Take all messages out of the export queue."""
    sqs = boto3.client("sqs")
    url = sqs.get_queue_url(QueueName="ExportQueue")["QueueUrl"]
    bodies: list[str] = []
    while found := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        for each in found:
            bodies.append(each["Body"])
            sqs.delete_message(QueueUrl=url, ReceiptHandle=each["ReceiptHandle"])
    return bodies


class Context:
    """Lambda's context with so much time left at each asking."""

    def __init__(self, *left_ms: int) -> None:
        self._left = list(left_ms) or [300_000]

    def get_remaining_time_in_millis(self) -> int:
        return self._left.pop(0) if len(self._left) > 1 else self._left[0]


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)
