"""What is told of an attempt that failed, and of a worker that tells nothing."""

from datetime import date, timedelta

import pytest
from botocore.exceptions import ClientError

from analytics.exporting import Wish
from analytics.model import BROKEN_OFF, DEAD_AFTER
from analytics.shipping.faults import reason_of
from shared.errors import UnavailableError
from tests.analytics.builders import NOON
from tests.analytics.office import Office
from tests.tables import template

DAY = date(2026, 11, 21)
SLOW = ClientError({"Error": {"Code": "SlowDown", "Message": "key of Иван"}}, "UploadPart")


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (UnavailableError("the store is busy; try again"), "the store is busy; try again"),
        (SLOW, "UploadPart: SlowDown"),
        (ClientError({}, "UploadPart"), "ClientError"),
        (KeyError("Иван"), "KeyError"),
    ],
)
def test_a_reason_is_told_without_what_the_data_was(error: Exception, reason: str) -> None:
    assert reason_of(error) == reason


def test_a_worker_that_has_told_nothing_for_long_is_not_shown_as_writing() -> None:
    office = Office()
    export = office.exports.create(Wish(DAY, DAY), "alice", None)
    writing = export.model_copy(update={"state": "writing", "told_at": NOON})
    assert office.records.save(writing)

    office.now = NOON + DEAD_AFTER - timedelta(seconds=1)
    assert office.exports.get(export.id).state == "writing"
    office.now = NOON + DEAD_AFTER
    shown = office.exports.get(export.id)

    assert (shown.state, shown.progress, shown.error) == ("retrying", None, BROKEN_OFF)
    assert office.exports.list(limit=9, after=None).items[0].state == "retrying"
    assert office.exports.cancel(export.id).error is None


def test_a_worker_may_not_run_as_long_as_it_takes_to_be_thought_dead() -> None:
    worker = template()["Resources"]["AnalyticsWorker"]["Properties"]

    assert timedelta(seconds=worker["Timeout"]) < DEAD_AFTER
