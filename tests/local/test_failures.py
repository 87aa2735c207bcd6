import re

from local.failures import invocation_record, object_key
from local.mapping import Answer, Batch

from .records import make_mapping, make_records

MAPPING = make_mapping(function="arn:aws:lambda:x:0:function:f", destination="arn:aws:s3:::b")
BATCH = Batch(make_records(3, 4, at=1_574_000_000), invocations=2)
NOW = 1_574_000_100.5


def test_the_record_says_what_aws_says() -> None:
    answer = Answer(error="Unhandled", request_id="r1")

    record = invocation_record(MAPPING, BATCH, "RetryAttemptsExhausted", answer, NOW)

    assert record == {
        "requestContext": {
            "requestId": "r1",
            "functionArn": "arn:aws:lambda:x:0:function:f",
            "condition": "RetryAttemptsExhausted",
            "approximateInvokeCount": 2,
        },
        "responseContext": {
            "statusCode": 200,
            "executedVersion": "$LATEST",
            "functionError": "Unhandled",
        },
        "version": "1.0",
        "timestamp": "2019-11-17T14:15:00.500Z",
        "DDBStreamBatchInfo": {
            "shardId": "shardId-00000000000000000000-00000000",
            "startSequenceNumber": f"{3:030d}",
            "endSequenceNumber": f"{4:030d}",
            "approximateArrivalOfFirstRecord": "2019-11-17T14:13:20.000Z",
            "approximateArrivalOfLastRecord": "2019-11-17T14:13:20.000Z",
            "batchSize": 2,
            "streamArn": "arn:aws:dynamodb:x:0:table/t/stream/1",
        },
    }


def test_a_reported_failure_is_no_function_error() -> None:
    record = invocation_record(MAPPING, BATCH, "RetryAttemptsExhausted", Answer(), NOW)

    assert "functionError" not in record["responseContext"]


def test_records_that_never_reached_the_function_have_no_response() -> None:
    batch = Batch(make_records(1))

    record = invocation_record(MAPPING, batch, "RecordAgeExceeded", Answer(), NOW)

    assert "responseContext" not in record


def test_the_object_lies_where_aws_puts_it() -> None:
    key = object_key(MAPPING, NOW)

    assert re.fullmatch(
        rf"aws/lambda/{MAPPING.uuid}/shardId-[0-9]+-[0-9]+/2019/11/17/"
        r"2019-11-17T14\.15\.00-[0-9a-f-]{36}",
        key,
    )
