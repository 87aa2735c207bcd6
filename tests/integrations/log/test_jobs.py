"""The contract of the stores of jobs, and the orders as comparisons read them."""

from datetime import timedelta

import pytest

from integrations.engine.storage import DynamoDeliveries
from integrations.log.job_storage import DynamoReconciliations, DynamoReplays
from integrations.log.order_storage import DynamoChangedOrders
from integrations.log.ports import ChangedOrder
from integrations.log.reconciliation import Reconciliation
from integrations.log.replay.model import Choice, Counts, Replay, ReplayState
from integrations.ports import RequestRepeatedError
from shared.clock import text
from shared.item import pack
from shared.requests import Request
from shared.table import Table
from tests.integrations.builders import NOW, make_event, make_order
from tests.integrations.log.fakes import FakeReconciliations, FakeReplays

MINUTE = timedelta(minutes=1)
REQUEST = Request("alice", "k-1", "hash")


def make_replay(replay_id="rpl_1", **changes):
    choice = Choice(first=NOW - timedelta(hours=1), until=NOW)
    fields = {
        "id": replay_id,
        "choice": choice,
        "target_ids": ("int_1",),
        "rate_per_minute": 60,
        "created_at": NOW,
        "created_by": "alice",
        "updated_at": NOW,
    }
    return Replay(**{**fields, **changes})


def make_job(job_id="rec_1", **changes):
    fields = {"id": job_id, "first": NOW - MINUTE, "until": NOW, "created_at": NOW}
    return Reconciliation(**{**fields, **changes})


@pytest.fixture(params=["fake", "dynamo"])
def table(request):
    return (
        None
        if request.param == "fake"
        else Table("DeliveriesTable", request.getfixturevalue("dynamo"))
    )


@pytest.fixture
def replays(table, clock):
    return DynamoReplays(table, clock=clock) if table else FakeReplays()


@pytest.fixture
def jobs(table, clock):
    return DynamoReconciliations(table, clock=clock) if table else FakeReconciliations()


def test_a_replay_comes_back_as_it_was_written(replays):
    made = make_replay()
    replays.add(made, None, "")

    assert replays.get("rpl_1") == made
    assert replays.get("rpl_2") is None


def test_only_the_next_version_is_written(replays):
    made = make_replay()
    replays.add(made, None, "")
    paused = made.moved(ReplayState.PAUSED, NOW)
    cancelled = made.moved(ReplayState.CANCELLED, NOW)

    assert replays.save(paused)
    assert replays.save(paused), "a lost reply is no other's write"
    assert not replays.save(cancelled)
    assert replays.get("rpl_1") == paused


def test_those_that_run_are_walked_oldest_first_and_leave_when_they_rest(replays):
    for n in (2, 0, 1):
        replays.add(make_replay(f"rpl_{n}", created_at=NOW + n * MINUTE), None, "")
    replays.save(replays.get("rpl_1").moved(ReplayState.PAUSED, NOW))

    assert [each.id for each in replays.running()] == ["rpl_0", "rpl_2"]
    ended = replays.get("rpl_0").stepped(None, Counts(), NOW, is_over=True)
    replays.save(ended)
    assert [each.id for each in replays.running()] == ["rpl_2"]


def test_replays_are_listed_newest_first_page_by_page(replays):
    for n in range(5):
        replays.add(make_replay(f"rpl_{n}", created_at=NOW + n * MINUTE), None, "")

    seen, after = [], None
    for _ in range(3):
        found, after = replays.newest(limit=2, after=after)
        seen += [each.id for each in found]
    assert seen == [f"rpl_{n}" for n in (4, 3, 2, 1, 0)]
    assert after is None


def test_a_replay_and_the_answer_to_its_request_are_written_together_or_not(replays):
    replays.add(make_replay("rpl_1"), REQUEST, '{"id": "rpl_1"}')

    with pytest.raises(RequestRepeatedError):
        replays.add(make_replay("rpl_2"), REQUEST, '{"id": "rpl_2"}')
    assert replays.get("rpl_2") is None
    assert replays.answer(REQUEST) == {"id": "rpl_1"}


def test_a_comparison_is_added_once_and_goes_on_by_versions(jobs):
    assert jobs.add(make_job())
    assert not jobs.add(make_job(checked=7))
    further = make_job(checked=100, version=2, state="done", finished_at=NOW)

    assert [each.id for each in jobs.running()] == ["rec_1"]
    assert jobs.save(further)
    assert not jobs.save(make_job(checked=50, version=2))
    assert (jobs.get("rec_1"), list(jobs.running())) == (further, [])


def test_the_latest_comparisons_come_first(jobs):
    for n in range(3):
        jobs.add(make_job(f"rec_{n}", created_at=NOW + n * MINUTE))

    assert [each.id for each in jobs.latest()] == ["rec_2", "rec_1", "rec_0"]


@pytest.fixture
def orders(dynamo):
    dynamo_orders = Table("OrdersTable", dynamo)
    for item in dynamo.scan(TableName="OrdersTable")["Items"]:
        dynamo.delete_item(TableName="OrdersTable", Key={"pk": item["pk"]})
    for n in range(4):
        order = make_order(id=f"ord_{n}", version=n + 1, updated_at=NOW + n * MINUTE)
        dynamo_orders.put(
            {
                "pk": f"ORDER#{order.id}",
                "id": order.id,
                "version": order.version,
                "changed_pk": f"changed#{n % 2}",
                "changed_sk": f"{text(order.updated_at)}#{order.id}",
                "doc": pack(order.model_dump_json()),
            }
        )
    return DynamoChangedOrders(dynamo_orders, Table("DeliveriesTable", dynamo), list_shards=2)


def test_orders_are_walked_by_their_last_change_over_all_partitions(orders):
    rows = list(orders.changed(NOW + MINUTE, NOW + 3 * MINUTE, None))

    assert rows == [
        ChangedOrder(f"{text(NOW + n * MINUTE)}#ord_{n}", f"ord_{n}", n + 1) for n in (1, 2)
    ]
    assert list(orders.changed(NOW + MINUTE, NOW + 3 * MINUTE, rows[0].position)) == rows[1:]


def test_an_order_is_read_as_others_see_it(orders):
    assert orders.get("ord_2") == make_order(id="ord_2", version=3, updated_at=NOW + 2 * MINUTE)
    assert orders.get("ord_9") is None


def test_what_was_told_of_an_order_since_a_moment(orders, dynamo, clock):
    deliveries = DynamoDeliveries(Table("DeliveriesTable", dynamo), due_shards=2, clock=clock)
    for n, type_ in enumerate(["order.created", "order.updated", "order.completed"]):
        event = make_event(id="ord_1").model_copy(
            update={"id": f"evt_{n}", "type": type_, "timestamp": NOW + n * MINUTE}
        )
        deliveries.add_event(event.id, event.model_dump_json().encode())

    assert orders.told_types("ord_1", NOW + MINUTE) == {"order.updated", "order.completed"}
    assert orders.told_types("ord_2", NOW) == frozenset()
