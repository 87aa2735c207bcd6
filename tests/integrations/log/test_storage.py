"""The contract of the log's store: DynamoDB and the fake pass it alike."""

from datetime import timedelta

import pytest

from integrations.log.query import Query
from integrations.log.resending import repeated
from integrations.log.storage import DynamoLog
from integrations.model import KEEP_DAYS, DeliveryState
from integrations.ports import RequestRepeatedError
from shared.errors import ConflictError
from shared.requests import Request
from shared.table import Table
from tests.integrations.builders import (
    NOW,
    answered,
    attempted,
    make_delivery,
    make_event,
    make_integration,
    unanswered,
)
from tests.integrations.fakes import FakeDeliveries
from tests.integrations.log.fakes import FakeLog

MINUTE = timedelta(minutes=1)
REQUEST = Request("alice", "k-1", "hash")


@pytest.fixture
def log(deliveries, request, clock):
    if isinstance(deliveries, FakeDeliveries):
        return FakeLog(deliveries)
    table = Table("DeliveriesTable", request.getfixturevalue("dynamo"))
    return DynamoLog(table, due_shards=3, clock=clock)


def put(deliveries, *changes, integration_id="int_1"):
    """Deliveries a minute apart, oldest first."""
    made = []
    for n, fields in enumerate(changes):
        delivery = make_delivery(integration_id, order=f"ord_{n}", created_at=NOW + n * MINUTE)
        made.append(delivery.model_copy(update=fields))
        deliveries.add(made[-1])
    return made


def ids(page):
    return [each.id for each in page.deliveries]


DONE = attempted(make_delivery(), answered()).attempts
REFUSED = attempted(make_delivery(), answered(503)).attempts
SILENT = attempted(make_delivery(), unanswered()).attempts


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(), [3, 2, 1, 0]),
        (Query(state=DeliveryState.FAILED), [1]),
        (Query(event_type="order.updated"), [2]),
        (Query(order="ord_3"), [3]),
        (Query(order="1042-7"), [2]),
        (Query(status_class="2xx"), [0]),
        (Query(status_class="5xx"), [1]),
        (Query(status_class="none"), [2]),
        (Query(error_class="timeout"), [2]),
        (Query(error_class="status", status_class="5xx", order="ord_1"), [1]),
        (Query(error_class="status", status_class="2xx"), []),
        (Query(replay_id="rpl_1"), [3]),
        (Query(first=NOW + MINUTE), [3, 2, 1]),
        (Query(until=NOW + MINUTE), [0]),
        (Query(first=NOW + MINUTE, until=NOW + 3 * MINUTE), [2, 1]),
        (Query(order="ord_1", first=NOW + 2 * MINUTE), []),
    ],
)
def test_every_filter_can_be_laid_over_every_other(deliveries, log, query, found):
    made = put(
        deliveries,
        {"state": DeliveryState.DELIVERED, "attempts": DONE},
        {"state": DeliveryState.FAILED, "attempts": REFUSED},
        {"event_type": "order.updated", "order_number": "1042-7", "attempts": SILENT},
        {"replay_id": "rpl_1"},
    )

    page = log.page(["int_1"], query, limit=10, after=None)

    assert ids(page) == [made[n].id for n in found]


@pytest.mark.parametrize("query", [Query(), Query(order="ord_x")])
def test_pages_follow_each_other(deliveries, log, query):
    made = put(deliveries, *[{"order_id": "ord_x"}] * 5)

    seen, after = [], None
    for size in (2, 2, 1):
        page = log.page(["int_1"], query, limit=2, after=after)
        assert len(page.deliveries) == size
        seen, after = seen + ids(page), page.after
    assert after is None
    assert seen == [each.id for each in reversed(made)]


def test_a_page_of_one_integration_holds_no_other(deliveries, log):
    put(deliveries, {}, integration_id="int_1")
    (mine,) = put(deliveries, {}, integration_id="int_2")

    for query in (Query(), Query(order="ord_0")):
        assert ids(log.page(["int_2"], query, limit=9, after=None)) == [mine.id]


