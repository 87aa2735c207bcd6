"""When exports are made by themselves: in the company's zone, over every change of clocks."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moto import mock_aws

from analytics.period import Period
from analytics.shipping import plans
from analytics.shipping.plans import BUILT_IN, Schedule
from analytics.shipping.ports import ScheduleMovedError, Schedules
from analytics.shipping.storage import DynamoSchedules
from shared.asked import Asked
from shared.auth import Actor
from shared.errors import ConflictError, InvalidError, NotFoundError, StaleVersionError
from shared.table import Table
from tests.analytics.builders import NOON, completed, row_of
from tests.analytics.office import Office
from tests.analytics.rooms import client, make_place
from tests.analytics.shipping_fakes import FakeSchedules

MOSCOW, BERLIN = ZoneInfo("Europe/Moscow"), ZoneInfo("Europe/Berlin")
ACTOR = Actor(kind="user", id="alice", name="Alice")
FIELDS = {"kind": "orders", "format": "ru_excel", "axis": "completed_at", "hour": 6}


def weekday(day: date) -> bool:
    return day.weekday() < 5


def make(when: str, **changes: Any) -> Schedule:
    known = {"id": "sch_1", **FIELDS, "when": when, "created_at": NOON}
    return Schedule.model_validate({**known, **changes})


def due(schedule: Schedule, to: date | None, now: datetime, zone: ZoneInfo) -> list[Period]:
    found = plans.newly_due(schedule, to, now, zone, is_working=weekday)
    return [each.period for each in found]


def test_a_day_is_due_at_the_hour_of_the_next_day_by_the_companys_clock() -> None:
    three = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
    schedule = make("daily")

    assert due(schedule, None, three - timedelta(seconds=1), MOSCOW) == []
    assert due(schedule, None, three, MOSCOW) == [Period(date(2026, 11, 22), date(2026, 11, 22))]


def test_a_week_ends_with_sunday_and_a_month_with_its_last_day() -> None:
    later = NOON + timedelta(days=10)

    assert due(make("weekly"), None, later, MOSCOW) == [
        Period(date(2026, 11, 16), date(2026, 11, 22)),
        Period(date(2026, 11, 23), date(2026, 11, 29)),
    ]
    assert due(make("monthly"), None, later, MOSCOW) == [
        Period(date(2026, 11, 1), date(2026, 11, 30))
    ]


def test_an_hour_that_clocks_skip_is_the_first_moment_after_it() -> None:
    saturday = date(2026, 3, 28)
    at = plans.due_at(make("daily", hour=2), Period(saturday, saturday), BERLIN, weekday)

    assert at == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    assert at.astimezone(BERLIN).hour == 3


def test_an_hour_that_clocks_strike_twice_is_the_first() -> None:
    saturday = date(2026, 10, 24)
    at = plans.due_at(make("daily", hour=2), Period(saturday, saturday), BERLIN, weekday)

    assert at == datetime(2026, 10, 25, 0, 0, tzinfo=UTC)


@given(st.dates(date(2026, 1, 1), date(2027, 12, 1)), st.integers(0, 23))
def test_each_day_is_due_once_whatever_the_clocks_do(day: date, hour: int) -> None:
    schedule = make("daily", hour=hour)
    moments = [
        plans.due_at(schedule, Period(each, each), BERLIN, weekday)
        for each in (day, day + timedelta(days=1))
    ]

    assert timedelta(hours=22) < moments[1] - moments[0] < timedelta(hours=26)


def test_after_an_outage_every_missed_period_is_made_in_order() -> None:
    schedule, now = make("daily"), datetime(2026, 12, 2, 12, 0, tzinfo=UTC)

    found = due(schedule, date(2026, 11, 27), now, MOSCOW)

    assert [each.first.day for each in found] == [28, 29, 30, 1]


def test_a_month_is_closed_on_its_working_day_of_the_next() -> None:
    november = Period(date(2026, 11, 1), date(2026, 11, 30))
    schedule = make("closing", working_day=5, hour=18)

    at = plans.due_at(schedule, november, MOSCOW, weekday)

    assert at.astimezone(MOSCOW) == datetime(2026, 12, 7, 18, 0, tzinfo=MOSCOW)


def test_where_a_month_has_too_few_working_days_its_last_day_closes() -> None:
    november = Period(date(2026, 11, 1), date(2026, 11, 30))

    at = plans.due_at(make("closing", working_day=15), november, MOSCOW, lambda _: False)

    assert at.astimezone(MOSCOW).date() == date(2026, 12, 31)


def test_a_month_is_made_again_for_late_changes_until_it_is_closed() -> None:
    monthly = make("monthly", id="sch_m")
    closing = make("closing", id="sch_c", working_day=3, hour=0)
    day = date(2026, 11, 10)

    def made(now: datetime) -> list[str]:
        found = plans.touched([monthly, closing], [day], now, MOSCOW, is_working=weekday)
        return [each.schedule.id for each in found]

    assert made(datetime(2026, 11, 20, tzinfo=UTC)) == []
    assert made(datetime(2026, 12, 2, tzinfo=UTC)) == ["sch_m"]
    assert made(datetime(2026, 12, 10, tzinfo=UTC)) == []


def test_a_day_ahead_to_which_orders_are_planned_has_no_file_yet() -> None:
    at_once = plans.built_in("orders", "ru_excel", "completed_at")
    days = [date(2026, 11, day) for day in (21, 22, 23)]
    late = datetime(2026, 11, 21, 22, 30, tzinfo=UTC)  # the 22nd in Moscow

    found = plans.touched([at_once], days, late, MOSCOW, is_working=weekday)

    assert [each.period.first.day for each in found] == [21, 22]


@pytest.fixture(params=["dynamodb", "memory"])
def schedules(request: pytest.FixtureRequest) -> Iterator[Schedules]:
    with mock_aws():
        table = Table(make_place().table, client("dynamodb"))
        yield DynamoSchedules(table) if request.param == "dynamodb" else FakeSchedules()


def test_a_schedule_is_kept_by_version(schedules: Schedules) -> None:
    schedules.save(make("daily"))
    with pytest.raises(ScheduleMovedError):
        schedules.save(make("weekly"))
    schedules.save(make("weekly", version=2))
    with pytest.raises(ScheduleMovedError):
        schedules.save(make("monthly", version=2))

    assert list(schedules.all()) == [make("weekly", version=2)]


def test_how_far_a_schedule_is_planned_never_goes_back(schedules: Schedules) -> None:
    assert schedules.planned() == {}

    schedules.plan("sch_1", date(2026, 11, 22))
    schedules.plan("sch_1", date(2026, 11, 20))

    assert schedules.planned() == {"sch_1": date(2026, 11, 22)}


def test_a_run_twice_or_cut_off_queues_the_same_exports() -> None:
    office = Office()
    office.know(row_of(completed()))
    office.planning.create({**FIELDS, "when": "daily"}, Asked(ACTOR))
    office.now = NOON + timedelta(days=3)
    plan = office.schedules.plan
    office.schedules.plan = lambda *_: None  # type: ignore[method-assign]
    office.planning.due()
    first = dict(office.records.kept)
    office.schedules.plan = plan  # type: ignore[method-assign]

    office.planning.due()
    office.planning.due()

    assert office.records.kept == first
    assert len(first) == 3 + 1
    assert office.schedules.planned().popitem()[1] == date(2026, 11, 24)


def test_days_without_an_hour_are_made_when_they_change() -> None:
    office = Office()
    office.changes.add([row_of(completed())])
    while office.refresh.step():
        pass

    assert [office.records.kept[each].schedule_id for each in office.queue.sent] == [BUILT_IN]
    assert office.planning.due() == 0


def test_the_first_schedule_can_be_changed_and_deleted_like_any() -> None:
    office = Office()
    (usual,) = office.planning.all()
    assert (usual.id, usual.version, usual.when, usual.hour) == (BUILT_IN, 0, "daily", None)

    changed = office.planning.replace(BUILT_IN, {"enabled": False}, Asked(ACTOR, version=0))
    office.changes.add([row_of(completed())])
    while office.refresh.step():
        pass
    with pytest.raises(StaleVersionError):
        office.planning.delete(BUILT_IN, Asked(ACTOR, version=0))
    office.planning.delete(BUILT_IN, Asked(ACTOR, version=1))

    assert changed.version == 1
    assert office.queue.sent == []
    assert office.planning.all() == []
    with pytest.raises(NotFoundError):
        office.planning.get(BUILT_IN)


def test_the_same_key_is_the_same_schedule() -> None:
    office, asked = Office(), Asked(ACTOR, key="k")
    made = office.planning.create({**FIELDS, "when": "daily"}, asked)

    assert office.planning.create({**FIELDS, "when": "daily"}, asked) == made
    with pytest.raises(ConflictError):
        office.planning.create({**FIELDS, "when": "weekly"}, asked)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"when": "weekly", "hour": None}, "hour"),
        ({"when": "closing"}, "working_day"),
        ({"when": "daily", "working_day": 3}, "working_day"),
        ({"when": "daily", "kind": "kpis"}, "axis"),
        ({"when": "daily", "format": "docx"}, "format"),
    ],
)
def test_a_schedule_that_makes_no_sense_is_refused_by_field(
    change: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidError) as caught:
        Office().planning.create({**FIELDS, **change}, Asked(ACTOR))

    assert [each.field for each in caught.value.errors] == [field]


def test_it_is_told_when_a_schedule_makes_its_next_export() -> None:
    office = Office()
    made = office.planning.create({**FIELDS, "when": "daily"}, Asked(ACTOR))
    first = office.planning.next_at(made)
    office.now = NOON + timedelta(days=1)
    office.planning.due()

    assert first == datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
    assert office.planning.next_at(made) == first + timedelta(days=1)
    assert office.planning.next_at(office.planning.get(BUILT_IN)) is None
