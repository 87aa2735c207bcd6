"""An erasure that is cut off at any write, before or after it took effect, ends the same."""

from datetime import timedelta
from typing import Any

import pytest

from tests.orders.people.builders import NOW, asked, customer, order, request
from tests.orders.people.rooms import Rooms, carry_on, in_dynamo
from tests.shared.dynamo import fresh_dynamo

WRITES = ("put_item", "transact_write_items")
MOST_WRITES = 40
AN_HOUR_LATER = NOW + timedelta(hours=1)


class CutOffError(Exception):
    """The function was ended here."""


class Failing:
    """A client of DynamoDB that is cut off at its n-th write."""

    def __init__(self, client: Any, at: int, *, is_written: bool) -> None:
        self._client = client
        self._left = at
        self._is_written = is_written
        self.is_cut = False

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._client, name)
        return self._counted(call) if name in WRITES else call

    def _counted(self, call: Any) -> Any:
        def write(**parts: Any) -> Any:
            self._left -= 1
            if self._left != 0:
                return call(**parts)
            self.is_cut = True
            if self._is_written:
                call(**parts)
            raise CutOffError

        return write


def filled(client: Any) -> Rooms:
    rooms = in_dynamo(client)
    rooms.people.add_customer(customer(external_id="crm-1"), request())
    for number in (1, 2, 3):
        rooms.orders.add(order(number), customer=None, request=None)
    rooms.clock.now = AN_HOUR_LATER
    return rooms


def finish(rooms: Rooms) -> None:
    rooms.erasing.erase("cus_1", "subject_request", asked("key-2"))
    rooms.clock.pass_by(minutes=2)
    carry_on(rooms)


def ended(rooms: Rooms) -> list[str]:
    """All that lies in the tables, without what counts or names the writes themselves."""
    passing = {"write_id", "body_hash"}
    record = {"version", "id", "name_sk", "pass_began_at"}
    items = []
    for item in rooms.items():
        gone = passing | record if item["pk"]["S"].startswith("ERASURE#") else passing
        items.append(str(sorted((n, v) for n, v in item.items() if n not in gone)))
    return sorted(items)


@pytest.fixture(scope="module")
def undisturbed() -> list[str]:
    with fresh_dynamo() as client:
        rooms = filled(client)
        finish(rooms)
        return ended(rooms)


@pytest.mark.parametrize("is_written", [False, True])
def test_cut_off_at_any_write_and_repeated_it_ends_the_same(undisturbed, is_written):
    for at in range(1, MOST_WRITES):
        with fresh_dynamo() as client:
            filled(client)
            failing = Failing(client, at, is_written=is_written)
            rooms = in_dynamo(failing)
            rooms.clock.now = AN_HOUR_LATER
            try:
                finish(rooms)
            except CutOffError:
                rooms.clock.now = AN_HOUR_LATER
                finish(rooms)
            assert ended(rooms) == undisturbed, f"cut off at write {at}"
            if not failing.is_cut:
                assert at > 5, "there are more writes than that"
                return
    pytest.fail("the erasure never came to its end")
