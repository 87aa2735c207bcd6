"""The contract of the kept requests: DynamoDB and the fake of the other tests pass it alike."""

import json
from dataclasses import dataclass
from datetime import date, timedelta

import boto3
import pytest

from feedback.asking.counting import Count
from feedback.asking.storage import DynamoCompletions, DynamoFates, DynamoRequests
from feedback.storage import DynamoRatings
from integrations.engine.delivery import Sent, attempt_of
from integrations.engine.storage import DynamoDeliveries
from integrations.model import DeliveryState, ProviderStatus
from shared.clock import text
from shared.events import event_id
from shared.fates import Fate
from shared.table import Table
from tests.feedback.builders import HABITS, NOW, make_feedback, planned
from tests.feedback.fakes import ZONE, FakeRatings, FakeRequests
from tests.integrations.builders import answered, make_delivery

LONG_AGO = NOW - timedelta(days=30)
DAY = date(2026, 11, 22)


def taken(handed):
    return handed.sent(Fate("sms", "delivered", NOW), HABITS)


@dataclass
class Stores:
    requests: FakeRequests | DynamoRequests
    ratings: FakeRatings | DynamoRatings


@pytest.fixture(params=["fake", "dynamo"])
def stores(request: pytest.FixtureRequest) -> Stores:
    if request.param == "fake":
        ratings = FakeRatings()
        return Stores(FakeRequests(ratings), ratings)
    request.getfixturevalue("aws")
    client = boto3.client("dynamodb")
    requests = DynamoRequests(Table("FeedbackTable", client), zone=ZONE, shards=3)
    return Stores(requests, DynamoRatings("FeedbackTable", client, zone=ZONE))


def test_a_plan_is_written_once_and_found_when_it_is_due(stores):
    due_at = NOW + timedelta(hours=1)
    plan = planned(due_at=due_at)

    assert stores.requests.add(plan)
    assert not stores.requests.add(planned())
    assert stores.requests.missing(["ord_1", "ord_2", "ord_2"]) == ["ord_2"]
    assert list(stores.requests.due(NOW)) == []
    assert list(stores.requests.due(due_at)) == [plan]


def test_what_is_due_comes_from_all_shards_the_longest_waiting_first(stores):
    for n in range(7):
        at = NOW - timedelta(minutes=(n * 5) % 7)
        stores.requests.add(planned(f"ord_{n}", due_at=at))

    due = [each.due_at for each in stores.requests.due(NOW)]

    assert due == sorted(due)
    assert len(due) == 7


def test_a_first_sending_is_written_once_and_counted_once_a_channel_took_it(stores):
    plan = planned()
    stores.requests.add(plan)
    handed = plan.handed(NOW)

    assert stores.requests.send_first(handed, cooled_since=LONG_AGO) == "handed"
    assert stores.requests.send_first(handed, cooled_since=LONG_AGO) == "moved"
    assert stores.requests.counts(DAY, DAY) == []
    assert stores.requests.confirm(taken(handed))
    assert not stores.requests.confirm(taken(handed))
    assert stores.requests.counts(DAY, DAY) == [Count(DAY, "tec_1", 1, 0)]
    assert stores.requests.asked("ord_1") == handed.told
    assert stores.requests.asked("ord_2") is None


def test_a_customer_who_was_asked_lately_is_not_asked(stores):
    for order_id in ("ord_1", "ord_2"):
        stores.requests.add(planned(order_id))
    stores.requests.send_first(planned("ord_1").handed(NOW), cooled_since=LONG_AGO)

    wanted = planned("ord_2").handed(NOW)

    assert stores.requests.send_first(wanted, cooled_since=LONG_AGO) == "cooling"
    assert stores.requests.send_first(wanted, cooled_since=NOW) == "handed"


def test_whom_no_message_reached_may_be_asked_again_and_is_not_counted(stores):
    for order_id in ("ord_1", "ord_2"):
        stores.requests.add(planned(order_id))
    handed = planned("ord_1").handed(NOW)
    stores.requests.send_first(handed, cooled_since=LONG_AGO)
    stores.ratings.save(make_feedback(5, asked_at=NOW))

    lost = handed.lost("sms: no such number")
    assert stores.requests.lose(lost, was_answered=True)
    assert not stores.requests.lose(lost, was_answered=True)

    assert [(each.asked, each.answered) for each in stores.requests.counts(DAY, DAY)] in (
        [],
        [(0, 0)],
    )
    told = stores.requests.asked("ord_1")
    assert (told.asked_at, told.technician) == (None, handed.technician)
    again = planned("ord_2").handed(NOW)
    assert stores.requests.send_first(again, cooled_since=LONG_AGO) == "handed"


def test_an_answer_is_counted_on_the_day_of_the_request_and_once(stores):
    late = NOW.replace(hour=22)  # the next day in Moscow
    plan = planned()
    stores.requests.add(plan)
    handed = plan.handed(late)
    stores.requests.send_first(handed, cooled_since=LONG_AGO)
    stores.requests.confirm(taken(handed))
    answer = make_feedback(5, asked_at=late, at=late + timedelta(days=3))

    stores.ratings.save(answer)
    stores.ratings.save(answer)

    next_day = date(2026, 11, 23)
    assert stores.requests.counts(DAY, next_day) == [Count(next_day, "tec_1", 1, 1)]
    assert stores.requests.counts(LONG_AGO.date(), DAY) == []
    assert stores.ratings.load("ord_1") == answer


