"""Roll-ups and exports in storage: DynamoDB and the fake keep the same promises."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from moto import mock_aws

from analytics.model import DayRow, Export, FileEntry, Part, State
from analytics.period import Period, day_span
from analytics.ports import Exports, Rollups, StateMovedError
from analytics.position import ChangeFile, Position
from analytics.rollup import figures
from analytics.storage import DynamoExports, DynamoRollups
from shared.table import Table
from tests.analytics.builders import NOON, make_row
from tests.analytics.fakes import ZONE, FakeExports, FakeRollups
from tests.analytics.rooms import Calls, Tripwire, client, make_place

TODAY = date(2026, 11, 22)
ROW = DayRow(day=TODAY, parts={"2026-11": figures([make_row()], day_span(TODAY, ZONE), "RUB")})
FULL = State(
    basis="1 Europe/Moscow RUB",
    watermark=NOON,
    position=Position().after([ChangeFile("a", "a", NOON)], [ChangeFile("a", "a", NOON)]),
    parts={
        "2026-11": Part(
            month="2026-11",
            object_version="v1",
            orders=1,
            spans={"created_at": (TODAY, TODAY)},
        )
    },
    waiting=(TODAY,),
)


@pytest.fixture
def table() -> Iterator[Table]:
    with mock_aws():
        yield Table(make_place().table, client("dynamodb"))


@pytest.fixture(params=["dynamodb", "memory"])
def rollups(request: pytest.FixtureRequest, table: Table) -> Rollups:
    return DynamoRollups(table) if request.param == "dynamodb" else FakeRollups()


@pytest.fixture(params=["dynamodb", "memory"])
def exports(request: pytest.FixtureRequest, table: Table) -> Exports:
    return DynamoExports(table) if request.param == "dynamodb" else FakeExports()


def make_export(**changes: object) -> Export:
    known = {
        "id": "exp_1",
        "format": "csv",
        "axis": "completed_at",
        "created_at": NOON,
        "sent_at": NOON,
    }
    return Export.model_validate({**known, "first": TODAY, "last": TODAY, **changes})


def test_state_and_rows_come_back_as_they_were(rollups: Rollups) -> None:
    rollups.commit(rollups.state(), FULL, [ROW])

    assert rollups.state() == FULL.model_copy(update={"version": 1})
    assert rollups.days([TODAY, TODAY + timedelta(days=1)]) == [
        ROW,
        DayRow(day=TODAY + timedelta(days=1)),
    ]
    assert rollups.all_days() == [ROW]


@pytest.mark.parametrize("count", [1, 150])
def test_a_commit_on_an_old_state_is_refused_and_changes_nothing(
    rollups: Rollups, count: int
) -> None:
    old = rollups.state()
    rollups.commit(old, FULL, [ROW])
    rows = [DayRow(day=TODAY - timedelta(days=n)) for n in range(count)]

    with pytest.raises(StateMovedError):
        rollups.commit(old, State(), rows)

    assert rollups.all_days() == [ROW]
    assert rollups.state().watermark == NOON


def test_a_period_gives_its_own_days_only(rollups: Rollups) -> None:
    rows = [DayRow(day=TODAY + timedelta(days=n), parts=ROW.parts) for n in range(-2, 3)]
    rollups.commit(rollups.state(), FULL, rows)

    state, found = rollups.period(Period(TODAY - timedelta(days=1), TODAY + timedelta(days=1)))

    assert state.watermark == NOON
    assert found == rows[1:4]


def test_rows_are_told_with_their_own_state_when_it_moves_while_they_are_read(
    table: Table,
) -> None:
    rollups = DynamoRollups(table)
    rollups.commit(State(), FULL, [])

    def move() -> None:
        later = FULL.model_copy(update={"watermark": NOON + timedelta(hours=1)})
        rollups.commit(rollups.state(), later, [ROW])

    watched = Tripwire(table.client, Calls(at=2, before=move))
    state, rows = DynamoRollups(Table(table.name, watched)).period(Period(TODAY, TODAY))

    assert (state.watermark, rows) == (NOON + timedelta(hours=1), [ROW])


def test_a_state_that_never_rests_promises_no_more_than_the_rows_hold(table: Table) -> None:
    rollups = DynamoRollups(table)
    rollups.commit(State(), FULL, [])

    class Restless(DynamoRollups):
        def _rows(self, period: Period) -> list[DayRow]:
            found = super()._rows(period)
            state = rollups.state()
            assert state.watermark
            later = {"watermark": state.watermark + timedelta(hours=1)}
            rollups.commit(state, state.model_copy(update=later), [])
            return found

    state, _ = Restless(table).period(Period(TODAY, TODAY))

    assert state.watermark
    assert state.watermark < rollups.state().watermark


def test_an_export_is_recorded_once(exports: Exports) -> None:
    first = exports.add(make_export())

    second = exports.add(make_export(watermark=NOON))

    assert second == first == exports.get("exp_1")
    assert exports.get("exp_2") is None


def test_an_export_that_is_done_stays_as_it_is(exports: Exports) -> None:
    file = FileEntry(name="orders.csv", key="k", bytes=1, sha256="aa")
    done = exports.add(make_export()).model_copy(update={"state": "done", "files": (file,)})
    exports.save(done)

    exports.save(make_export(state="failed"))

    assert exports.get("exp_1") == done


def test_exports_are_listed_newest_first(exports: Exports) -> None:
    for n in range(3):
        exports.add(make_export(id=f"exp_{n}", created_at=NOON + timedelta(minutes=n)))

    page = exports.newest(limit=2, after=None)

    assert [each.id for each in page.items] == ["exp_2", "exp_1"]


def test_the_list_goes_on_after_a_page(table: Table) -> None:
    exports = DynamoExports(table)
    for n in range(3):
        exports.add(make_export(id=f"exp_{n}", created_at=NOON + timedelta(minutes=n)))

    first = exports.newest(limit=2, after=None)
    rest = exports.newest(limit=2, after=first.after)

    assert [each.id for each in rest.items] == ["exp_0"]
    assert rest.after is None
