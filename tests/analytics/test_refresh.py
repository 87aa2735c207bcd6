"""Roll-ups equal a recomputation, whatever arrives how, and wherever a run is cut off."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moto import mock_aws

from analytics import refresh as refresh_module
from analytics.datasets import DATA_SETS
from analytics.exporting import ExportService, Range, Stores
from analytics.exports import FORMATS
from analytics.lake import months
from analytics.model import Company
from analytics.ports import StateMovedError
from analytics.refresh import Refresh
from analytics.shipping.planning import Planning
from tests.analytics.builders import NOON, completed, make_order, make_row, row_of
from tests.analytics.fakes import (
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
    files_of,
    make_place,
    messages,
    store,
)
from tests.analytics.seen import check, everything, shown
from tests.analytics.shipping_fakes import FakeFiles, FakeLinks, FakePeople, FakeSchedules
from tests.analytics.strategies import arrivals, worlds


class Fakes:
    """The job over parts in memory."""

    def __init__(self, company: Company = COMPANY) -> None:
        self.changes, self.lake, self.rollups = FakeChanges(), FakeLake(), FakeRollups()
        self.records, self.queue = FakeExports(), FakeQueue()
        self.job = self.under(company)

    def under(self, company: Company) -> Refresh:
        self.lake.zone = company.zone
        stores = Stores(self.records, self.rollups, FakeFiles(), self.queue, FakeLinks())
        range_ = Range(DATA_SETS, FORMATS)
        exports = ExportService(stores, range_, lambda: NOON)
        planning = Planning(
            FakeSchedules(), exports, self.rollups, range_, FakePeople(), company, lambda: NOON
        )
        return Refresh(self.changes, self.lake, self.rollups, planning, company)

    def run(self) -> None:
        while self.job.step():
            pass

    @property
    def created(self) -> dict[date, int]:
        days = shown(self.rollups, "all")
        return {day: of[""]["created"].n for day, of in days.items() if "created" in of.get("", {})}


@settings(max_examples=10, deadline=None)
@given(st.data())
def test_roll_ups_equal_a_recount_after_any_sequence_of_changes(data: st.DataObject) -> None:
    world = data.draw(worlds())
    fakes = Fakes()

    for batch in data.draw(arrivals(world)):
        fakes.changes.add(batch)
        if data.draw(st.booleans()):
            fakes.run()
    fakes.run()

    check(fakes.rollups, world)


@settings(max_examples=10, deadline=None)
@given(st.data())
def test_rebuilding_equals_rolling_up(data: st.DataObject) -> None:
    world = data.draw(worlds())
    fakes = Fakes()
    for batch in data.draw(arrivals(world)):
        fakes.changes.add(batch)
        fakes.run()
    before = everything(fakes.rollups), fakes.rollups.kept

    fakes.job.rebuild()
    fakes.run()

    after = everything(fakes.rollups), fakes.rollups.kept
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

    assert fakes.created == {date(2026, 11, 22): 2}


def test_many_files_and_days_are_taken_in_several_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refresh_module, "FILES_AT_ONCE", 2)
    monkeypatch.setattr(refresh_module, "EXPORTS_AT_ONCE", 2)
    fakes = Fakes()
    for n in range(5):
        fakes.changes.add([make_row(id=f"ord_{n}", created_at=NOON - timedelta(days=n))])

    fakes.run()

    assert sum(fakes.created.values()) == 5
    assert len(set(fakes.queue.sent)) == 5


def test_a_run_that_never_wins_gives_up() -> None:
    fakes = Fakes()
    fakes.changes.add([make_row()])

    def lose(*_: object) -> None:
        raise StateMovedError

    fakes.rollups.commit = lose  # type: ignore[method-assign]

    with pytest.raises(StateMovedError):
        fakes.job.step()


@pytest.fixture(params=[months.WHOLE_ROWS, 0], ids=["whole", "by day"])
def mocked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An account, with months that lie whole or by days."""
    monkeypatch.setattr(months, "WHOLE_ROWS", request.param)
    with mock_aws():
        yield


class Story:
    """Two orders of two months that change again and again, one the rework of the other.

    `check` tells all that must then be so.
    """

    def __init__(self) -> None:
        self.place = make_place()
        self.sent: set[str] = set()
        self.version = 0

    def change(self) -> None:
        """Change both orders: three days are touched."""
        self.version += 1
        known = {"version": self.version, "total": self.version}
        long_ago = {"id": "ord_2", "created_at": NOON - timedelta(days=40)}
        rework = {"rework_of": "ord_2", "origin_created_at": NOON - timedelta(days=40)}
        orders = [
            completed(**rework, **known),
            completed(NOON - timedelta(days=1), **long_ago, **known),
        ]
        self.rows = [row_of(order) for order in orders]
        store(Room(self.place), orders, self.version)

    def check(self) -> None:
        """Compare all that a reader can see with what the orders say."""
        room = Room(self.place)
        state = room.rollups.state()
        check(room.rollups, [[row] for row in self.rows])
        assert state.watermark == max(row.updated_at for row in self.rows)
        assert state.waiting == ()
        assert {name: part.rows for name, part in state.parts.items()} == {
            "orders/2026-10": 1,
            "orders/2026-11": 1,
        }
        for part in state.parts.values():
            assert files_of(room.lake, part) == current(self.place, part.month)
        exports = room.records.newest(limit=500, after=None).items
        assert len(exports) == 3 * self.version
        self.sent |= messages(self.place)
        assert {each.id for each in exports} == self.sent


def current(place: Place, month: str) -> list[bytes]:
    """The newest versions of a month's files."""
    known = {"Bucket": place.bucket, "Prefix": f"lake/orders/month={month}/"}
    keys = [each["Key"] for each in client("s3").list_objects_v2(**known)["Contents"]]
    files = [key for key in keys if key.endswith(".parquet")]
    return [client("s3").get_object(Bucket=place.bucket, Key=key)["Body"].read() for key in files]


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
def test_a_rebuild_cut_off_after_any_write_leaves_the_figures_as_they_were() -> None:
    story, calls = Story(), Calls()
    story.change()
    Room(story.place).roll_up()
    before = current(story.place, "2026-11")

    while calls.made >= calls.at:
        calls = Calls(at=calls.at + 1, only_writes=True, after=cut_off)
        with suppress(CutOffError):
            room = Room(story.place, calls)
            room.refresh.rebuild()
            room.roll_up()
        story.check()

    assert calls.at > 5
    assert current(story.place, "2026-11") == before


@pytest.mark.usefixtures("mocked")
def test_more_days_than_a_transaction_takes_move_in_groups() -> None:
    place = make_place()
    orders = [make_order(id=f"ord_{n}", created_at=NOON - timedelta(days=n)) for n in range(120)]
    store(Room(place), orders, 100)

    Room(place).refresh.step()

    days = shown(Room(place).rollups, "all")
    assert len(days) == 120
    assert all(of[""]["created"].n == 1 for of in days.values())
    assert len(Room(place).rollups.state().waiting) == 120