def test_nothing_more_is_due_once_a_request_is_over(stores):
    plan = planned(due_at=NOW)
    stores.requests.add(plan)

    assert stores.requests.save(plan.over("answered"))
    assert not stores.requests.save(plan.over("again"))
    assert list(stores.requests.due(NOW)) == []


def test_a_plan_is_dropped_unless_it_has_changed(stores):
    plan = planned(due_at=NOW)
    stores.requests.add(plan)
    stores.requests.save(plan.over("answered"))

    stores.requests.drop(plan)
    assert stores.requests.missing(["ord_1"]) == []

    stores.requests.drop(plan.over("answered"))
    assert stores.requests.missing(["ord_1"]) == ["ord_1"]


def test_the_search_for_completed_orders_never_goes_back(stores):
    assert stores.requests.reached() is None

    stores.requests.reach(NOW)
    stores.requests.reach(LONG_AGO)

    assert stores.requests.reached() == NOW


def test_completed_orders_are_found_among_those_that_changed(aws):
    table = Table("OrdersTable", boto3.client("dynamodb"))
    for n, status in enumerate(("completed", "new", "closed", "completed")):
        at = NOW + timedelta(minutes=n)
        table.put(
            {
                "pk": f"ORDER#{n}",
                "id": str(n),
                "status": status,
                "changed_pk": f"changed#{n % 2}",
                "changed_sk": f"{text(at)}#{n}",
            }
        )

    found = DynamoCompletions(table, list_shards=2).completed_since(NOW + timedelta(minutes=1))

    assert list(found) == ["2", "3"]


EVENT = event_id("ASK#ord_1", 2, "feedback.requested")


def log(aws, *deliveries, event=EVENT):
    """Write deliveries as the engine does; give what feedback reads of them."""
    table = Table("DeliveriesTable", boto3.client("dynamodb"))
    store = DynamoDeliveries(table, due_shards=3, clock=lambda: NOW)
    for n, changes in enumerate(deliveries):
        fields = {"event_id": event, "event_type": "feedback.requested", "order_id": "ord_1"}
        state = DeliveryState(changes["state"])
        store.add(make_delivery(id=f"dlv_{n}", **fields, **changes | {"state": state}))
    told = {"id": event, "timestamp": text(NOW), "type": "feedback.requested"}
    told["data"] = {"order": {"id": "ord_1"}}
    store.add_event(event, json.dumps(told).encode())
    return DynamoFates(table)


@pytest.mark.parametrize(
    ("deliveries", "state", "channel"),
    [
        ([{"kind": "sms", "state": "pending"}], "underway", "sms"),
        ([{"kind": "sms", "state": "held"}], "underway", "sms"),
        ([{"kind": "sms", "state": "delivered"}], "delivered", "sms"),
        ([{"kind": "sms", "state": "failed"}], "lost", "sms"),
        (
            [{"kind": "email", "state": "skipped"}, {"kind": "sms", "state": "delivered"}],
            "delivered",
            "sms",
        ),
        (
            [{"kind": "email", "state": "skipped"}, {"kind": "sms", "state": "retrying"}],
            "underway",
            "sms",
        ),
    ],
)
def test_what_became_of_a_message_is_read_from_the_log(aws, deliveries, state, channel):
    found = log(aws, *deliveries).of("ord_1", EVENT)

    assert (found.state, found.channel) == (state, channel)


def test_why_nobody_was_reached_is_told(aws):
    because = "they have no telephone number"
    skipped = {"kind": "sms", "state": "skipped", "ended_because": because, "finished_at": NOW}

    found = log(aws, skipped).of("ord_1", EVENT)

    assert (found.because, found.at) == (because, NOW)


def test_what_a_partner_answered_is_not_kept_for_it_may_name_the_customer(aws):
    refused = answered(400, error="no such number +79000000001", error_class="status")
    sent = Sent(refused, NOW, NOW, bytes_sent=1)
    failed = {"kind": "sms", "state": "failed", "attempts": (attempt_of(sent, 1),)}

    found = log(aws, failed).of("ord_1", EVENT)

    assert (found.state, found.because) == ("lost", "it was refused (status)")


def test_what_the_provider_says_later_counts(aws):
    told = ProviderStatus(state="failed", code="20", at=NOW)

    found = log(aws, {"kind": "sms", "state": "delivered", "provider_status": told})

    assert found.of("ord_1", EVENT).state == "lost"


def test_messages_to_others_and_of_other_events_are_not_the_customer_s(aws):
    delivered = {"state": "delivered"}
    fates = log(
        aws,
        {"kind": "webhook", **delivered},
        {"kind": "email", "recipient": "boss@naryad.example", **delivered},
        {"kind": "telegram", "audience": "technician", **delivered},
    )

    assert fates.of("ord_1", EVENT) is None
    assert fates.of("ord_1", "evt_other") is None
    assert fates.of("ord_2", EVENT) is None
