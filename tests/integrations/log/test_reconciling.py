"""Comparing orders with what was told of them: what is made up for, and what a crash leaves."""

import itertools
import json
from datetime import timedelta

import pytest

from integrations.log.reconciling import MOST_RUNNING, PAGE
from integrations.model import DeliveryState
from shared.asked import Asked
from shared.auth import Actor
from shared.errors import ConflictError, InvalidError, NotFoundError
from shared.events import OrderChange
from tests.integrations.builders import (
    NOW,
    SOMEBODY,
    answered,
    make_change,
    make_integration,
    make_order,
)
from tests.integrations.crashes import Crash, CrashError
from tests.integrations.engine.worlds import FakeConnector
from tests.integrations.log.scenes import Scene, always

HOUR = timedelta(hours=1)
ALICE = Actor(kind="user", id="alice", name="Алиса")


@pytest.fixture
def scene():
    return fresh()


def fresh():
    scene = Scene(make_integration(), partner=FakeConnector(answered()))
    scene.clock.pass_by(hours=1)
    return scene


def change(scene, *, told, **changes):
    order = make_order(**{"updated_at": NOW, **changes})
    scene.orders.kept[order.id] = order
    if told:
        before = make_order(id=order.id) if order.version > 1 else None
        scene.dispatch(OrderChange(before, order))


def run(scene):
    job = scene.reconciling().nightly()
    scene.reconciling().run(always)
    return scene.jobs.kept[job.id]


def told(scene):
    rows = scene.deliveries.rows.values()
    return sorted((each.order_id, each.event_type) for each in rows)


def test_what_the_stream_swallowed_is_told_late_and_nothing_else(scene):
    change(scene, told=True, id="ord_1")
    change(scene, told=False, id="ord_2")
    change(scene, told=False, id="ord_3", version=4, status="scheduled")
    scene.queue.take()

    done = run(scene)
    scene.work()

    assert (done.state, done.checked, done.missing, done.emitted) == ("done", 3, 2, 2)
    assert told(scene) == [
        ("ord_1", "order.created"),
        ("ord_2", "order.created"),
        ("ord_3", "order.updated"),
    ]
    sent = [json.loads(each.body)["data"] for each in scene.partner.parcels]
    assert {(each["version"], each["reconciled"]) for each in sent} == {(1, True), (4, True)}


@pytest.mark.parametrize(
    ("fields", "types"),
    [
        ({"status": "completed", "completed_at": NOW}, ["order.completed", "order.updated"]),
        ({"status": "closed", "completed_at": NOW}, ["order.completed", "order.updated"]),
        ({"status": "cancelled", "cancelled_at": NOW}, ["order.cancelled", "order.updated"]),
        ({"status": "closed", "completed_at": NOW - 90 * HOUR}, ["order.updated"]),
        ({"status": "in_progress"}, ["order.updated"]),
    ],
)
def test_a_completion_or_cancellation_of_the_window_is_told_beside_it(scene, fields, types):
    change(scene, told=False, version=5, **fields)

    run(scene)

    assert [type_ for _, type_ in told(scene)] == types


def test_a_completion_that_was_told_is_not_told_again(scene):
    done = {"status": "completed", "completed_at": NOW}
    change(scene, told=True, version=2, **done)
    change(scene, told=False, version=3, **done)

    run(scene)

    assert [type_ for _, type_ in told(scene)] == [
        "order.completed",
        "order.updated",
        "order.updated",
    ]


def test_the_stream_may_still_come_and_changes_nothing(scene):
    change(scene, told=False)
    run(scene)
    before = dict(scene.deliveries.rows)

    scene.dispatch(make_change())

    assert scene.deliveries.rows == before


def test_what_is_too_young_or_too_old_is_not_looked_at(scene):
    change(scene, told=False, id="ord_1", updated_at=scene.clock() - timedelta(minutes=14))
    change(scene, told=False, id="ord_2", updated_at=scene.clock() - 49 * HOUR)

    assert run(scene).checked == 0


def test_a_night_that_is_begun_twice_is_one(scene):
    first, second = scene.reconciling().nightly(), scene.reconciling().nightly()

    assert first == second
    assert scene.reconciling().latest() == (first,)


def test_the_same_request_is_one_comparison(scene):
    asked = Asked(ALICE, None, "k-1")
    first = scene.reconciling().begin(None, None, asked)
    scene.clock.pass_by(minutes=1)

    assert scene.reconciling().begin(None, None, asked) == first
    assert scene.reconciling().begin(None, None, SOMEBODY).id != first.id
    with pytest.raises(NotFoundError):
        scene.reconciling().get("rec_unknown")


@pytest.mark.parametrize(
    ("first", "until"),
    [
        (NOW, NOW - HOUR),
        (NOW, NOW),
        (NOW - 31 * 24 * HOUR, None),
        (NOW + 50 * timedelta(minutes=1), None),
    ],
    ids=["backwards", "empty", "too old", "too young"],
)
def test_a_window_that_breaks_a_rule_is_refused(scene, first, until):
    with pytest.raises(InvalidError) as refused:
        scene.reconciling().begin(first, until, SOMEBODY)
    assert [each.field for each in refused.value.errors] == ["from"]


def test_only_so_many_run_at_once(scene):
    for _ in range(MOST_RUNNING):
        scene.reconciling().begin(None, None, SOMEBODY)

    with pytest.raises(ConflictError):
        scene.reconciling().begin(None, None, SOMEBODY)


def test_it_goes_on_page_by_page_and_from_where_it_was(scene):
    for n in range(PAGE + 1):
        change(scene, told=False, id=f"ord_{n}", updated_at=NOW + n * timedelta(milliseconds=1))
    job = scene.reconciling().nightly()
    times = iter([True, False])

    scene.reconciling().run(lambda: next(times))
    half = scene.jobs.kept[job.id]
    scene.reconciling().run(always)

    done = scene.jobs.kept[job.id]
    assert (half.state, half.checked, half.reached_at) == (
        "running",
        PAGE,
        NOW + (PAGE - 1) * timedelta(milliseconds=1),
    )
    assert (done.state, done.checked, done.emitted) == ("done", PAGE + 1, PAGE + 1)
    assert done.reached_at == done.until


def test_whatever_step_it_dies_at_all_is_told_once():
    for step, after in itertools.product(range(1, 40), (False, True)):
        scene = fresh()
        change(scene, told=False, id="ord_1")
        change(scene, told=False, id="ord_2", version=3, status="completed", completed_at=NOW)
        scene.reconciling().nightly()
        crash = Crash(step, after=after)
        try:
            scene.reconciling(crash).run(always)
        except CrashError:
            scene.reconciling().run(always)
        scene.work()

        (job,) = scene.jobs.kept.values()
        assert (job.state, job.checked) == ("done", 2), crash.step
        assert [each.state for each in scene.deliveries.rows.values()] == [
            DeliveryState.DELIVERED
        ] * 3
        assert len(scene.partner.parcels) == 3
        if not crash.happened:
            return
    pytest.fail("it never came to its end")
