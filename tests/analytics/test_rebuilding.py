"""A rebuild goes on where it was cut off, and gives the bytes that rolling up gives."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from moto import mock_aws

from analytics import rebuilding, schedule, stream, wiring
from analytics.model import Company, Page, State
from analytics.paging import PAGES
from analytics.ports import StateMovedError
from analytics.rebuilding import KEY, UNDER_WAY
from tests.analytics.builders import NOON, Context, completed, make_order, make_row, stream_event
from tests.analytics.fakes import FakeRollups
from tests.analytics.rooms import (
    Calls,
    CutOffError,
    Place,
    Room,
    cut_off,
    files_of,
    make_place,
    store,
)
from tests.analytics.seen import everything
from tests.analytics.test_refresh import Fakes

LIFE = 22
"""So many writes a process makes: a month's pages are laid by with one for each kind, and kept."""


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take two files in a step."""
    monkeypatch.setattr(rebuilding, "FILES_AT_ONCE", 2)


@pytest.fixture
def place() -> Iterator[Place]:
    with mock_aws():
        yield make_place()


class DyingRollups(FakeRollups):
    """A process dies at its n-th commit: before it, or right after it."""

    left: int | None = None
    is_after: bool = False

    def commit(self, old: Any, new: Any, pages: Any) -> None:
        if self.left is not None:
            self.left -= 1
        if self.left == 0 and not self.is_after:
            raise CutOffError
        super().commit(old, new, pages)
        if self.left == 0:
            raise CutOffError


def filled(files: int = 5) -> Fakes:
    """Some months of changes, rolled up."""
    fakes = Fakes()
    fakes.rollups = DyingRollups()
    fakes.job = fakes.under(fakes.job._company)
    for n in range(files):
        known = {"id": f"ord_{n % 3}", "created_at": NOON - timedelta(days=25 * (n % 3))}
        row = make_row(version=n + 1, total=n, completed_at=NOON + timedelta(days=n), **known)
        fakes.changes.add([row], NOON + timedelta(hours=n))
    fakes.run()
    return fakes


def spoil(rollups: FakeRollups) -> None:
    """Damage a page, leave another out, and add one of a day on which nothing was."""
    named = sorted(key for key in rollups.known if key[0] == "DAY#all")
    rollups.known[named[0]] = Page(named[0], {"orders/2026-11": b"wrong"})
    del rollups.known[named[1]]
    stray = ("DAY#all", "2020-01-01")
    rollups.known[stray] = Page(stray, {"orders/2020-01": b"wrong"})


def live(place: Place) -> bool:
    """Let a process do what it can until it dies; True when it came to an end."""
    calls = Calls(at=LIFE, only_writes=True, after=cut_off)
    with suppress(CutOffError):
        Room(place, calls).roll_up()
    return calls.made < LIFE


def bodies(room: Room) -> dict[str, list[bytes]]:
    parts = room.rollups.state().parts
    return {name: files_of(room.lake, part) for name, part in parts.items()}


def known(state: State) -> dict[str, Any]:
    """What a state tells but for the versions of objects."""
    parts = {
        name: part.model_dump(exclude={"object_version"}) for name, part in state.parts.items()
    }
    return state.model_dump(exclude={"version", "parts", "waiting"}) | {"parts": parts}


@pytest.mark.usefixtures("few")
def test_a_rebuild_whose_processes_all_die_early_ends_with_the_same_bytes(place: Place) -> None:
    room = Room(place)
    for n in range(6):
        orders = [
            completed(id="ord_1", version=n + 1, total=n),
            make_order(id=f"ord_2{n}", created_at=NOON - timedelta(days=30 * (n % 2))),
        ]
        store(room, orders, n)
    room.roll_up()
    before = bodies(room), everything(room.rollups), known(room.rollups.state())
    key = ("DAY#all", "2026-11-22")
    room.rollups.commit(room.rollups.state(), room.rollups.state(), [Page(key, {"x": b"wrong"})])

    room.refresh.rebuild()
    lives = [live(place)]
    while not lives[-1] and len(lives) < 20:
        lives.append(live(place))

    assert len(lives) > 3
    assert (bodies(room), everything(room.rollups), known(room.rollups.state())) == before


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("is_after", [False, True])
def test_cut_off_before_or_after_any_of_its_commits_it_goes_on(*, is_after: bool) -> None:
    fakes = filled()
    before = everything(fakes.rollups), known(fakes.rollups.kept)
    at = commits = 0

    while at <= commits:
        at += 1
        spoil(fakes.rollups)
        fakes.job.rebuild()
        fakes.rollups.left, fakes.rollups.is_after = at, is_after
        with suppress(CutOffError):
            fakes.run()
        commits = at - fakes.rollups.left
        fakes.rollups.left = None
        fakes.run()

        assert (everything(fakes.rollups), known(fakes.rollups.kept)) == before

    assert at > len(PAGES) + 5


@pytest.mark.usefixtures("few")
def test_what_was_merged_or_computed_is_not_done_again() -> None:
    whole, cut = filled(), filled()
    for fakes in (whole, cut):
        fakes.lake.read.clear()
        fakes.job.rebuild()
    whole.run()

    for at in (3, 4, 5):
        cut.rollups.left, cut.rollups.is_after = at, True
        with suppress(CutOffError):
            cut.run()
    cut.rollups.left = None
    cut.run()

    assert cut.lake.read == whole.lake.read


@pytest.mark.usefixtures("few")
def test_figures_stay_as_they_were_until_pages_are_replaced() -> None:
    fakes = filled()
    before = everything(fakes.rollups), fakes.rollups.kept.parts

    fakes.job.rebuild()
    seen = 0
    while not fakes.lake.laid:
        assert (everything(fakes.rollups), fakes.rollups.kept.parts) == before
        fakes.job.step()
        seen += 1

    assert seen > 4


@pytest.mark.usefixtures("few")
def test_what_is_stored_meanwhile_is_neither_missed_nor_counted_twice() -> None:
    fakes, other = filled(), filled()
    row = make_row(id="ord_9", completed_at=NOON)
    late = make_row(id="ord_8", completed_at=NOON)
    fakes.job.rebuild()
    for _ in range(5):
        fakes.job.step()

    fakes.changes.add([row], NOON + timedelta(hours=7))
    fakes.changes.add([late], NOON + timedelta(hours=6, minutes=-5))
    fakes.run()
    other.changes.add([row, late], NOON + timedelta(hours=7))
    other.run()

    assert everything(fakes.rollups) == everything(other.rollups)


@pytest.mark.usefixtures("few")
def test_asking_again_goes_on_and_asking_for_it_anew_begins_anew() -> None:
    fakes = filled()
    fakes.job.rebuild()
    for _ in range(3):
        fakes.job.step()
    far = fakes.rollups.known[KEY]

    fakes.job.rebuild()
    assert fakes.rollups.known[KEY] == far

    fakes.job.rebuild(anew=True)
    assert fakes.rollups.known[KEY] != far


@pytest.mark.usefixtures("few")
def test_another_basis_in_the_middle_begins_anew() -> None:
    fakes, other = filled(), filled()
    abroad = Company(ZoneInfo("Asia/Tokyo"), "RUB")
    fakes.job.rebuild()
    for _ in range(6):
        fakes.job.step()

    fakes.job = fakes.under(abroad)
    fakes.run()

    other.job = other.under(abroad)
    other.run()
    assert everything(fakes.rollups) == everything(other.rollups)
    assert fakes.rollups.kept.basis == other.rollups.kept.basis != UNDER_WAY


def test_another_time_zone_rebuilds_everything() -> None:
    fakes = Fakes()
    fakes.changes.add([make_row(created_at=NOON.replace(hour=22))])
    fakes.run()
    assert fakes.created == {date(2026, 11, 23): 1}

    fakes.job = fakes.under(Company(ZoneInfo("Europe/London"), "RUB"))
    fakes.run()

    assert fakes.created == {date(2026, 11, 22): 1}


@pytest.mark.usefixtures("few")
def test_days_whose_pages_were_wrong_are_exported_again() -> None:
    fakes = filled()
    fakes.queue.sent.clear()
    spoil(fakes.rollups)

    fakes.job.rebuild()
    fakes.run()

    assert fakes.queue.sent
    assert fakes.rollups.kept.waiting == ()


def test_a_state_that_moves_is_left_to_whoever_moved_it() -> None:
    fakes = filled()
    fakes.job.rebuild()
    state = fakes.rollups.state()
    fakes.job.step()

    with pytest.raises(StateMovedError):
        fakes.job._rebuilding.step(state)


@pytest.mark.usefixtures("room")
def test_the_timer_goes_on_with_a_rebuild_that_ran_out_of_time() -> None:
    stream.lambda_handler(stream_event(make_order()), None)
    schedule.lambda_handler({"job": "roll-up"}, Context())
    first = schedule.lambda_handler({"job": "rebuild"}, Context(300_000, 300_000, 60_000))
    assert first["steps"] == 2
    assert wiring._rollups().state().basis == UNDER_WAY
    assert wiring.insights().clients.clients() is None

    schedule.lambda_handler({"job": "roll-up"}, Context())

    assert wiring._rollups().state().basis != UNDER_WAY
