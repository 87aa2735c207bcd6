"""Imports and bulk actions through the handler and the worker, wired as on Lambda."""

import base64
import hashlib
import json
from pathlib import Path
from types import SimpleNamespace

import boto3
import pytest

from orders import wiring, worker
from orders.handler import lambda_handler
from orders.intake.import_queue import import_id_of, message
from tests.http import ADMIN, DISPATCHER, TECHNICIAN, call, partner
from tests.orders.intake.fakes import csv_of
from tests.orders.intake.moto_in_turn import in_turn

__all__ = ["in_turn"]

pytestmark = pytest.mark.usefixtures("in_turn")
CONTEXT = SimpleNamespace(get_remaining_time_in_millis=lambda: 300_000)
EVENT = Path(__file__).parents[3] / "events" / "orders" / "sqs_import.json"
OK = {"batchItemFailures": []}


def shape(number, **changes):
    whole = {
        "external_id": f"A-{number}",
        "title": "Ремонт",
        "customer": {"name": "Анна", "phone": f"+7900{number:07}"},
    }
    return whole | changes


def post(path, body=None, actor=ADMIN, key=None):
    headers = {"idempotency-key": key} if key else {}
    return call(lambda_handler, "POST", path, body=body, actor=actor, headers=headers)


def announced(content, form="csv"):
    facts = {"format": form, "name": f"заявки.{form}", "bytes": len(content)}
    return post("/v1/imports", facts | {"sha256": hashlib.sha256(content).hexdigest()})


def uploaded(content, form="csv"):
    """Announce and upload a file; gives the import's path."""
    answer = announced(content, form)
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    boto3.client("s3").put_object(
        Bucket="data",
        Key=f"uploads/imports/{answer.json['id']}",
        Body=content,
        ContentType=answer.json["upload"]["headers"]["Content-Type"],
        ChecksumAlgorithm="SHA256",
        ChecksumSHA256=digest,
    )
    return f"/v1/imports/{answer.json['id']}"


def event_of(body, receives=1):
    event = json.loads(EVENT.read_text())
    event["Records"][0]["body"] = body
    event["Records"][0]["attributes"]["ApproximateReceiveCount"] = str(receives)
    return event


def queued():
    """Take the messages off the queue."""
    sqs = boto3.client("sqs")
    url = sqs.get_queue_url(QueueName="ImportQueue")["QueueUrl"]
    return [each["Body"] for each in sqs.receive_message(QueueUrl=url).get("Messages", [])]


def test_orders_of_a_body_are_imported_and_told_row_by_row(aws):
    answer = post("/v1/imports", {"orders": [shape(1), shape(2, title=""), shape(1)]})

    assert answer.status == 201
    assert (answer.json["state"], answer.json["rows"]) == ("done", 3)
    assert [row["result"] for row in answer.json["results"]] == ["created", "failed", "failed"]
    assert answer.json["results"][1]["errors"][0]["field"] == "title"
    assert (answer.json["created"], answer.json["failed"]) == (1, 2)
    order = call(lambda_handler, "GET", f"/v1/orders/{answer.json['results'][0]['order_id']}").json
    assert (order["external_id"], order["source"]) == ("A-1", "import")


def test_a_repeat_under_a_key_is_the_same_answer_and_another_body_a_conflict(aws):
    first = post("/v1/imports", {"orders": [shape(1)]}, key="key-1")

    assert post("/v1/imports", {"orders": [shape(1)]}, key="key-1").json == first.json
    assert post("/v1/imports", {"orders": [shape(2)]}, key="key-1").status == 409


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"orders": []},
        {"orders": [{}] * 201},
        {"orders": [{}], "format": "csv"},
        {"format": "csv", "name": "a.csv", "bytes": 1},
        {"format": "xlsx", "name": "a.xlsx", "bytes": 1, "sha256": "0" * 64},
        {"format": "csv", "name": "a.csv", "bytes": 20 * 1024 * 1024 + 1, "sha256": "0" * 64},
        {"orders": [{}], "surprise": 1},
    ],
)
def test_a_body_that_is_no_import_is_refused(body):
    assert post("/v1/imports", body).status == 422


