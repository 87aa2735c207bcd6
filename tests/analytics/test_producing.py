"""Writing exports: whole with a manifest or not at all, and the same however often."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from moto import mock_aws

from analytics.datasets import DATA_SETS
from analytics.exporting import MAX_SENDS, Range, Wish
from analytics.exports import FORMATS
from tests.analytics.builders import NOON, completed, make_order
from tests.analytics.rooms import (
    Calls,
    CutOffError,
    Room,
    cut_off,
    make_place,
    messages,
    objects,
    store,
)


@pytest.fixture
def mocked() -> Iterator[None]:
    with mock_aws():
        yield


@pytest.mark.usefixtures("mocked")
def test_a_writing_cut_off_after_any_call_is_healed_by_the_next() -> None:
    place, calls = make_place(), Calls()
    store(Room(place), [completed(), make_order(id="ord_2")], 100)
    Room(place).roll_up()
    exports = Room(place).exports

    while calls.made >= calls.at:
        # Another period each time, or there would be nothing new to write.
        wish = Wish(date(2026, 11, 1), date(2026, 12, 1) + timedelta(days=calls.at))
        export = exports.create(wish, "alice", None)
        calls = Calls(at=calls.at + 1, after=cut_off)
        with suppress(CutOffError):
            Room(place, calls).writer.write(export.id)
        half = {
            key: value
            for key, value in objects(place.bucket).items()
            if wish.last.isoformat() in key
        }
        sealed = [key for key in half if key.endswith("manifest.json")]
        done = Room(place).writer.write(export.id)

        whole = {
            key: value
            for key, value in objects(place.bucket).items()
            if wish.last.isoformat() in key
        }
        assert done
        assert Room(place).exports.get(export.id) == done
        assert (done.state, done.rows) == ("done", 1)
        pointer = done.files[0].key.replace("rev=1/orders.csv", "latest.json")
        assert {file.key for file in done.files} | {pointer} == set(whole)
        assert all(len(whole[file.key]) == file.bytes for file in done.files)
        assert not sealed or half == {key: whole[key] for key in half}

    assert calls.at > 5


@pytest.mark.usefixtures("mocked")
def test_two_workers_at_once_write_one_export() -> None:
    place, calls = make_place(), Calls()
    store(Room(place), [completed()], 100)
    Room(place).roll_up()
    exports = Room(place).exports

    while calls.made >= calls.at:
        wish = Wish(date(2026, 11, 1), date(2026, 12, 1) + timedelta(days=calls.at))
        export = exports.create(wish, "alice", None)
        write = Room(place).writer.write
        calls = Calls(at=calls.at + 1, before=lambda write=write, e=export: write(e.id))
        first = Room(place, calls).writer.write(export.id)

        manifest = json.loads(objects(place.bucket)[first.files[-1].key])
        assert first == Room(place).exports.get(export.id)
        assert manifest["files"][0]["sha256"] == first.files[0].sha256


@pytest.mark.usefixtures("mocked")
def test_an_export_holds_what_was_there_when_it_was_asked_for() -> None:
    place = make_place()
    room = Room(place)
    store(room, [completed()], 100)
    room.roll_up()
    export = room.exports.create(Wish(date(2026, 11, 22), date(2026, 11, 22)), "alice", None)
    store(room, [completed(id="ord_2"), completed(version=3, total=1)], 200)
    room.roll_up()

    room.writer.write(export.id)

    manifest = room.files.manifest("exports/orders/ru_excel/day/2026-11-22/rev=1/")
    assert manifest
    assert manifest["totals"]["kpis"]["completed"] == 1
    assert manifest["totals"]["kpis"]["revenue"] == {"amount": 150000, "currency": "RUB"}


@pytest.mark.usefixtures("mocked")
def test_a_sealed_export_is_not_written_again_by_newer_code() -> None:
    place = make_place()
    room = Room(place)
    store(room, [completed()], 100)
    room.roll_up()
    export = room.exports.create(Wish(date(2026, 11, 22), date(2026, 11, 22)), "alice", None)
    room.records.save = lambda _: cut_off()
    with suppress(CutOffError):
        room.writer.write(export.id)
    before = objects(place.bucket)

    newer = Room(place)
    other = replace(FORMATS["ru_excel"], write_columns=lambda *_: None)
    newer.writer._range = Range(DATA_SETS, {"ru_excel": other})
    done = newer.writer.write(export.id)

    assert done
    assert done.state == "done"
    after = objects(place.bucket)
    assert {key: after[key] for key in before} == before


@pytest.mark.usefixtures("mocked")
def test_a_lost_message_is_sent_again_and_a_done_export_is_not() -> None:
    place = make_place()
    room = Room(place)
    lost = room.exports.create(Wish(date(2026, 11, 21), date(2026, 11, 21)), "alice", None)
    done = room.exports.create(Wish(date(2026, 11, 22), date(2026, 11, 22)), "alice", None)
    room.writer.write(done.id)
    messages(place)

    assert room.exports.send_again() == 0
    room.exports._clock = lambda: NOON + timedelta(hours=1)
    assert room.exports.send_again() == 1
    assert room.exports.send_again() == 0

    assert messages(place) == {lost.id}
    assert room.writer.write(lost.id).state == "done"


@pytest.mark.usefixtures("mocked")
def test_an_export_that_never_ends_is_given_up() -> None:
    place = make_place()
    exports = Room(place).exports
    export = exports.create(Wish(date(2026, 11, 21), date(2026, 11, 21)), "alice", None)

    for hour in range(1, 10):
        exports._clock = lambda hour=hour: NOON + timedelta(hours=hour)
        exports.send_again()

    ended = exports.get(export.id)
    assert (ended.state, ended.sends) == ("failed", MAX_SENDS)
    assert ended.finished_at == NOON + timedelta(hours=MAX_SENDS)


def of_period(place: Any, wish: Wish) -> dict[str, bytes]:
    last = wish.last.isoformat()
    return {key: value for key, value in objects(place.bucket).items() if last in key}
