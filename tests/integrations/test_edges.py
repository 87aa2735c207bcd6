"""Stream, queue and timer edges: what they take, and what they report as failed."""

import json

import pytest

from integrations import schedule, worker
from integrations.engine.storage import DynamoDeliveries
from integrations.storage import DynamoIntegrations
from local.filters import wants
from shared.clock import now
from shared.table import Table
from tests.integrations.builders import NOW, make_change, make_delivery, make_integration
from tests.integrations.chain import (
    dispatch,
    make_record,
    mapping_filters,
    pointer_text,
    received,
    sqs_event,
)


@pytest.fixture
def queue(cloud):
    received(cloud["WEBHOOK_QUEUE_URL"])
    return cloud["WEBHOOK_QUEUE_URL"]


@pytest.fixture
def kept(stack, queue):
    kept = DynamoIntegrations(Table("IntegrationsTable", stack), clock=now)
    kept.add(make_integration())
    return kept


@pytest.fixture
def log(stack):
    return DynamoDeliveries(Table("DeliveriesTable", stack), due_shards=2, clock=now)


def orders_in(log):
    page = log.newest(["int_1"], limit=200, after=None, state=None)
    return sorted(each.order_id for each in page.deliveries)


def records(count):
    return [make_record(make_change(id=f"ord_{n}"), sequence=n) for n in range(count)]


def test_a_batch_of_changes_becomes_deliveries_and_messages(kept, log, queue):
    assert dispatch(records(3)) == []

    assert orders_in(log) == ["ord_0", "ord_1", "ord_2"]
    assert len(received(queue)) == 3


def test_an_order_that_a_newer_version_wrote_holds_its_place(kept, log):
    batch = records(3)
    batch[1]["dynamodb"]["NewImage"]["schema"] = {"N": "99"}

    failed = dispatch(batch)

    # It and all after it come again, to a version that may know them.
    assert failed == [each["dynamodb"]["SequenceNumber"] for each in batch[1:2]]
    assert orders_in(log) == ["ord_0"]


def test_an_empty_batch_is_fine(kept):
    assert dispatch([]) == []


BROKEN = {
    "no document": lambda image: image.pop("doc"),
    "bytes that are not packed": lambda image: image.update(doc={"B": "AAAA"}),
    "no base64": lambda image: image.update(doc={"B": "A"}),
    "an order without fields": lambda image: image.update(doc={"B": "eJyrrgUAAXUA+Q=="}),
    "an unknown type": lambda image: image.update(doc={"X": "1"}),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_the_first_record_that_fails_is_reported_and_nothing_after_it_is_handled(fault, kept, log):
    batch = records(4)
    BROKEN[fault](batch[1]["dynamodb"]["NewImage"])

    assert dispatch(batch) == ["000000000000000000001"]
    assert orders_in(log) == ["ord_0"]


def test_what_comes_again_after_a_failure_makes_nothing_twice(kept, log, queue):
    batch = records(3)
    broken = json.loads(json.dumps(batch))
    broken[2]["dynamodb"]["NewImage"].pop("doc")
    assert dispatch(broken) == ["000000000000000000002"]

    assert dispatch(batch) == []
    assert orders_in(log) == ["ord_0", "ord_1", "ord_2"]
    assert len(received(queue)) == 3


def test_a_removal_and_a_write_without_change_are_no_events(kept, log):
    removed = make_record(make_change())
    removed["eventName"] = "REMOVE"
    del removed["dynamodb"]["NewImage"]
    same = make_record(make_change("scheduled"))
    same["dynamodb"]["OldImage"] = same["dynamodb"]["NewImage"]

    assert dispatch([removed, same]) == []
    assert orders_in(log) == []


def test_only_changes_of_orders_pass_the_mappings_filter():
    change = make_record(make_change())
    counter = {**change, "dynamodb": {"Keys": {"pk": {"S": "COUNTER#orders"}}}}

    assert wants(mapping_filters(), change)
    assert not wants(mapping_filters(), {**change, "eventName": "REMOVE"})
    assert not wants(mapping_filters(), counter)


def test_when_the_integrations_cannot_be_read_the_whole_batch_comes_again(stack, monkeypatch):
    monkeypatch.setenv("INTEGRATIONS_TABLE", "NoSuchTable")

    with pytest.raises(Exception, match="ResourceNotFound"):
        dispatch(records(1))


def test_a_worker_reports_only_the_messages_it_could_not_work_on(kept, log):
    fine, without_event = make_delivery(order="ord_1"), make_delivery(order="ord_2")
    kept.save(make_integration(version=2, state="paused"))
    log.add(fine)
    event = sqs_event(pointer_text(fine.id), "not json", "{}", pointer_text("dlv_unknown"))
    log.add(without_event)

    answer = worker.lambda_handler(event, None)

    failed = [each["itemIdentifier"] for each in answer["batchItemFailures"]]
    assert failed == ["message-1", "message-2"]
    assert log.get(fine.id).state == "held"


def test_a_fault_of_ours_brings_the_message_again(kept, log):
    delivery = make_delivery()
    log.add(delivery)

    answer = worker.lambda_handler(sqs_event(pointer_text(delivery.id)), None)

    assert answer == {"batchItemFailures": [{"itemIdentifier": "message-0"}]}


def test_the_timer_sends_what_is_due_and_tells_how_much(kept, log, queue, log_lines):
    delivery = make_delivery(due_at=NOW.replace(year=2020))
    log.add(delivery)

    answer = schedule.lambda_handler({"job": "sweep"}, None)

    assert answer == {"sent": 1, "released": 0, "told": 0}
    assert received(queue) == [pointer_text(delivery.id)]
    line = json.loads(log_lines[-1])
    assert (line["message"], line["sent"], line["released"]) == ("deliveries.swept", 1, 0)