def test_a_file_is_announced_started_worked_on_and_its_result_fetched(aws):
    path = uploaded(csv_of(20) + "\r\nбез имени;;;".encode())
    assert call(lambda_handler, "GET", path).json["state"] == "waiting"

    started = post(f"{path}/start")
    assert (started.status, started.json["state"]) == (202, "queued")
    (body,) = queued()
    assert body.isascii()
    assert worker.lambda_handler(event_of(body), CONTEXT) == OK

    done = call(lambda_handler, "GET", path).json
    assert (done["state"], done["rows"], done["done"]) == ("done", 21, 21)
    assert (done["created"], done["unchanged"], done["failed"]) == (20, 0, 1)
    assert done["created_by"] == "Alice"
    (failure,) = done["failures"]
    assert (failure["row"], failure["errors"][0]["field"]) == (22, "title")
    (listed,) = call(lambda_handler, "GET", "/v1/imports").json["items"]
    assert listed == {name: value for name, value in done.items() if name != "failures"}
    led = call(lambda_handler, "GET", done["result_file"])
    assert led.status == 302
    key = f"imports/{done['id']}/result.csv"
    assert key in led.headers["Location"]
    link = call(lambda_handler, "GET", done["result_file"], headers={"accept": "application/json"})
    assert key in link.json["url"]
    result = boto3.client("s3").get_object(Bucket="data", Key=key)["Body"].read()
    assert result.startswith(b"\xef\xbb\xbf")
    assert result.count(b"\r\n") == 22


def test_a_second_run_of_the_same_file_leaves_all_unchanged(aws):
    for _ in range(2):
        path = uploaded(csv_of(5))
        post(f"{path}/start")
        worker.lambda_handler(event_of(queued()[0]), CONTEXT)

    done = call(lambda_handler, "GET", path).json
    assert (done["created"], done["unchanged"]) == (0, 5)
    assert len(call(lambda_handler, "GET", "/v1/orders").json["items"]) == 5


def test_a_file_that_is_no_import_says_why(aws):
    path = uploaded(b"not;an;import")
    post(f"{path}/start")
    worker.lambda_handler(event_of(queued()[0]), CONTEXT)

    failed = call(lambda_handler, "GET", path).json
    assert (failed["state"], failed["error"]["field"]) == ("failed", "file")
    assert failed["result_file"] is None
    assert call(lambda_handler, "GET", f"{path}/result").status == 404


def test_a_file_that_was_not_uploaded_is_not_started(aws):
    answer = announced(csv_of(1))

    assert post(f"/v1/imports/{answer.json['id']}/start").status == 409
    assert queued() == []


def test_imports_are_listed_newest_first_with_a_cursor(aws):
    ids = [announced(csv_of(n)).json["id"] for n in (1, 2, 3)]

    first = call(lambda_handler, "GET", "/v1/imports", query={"limit": 2}).json
    second = call(
        lambda_handler, "GET", "/v1/imports", query={"limit": 2, "cursor": first["next_cursor"]}
    ).json

    assert {each["id"] for each in first["items"] + second["items"]} == set(ids)
    assert second["next_cursor"] is None


def test_importing_is_for_whoever_writes_orders(aws):
    path = uploaded(csv_of(1))
    for actor in (TECHNICIAN, partner("orders:read")):
        assert post("/v1/imports", {"orders": [shape(1)]}, actor=actor).status == 403
        assert post(f"{path}/start", actor=actor).status == 403
        assert call(lambda_handler, "GET", path, actor=actor).status == 403
        assert call(lambda_handler, "GET", "/v1/imports", actor=actor).status == 403
    for actor in (DISPATCHER, partner("orders:write")):
        assert call(lambda_handler, "GET", path, actor=actor).status == 200


def test_an_import_that_is_not_there_is_not_found(aws):
    for method, tail in (("GET", ""), ("POST", "/start"), ("GET", "/result")):
        assert call(lambda_handler, method, f"/v1/imports/imp_none{tail}").status == 404


def test_the_recorded_message_of_an_unknown_import_is_done_with(aws):
    event = json.loads(EVENT.read_text())

    assert worker.lambda_handler(event, CONTEXT) == OK