def test_a_window_is_walked_oldest_first_from_any_place(deliveries, log):
    made = put(deliveries, {}, {}, {}, {})
    window = (NOW + MINUTE, NOW + 3 * MINUTE)

    rows = list(log.deliveries(["int_1"], *window, None))

    assert [each.delivery.id for each in rows] == [made[1].id, made[2].id]
    assert list(log.deliveries(["int_1"], *window, rows[0].position)) == rows[1:]
    assert list(log.deliveries(["int_2"], *window, None)) == []


def test_events_are_walked_by_their_time(deliveries, log):
    for n in (2, 0, 3, 1):
        event = make_event(id=f"ord_{n}", updated_at=NOW + n * MINUTE)
        deliveries.add_event(event.id, event.model_dump_json().encode())

    def walked(*window, **how):
        return [each.envelope.data["order"]["id"] for each in log.events(*window, **how)]

    rows = list(log.events(None, None, after=None))
    assert walked(None, None, after=None) == ["ord_0", "ord_1", "ord_2", "ord_3"]
    assert walked(None, None, after=None, descending=True)[0] == "ord_3"
    assert walked(NOW + MINUTE, NOW + 3 * MINUTE, after=None) == ["ord_1", "ord_2"]
    assert walked(None, None, after=rows[1].position) == ["ord_2", "ord_3"]
    assert walked(None, None, after=rows[1].position, descending=True) == ["ord_0"]


def test_an_event_comes_back_and_is_known_to_be_told(deliveries, log):
    event = make_event()
    deliveries.add_event(event.id, event.model_dump_json().encode())

    assert log.event(event.id) == event
    assert log.event("evt_other") is None
    assert log.told([event.id, "evt_other"]) == {event.id}


def test_a_resend_has_the_next_number_and_is_written_with_its_request(deliveries, log):
    (first,) = put(deliveries, {"state": DeliveryState.FAILED})
    again = [repeated(first, make_integration(), NOW, suffix=f"r{n}") for n in (1, 2)]

    assert log.next_number(first.id) == 1
    assert log.add_again(again[0], "n000001", REQUEST, '{"id": "x"}')
    assert not log.add_again(again[1], "n000001")
    assert log.next_number(first.id) == 2
    assert log.many([again[0].id, again[1].id]) == {again[0].id: again[0]}
    assert log.answer(REQUEST) == {"id": "x"}
    assert log.answer(Request("bob", "k-1", "hash")) is None


def test_a_request_that_was_answered_writes_nothing(deliveries, log):
    (first,) = put(deliveries, {"state": DeliveryState.FAILED})
    again = [repeated(first, make_integration(), NOW, suffix=f"r{n}") for n in (1, 2)]
    log.add_again(again[0], "n000001", REQUEST, "{}")

    with pytest.raises(RequestRepeatedError):
        log.add_again(again[1], "n000002", REQUEST, "{}")
    assert log.many([again[1].id]) == {}
    with pytest.raises(ConflictError):
        log.answer(Request("alice", "k-1", "another"))


def test_what_sends_again_is_listed_with_the_first(deliveries, log):
    (first,) = put(deliveries, {"state": DeliveryState.FAILED})
    states = (DeliveryState.FAILED, DeliveryState.DELIVERED)

    for n, state in enumerate(states, start=1):
        assert not log.was_delivered_again(first.id)
        again = repeated(first, make_integration(), NOW + n * MINUTE, suffix=f"r{n}")
        log.add_again(again.model_copy(update={"state": state}), f"n{n:06d}")

    assert [each.state for each in log.again(first.id)] == list(states)
    assert log.was_delivered_again(first.id)


def test_what_has_expired_is_not_shown_though_it_is_still_there(dynamo, clock):
    from integrations.engine.storage import DynamoDeliveries

    table = Table("DeliveriesTable", dynamo)
    deliveries = DynamoDeliveries(table, due_shards=3, clock=clock)
    log = DynamoLog(table, due_shards=3, clock=clock)
    (made,) = put(deliveries, {"attempts": DONE})
    event = make_event()
    deliveries.add_event(event.id, event.model_dump_json().encode())

    clock.pass_by(days=KEEP_DAYS, seconds=1)

    assert log.page(["int_1"], Query(), limit=9, after=None).deliveries == ()
    assert log.page(["int_1"], Query(order="ord_0"), limit=9, after=None).deliveries == ()
    assert (log.many([made.id]), log.event(event.id)) == ({}, None)
    assert list(log.events(None, None, after=None)) == []
