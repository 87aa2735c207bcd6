import json

import pytest

from tests.house.tree import ROOMS, ROOT

EVENTS = ROOT / "events"
TESTS = {file: file.read_text() for file in (ROOT / "tests").rglob("*.py")}


def is_used(room, file):
    """Tell whether a test of the room names the file, or replays all that are there."""
    return any(
        f'"{file.name}"' in text or f'"{file.stem}"' in text or '.glob("*.json")' in text
        for test, text in TESTS.items()
        if test.parent.name == room and '"events"' in text
    )


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_has_recorded_events_and_a_test_for_each(room):
    files = sorted((EVENTS / room).glob("*.json"))

    assert files, f"events/{room} is empty"
    assert [file.name for file in files if not is_used(room, file)] == []


def test_every_recorded_event_is_json():
    for file in EVENTS.rglob("*.json"):
        assert isinstance(json.loads(file.read_text()), dict), file