def test_a_message_that_cannot_be_read_fails_alone(aws):
    bad = [event_of(body, n) for body in ("", "{", "[]", "null", '{"other": 1}') for n in (1, 5)]
    event = event_of(message("imp_none"))
    for number, each in enumerate(bad, start=1):
        event["Records"].append({**each["Records"][0], "messageId": f"message-{number}"})

    failures = worker.lambda_handler(event, CONTEXT)["batchItemFailures"]

    assert [each["itemIdentifier"] for each in failures] == [f"message-{n}" for n in range(1, 11)]


def test_a_job_that_keeps_failing_is_shown_as_failed_after_its_last_try(aws):
    path = uploaded(csv_of(1))
    post(f"{path}/start")
    (body,) = queued()
    key = f"uploads/imports/{import_id_of(body)}"
    boto3.client("s3").delete_object(Bucket="data", Key=key)

    failed = {"batchItemFailures": [{"itemIdentifier": "message-0"}]}
    assert worker.lambda_handler(event_of(body, 4), CONTEXT) == failed
    assert call(lambda_handler, "GET", path).json["state"] == "queued"
    assert worker.lambda_handler(event_of(body, 5), CONTEXT) == failed
    assert call(lambda_handler, "GET", path).json["state"] == "failed"


def test_a_job_out_of_time_leaves_a_message_for_the_rest(aws):
    path = uploaded(csv_of(3))
    post(f"{path}/start")
    (body,) = queued()
    late = SimpleNamespace(get_remaining_time_in_millis=lambda: 1000)

    assert worker.lambda_handler(event_of(body), late) == OK

    assert queued() == [body]
    assert call(lambda_handler, "GET", path).json["state"] == "running"


def test_orders_are_moved_and_assigned_in_bulk_with_a_result_each(aws):
    made = post("/v1/imports", {"orders": [shape(1), shape(2)]}).json["results"]
    ids = [each["order_id"] for each in made]
    cancel = {"transition": {"to": "cancelled", "reason": "дубль", "cancelled_by": "company"}}

    answer = post("/v1/orders/bulk", {"ids": [*ids, "ord_none"], "action": cancel}, key="key-1")

    assert answer.status == 200
    results = answer.json["results"]
    assert [each["status"] for each in results] == ["ok", "ok", "error"]
    assert results[0] == {"id": ids[0], "status": "ok", "version": 2, "problem": None}
    assert results[2]["problem"]["status"] == 404
    again = post("/v1/orders/bulk", {"ids": [*ids, "ord_none"], "action": cancel}, key="key-1")
    assert again.json == answer.json

    assign = {"assign": {"technician_id": "tec_none"}}
    refused = post("/v1/orders/bulk", {"ids": ids, "action": assign}).json["results"]
    assert [each["problem"]["status"] for each in refused] == [409, 409]


@pytest.mark.parametrize(
    "body",
    [
        {"ids": [], "action": {"assign": {"technician_id": "tec_1"}}},
        {"ids": ["a"] * 2, "action": {"assign": {"technician_id": "tec_1"}}},
        {"ids": [f"o{n}" for n in range(201)], "action": {"assign": {"technician_id": "t"}}},
        {"ids": ["a"], "action": {}},
        {
            "ids": ["a"],
            "action": {"assign": {"technician_id": "t"}, "transition": {"to": "closed"}},
        },
        {"ids": ["a"], "action": {"delete": {}}},
        {"ids": ["a"], "action": {"transition": {"to": "nowhere"}}},
        {"ids": ["a"]},
    ],
)
def test_a_bulk_request_that_breaks_a_rule_is_refused_whole(body):
    assert post("/v1/orders/bulk", body).status == 422


def test_bulk_keeps_to_the_rights_of_the_caller(aws):
    body = {"ids": ["a"], "action": {"assign": {"technician_id": "tec_1"}}}

    assert post("/v1/orders/bulk", body, actor=partner("orders:read")).status == 403
    assert post("/v1/orders/bulk", body, actor=TECHNICIAN).status == 403


def test_lost_imports_are_found_by_the_wired_service(aws):
    assert wiring.imports().send_again() == 0
