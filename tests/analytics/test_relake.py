"""The lake made anew from the tables is the one that the streams had filled."""

import io
import json
from typing import Any

import boto3
import pytest
from pyarrow import parquet

from analytics import schedule, stream
from scripts.relake import Relake, RelakeError
from scripts.stacks import Deployed
from shared.item import to_wire
from tests.analytics.builders import (
    NOON,
    Context,
    completed,
    item_of,
    make_order,
    record,
    stream_event,
)

pytestmark = pytest.mark.usefixtures("room")

TABLES = {"OrdersTable": "OrdersTable", "FeedbackTable": "FeedbackTable"}
DEPLOYED = Deployed("naryad", {"DataBucket": "data", "AnalyticsSchedule": "f"}, TABLES, {})


class Lambda:
    """The function, called in process; `fault` is what it raises."""

    def __init__(self, fault: str = "") -> None:
        self.fault = fault

    def invoke(self, **asked: Any) -> dict[str, Any]:
        if self.fault:
            return {"FunctionError": "Unhandled", "Payload": io.BytesIO(self.fault.encode())}
        return schedule.lambda_handler(json.loads(asked["Payload"]), Context())


def clients(fault: str = "") -> Any:
    return lambda name: Lambda(fault) if name == "lambda" else boto3.client(name)


def keep(*orders: dict[str, Any]) -> None:
    for order in orders:
        boto3.client("dynamodb").put_item(TableName="OrdersTable", Item=to_wire(item_of(order)))


def lake() -> list[Any]:
    client = boto3.client("s3")
    rows = []
    for each in client.list_objects_v2(Bucket="data", Prefix="lake/orders/").get("Contents", []):
        body = client.get_object(Bucket="data", Key=each["Key"])["Body"].read()
        rows += parquet.ParquetFile(io.BytesIO(body)).read().to_pylist()
    return sorted(rows, key=lambda row: str(row["id"]))


def changes(prefix: str) -> list[str]:
    found = boto3.client("s3").list_objects_v2(Bucket="data", Prefix=prefix).get("Contents", [])
    return [each["Key"] for each in found]


def told(*orders: dict[str, Any]) -> None:
    """Let the stream tell of orders, each after its first version."""
    stream.lambda_handler(stream_event(*[{**each, "version": 1} for each in orders]), None)
    records = [record(each, sequence=500 + n) for n, each in enumerate(orders)]
    stream.lambda_handler({"Records": records}, None)
    schedule.lambda_handler({"job": "roll-up"}, Context())


def test_the_lake_of_the_tables_is_that_of_the_streams() -> None:
    orders = [completed(id="ord_1"), make_order(id="ord_2", number="18"), completed(id="ord_3")]
    keep(*orders)
    told(*orders)
    before = lake()

    written = Relake(clients(), DEPLOYED, TABLES).run()

    assert written == len(before) == 3
    assert lake() == before


def test_what_the_tables_do_not_know_is_gone_and_kept_aside() -> None:
    """An order that was made after the moment to which the tables were restored."""
    known, later = completed(id="ord_1"), completed(NOON, id="ord_2", number="18")
    keep(known)
    told(known, later)
    files = changes("lake/changes/")

    Relake(clients(), DEPLOYED, TABLES).run()

    assert [row["id"] for row in lake()] == ["ord_1"]
    assert len(changes("lake/set-aside/")) == len(files)
    assert len(changes("lake/changes/")) == 1


def test_a_rebuild_that_fails_is_told() -> None:
    keep(completed())

    with pytest.raises(RelakeError, match="out of memory"):
        Relake(clients("out of memory"), DEPLOYED, TABLES).run()
