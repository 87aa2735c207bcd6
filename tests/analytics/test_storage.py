"""Roll-ups and exports in storage: DynamoDB and the fake keep the same promises."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from moto import mock_aws

from analytics.clients import ClientCohort, ClientMonth, Clients
from analytics.model import Export, FileEntry, Page, PageKey, Part, State
from analytics.period import Period
from analytics.ports import Exports, Rollups, StateMovedError
from analytics.position import ChangeFile, Position
from analytics.storage import DynamoExports, DynamoRollups
from shared.table import Table
from tests.analytics.builders import NOON, make_row
from tests.analytics.fakes import FakeExports, FakeLake, FakeRollups, turned
from tests.analytics.rooms import COMPANY, Calls, Tripwire, client, make_place

TODAY = date(2026, 11, 22)
TURNED = [
    turned(FakeLake().merge(None, batch), COMPANY)
    for batch in FakeLake().sort_out(
        [make_row(completed_at=NOON, technician={"id": "tec_1", "name": ""})]
    )
]
PAGES = [
    Page(key, {each.part.name: part}) for each in TURNED for key, part in each.parts.items() if part
]
(ROW,) = (page for page in PAGES if page.key[0] == "DAY#all")
FULL = State(
    basis="1 Europe/Moscow RUB",
    watermark=NOON,
    position=Position().after([ChangeFile("a", "a", NOON)], [ChangeFile("a", "a", NOON)]),
    parts={
        "2026-11": Part(
            month="2026-11",
            object_version="v1",
            rows=1,
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


def key(day: date) -> PageKey:
    return "DAY#all", day.isoformat()


def make_export(**changes: object) -> Export:
    known = {
        "id": "exp_1",
        "format": "ru_excel",
        "axis": "completed_at",
        "created_at": NOON,
        "sent_at": NOON,
    }
    return Export.model_validate({**known, "first": TODAY, "last": TODAY, **changes})


def test_state_and_rows_come_back_as_they_were(rollups: Rollups) -> None:
    absent = key(TODAY + timedelta(days=1))

    rollups.commit(rollups.state(), FULL, PAGES)

    assert rollups.state() == FULL.model_copy(update={"version": 1})
    assert rollups.pages([absent, ROW.key]) == [Page(absent), ROW]
    assert rollups.all_pages("DAY#all") == [ROW]


def test_figures_of_a_page_are_read_by_slice(rollups: Rollups) -> None:
    rollups.commit(rollups.state(), FULL, PAGES)

    _, totals = rollups.figures(Period(TODAY, TODAY))
    _, technicians = rollups.figures(Period(TODAY, TODAY), "technician")

    assert totals[TODAY][""]["revenue"].total == 150000
    assert technicians[TODAY]["tec_1"]["completed"].n == 1


def test_of_a_page_only_the_wanted_kpis_are_read(rollups: Rollups) -> None:
    rollups.commit(rollups.state(), FULL, PAGES)

    _, found = rollups.figures(Period(TODAY, TODAY), None, ("revenue", "nps"))

    assert set(found[TODAY][""]) == {"revenue"}


def test_what_is_counted_of_customers_comes_back(rollups: Rollups) -> None:
    month = ClientMonth(month="2026-10", new=1, returning=2, orders=3, customers=4, repeated=1)
    cohort = ClientCohort(month="2026-09", size=2, active=(2, 1))
    told = Clients(watermark=NOON, state=1, months=(month,), cohorts=(cohort,))

    before = rollups.clients()
    rollups.commit(rollups.state(), FULL, [told.page()])

    assert (before, rollups.clients()) == (None, told)


def test_what_is_open_is_read_now_and_at_the_end_of_days(rollups: Rollups) -> None:
    (batch,) = FakeLake().sort_out([make_row(due_at=NOON + timedelta(days=2))])
    shown = turned(FakeLake().merge(None, batch), COMPANY)
    pages = [Page(key, {"orders/2026-11": part}) for key, part in shown.parts.items() if part]

    rollups.commit(rollups.state(), FULL, pages)

    assert rollups.standing()["status"]["new"].count == 1
    days = rollups.snapshots(Period(TODAY - timedelta(days=1), TODAY + timedelta(days=3)))
    assert [each.open for each in days] == [0, 1, 1, 1, 1]
    assert [each.overdue for each in days] == [0, 0, 0, 1, 1]
    assert [each.mean_age for each in days] == [None, 0, 1, 2, 3]


def test_what_was_open_of_slices_is_read_over_months(rollups: Rollups) -> None:
    rows = [
        make_row(zone="north", due_at=NOON + timedelta(days=2)),
        make_row(id="ord_2", zone=None, created_at=NOON - timedelta(days=40)),
    ]
    for batch in FakeLake().sort_out(rows):
        shown = turned(FakeLake().merge(None, batch), COMPANY)
        pages = [Page(key, {shown.part.name: part}) for key, part in shown.parts.items() if part]
        rollups.commit(rollups.state(), FULL, pages)

    period = Period(TODAY - timedelta(days=41), TODAY + timedelta(days=2))
    found = rollups.sliced_snapshots(period, "zone")
    assert set(found) == {"", "north"}
    assert [each.open for each in found[""]] == [0] + [1] * 43
    assert [each.open for each in found["north"]] == [0] * 41 + [1] * 3
    assert [each.overdue for each in found["north"]][-2:] == [0, 1]
    assert found["north"][-1].mean_age == 2
    assert found["north"][-1].ages == ()
    some = rollups.sliced_snapshots(period, "zone", ("nowhere",))
    assert [each.open for each in some["nowhere"]] == [0] * 44


@pytest.mark.parametrize("count", [1, 150])
def test_a_commit_on_an_old_state_is_refused_and_changes_nothing(
    rollups: Rollups, count: int
) -> None:
    old = rollups.state()
    rollups.commit(old, FULL, [ROW])
    rows = [Page(key(TODAY - timedelta(days=n))) for n in range(count)]

    with pytest.raises(StateMovedError):
        rollups.commit(old, State(), rows)

    assert rollups.all_pages("DAY#all") == [ROW]
    assert rollups.state().watermark == NOON


def test_a_period_gives_its_own_days_only(rollups: Rollups) -> None:
    days = [TODAY + timedelta(days=n) for n in range(-2, 3)]
    rollups.commit(rollups.state(), FULL, [Page(key(day), ROW.parts) for day in days])

    state, found = rollups.figures(Period(TODAY - timedelta(days=1), TODAY + timedelta(days=1)))

    assert state.watermark == NOON
    assert list(found) == days[1:4]


def test_rows_are_told_with_their_own_state_when_it_moves_while_they_are_read(
    table: Table,
) -> None:
    rollups = DynamoRollups(table)
    rollups.commit(State(), FULL, [])

    def move() -> None:
        later = FULL.model_copy(update={"watermark": NOON + timedelta(hours=1)})
        rollups.commit(rollups.state(), later, [ROW])

    watched = Tripwire(table.client, Calls(at=2, before=move))
    state, found = DynamoRollups(Table(table.name, watched)).figures(Period(TODAY, TODAY))

    assert (state.watermark, list(found)) == (NOON + timedelta(hours=1), [TODAY])


def test_a_state_that_never_rests_promises_no_more_than_the_rows_hold(table: Table) -> None:
    rollups = DynamoRollups(table)
    rollups.commit(State(), FULL, [])

    class Restless(DynamoRollups):
        def _between(self, about: str, first: str, last: str) -> list[Page]:
            found = super()._between(about, first, last)
            state = rollups.state()
            assert state.watermark
            later = {"watermark": state.watermark + timedelta(hours=1)}
            rollups.commit(state, state.model_copy(update=later), [])
            return found

    state, _ = Restless(table).figures(Period(TODAY, TODAY))

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

    assert exports.save(make_export(state="failed")) is False

    assert exports.get("exp_1") == done


def test_an_export_that_was_cancelled_stays_so(exports: Exports) -> None:
    cancelled = exports.add(make_export()).model_copy(update={"state": "cancelled"})
    assert exports.save(cancelled) is True

    assert exports.save(make_export(state="writing")) is False

    assert exports.get("exp_1") == cancelled


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
