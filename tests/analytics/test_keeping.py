"""No month of the lake is lost, whoever was cut off: the state names newest versions again."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from moto import mock_aws

from analytics.keeping import Keeping
from analytics.lake import months
from analytics.lake.days import (
    is_by_day,
    key_of,
    key_of_day,
    key_of_list,
    version_of_list,
)
from analytics.model import State
from analytics.ports import StateMovedError
from tests.analytics.builders import NOON, completed, make_order
from tests.analytics.rooms import (
    Calls,
    Place,
    Room,
    client,
    files_of,
    make_place,
    store,
)


@pytest.fixture(params=[months.WHOLE_ROWS, 0], ids=["whole", "by day"])
def place(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """Two months, which lie whole or by days; one of them has two days."""
    monkeypatch.setattr(months, "WHOLE_ROWS", request.param)
    with mock_aws():
        place = make_place()
        store(Room(place), [make_order(), *old_orders()], 1)
        Room(place).roll_up()
        yield place


def old_orders() -> list[dict[str, object]]:
    then = NOON - timedelta(days=40)
    return [
        completed(id="ord_2", created_at=then),
        completed(id="ord_3", created_at=then + timedelta(days=1)),
    ]


def named(room: Room, state: State) -> dict[str, str]:
    """The versions of all objects that a state names, by key."""
    found = {}
    for part in state.parts.values():
        kind, month = part.kind, part.month
        if is_by_day(part):
            found[key_of_list(kind, month)] = version_of_list(part)
            days = room.lake._versions(part)
            found |= {key_of_day(kind, month, day): version for day, version in days.items()}
        else:
            found[key_of(kind, month)] = part.object_version
    return found


def left_behind(place: Place, what: str = "") -> int:
    """Store objects as versions that nobody names, as a run does that is then cut off."""
    room = Room(place)
    keys = [key for key in named(room, room.rollups.state()) if what in key]
    for key in keys:
        room.lake.put(key, b"whatever it was", {})
    return len(keys)


def newest(place: Place, state: State) -> set[bool]:
    s3, found = client("s3"), named(Room(place), state)
    heads = {key: s3.head_object(Bucket=place.bucket, Key=key)["VersionId"] for key in found}
    return {heads[key] == version for key, version in found.items()}


def keeping(room: Room) -> Keeping:
    return Keeping(room.rollups, room.lake)


def test_months_whose_version_is_not_the_newest_are_stored_again(place: Place) -> None:
    left_behind(place)
    room = Room(place)
    before = room.rollups.state()
    assert newest(place, before) == {False}

    kept = keeping(room).keep()

    after = room.rollups.state()
    assert kept == 2
    assert newest(place, after) == {True}
    for name, part in after.parts.items():
        assert files_of(room.lake, part) == files_of(room.lake, before.parts[name])


@pytest.mark.parametrize("what", ["2026-10-14", "days.json"])
def test_a_single_object_that_is_not_the_newest_is_stored_again(place: Place, what: str) -> None:
    months_left = left_behind(place, what)
    room = Room(place)
    before = room.rollups.state()

    kept = keeping(room).keep()

    after = room.rollups.state()
    assert kept == months_left
    assert newest(place, after) == {True}
    changed = {key for key, version in named(room, after).items() if what in key}
    moved = {
        key for key, version in named(room, after).items() if named(room, before)[key] != version
    }
    assert changed <= moved
    assert {key for key in moved if "day=" in key} == {key for key in changed if "day=" in key}
    for name, part in after.parts.items():
        assert files_of(room.lake, part) == files_of(room.lake, before.parts[name])


def test_where_all_is_well_nothing_is_written(place: Place) -> None:
    before = Room(place).rollups.state()

    assert keeping(Room(place)).keep() == 0
    assert Room(place).rollups.state() == before


def test_a_roll_up_in_between_is_not_undone(place: Place) -> None:
    left_behind(place)

    def change() -> None:
        store(Room(place), [make_order(version=2, total=1)], 2)
        Room(place).roll_up()

    keeping(Room(place, Calls(at=4, before=change))).keep()

    room = Room(place)
    state = room.rollups.state()
    assert newest(place, state) == {True}
    assert room.lake.frame(state.parts["orders/2026-11"]).number("total").tolist() == [1]


def test_a_state_that_moves_each_time_leaves_it_to_another_night(place: Place) -> None:
    left_behind(place)
    room = Room(place)

    def lose(*_: object) -> None:
        raise StateMovedError

    room.rollups.commit = lose  # type: ignore[method-assign]

    with pytest.raises(StateMovedError):
        keeping(room).keep()
