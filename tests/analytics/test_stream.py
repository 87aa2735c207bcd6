"""Stream edge: what is stored, what is reported, and under which name."""

import gzip
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from analytics import stream
from analytics.changes import S3Changes
from shared.clock import now
from tests.analytics.builders import NOON, completed, make_order, record, stream_event

pytestmark = pytest.mark.usefixtures("room")
RECORDED = Path(__file__).parents[2] / "events" / "analytics" / "stream_orders.json"


def keys() -> list[str]:
    found = boto3.client("s3").list_objects_v2(Bucket="data", Prefix="lake/changes/")
    return [each["Key"] for each in found.get("Contents", [])]


def stored() -> list[dict[str, Any]]:
    s3 = boto3.client("s3")
    bodies = (s3.get_object(Bucket="data", Key=key)["Body"].read() for key in keys())
    return [json.loads(line) for body in bodies for line in gzip.decompress(body).splitlines()]


def poison(sequence: int) -> dict[str, Any]:
    broken = record(make_order(), sequence=sequence)
    broken["dynamodb"]["NewImage"]["doc"] = {"B": "AAAA"}
    return broken


def test_a_batch_becomes_one_file_of_lines() -> None:
    at = now()
    batch = stream_event(make_order(), completed(id="ord_2"), at=at)

    answer = stream.lambda_handler(batch, None)

    assert answer == {"batchItemFailures": []}
    assert [line["order"]["id"] for line in stored()] == ["ord_1", "ord_2"]
    assert [line["sequence"] for line in stored()] == ["100", "101"]
    (key,) = keys()
    assert key.startswith(f"lake/changes/dt={at:%Y-%m-%d}/20261101000000000-100-")


def test_the_same_batch_written_twice_is_the_same_object() -> None:
    for _ in range(2):
        stream.lambda_handler(stream_event(make_order()), None)

    assert len(keys()) == 1


def test_a_shorter_batch_with_the_same_beginning_takes_nothing_away() -> None:
    batch = stream_event(make_order(), make_order(id="ord_2"))
    stream.lambda_handler(batch, None)

    stream.lambda_handler({"Records": batch["Records"][:1]}, None)

    assert {line["order"]["id"] for line in stored()} == {"ord_1", "ord_2"}


def test_an_undecodable_record_is_reported_and_what_came_before_it_is_stored() -> None:
    records = [
        record(make_order(), sequence=100),
        poison(101),
        record(make_order(id="ord_3"), sequence=102),
    ]

    answer = stream.lambda_handler({"Records": records}, None)

    assert answer == {"batchItemFailures": [{"itemIdentifier": "101"}]}
    assert [line["order"]["id"] for line in stored()] == ["ord_1"]


def test_a_batch_that_begins_with_an_undecodable_record_stores_nothing() -> None:
    answer = stream.lambda_handler({"Records": [poison(100)]}, None)

    assert answer == {"batchItemFailures": [{"itemIdentifier": "100"}]}
    assert keys() == []


@pytest.mark.parametrize(
    "doc",
    [
        {"B": "not base64!"},
        {"B": "eJwDAAAAAAE="},
        {"S": "text"},
        {"B": "eJyrVspMUbJSMjRSqgUAGT8DkQ=="},
    ],
)
def test_every_kind_of_broken_document_is_reported(doc: dict[str, str]) -> None:
    broken = record(make_order())
    broken["dynamodb"]["NewImage"]["doc"] = doc

    answer = stream.lambda_handler({"Records": [broken]}, None)

    assert answer == {"batchItemFailures": [{"itemIdentifier": "100"}]}


def test_records_that_are_no_change_of_an_order_are_passed_over() -> None:
    touched = record(make_order(), before=make_order())
    removed = record(make_order()) | {"eventName": "REMOVE"}

    answer = stream.lambda_handler({"Records": [touched, removed]}, None)

    assert answer == {"batchItemFailures": []}
    assert keys() == []


def test_a_store_that_fails_makes_the_whole_batch_come_again() -> None:
    boto3.client("s3").delete_bucket(Bucket="data")

    with pytest.raises(boto3.client("s3").exceptions.ClientError):
        stream.lambda_handler(stream_event(make_order()), None)


def written_by(request_id: str | None, sequence: int, **changes: Any) -> dict[str, Any]:
    made = record(make_order(id=f"ord_{sequence}"), sequence=sequence)
    said = {"S": request_id} if request_id else {"NULL": True}
    made["dynamodb"]["NewImage"] |= {"request_id": said, **changes}
    return made


def test_a_batch_names_each_request_that_wrote_some_of_it_once(log_lines: list[str]) -> None:
    writers = ["req-1", None, "req-2", "req-1"]
    records = [written_by(each, 100 + n) for n, each in enumerate(writers)]

    stream.lambda_handler({"Records": records}, None)

    (line,) = map(json.loads, log_lines)
    assert (line["message"], line["changes"]) == ("changes.stored", 4)
    assert line["requests"] == ["req-1", "req-2"]


def test_a_change_that_can_not_be_read_names_the_request_that_wrote_it(
    log_lines: list[str],
) -> None:
    broken = written_by("req-1", 100, doc={"B": "AAAA"})

    stream.lambda_handler({"Records": [broken]}, None)

    told = [json.loads(line) for line in log_lines]
    undecodable = next(line for line in told if line.get("message") == "change.undecodable")
    assert undecodable["request_id"] == "req-1"


def test_the_recorded_batch_is_stored() -> None:
    answer = stream.lambda_handler(json.loads(RECORDED.read_text()), None)

    assert answer == {"batchItemFailures": []}
    assert [line["order"]["status"] for line in stored()] == ["new", "completed"]


def test_what_is_replayed_after_the_stream_forgot_it_lies_under_the_day_of_arrival() -> None:
    later = NOON + timedelta(days=30)
    changes = S3Changes(boto3.client("s3"), "data", lambda: later)

    key = changes.add(record(make_order()), ["{}"])

    assert "dt=2026-12-22/" in key


def test_files_are_listed_from_the_day_before_the_moment_asked_for() -> None:
    with mock_aws():
        s3 = boto3.client("s3")
        s3.create_bucket(Bucket="data")
        for day in ("2026-11-19", "2026-11-21", "2026-11-22"):
            s3.put_object(Bucket="data", Key=f"lake/changes/dt={day}/1-2-{day}.jsonl.gz", Body=b"")
        changes = S3Changes(s3, "data", lambda: NOON)

        since = [file.key for file in changes.stored(NOON)]
        everything = list(changes.stored(None))

    assert [key.split("/")[2] for key in since] == ["dt=2026-11-21", "dt=2026-11-22"]
    assert len(everything) == 3
