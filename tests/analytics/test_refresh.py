"""Roll-ups equal a recomputation, whatever arrives how, and wherever a run is cut off."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moto import mock_aws

from analytics import refresh as refresh_module
from analytics.exporting import ExportService, Stores
from analytics.exports import FORMATS
from analytics.model import Company, OrderRow
from analytics.period import day_span
from analytics.ports import StateMovedError
from analytics.refresh import Refresh
from analytics.rollup import day_values, figures, touched_days
from tests.analytics.builders import NOON, completed, make_order, make_row, row_of
from tests.analytics.fakes import (
    ZONE,
    FakeChanges,
    FakeExports,
    FakeLake,
    FakeQueue,
    FakeRollups,
)
from tests.analytics.rooms import (
    COMPANY,
    Calls,
    CutOffError,
    Place,
    Room,
    client,
    cut_off,
    make_place,
    messages,
    store,
)
from tests.analytics.strategies import arrivals, worlds

Figures = dict[date, dict[str, int]]


class Fakes:
    """The job over parts in memory."""

    def __init__(self, company: Company = COMPANY) -> None:
        self.changes, self.lake, self.rollups = FakeChanges(), FakeLake(), FakeRollups()
        self.records, self.queue = FakeExports(), FakeQueue()
        self.job = self.under(company)

    def under(self, company: Company) -> Refresh:
        self.lake.zone = company.zone
        stores = Stores(self.records, self.rollups, None, self.queue)  # type: ignore[arg-type]
        exports = ExportService(stores, FORMATS, lambda: NOON)
        return Refresh(self.changes, self.lake, self.rollups, exports, company)

    def run(self) -> None:
        while self.job.step():
            pass

    @property
    def figures(self) -> Figures:
        return {row.day: day_values(row) for row in self.rollups.all_days()}


def recomputed(world: list[list[OrderRow]]) -> Figures:
    """The figures straight from the newest version of every order."""
    newest = [max(history, key=lambda row: row.version) for history in world]
    every = [row for history in world for row in history]
    return {
        day: dict(figures(newest, day_span(day, ZONE), "RUB").values)
        for day in touched_days(every, ZONE)
    }


def filled(known: Figures, days: Figures) -> Figures:
    zero = day_values(None)
    return {day: known.get(day, zero) for day in days}


@given(st.data())
def test_roll_ups_equal_recomputation_after_any_sequence_of_changes(data: st.DataObject) -> None:
    world = data.draw(worlds())
    fakes = Fakes()

    for batch in data.draw(arrivals(world)):
        fakes.changes.add(batch)
        if data.draw(st.booleans()):
            fakes.run()
    fakes.run()

    expected = recomputed(world)
    assert filled(fakes.figures, expected) == expected
    assert set(fakes.figures) <= set(expected)


@given(st.data())
def test_rebuilding_equals_rolling_up(data: st.DataObject) -> None:
    world = data.draw(worlds())
    fakes = Fakes()
    for batch in data.draw(arrivals(world)):
        fakes.changes.add(batch)
        fakes.run()
    before = fakes.rollups.all_days(), fakes.rollups.kept

    fakes.job.rebuild()

    after = fakes.rollups.all_days(), fakes.rollups.kept
    assert after[0] == before[0]
    assert after[1].watermark == before[1].watermark
    assert after[1].position == before[1].position
    assert after[1].waiting == ()


def test_a_file_that_is_listed_late_is_not_missed() -> None:
    fakes = Fakes()
    fakes.changes.add([make_row(id="ord_1")], NOON + timedelta(minutes=9))
    fakes.run()

    fakes.changes.add([make_row(id="ord_2")], NOON)
    fakes.run()

    assert fakes.figures[date(2026, 11, 22)]["created"] == 2


def test_another_time_zone_rebuilds_everything() -> None:
    fakes = Fakes()
    fakes.changes.add([make_row(created_at=NOON.replace(hour=22))])
    fakes.run()
    assert [row.day for row in fakes.rollups.all_days()] == [date(2026, 11, 23)]

    fakes.job = fakes.under(Company(ZoneInfo("Europe/London"), "RUB"))
    fakes.run()

    assert fakes.figures[date(2026, 11, 22)]["created"] == 1
    assert fakes.figures[date(2026, 11, 23)]["created"] == 0


def test_many_files_and_days_are_taken_in_several_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refresh_module, "FILES_AT_ONCE", 2)
    monkeypatch.setattr(refresh_module, "EXPORTS_AT_ONCE", 2)
    fakes = Fakes()
    for n in range(5):
        fakes.changes.add([make_row(id=f"ord_{n}", created_at=NOON + timedelta(days=n))])

    fakes.run()

    assert sum(each["created"] for each in fakes.figures.values()) == 5
    assert len(set(fakes.queue.sent)) == 5


def test_a_run_that_never_wins_gives_up() -> None:
    fakes = Fakes()
    fakes.changes.add([make_row()])

    def lose(*_: object) -> None:
        raise StateMovedError

    fakes.rollups.commit = lose  # type: ignore[method-assign]

    with pytest.raises(StateMovedError):
        fakes.job.step()


@pytest.fixture
def mocked() -> Iterator[None]:
    with mock_aws():
        yield


class Story:
    """Two orders of two months that change again and again, and all that must then be so."""

    def __init__(self) -> None:
        self.place = make_place()
        self.sent: set[str] = set()
        self.version = 0

    def change(self) -> None:
        """Change both orders: three days are touched."""
        self.version += 1
        known = {"version": self.version, "total": self.version}
        long_ago = {"id": "ord_2", "created_at": NOON - timedelta(days=40)}
        orders = [completed(**known), completed(NOON + timedelta(days=1), **long_ago, **known)]
        self.rows = [row_of(order) for order in orders]
        store(Room(self.place), orders, self.version)

    def check(self) -> None:
        """Compare all that a reader can see with what the orders say."""
        room = Room(self.place)
        state = room.rollups.state()
        shown = {row.day: day_values(row) for row in room.rollups.all_days()}
        assert shown == recomputed([[row] for row in self.rows])
        assert state.watermark == max(row.updated_at for row in self.rows)
        assert state.waiting == ()
        assert {name: part.orders for name, part in state.parts.items()} == {
            "2026-10": 1,
            "2026-11": 1,
        }
        for part in state.parts.values():
            assert room.lake._body(part).read() == current(self.place, part.month)
        exports = room.records.newest(limit=500, after=None).items
        assert len(exports) == 3 * self.version
        self.sent |= messages(self.place)
        assert {each.id for each in exports} == self.sent


def current(place: Place, month: str) -> bytes:
    key = f"lake/orders/month={month}/part.parquet"
    return client("s3").get_object(Bucket=place.bucket, Key=key)["Body"].read()


@pytest.mark.usefixtures("mocked")
def test_a_run_cut_off_after_any_write_is_healed_by_the_next() -> None:
    story, calls = Story(), Calls()

    while calls.made >= calls.at:
        calls = Calls(at=calls.at + 1, only_writes=True, after=cut_off)
        story.change()
        with suppress(CutOffError):
            Room(story.place, calls).roll_up()
        Room(story.place).roll_up()
        story.check()

    assert calls.at > 8


@pytest.mark.usefixtures("mocked")
def test_a_second_run_inside_the_first_changes_nothing() -> None:
    story, calls = Story(), Calls()

    while calls.made >= calls.at:
        calls = Calls(at=calls.at + 1, before=Room(story.place).roll_up)
        story.change()
        Room(story.place, calls).roll_up()
        story.check()

    assert calls.at > 20


@pytest.mark.usefixtures("mocked")
def test_a_rebuild_cut_off_after_any_call_leaves_the_figures_as_they_were() -> None:
    story, calls = Story(), Calls()
    story.change()
    Room(story.place).roll_up()
    before = current(story.place, "2026-11")

    while calls.made >= calls.at:
        calls = Calls(at=calls.at + 1, after=cut_off)
        with suppress(CutOffError):
            Room(story.place, calls).refresh.rebuild()
        story.check()

    assert calls.at > 5
    assert current(story.place, "2026-11") == before


@pytest.mark.usefixtures("mocked")
def test_more_days_than_a_transaction_takes_move_in_groups() -> None:
    place = make_place()
    orders = [make_order(id=f"ord_{n}", created_at=NOON - timedelta(days=n)) for n in range(120)]
    store(Room(place), orders, 100)

    Room(place).refresh.step()

    rows = Room(place).rollups.all_days()
    assert len(rows) == 120
    assert all(day_values(row)["created"] == 1 for row in rows)
    assert len(Room(place).rollups.state().waiting) == 120
