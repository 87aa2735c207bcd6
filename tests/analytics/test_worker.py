"""Queue edge: which exports are written, reported, given up."""

import csv
import io
import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest

from analytics import handler, schedule, stream, wiring, worker
from shared.settings import settings
from tests.analytics.builders import (
    NOON,
    Context,
    completed,
    make_order,
    queued,
    sqs_event,
    stream_event,
)
from tests.analytics.daily import daily
from tests.analytics.rooms import objects
from tests.http import call

RECORDED = Path(__file__).parents[2] / "events" / "analytics"
OK: dict[str, Any] = {"batchItemFailures": []}
FAILED = "the export could not be written {}; its cause is in the log"
PERIOD = {"from": "2026-11-01", "to": "2026-11-30"}


@pytest.mark.usefixtures("room")
class TestEdge:
    def asked(self, **change: str) -> str:
        body = {"kind": "orders", **PERIOD, **change}
        return call(handler.lambda_handler, "POST", "/v1/exports", body=body).json["id"]

    def export(self, export_id: str) -> Any:
        return call(handler.lambda_handler, "GET", f"/v1/exports/{export_id}").json

    def roll_up(self, *orders: dict[str, Any]) -> None:
        stream.lambda_handler(stream_event(*orders), None)
        schedule.lambda_handler({"job": "roll-up"}, Context())
        queued()

    def manifest(self, export_id: str) -> Any:
        return json.loads(objects("data")[self.export(export_id)["files"][-1]["key"]])

    def test_a_message_that_comes_again_changes_nothing(self) -> None:
        self.roll_up(completed())
        export_id = self.asked()
        (body,) = queued()
        worker.lambda_handler(sqs_event(body), None)
        before = self.export(export_id), objects("data")

        assert worker.lambda_handler(sqs_event(body, body), None) == OK

        assert (self.export(export_id), objects("data")) == before

    def test_totals_equal_the_page_for_the_same_period_on_every_axis(self) -> None:
        self.roll_up(
            completed(id="a", total=101),
            completed(NOON + timedelta(days=1), id="b", total=202),
            completed(NOON + timedelta(days=30), id="c", total=404),
            make_order(id="d", status="cancelled", cancelled_at=NOON, total=808),
            completed(id="e", total=9, currency="KZT"),
            completed(id="f", total=7, created_at=NOON - timedelta(days=70)),
        )
        page = daily(PERIOD["from"], PERIOD["to"])["items"]
        counts = {
            name: sum(day[name] for day in page) for name in ("created", "completed", "cancelled")
        }
        revenue = {
            "amount": sum(day["revenue"]["amount"] for day in page),
            "currency": "RUB",
        }

        totals, rows = {}, {}
        for axis in ("created_at", "completed_at", "cancelled_at"):
            export_id = self.asked(axis=axis)
            worker.lambda_handler(sqs_event(*queued()), None)
            manifest = self.manifest(export_id)
            totals |= manifest["totals"]["kpis"]
            rows[axis] = manifest["rows"]

        assert totals.items() >= (counts | {"revenue": revenue}).items()
        assert revenue["amount"] == 310
        assert rows == {"created_at": 5, "completed_at": 4, "cancelled_at": 1}

    def test_the_sum_of_the_file_is_the_revenue_in_the_manifest(self) -> None:
        self.roll_up(*(completed(id=f"o{n}", total=n * 333) for n in range(20)))
        export_id = self.asked()
        worker.lambda_handler(sqs_event(*queued()), None)

        content = objects("data")[self.export(export_id)["files"][0]["key"]].decode("utf-8-sig")

        rows = csv.DictReader(io.StringIO(content, newline=""), delimiter=";")
        total = sum(int(row["Сумма"].replace(",", "")) for row in rows)
        assert total == self.manifest(export_id)["totals"]["kpis"]["revenue"]["amount"] == 190 * 333

    def test_the_manifest_says_all_that_proves_the_file(self) -> None:
        self.roll_up(completed())
        export_id = self.asked()
        worker.lambda_handler(sqs_event(*queued()), None)

        manifest = self.manifest(export_id)

        kpis = {name: manifest["totals"]["kpis"][name] for name in ("completed", "revenue")}
        content, totals = manifest["files"][0]["sha256"], {**manifest["totals"], "kpis": kpis}
        unstated = {"currency": "RUB", "vat": None, "vat_amount": 0}
        assert manifest | {"files": [], "created_at": "", "totals": totals} == {
            "schema_version": 2,
            "export_id": export_id,
            "kind": "orders",
            "format": "ru_excel",
            "currency": "RUB",
            "revision": 1,
            "closing": False,
            "content": content,
            "warnings": {},
            "refused": [],
            "profile": "ru-excel",
            "from": "2026-11-01",
            "to": "2026-11-30",
            "axis": "completed_at",
            "zone": "Europe/Moscow",
            "rows": 1,
            "totals": {
                "kpis": {"completed": 1, "revenue": {"amount": 150000, "currency": "RUB"}},
                "money": [{**unstated, "net": 150000, "gross": 150000}],
            },
            "watermark": "2026-11-22T09:00:00.000Z",
            "filters": {"personal": False, "options": {}},
            "created_at": "",
            "files": [],
        }

    def test_an_export_before_any_order_is_whole_and_empty(self) -> None:
        export_id = self.asked()

        worker.lambda_handler(sqs_event(*queued()), None)

        assert self.manifest(export_id)["rows"] == 0
        assert self.export(export_id)["state"] == "done"

    def test_a_message_for_no_export_is_let_go(self) -> None:
        event = json.loads((RECORDED / "sqs_export.json").read_text())

        assert worker.lambda_handler(event, None) == OK

    def test_a_failing_export_is_tried_again_and_does_not_take_its_neighbour_along(self) -> None:
        self.roll_up(completed())
        broken, good = self.asked(), self.asked(axis="cancelled_at")
        messages = [json.dumps({"export_id": each}) for each in (broken, good)]
        self.forget_lake()

        answer = worker.lambda_handler(sqs_event(*messages), None)

        assert answer == {"batchItemFailures": [{"itemIdentifier": "message-0"}]}
        told = self.export(broken)
        assert (told["state"], told["attempts"], told["progress"]) == ("retrying", 1, None)
        assert told["error"]
        assert self.export(good)["state"] == "done"

    def test_an_export_that_failed_for_the_last_time_says_so(self) -> None:
        self.roll_up(completed())
        export_id = self.asked()
        self.forget_lake()

        worker.lambda_handler(sqs_event(*queued(), receives=5), None)

        export = self.export(export_id)
        assert export["state"] == "failed"
        assert re.fullmatch(FAILED.format(r"\(.+\)"), export["error"])
        assert export["attempts"] == 5
        assert export["files"] == []

    def test_a_writing_that_goes_on_says_nothing_of_the_attempt_before(self) -> None:
        export_id = self.asked()
        wiring.writer().failed(export_id, ValueError("secret"), attempt=1, is_last=False)
        assert self.export(export_id)["error"] == "ValueError"

        worker.lambda_handler(sqs_event(*queued()), None)

        export = self.export(export_id)
        assert (export["state"], export["error"], export["attempts"]) == ("done", None, 1)

    def test_a_fault_that_cannot_be_told_leaves_the_message_to_come_again(self) -> None:
        self.asked()
        boto3.client("dynamodb").delete_table(TableName=settings().rollups_table)

        answer = worker.lambda_handler(sqs_event(*queued()), None)

        assert answer == {"batchItemFailures": [{"itemIdentifier": "message-0"}]}

    @pytest.mark.parametrize("body", ["{", "[]", "{}"])
    @pytest.mark.parametrize("receives", [1, 5])
    def test_an_unreadable_message_is_left_to_the_dead_letters(
        self, body: str, receives: int
    ) -> None:
        answer = worker.lambda_handler(sqs_event(body, receives=receives), None)

        assert answer == {"batchItemFailures": [{"itemIdentifier": "message-0"}]}

    def test_giving_up_on_no_export_does_nothing(self) -> None:
        wiring.writer().failed("exp_none", ValueError(), attempt=5, is_last=True)

        assert call(handler.lambda_handler, "GET", "/v1/exports").json["items"] == []

    def forget_lake(self) -> None:
        s3 = boto3.client("s3")
        for each in s3.list_object_versions(Bucket="data", Prefix="lake/orders/")["Versions"]:
            s3.delete_object(Bucket="data", Key=each["Key"], VersionId=each["VersionId"])
