import threading

import pytest

from shared.cause import cause, caused_by
from shared.stream import THREADS, in_order, one_by_one, side_by_side, tell_sender


def records(*numbers: int) -> dict:
    return {"Records": [{"dynamodb": {"SequenceNumber": str(n)}} for n in numbers]}


def messages(*names: str) -> dict:
    return {"Records": [{"messageId": name} for name in names]}


def failing_at(*bad: str):
    seen: list[str] = []

    def handle(record: dict) -> None:
        name = record.get("messageId") or record["dynamodb"]["SequenceNumber"]
        seen.append(name)
        if name in bad:
            raise ValueError(name)

    return handle, seen


def failures(answer: dict) -> list[str]:
    return [each["itemIdentifier"] for each in answer["batchItemFailures"]]


def test_records_are_handled_in_order():
    handle, seen = failing_at()

    assert failures(in_order(records(1, 2, 3), handle)) == []
    assert seen == ["1", "2", "3"]


def test_nothing_overtakes_a_record_that_failed():
    handle, seen = failing_at("2", "3")

    assert failures(in_order(records(1, 2, 3), handle)) == ["2"]
    assert seen == ["1", "2"]


def test_every_message_is_handled_although_others_fail():
    handle, seen = failing_at("b", "d")

    assert failures(side_by_side(messages("a", "b", "c", "d"), handle)) == ["b", "d"]
    assert sorted(seen) == ["a", "b", "c", "d"]


def test_messages_are_handled_at_once():
    together = threading.Barrier(THREADS, timeout=60)

    answer = side_by_side(messages(*map(str, range(THREADS))), lambda _: together.wait())

    assert failures(answer) == []


@pytest.mark.parametrize("handle", [in_order, side_by_side])
def test_an_empty_batch_is_done(handle):
    assert failures(handle({"Records": []}, lambda _: None)) == []


def test_a_record_names_the_request_that_wrote_it():
    seen = []
    written = {"SequenceNumber": "1", "NewImage": {"request_id": {"S": "req-1"}}}

    in_order({"Records": [{"dynamodb": written}]}, lambda _: seen.append(cause()))

    assert (seen, cause()) == (["req-1"], None)


def test_a_message_says_which_request_led_to_it_and_whoever_takes_it_knows():
    seen = []
    with caused_by("req-1"):
        told = tell_sender()["MessageAttributes"]["request_id"]
    message = {
        "messageId": "m",
        "body": "{}",
        "messageAttributes": {
            "request_id": {"dataType": told["DataType"], "stringValue": told["StringValue"]}
        },
    }

    side_by_side({"Records": [message]}, lambda _: seen.append(cause()))
    one_by_one({"Records": [message]}, lambda _: not seen.append(cause()))

    assert (seen, tell_sender()) == (["req-1", "req-1"], {})


def test_messages_that_are_not_done_come_again():
    answer = one_by_one(messages("a", "b", "c"), lambda record: record["messageId"] != "b")

    assert failures(answer) == ["b"]
