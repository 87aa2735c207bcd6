"""What the alarms of figures and exports go by."""

from datetime import timedelta

import pytest

from analytics.model import Export
from tests.analytics.builders import NOON, completed, make_row, row_of
from tests.analytics.office import Office


@pytest.fixture
def office() -> Office:
    """An office whose one schedule has queued one export: that of the day on which an order was."""
    office = Office()
    office.know(row_of(completed()))
    return office


def planned(office: Office) -> Export:
    (export,) = office.records.newest(limit=10, after=None).items
    assert export.schedule_id
    return export


def test_a_planned_export_is_missing_when_its_hour_is_over(office: Office) -> None:
    queued = planned(office)

    office.now = queued.created_at + timedelta(minutes=59)
    early = office.exports.missing()
    office.now = queued.created_at + timedelta(hours=1)

    assert (early, office.exports.missing()) == (0, 1)


def test_one_that_failed_is_missing_for_two_days(office: Office) -> None:
    failed = planned(office)
    office.records.save(failed.model_copy(update={"state": "failed"}))

    office.now = failed.created_at + timedelta(days=2)
    missed = office.exports.missing()
    office.now += timedelta(seconds=1)

    assert (missed, office.exports.missing()) == (1, 0)


@pytest.mark.parametrize("state", ["done", "cancelled"])
def test_one_that_is_there_or_not_wanted_is_not_missing(office: Office, state: str) -> None:
    export = planned(office)
    office.records.save(export.model_copy(update={"state": state}))
    office.now = export.created_at + timedelta(hours=2)

    assert office.exports.missing() == 0


def test_one_that_somebody_made_by_hand_is_not_missing_any_more(office: Office) -> None:
    failed = planned(office)
    office.records.save(failed.model_copy(update={"state": "failed"}))
    office.now = failed.created_at + timedelta(hours=2)

    office.made(failed.kind, failed.first, failed.last, format=failed.format, axis=failed.axis)

    assert office.exports.missing() == 0


def test_one_that_was_asked_for_by_hand_is_nobodys_alarm() -> None:
    office = Office()
    office.know(make_row())
    for each in list(office.records.newest(limit=10, after=None).items):
        office.records.save(each.model_copy(update={"state": "cancelled"}))
    asked = office.made("orders", NOON.date(), NOON.date())
    office.records.kept[asked.id] = asked.model_copy(update={"state": "failed"})
    office.now += timedelta(hours=2)

    assert office.exports.missing() == 0


def test_figures_are_behind_since_the_oldest_change_they_do_not_hold() -> None:
    office = Office()
    office.changes.add([make_row()], NOON)
    office.changes.add([make_row(id="ord_2")], NOON + timedelta(minutes=5))

    before = office.refresh.behind_since()
    while office.refresh.step():
        pass

    assert (before, office.refresh.behind_since()) == (NOON, None)
