"""Writing exports: whole with a manifest or not at all, and the same however often."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from moto import mock_aws

from analytics.exporting import MAX_SENDS, Wish
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
    exports, wish = Room(place).exports, Wish(date(2026, 11, 1), date(2026, 11, 30))

    while calls.made >= calls.at:
        export = exports.create(wish, "alice", None)
        calls = Calls(at=calls.at + 1, after=cut_off)
        with suppress(CutOffError):
            Room(place, calls).writer.write(export.id)
        half = {key: value for key, value in objects(place.bucket).items() if export.id in key}
        sealed = [key for key in half if key.endswith("manifest.json")]
        done = Room(place).writer.write(export.id)

        whole = {key: value for key, value in objects(place.bucket).items() if export.id in key}
        assert done
        assert Room(place).exports.get(export.id) == done
        assert (done.state, done.rows) == ("done", 1)
        assert {file.key for file in done.files} == set(whole)
        assert all(len(whole[file.key]) == file.bytes for file in done.files)
        assert not sealed or half == whole

    assert calls.at > 5


@pytest.mark.usefixtures("mocked")
def test_two_workers_at_once_write_one_export() -> None:
    place, calls = make_place(), Calls()
    store(Room(place), [completed()], 100)
    Room(place).roll_up()
    exports, wish = Room(place).exports, Wish(date(2026, 11, 1), date(2026, 11, 30))

    while calls.made >= calls.at:
        export = exports.create(wish, "alice", None)
        write = Room(place).writer.write
        calls = Calls(at=calls.at + 1, before=lambda write=write, e=export: write(e.id))
        first = Room(place, calls).writer.write(export.id)

        manifest = json.loads(objects(place.bucket)[f"exports/orders/{export.id}/manifest.json"])
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

    manifest = room.files.manifest(export)
    assert manifest
    assert manifest["totals"]["completed"] == 1
    assert manifest["totals"]["revenue"] == {"amount": 150000, "currency": "RUB"}


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
    newer.writer._formats = {"csv": replace(FORMATS["csv"], write=lambda *_: None)}
    done = newer.writer.write(export.id)

    assert done
    assert done.state == "done"
    assert objects(place.bucket) == before


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
