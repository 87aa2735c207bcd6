"""How streams, queues and timers start functions, against the real emulator."""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from local.faults import LocalError

from .conftest import Tiny, eventually

pytestmark = pytest.mark.stack
# Who looks at intervals finds after a second or more what comes just behind a look, each time.
MOMENT_S = 1
TRIES = 30


def is_once_in_a_moment(delay: Callable[[int], float]) -> bool:
    """Tell whether one of many is there in a moment: a busy machine delays some, not all."""
    return any(delay(number) < MOMENT_S for number in range(TRIES))


def test_a_change_reaches_its_consumer_in_a_moment(tiny: Tiny) -> None:
    tiny.put("ORDER#warm")
    eventually(lambda: tiny.calls("Strict", "ORDER#warm"))

    def delay(number: int) -> float:
        key = f"ORDER#quick-{number}"
        sent = time.time()
        tiny.put(key)
        ((at, _),) = eventually(lambda: tiny.timed_calls("Strict", key))
        return at - sent

    assert is_once_in_a_moment(delay)


def test_a_consumer_sees_what_its_filter_lets_through_and_nothing_else(tiny: Tiny) -> None:
    tiny.put("COUNTER#filtered")
    tiny.put("ORDER#filtered", note="first")
    tiny.put("ORDER#filtered", note="second")
    tiny.put("ORDER#filtered-end")

    eventually(lambda: tiny.calls("Strict", "ORDER#filtered-end"))

    seen = [key for keys in tiny.calls("Strict", "filtered") for key in keys]
    assert seen == ["ORDER#filtered", "ORDER#filtered-end"]
    assert eventually(lambda: tiny.calls("Lax", "COUNTER#filtered"))


def test_a_poisoned_record_ends_in_the_bucket_and_its_neighbours_do_not(tiny: Tiny) -> None:
    for key in ("ORDER#n1", "ORDER#n2-bad", "ORDER#n3"):
        tiny.put(key)

    record = eventually(lambda: failure_about(tiny, "ORDER#n2-bad"))

    assert record["requestContext"]["condition"] == "RetryAttemptsExhausted"
    assert record["requestContext"]["functionArn"].startswith("arn:aws:lambda:")
    assert record["DDBStreamBatchInfo"]["batchSize"] == 1
    (lost,) = json.loads(record["payload"])["Records"]
    assert lost["dynamodb"]["Keys"]["pk"]["S"] == "ORDER#n2-bad"
    assert eventually(lambda: tiny.calls("Strict", "ORDER#n3"))


def failure_about(tiny: Tiny, key: str) -> dict[str, Any] | None:
    client, bucket = tiny.client("s3"), tiny.stack.outputs["FailuresName"]
    for entry in client.list_objects_v2(Bucket=bucket).get("Contents", []):
        body = client.get_object(Bucket=bucket, Key=entry["Key"])["Body"].read()
        if key.encode() in body:
            assert entry["Key"].startswith("aws/lambda/")
            return dict(json.loads(body))
    return None


def test_a_queue_destination_gets_the_facts_without_the_records(tiny: Tiny) -> None:
    tiny.put("OTHER#raise-1", secret="payload-of-the-customer")

    (message,) = eventually(
        lambda: (
            tiny.client("sqs")
            .receive_message(QueueUrl=tiny.stack.outputs["FailureQueueUrl"], WaitTimeSeconds=1)
            .get("Messages")
        )
    )

    record = json.loads(message["Body"])
    assert record["responseContext"]["functionError"]
    assert record["DDBStreamBatchInfo"]["batchSize"] >= 1
    assert "payload-of-the-customer" not in message["Body"]


def test_a_message_reaches_its_worker_in_a_moment(tiny: Tiny) -> None:
    def delay(number: int) -> float:
        sent = time.time()
        tiny.send("FastQueue", f"quick-{number}")
        ((at, _),) = eventually(lambda: tiny.timed_calls("FastWorker", f"quick-{number}"))
        return at - sent

    assert is_once_in_a_moment(delay)


def test_a_slow_worker_holds_up_no_other_queue(tiny: Tiny) -> None:
    tiny.send("SlowQueue", "slow")
    eventually(lambda: tiny.calls("SlowWorker", "slow"))

    tiny.send("FastQueue", "meanwhile")

    assert eventually(lambda: tiny.calls("SlowWorker", "saw it") or tiny.calls("SlowWorker", "up"))
    assert tiny.calls("SlowWorker", "gave up") == []


def test_only_the_failed_message_of_a_batch_comes_again_and_then_is_put_aside(tiny: Tiny) -> None:
    # A worker that is only starting would let the short visibility timeout run out.
    tiny.send("FastQueue", "first")
    eventually(lambda: tiny.calls("FastWorker", "first"))

    tiny.send("FastQueue", "bad-apple", "good-apple")

    (dead,) = eventually(
        lambda: (
            tiny.client("sqs")
            .receive_message(QueueUrl=tiny.stack.outputs["DeadLettersUrl"], WaitTimeSeconds=1)
            .get("Messages")
        )
    )

    calls = tiny.timed_calls("FastWorker", "apple")
    assert dead["Body"] == "bad-apple"
    assert [body for _, bodies in calls for body in bodies].count("bad-apple") == 2
    assert [body for _, bodies in calls for body in bodies].count("good-apple") == 1
    assert calls[-1][0] - calls[0][0] >= 1  # the visibility timeout of the queue


def test_a_timer_starts_its_function_with_its_input(tiny: Tiny) -> None:
    scheduler = tiny.client("scheduler")
    (known,) = scheduler.list_schedules()["Schedules"]
    target = scheduler.get_schedule(Name=known["Name"])["Target"]
    scheduler.create_schedule(
        Name="now",
        ScheduleExpression=f"at({time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime())})",
        FlexibleTimeWindow={"Mode": "OFF"},
        Target=target,
    )

    assert eventually(lambda: tiny.calls("Clock", "tick"))
    assert scheduler.get_schedule(Name=known["Name"])["ScheduleExpression"] == "rate(1 minute)"


def test_a_test_need_not_wait_for_a_timer(tiny: Tiny) -> None:
    before = len(tiny.calls("Clock", "tick"))

    tiny.stack.fire("Clock")

    assert len(tiny.calls("Clock", "tick")) > before
    with pytest.raises(LocalError, match="no timer starts Echo"):
        tiny.stack.fire("Echo")
