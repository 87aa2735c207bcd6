"""S3 and the table in memory answer as the emulator does."""

from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from shared.item import to_wire
from tests.analytics.rooms import make_place
from tests.integrations.builders import NOW
from tests.simulation.figures.aws import Client, SimS3, SimTable, over
from tests.simulation.figures.watch import Calm

Both = tuple[tuple[Any, str], tuple[Any, str]]


@pytest.fixture
def both() -> Iterator[Callable[[str], Both]]:
    """Give the client in memory and the emulator's, each with the name of its place."""
    with mock_aws():
        place = make_place()
        ours: dict[str, Client] = {
            "s3": over("s3", SimS3(lambda: NOW, {}), Calm()),
            "dynamodb": over("dynamodb", SimTable(), Calm()),
        }
        yield lambda name: ((ours[name], "place"), (boto3.client(name), place.table))


def outcome(call: Callable[..., Any], **asked: Any) -> Any:
    try:
        return call(**asked)
    except ClientError as error:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        reasons = error.response.get("CancellationReasons", [])
        return status, error.response["Error"]["Code"], [each["Code"] for each in reasons]


def test_a_bucket_keeps_versions_and_conditions(both):
    told = []
    for s3, bucket in both("s3"):
        put = lambda s3=s3, bucket=bucket, **more: outcome(  # noqa: E731
            s3.put_object, Bucket=bucket, Key="lake/a", Body=b"1", **more
        )
        first = put(IfNoneMatch="*")
        again = put(IfNoneMatch="*")
        stale = put(IfMatch='"other"')
        second = s3.put_object(Bucket=bucket, Key="lake/a", Body=b"2", IfMatch=first["ETag"])
        old = s3.get_object(Bucket=bucket, Key="lake/a", VersionId=first["VersionId"])
        newest = s3.head_object(Bucket=bucket, Key="lake/a")
        s3.put_object(Bucket=bucket, Key="lake/b", Body=b"3")
        pages = s3.get_paginator("list_objects_v2").paginate(
            Bucket=bucket, Prefix="lake/", StartAfter="lake/a"
        )
        listed = [each["Key"] for page in pages for each in page.get("Contents", [])]
        is_newest = newest["VersionId"] == second["VersionId"] != first["VersionId"]
        told.append((again[:2], stale[:2], old["Body"].read(), is_newest, listed))

    assert told[0] == told[1]


def write(dynamodb: Any, table: str, token: str, version: int, condition: str) -> Any:
    """Put a state under a condition, and some pages with it."""
    item = to_wire({"pk": "STATE", "sk": "orders", "version": version})
    state: dict[str, Any] = {"TableName": table, "Item": item, "ConditionExpression": condition}
    if ":version" in condition:
        state["ExpressionAttributeValues"] = {":version": {"N": str(version - 1)}}
        state["ExpressionAttributeNames"] = {"#version": "version"}
    pages = [
        {"TableName": table, "Item": to_wire({"pk": "DAY#all", "sk": f"2026-11-{n:02}"})}
        for n in range(version, version + 7)
    ]
    puts = [{"Put": each} for each in (state, *pages)]
    call = dynamodb.transact_write_items
    answer = outcome(call, TransactItems=puts, ClientRequestToken=token)
    return answer[1:] if isinstance(answer, tuple) else "done"


def test_a_table_keeps_what_was_put_together_under_a_condition(both):
    told = []
    for dynamodb, table in both("dynamodb"):
        written = [
            write(dynamodb, table, "a" * 8, 1, "attribute_not_exists(pk)"),
            write(dynamodb, table, "b" * 8, 1, "attribute_not_exists(pk)"),
            write(dynamodb, table, "c" * 8, 2, "#version = :version"),
            write(dynamodb, table, "d" * 8, 2, "#version = :version"),
        ]
        walk = dynamodb.get_paginator("query").paginate(
            TableName=table,
            KeyConditionExpression="pk = :pk AND sk BETWEEN :first AND :last",
            ExpressionAttributeValues=to_wire(
                {":pk": "DAY#all", ":first": "2026-11-02", ":last": "2026-11-99"}
            ),
            ConsistentRead=True,
        )
        days = [each["sk"]["S"] for page in walk for each in page["Items"]]
        keys = [to_wire({"pk": "DAY#all", "sk": f"2026-11-0{n}"}) for n in (1, 9)]
        found = dynamodb.batch_get_item(RequestItems={table: {"Keys": keys}})["Responses"][table]
        state = dynamodb.get_item(
            TableName=table, Key=to_wire({"pk": "STATE", "sk": "orders"}), ConsistentRead=True
        )["Item"]
        told.append((written, days, [each["sk"]["S"] for each in found], state["version"]))

    assert told[0] == told[1]
