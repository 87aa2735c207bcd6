from typing import Any

import pytest

from local.mapping import FOREVER, Answer, Batch, Mapping, MappingError, judge, pause, too_old

from .records import make_mapping, make_records, numbers, report

STRICT = make_mapping(retries=2, bisects=True, reports_items=True)
PLAIN = make_mapping(retries=2)
BATCH = Batch(make_records(1, 2, 3, 4), invocations=1)


def again(mapping: Mapping, batch: Batch, answer: Answer) -> list[list[int]]:
    return [numbers(each.records) for each in judge(mapping, batch, answer).again]


def test_a_function_that_returns_ends_the_batch() -> None:
    verdict = judge(PLAIN, BATCH, Answer(payload={"anything": 1}))

    assert verdict.again == ()
    assert verdict.discarded is None


@pytest.mark.parametrize(
    "payload", [None, {}, {"batchItemFailures": None}, {"batchItemFailures": []}, {"other": 1}]
)
def test_an_empty_report_is_complete_success(payload: Any) -> None:
    assert judge(STRICT, BATCH, Answer(payload=payload)).again == ()


@pytest.mark.parametrize(
    "payload",
    [
        "fine",
        [],
        7,
        {"batchItemFailures": "none"},
        {"batchItemFailures": {}},
        {"batchItemFailures": [None]},
        {"batchItemFailures": ["3"]},
        {"batchItemFailures": [{}]},
        {"batchItemFailures": [{"itemIdentifier": ""}]},
        {"batchItemFailures": [{"itemIdentifier": None}]},
        {"batchItemFailures": [{"identifier": f"{3:030d}"}]},
        {"batchItemFailures": [{"itemIdentifier": 3}]},
        {"batchItemFailures": [{"itemIdentifier": "not-in-the-batch"}]},
        {"batchItemFailures": [*report(3)["batchItemFailures"], {"itemIdentifier": ""}]},
    ],
)
def test_a_report_of_a_bad_shape_is_failure_of_the_whole_batch(payload: Any) -> None:
    mapping = make_mapping(reports_items=True)

    assert again(mapping, BATCH, Answer(payload=payload)) == [[1, 2, 3, 4]]


def test_the_lowest_reported_number_is_where_it_goes_on() -> None:
    assert again(STRICT, BATCH, Answer(payload=report(4, 2))) == [[2, 3, 4]]


def test_a_report_is_nothing_without_the_response_type() -> None:
    assert again(PLAIN, BATCH, Answer(payload=report(2))) == []


def test_an_error_overrides_any_report() -> None:
    assert again(PLAIN, BATCH, Answer(payload=report(), error="Unhandled")) == [[1, 2, 3, 4]]


def test_a_failed_batch_is_cut_in_two_when_asked_for() -> None:
    assert again(STRICT, BATCH, Answer(error="Unhandled")) == [[1, 2], [3, 4]]


def test_cutting_leaves_the_retry_quota_alone() -> None:
    batch = Batch(make_records(1, 2), failures=2)

    verdict = judge(STRICT, batch, Answer(error="Unhandled"))

    assert [each.failures for each in verdict.again] == [2, 2]
    assert verdict.discarded is None


def test_going_on_behind_a_checkpoint_leaves_the_quota_alone_when_batches_are_cut() -> None:
    (rest,) = judge(STRICT, BATCH, Answer(payload=report(3))).again

    assert rest.failures == 0


def test_going_on_behind_a_checkpoint_is_a_retry_otherwise() -> None:
    mapping = make_mapping(retries=0, reports_items=True)

    verdict = judge(mapping, BATCH, Answer(payload=report(3)))

    assert verdict.discarded
    assert numbers(verdict.discarded.records) == [3, 4]


def test_a_report_of_the_first_record_is_a_failed_batch() -> None:
    assert again(STRICT, BATCH, Answer(payload=report(1))) == [[1, 2], [3, 4]]


