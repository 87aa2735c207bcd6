"""How far the files of changes were read: none missed, none taken twice."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from analytics.position import OVERLAP, ChangeFile, Position
from tests.analytics.builders import NOON

# (stored at second, seen in listings this many seconds later)
files = st.lists(st.tuples(st.integers(0, 7200), st.integers(0, int(OVERLAP.total_seconds()))))


def file(name: str, at: datetime) -> ChangeFile:
    return ChangeFile(name, name, at)


def listing(position: Position, known: list[tuple[ChangeFile, datetime]], now: datetime):
    since = position.since
    return [
        each
        for each, visible in known
        if visible <= now and (since is None or each.modified >= since)
    ]


@given(stored=files, at_once=st.integers(1, 3), gaps=st.lists(st.integers(1, 900), min_size=20))
def test_every_file_is_taken_exactly_once(
    stored: list[tuple[int, int]], at_once: int, gaps: list[int]
) -> None:
    known = [
        (file(f"f{n}", NOON + timedelta(seconds=at)), NOON + timedelta(seconds=at + delay))
        for n, (at, delay) in enumerate(stored)
    ]
    position, taken, now = Position(), [], NOON

    for gap in [*gaps, 8000]:
        now += timedelta(seconds=gap)
        for _ in range(len(known) + 1):
            listed = listing(position, known, now)
            new = position.unseen(listed)[:at_once]
            taken += new
            position = position.after(new, listed)

    assert sorted(each.key for each in taken) == sorted(each.key for each, _ in known)


def test_names_are_kept_only_as_long_as_they_are_looked_at() -> None:
    old, new = file("old", NOON), file("new", NOON + OVERLAP * 2)
    position = Position().after([old], [old])

    position = position.after([new], [old, new])

    assert position.seen == {"new"}
    assert position.newest == new.modified


def test_taking_nothing_moves_nothing() -> None:
    position = Position().after([file("a", NOON)], [file("a", NOON)])

    assert position.after([], [file("a", NOON)]) == position
    assert Position().after([], []) == Position()
