import base64
import re
from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.events import (
    EVENT_TYPES,
    OrderChange,
    OrderSnapshot,
    envelopes,
    event_id,
    read_change,
)
from shared.item import pack

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
STATES = "new scheduled en_route in_progress on_hold completed closed cancelled".split()  # noqa: SIM905 - read as a line


def snapshot_of(**changes: Any) -> OrderSnapshot:
    whole = {
        "id": "ord_1",
        "number": "7",
        "version": 1,
        "type": "paid",
        "status": "new",
        "priority": "normal",
        "title": "Ремонт котла",
        "customer": {"id": "cus_1", "name": "Анна Иванова", "phone": "+79000000001"},
        "total": 150000,
        "currency": "RUB",
        "source": "api",
        "created_at": NOW,
        "updated_at": NOW,
    }
    return OrderSnapshot.model_validate(whole | changes)


def image_of(order: OrderSnapshot, **more: Any) -> dict[str, Any]:
    doc = base64.b64encode(pack(order.model_dump_json())).decode()
    return {"pk": {"S": f"ORDER#{order.id}"}, "doc": {"B": doc}, **more}


def record(
    new: OrderSnapshot | None, old: OrderSnapshot | None = None, name: str = "MODIFY"
) -> dict[str, Any]:
    images = {"NewImage": new, "OldImage": old}
    return {
        "eventName": name,
        "dynamodb": {side: image_of(order) for side, order in images.items() if order},
    }


def types_of(before: dict[str, Any], after: dict[str, Any]) -> tuple[str, ...]:
    old = snapshot_of(**before)
    return OrderChange(old, snapshot_of(version=2, **after)).types


def test_a_new_order_is_created_and_nothing_else():
    change = read_change(record(snapshot_of(), name="INSERT"))

    assert change == OrderChange(None, snapshot_of())
    assert change.types == ("order.created",)
    assert change.changed_fields == ()


@pytest.mark.parametrize(("before", "after"), list(product(STATES, STATES)))
def test_a_move_tells_its_own_type_beside_the_update(before, after):
    special = {"completed": "order.completed", "cancelled": "order.cancelled"}.get(after)
    expected = ("order.updated", special) if special and before != after else ("order.updated",)

    assert types_of({"status": before}, {"status": after}) == expected


def test_a_reopened_order_says_so():
    before = {"status": "completed"}

    assert types_of(before, {"status": "in_progress", "reopen_count": 1}) == (
        "order.updated",
        "order.reopened",
    )


def test_every_type_that_is_told_is_in_the_catalogue():
    told = {t for pair in product(STATES, STATES) for t in types_of(*({"status": s} for s in pair))}

    orders = {each for each in EVENT_TYPES if each.startswith("order.")}
    assert told | {"order.created", "order.reopened"} == orders


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"title": "Другое"}, ("title",)),
        ({"status": "cancelled", "cancel_reason": "нет"}, ("cancel_reason", "status")),
        ({"technician": {"id": "tec_1", "name": "Пётр"}}, ("technician",)),
        ({"updated_at": datetime(2026, 11, 23, tzinfo=UTC)}, ()),
    ],
)
def test_the_fields_that_differ_are_named(changes, fields):
    assert OrderChange(snapshot_of(), snapshot_of(version=2, **changes)).changed_fields == fields


def test_a_removed_item_is_no_change_of_an_order():
    assert read_change(record(None, snapshot_of(), name="REMOVE")) is None
    assert read_change(record(snapshot_of(), snapshot_of(version=2), name="REMOVE")) is None


def test_a_record_without_a_new_image_is_no_change_of_an_order():
    assert read_change(record(None, snapshot_of())) is None


def test_a_write_of_the_same_version_is_no_change():
    assert read_change(record(snapshot_of(), snapshot_of())) is None


def test_the_same_change_gives_the_same_events_again():
    change = record(snapshot_of(version=2, status="completed"), snapshot_of())

    first, again = (envelopes(read_change(change)) for _ in range(2))

    assert first == again
    assert [each.type for each in first] == ["order.updated", "order.completed"]


def test_an_event_tells_the_versions_and_what_changed():
    before, after = snapshot_of(), snapshot_of(version=2, priority="high")

    (event,) = envelopes(OrderChange(before, after))

    assert (event.data["version"], event.data["previous_version"]) == (2, 1)
    assert event.data["changed_fields"] == ["priority"]
    assert event.data["order"]["priority"] == "high"
    assert event.timestamp == after.updated_at


def test_the_first_event_of_an_order_has_no_version_before():
    (event,) = envelopes(OrderChange(None, snapshot_of()))

    assert event.data["previous_version"] is None


KEYS = st.tuples(st.text(max_size=20), st.integers(1, 10**6), st.sampled_from(EVENT_TYPES))


@given(KEYS, KEYS)
def test_an_events_id_is_its_own_and_always_the_same(one, other):
    assert (event_id(*one) == event_id(*other)) == (one == other)
    assert re.fullmatch(r"evt_[0-9a-f]{32}", event_id(*one))


def test_an_events_id_never_changes_between_releases():
    assert event_id("ord_1", 1, "order.created") == "evt_b7067810103b4831f834a6917646891e"


def test_what_an_order_keeps_for_itself_stays_inside():
    order = OrderSnapshot.model_validate(snapshot_of().model_dump() | {"history": [1], "x": 2})

    assert order == snapshot_of()