def test_a_single_record_is_repeated_as_often_as_allowed_and_then_given_up() -> None:
    batch, tries = Batch(make_records(1)), 0
    while True:
        tries += 1
        verdict = judge(STRICT, batch, Answer(error="Unhandled"))
        if verdict.discarded:
            break
        (batch,) = verdict.again

    assert tries == 1 + STRICT.retries
    assert verdict.condition == "RetryAttemptsExhausted"


def test_no_retries_means_one_attempt() -> None:
    mapping = make_mapping(retries=0)

    assert judge(mapping, BATCH, Answer(error="Unhandled")).discarded


def test_without_a_limit_a_batch_is_repeated_for_ever() -> None:
    batch = Batch(make_records(1), failures=100_000)

    assert again(make_mapping(retries=FOREVER), batch, Answer(error="Unhandled")) == [[1]]


def test_throttling_costs_no_retry_and_cuts_nothing() -> None:
    batch = Batch(make_records(1, 2), failures=2)

    verdict = judge(STRICT, batch, Answer(reached=False))

    assert verdict.again == (batch,)
    assert verdict.pause_s > 0


def test_records_too_old_are_split_off_the_front() -> None:
    mapping = make_mapping(age_s=60)
    batch = Batch(make_records(1, 2, at=0) + make_records(3, at=50), failures=1)

    old, rest = too_old(mapping, batch, now=61)

    assert old
    assert rest
    assert numbers(old.records) == [1, 2]
    assert (numbers(rest.records), rest.failures) == ([3], 1)


def test_a_record_exactly_as_old_as_allowed_still_goes() -> None:
    old, rest = too_old(make_mapping(age_s=60), BATCH, now=60)

    assert old is None
    assert rest == BATCH


def test_a_batch_may_be_too_old_as_a_whole() -> None:
    old, rest = too_old(make_mapping(age_s=60), BATCH, now=1000)

    assert old
    assert rest is None


def test_without_an_age_nothing_is_too_old() -> None:
    assert too_old(PLAIN, BATCH, now=1e9) == (None, BATCH)


def test_pauses_grow_and_are_bounded() -> None:
    pauses = [pause(each) for each in range(40)]

    assert pauses == sorted(pauses)
    assert pauses[0] < 0.2
    assert pauses[-1] == 5


def test_a_mapping_is_read_from_the_template() -> None:
    says = {
        "EventSourceArn": {"Fn::GetAtt": ["Table", "StreamArn"]},
        "FunctionName": {"Ref": "Consumer"},
        "StartingPosition": "TRIM_HORIZON",
        "BatchSize": 7,
        "MaximumBatchingWindowInSeconds": 5,
        "MaximumRetryAttempts": 3,
        "MaximumRecordAgeInSeconds": 100,
        "BisectBatchOnFunctionError": True,
        "FunctionResponseTypes": ["ReportBatchItemFailures"],
        "FilterCriteria": {"Filters": [{"Pattern": '{"a":["b"]}'}]},
        "DestinationConfig": {"OnFailure": {"Destination": {"Fn::GetAtt": ["Bucket", "Arn"]}}},
    }

    mapping = Mapping.of("Changes", says, ask=str)

    assert mapping == Mapping(
        name="Changes",
        stream="{'Fn::GetAtt': ['Table', 'StreamArn']}",
        function="{'Fn::GetAtt': ['Consumer', 'Arn']}",
        destination="{'Fn::GetAtt': ['Bucket', 'Arn']}",
        patterns=('{"a":["b"]}',),
        batch_size=7,
        window_s=5,
        retries=3,
        age_s=100,
        bisects=True,
        reports_items=True,
    )


def test_a_property_we_do_not_honour_is_refused_by_name() -> None:
    says = {
        "EventSourceArn": "s",
        "FunctionName": "f",
        "StartingPosition": "LATEST",
        "TumblingWindowInSeconds": 30,
    }

    with pytest.raises(MappingError, match="TumblingWindowInSeconds"):
        Mapping.of("Changes", says, ask=str)
