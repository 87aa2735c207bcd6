import json
import re

import pytest

from tests.house.tree import ROOMS, ROOT

EVENTS = ROOT / "events"
TESTS = {
    file: file.read_text()
    for file in (ROOT / "tests").rglob("*.py")
    if file.resolve() != (ROOT / "tests" / "house" / "test_events.py").resolve()
}


def is_used(room, name):
    """Tell whether a test names the file, or replays all files of its room."""
    replay = re.compile(rf"events.*\b{room}\b[^\n]*glob\(", re.DOTALL)
    return any(
        name in text or (file.parent.name == room and replay.search(text))
        for file, text in TESTS.items()
    )


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_has_recorded_events_and_a_test_for_each(room):
    files = sorted((EVENTS / room).glob("*.json"))

    assert files, f"events/{room} is empty"
    assert [file.name for file in files if not is_used(room, file.name)] == []


def test_every_recorded_event_is_json():
    for file in EVENTS.rglob("*.json"):
        assert isinstance(json.loads(file.read_text()), dict), file
