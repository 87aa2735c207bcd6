"""Events that did not get to whom wanted them."""

from datetime import timedelta

import pytest

from integrations.log.undelivered import MOST_EVENTS, Missed
from integrations.model import DeliveryState
from shared.errors import NotFoundError
from tests.integrations.builders import NOW, SOMEBODY, answered, make_integration
from tests.integrations.engine.worlds import FakeConnector
from tests.integrations.log.scenes import Scene

HOUR = timedelta(hours=1)


def missed(**changes):
    fields = {"integration_id": None, "first": None, "until": None, "age": HOUR, "limit": 50}
    return Missed(**{**fields, **changes})


@pytest.fixture
def scene():
    scene = Scene(make_integration(), partner=FakeConnector(answered()))
    scene.happen(5)
    for n, state in enumerate(("delivered", "failed", "skipped", "held", "retrying")):
        scene.end(DeliveryState(state), f"ord_{n}")
    scene.clock.pass_by(hours=2)
    return scene


def found(scene, wish=None, position=None):
    page = scene.undelivered().newest(wish or missed(), position)
    return [(each.order_id, each.reason) for each in page.items]


def test_what_failed_was_skipped_or_is_held_is_listed_newest_first(scene):
    assert found(scene) == [("ord_3", "held"), ("ord_2", "skipped"), ("ord_1", "failed")]


def test_what_never_had_a_delivery_is_listed_too(scene):
    gone = [e for e in scene.deliveries.rows.values() if e.order_id in {"ord_0", "ord_4"}]
    for each in gone:
        del scene.deliveries.rows[each.id]

    assert [each for each in found(scene) if each[1] == "missing"] == [
        ("ord_4", "missing"),
        ("ord_0", "missing"),
    ]


def test_what_was_delivered_again_is_not_listed(scene):
    failed = next(e for e in scene.deliveries.rows.values() if e.order_id == "ord_1")
    scene.resending().resend(failed.id, SOMEBODY)
    assert ("ord_1", "failed") in found(scene)

    scene.work()

    assert ("ord_1", "failed") not in found(scene)


def test_only_what_an_integration_wants_and_what_came_after_it_is_missing(scene):
    late = make_integration("int_late", created_at=NOW + timedelta(seconds=4))
    deaf = make_integration("int_deaf", event_types=("feedback.low",), created_at=NOW)
    scene.integrations.kept |= {"int_late": late, "int_deaf": deaf}

    assert found(scene, missed(integration_id="int_late")) == [
        ("ord_4", "missing"),
        ("ord_3", "missing"),
    ]
    assert found(scene, missed(integration_id="int_deaf")) == []
    with pytest.raises(NotFoundError):
        found(scene, missed(integration_id="int_unknown"))


def test_the_period_and_the_age_narrow_it(scene):
    second = timedelta(seconds=1)

    assert found(scene, missed(first=NOW + 4 * second)) == [("ord_3", "held")]
    assert found(scene, missed(until=NOW + 3 * second)) == [("ord_1", "failed")]
    assert found(scene, missed(age=3 * HOUR)) == []


@pytest.mark.parametrize("limit", [1, 2, 3, 4])
def test_pages_follow_each_other_though_an_event_went_to_many(scene, limit):
    scene.integrations.kept["int_2"] = make_integration("int_2", created_at=NOW)
    whole = scene.undelivered().newest(missed(), None).items
    assert len(whole) == 8

    seen, position = [], None
    while True:
        page = scene.undelivered().newest(missed(limit=limit), position)
        assert len(page.items) <= limit
        seen, position = seen + list(page.items), page.position
        if position is None:
            break
    assert seen == list(whole)


def test_a_page_says_which_and_why(scene):
    (first, *_) = scene.undelivered().newest(missed(integration_id="int_1"), None).items

    assert first.delivery_id in scene.deliveries.rows
    assert (first.event_type, first.order_number) == ("order.created", "1042")
    assert (first.integration_name, first.recipient) == ("Склад", None)


def test_a_page_looks_at_a_bounded_number_of_events():
    scene = Scene(make_integration(), partner=FakeConnector(answered()))
    scene.happen(MOST_EVENTS + 1)
    scene.end(DeliveryState.DELIVERED)
    scene.end(DeliveryState.FAILED, "ord_0")
    scene.clock.pass_by(hours=2)

    page = scene.undelivered().newest(missed(), None)

    assert page.items == ()
    assert found(scene, None, page.position) == [("ord_0", "failed")]
