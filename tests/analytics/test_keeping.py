"""No month of the lake is lost, whoever was cut off: the state names newest versions again."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from moto import mock_aws

from analytics.keeping import Keeping
from analytics.lake.days import key_of
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


@pytest.fixture
def place() -> Iterator[Place]:
    with mock_aws():
        place = make_place()
        store(Room(place), [make_order(), *old_orders()], 1)
        Room(place).roll_up()
        yield place


def old_orders() -> list[dict[str, object]]:
    return [completed(id="ord_2", created_at=NOON - timedelta(days=40))]


def left_behind(place: Place) -> None:
    """Store both months as versions that nobody names, as a run does that is then cut off."""
    room = Room(place)
    for part in room.rollups.state().parts.values():
        room.lake.put(key_of(part.kind, part.month), b"whatever it was", {})


def newest(place: Place, state: State) -> list[bool]:
    s3 = client("s3")
    parts = sorted(state.parts.values(), key=lambda part: part.month)
    keys = [key_of(part.kind, part.month) for part in parts]
    heads = [s3.head_object(Bucket=place.bucket, Key=key) for key in keys]
    return [
        head["VersionId"] == part.object_version for head, part in zip(heads, parts, strict=True)
    ]


def keeping(room: Room) -> Keeping:
    return Keeping(room.rollups, room.lake)


def test_months_whose_version_is_not_the_newest_are_stored_again(place: Place) -> None:
    left_behind(place)
    room = Room(place)
    before = room.rollups.state()
    assert newest(place, before) == [False, False]

    kept = keeping(room).keep()

    after = room.rollups.state()
    assert kept == 2
    assert newest(place, after) == [True, True]
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
    assert newest(place, state) == [True, True]
    assert room.lake.frame(state.parts["orders/2026-11"]).number("total").tolist() == [1]


def test_a_state_that_moves_each_time_leaves_it_to_another_night(place: Place) -> None:
    left_behind(place)
    room = Room(place)

    def lose(*_: object) -> None:
        raise StateMovedError

    room.rollups.commit = lose  # type: ignore[method-assign]

    with pytest.raises(StateMovedError):
        keeping(room).keep()
