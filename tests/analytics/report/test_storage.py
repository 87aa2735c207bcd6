"""Settings and reports in memory and in DynamoDB behave alike."""

import base64
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import boto3
import pytest

from analytics.report.model import ReportSettings, Sending, scheduled_id
from analytics.report.ports import Reports, SettingsMovedError
from analytics.report.storage import DynamoMailChannels, DynamoReports
from integrations.model import IntegrationState
from integrations.storage import DynamoIntegrations
from shared.audit import AuditStore
from shared.audit_storage import DynamoAudit
from shared.clock import now
from shared.report import is_report, report_envelope
from shared.table import Table
from tests.analytics.report.fakes import FakeReports, report_entry
from tests.integrations.builders import make_integration
from tests.reports import a_report, sent_report

AT = datetime(2026, 11, 16, 6, tzinfo=UTC)


def sending(number: int = 1, **changes: Any) -> Sending:
    fields: dict[str, Any] = {
        "id": f"rep_{number}",
        "week": date(2026, 11, 9),
        "state": "handed_over",
        "is_scheduled": True,
        "created_at": AT + timedelta(minutes=number),
        "recipients": ("u1",),
        "language": "ru",
    }
    return Sending(**fields | changes)


@pytest.fixture(params=["memory", "dynamodb"])
def reports(request: pytest.FixtureRequest) -> Iterator[Reports]:
    if request.param == "memory":
        yield FakeReports()
        return
    request.getfixturevalue("room")
    yield DynamoReports(Table("RollupsTable", boto3.client("dynamodb")))


def test_settings_that_nobody_wrote_are_off(reports: Reports) -> None:
    assert reports.settings() == ReportSettings()


def test_settings_are_written_version_after_version(reports: Reports) -> None:
    first = ReportSettings(version=1, recipients=("u1",), since=AT)
    reports.save(first, report_entry())
    second = first.model_copy(update={"version": 2, "enabled": True})
    reports.save(second, report_entry())

    assert reports.settings() == second
    for stale in (first, second):
        with pytest.raises(SettingsMovedError) as moved:
            reports.save(stale, report_entry())
        assert moved.value.current == 2


def test_a_change_of_settings_is_in_the_record_and_a_refused_one_is_not(reports: Reports) -> None:
    told = report_entry()
    reports.save(ReportSettings(version=1), told)
    with pytest.raises(SettingsMovedError):
        reports.save(ReportSettings(version=1), report_entry())

    audit: AuditStore = DynamoAudit(Table("RollupsTable", boto3.client("dynamodb")))
    if isinstance(reports, FakeReports):
        audit = reports.audit
    assert audit.page("report", limit=10, after=None).entries == (told,)


def test_a_report_is_written_once_and_the_first_stays(reports: Reports) -> None:
    first = sending()
    other = sending(recipients=("u2",))

    assert reports.add(first, sent_report()) == first
    assert reports.add(other, sent_report(recipients=("u2",))) == first
    assert reports.get("rep_1") == first
    assert reports.get("rep_2") is None
    assert list(reports.newest(10)) == [first]


def test_reports_are_listed_newest_first(reports: Reports) -> None:
    made = [sending(n) for n in (2, 1, 3)]
    for each in made:
        reports.add(each, sent_report(report=a_report(id=each.id)))

    assert [each.id for each in reports.newest(2)] == ["rep_3", "rep_2"]


def test_a_missed_report_is_noted_once_and_is_no_report(reports: Reports) -> None:
    missed = sending(state="missed")

    assert reports.miss(missed, AT)
    assert not reports.miss(missed.model_copy(update={"created_at": AT + timedelta(1)}), AT)
    assert list(reports.newest(10)) == [missed]
    assert reports.get("rep_1") is None


def test_an_id_follows_from_the_week() -> None:
    week = date(2026, 11, 9)

    assert scheduled_id(week) == scheduled_id(week)
    assert scheduled_id(week) != scheduled_id(week + timedelta(days=7))


@pytest.mark.usefixtures("room")
def test_of_all_that_is_written_only_the_report_itself_is_an_event() -> None:
    client = boto3.client("dynamodb")
    store = DynamoReports(Table("RollupsTable", client))
    store.save(ReportSettings(version=1), report_entry())
    store.add(sending(), sent_report(recipients=("u1", "u2")))
    store.miss(sending(2), AT)

    arn = client.describe_table(TableName="RollupsTable")["Table"]["LatestStreamArn"]
    streams = boto3.client("dynamodbstreams")
    shard = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]["ShardId"]
    iterator = streams.get_shard_iterator(
        StreamArn=arn, ShardId=shard, ShardIteratorType="TRIM_HORIZON"
    )["ShardIterator"]
    records = streams.get_records(ShardIterator=iterator)["Records"]

    (record,) = [each for each in records if is_report(each)]
    assert len(records) == 6  # settings, twice the record of them, the report, its row, the miss
    from_lambda = _as_lambda_gets_it(record)
    event = report_envelope(from_lambda)
    assert event is not None
    assert event.data["recipients"] == ["u1", "u2"]


def _as_lambda_gets_it(record: dict[str, Any]) -> dict[str, Any]:
    image = record["dynamodb"]["NewImage"]
    coded = {
        name: {"B": base64.b64encode(value["B"]).decode()} if "B" in value else value
        for name, value in image.items()
    }
    return {**record, "dynamodb": {**record["dynamodb"], "NewImage": coded}}


@pytest.mark.usefixtures("room")
@pytest.mark.parametrize(
    ("changes", "carries"),
    [
        ({}, True),
        ({"kind": "webhook"}, False),
        ({"state": IntegrationState.PAUSED}, False),
        ({"event_types": ("order.created",)}, False),
    ],
)
def test_letters_go_by_an_enabled_email_integration_that_wants_the_event(
    changes: dict[str, Any], *, carries: bool
) -> None:
    table = Table("IntegrationsTable", boto3.client("dynamodb"))
    kept = DynamoIntegrations(table, clock=now)
    fields = {"kind": "email", "event_types": ("report.weekly",)} | changes
    kept.add(make_integration(**fields))

    assert DynamoMailChannels(table).carry("report.weekly") is carries


@pytest.mark.usefixtures("room")
def test_a_deleted_integration_carries_nothing() -> None:
    table = Table("IntegrationsTable", boto3.client("dynamodb"))
    kept = DynamoIntegrations(table, clock=now)
    made = make_integration(kind="email", event_types=("report.weekly",))
    kept.add(made)
    kept.remove(made.id, made.version, now())

    assert not DynamoMailChannels(table).carry("report.weekly")
