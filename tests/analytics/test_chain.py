"""From the stream to the file: the edges of the room together, on AWS in process."""

import csv
import hashlib
import io
import json
from datetime import timedelta
from typing import Any

import boto3
import pytest

from analytics import handler, schedule, stream, worker
from tests.analytics.builders import (
    NOON,
    Context,
    completed,
    make_order,
    queued,
    record,
    sqs_event,
    stream_event,
)
from tests.analytics.daily import daily
from tests.http import call

pytestmark = pytest.mark.usefixtures("room")


def roll_up() -> None:
    schedule.lambda_handler({"job": "roll-up"}, Context())


def write_exports() -> None:
    for body in queued():
        assert worker.lambda_handler(sqs_event(body), None) == {"batchItemFailures": []}


def days(first: str = "2026-11-22", last: str = "2026-11-22") -> Any:
    return daily(first, last)


def read(key: str) -> bytes:
    return boto3.client("s3").get_object(Bucket="data", Key=key)["Body"].read()


def exports() -> list[dict[str, Any]]:
    return call(handler.lambda_handler, "GET", "/v1/exports").json["items"]


def test_an_order_shows_in_the_figures_of_its_day() -> None:
    stream.lambda_handler(stream_event(completed()), None)

    roll_up()

    shown = days()
    (day,) = shown["items"]
    assert day["day"] == "2026-11-22"
    assert [day[name] for name in ("created", "completed", "cancelled")] == [1, 1, 0]
    assert day["revenue"] == {"amount": 150000, "currency": "RUB"}
    assert shown["watermark"] == "2026-11-22T09:00:00.000Z"


def test_a_later_version_replaces_the_earlier_one() -> None:
    before = make_order()
    stream.lambda_handler(stream_event(before), None)
    roll_up()
    after = completed(NOON + timedelta(days=1), total=90000)
    stream.lambda_handler({"Records": [record(after, sequence=200, before=before)]}, None)

    roll_up()

    first, second = days("2026-11-22", "2026-11-23")["items"]
    assert (first["created"], first["completed"]) == (1, 0)
    assert (second["completed"], second["revenue"]["amount"]) == (1, 90000)


def test_a_changed_day_is_exported_with_a_manifest_that_agrees_with_the_page() -> None:
    orders = [completed(id=f"ord_{n}", number=str(n), total=n * 1001) for n in range(1, 4)]
    stream.lambda_handler(stream_event(*orders, make_order(id="ord_9")), None)
    roll_up()

    write_exports()

    (export,) = exports()
    files = {file["name"]: file for file in export["files"]}
    manifest = json.loads(read(files["manifest.json"]["key"]))
    body = read(files["orders.csv"]["key"])
    (day,) = days()["items"]
    assert export["state"] == "done"
    for name in ("completed", "revenue"):
        assert manifest["totals"]["kpis"][name] == day[name]
    assert manifest["watermark"] == days()["watermark"] == export["watermark"]
    assert manifest["rows"] == export["rows"] == 3
    (entry,) = manifest["files"]
    assert (entry["bytes"], entry["sha256"]) == (len(body), hashlib.sha256(body).hexdigest())
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
    assert [row["Сумма"] for row in rows] == ["10,01", "20,02", "30,03"]


def test_running_again_changes_nothing_and_queues_nothing() -> None:
    stream.lambda_handler(stream_event(completed()), None)
    roll_up()
    write_exports()
    before = (days(), exports())

    roll_up()

    assert queued() == []
    assert (days(), exports()) == before


def test_a_day_that_changes_again_is_exported_again_and_the_old_export_stays() -> None:
    stream.lambda_handler(stream_event(completed()), None)
    roll_up()
    write_exports()
    later = completed(version=3, total=1)
    stream.lambda_handler({"Records": [record(later, sequence=300, before=completed())]}, None)

    roll_up()
    write_exports()

    new, old = exports()
    assert new["id"] != old["id"]
    assert (new["state"], old["state"]) == ("done", "done")


def test_a_file_is_fetched_by_a_link_of_ten_minutes() -> None:
    stream.lambda_handler(stream_event(completed()), None)
    roll_up()
    write_exports()
    (export,) = exports()

    answer = call(handler.lambda_handler, "GET", f"/v1/exports/{export['id']}/files/orders.csv")

    assert answer.status == 302
    link = answer.headers["Location"]
    assert "X-Amz-Algorithm=AWS4-HMAC-SHA256" in link
    assert "X-Amz-Expires=600" in link
    assert "/rev%3D1/orders.csv" in link


def test_a_page_asks_for_the_link_itself() -> None:
    stream.lambda_handler(stream_event(completed()), None)
    roll_up()
    write_exports()
    (export,) = exports()
    path = f"/v1/exports/{export['id']}/files/orders.csv"

    answer = call(handler.lambda_handler, "GET", path, headers={"accept": "application/json"})

    assert answer.status == 200
    assert "/rev%3D1/orders.csv" in answer.json["url"]


def test_rebuilding_gives_the_same_figures_and_the_same_lake() -> None:
    stream.lambda_handler(stream_event(make_order(), completed(id="ord_2")), None)
    roll_up()
    stream.lambda_handler(stream_event(completed(), first=200), None)
    roll_up()
    write_exports()
    before, part = days(), read("lake/orders/month=2026-11/part.parquet")

    schedule.lambda_handler({"job": "rebuild"}, Context())

    assert days() == before
    assert read("lake/orders/month=2026-11/part.parquet") == part
    assert queued() == []


def test_an_unknown_job_is_refused() -> None:
    with pytest.raises(ValueError, match="job sweep is not one of"):
        schedule.lambda_handler({"job": "sweep"}, Context())
