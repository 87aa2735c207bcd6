"""What must hold for streams, queues and timers; each rule yields its complaints."""

from collections.abc import Iterator

from tests.house.stack import Stack, target

DAY_S = 86_400  # a stream holds its records for so long
STREAM_READERS = 2
VISIBILITY_FACTOR = 6


def a_stream_is_read_from_its_oldest_record(stack: Stack) -> Iterator[str]:
    for name, mapping in stack.mappings(streams=True).items():
        if mapping["StartingPosition"] != "TRIM_HORIZON":
            yield f"{name} may skip records while it is created"


def a_batch_reports_its_single_failures(stack: Stack) -> Iterator[str]:
    for name, mapping in stack.of("Lambda::EventSourceMapping").items():
        if mapping.get("FunctionResponseTypes") != ["ReportBatchItemFailures"]:
            yield f"{name} repeats the whole batch for one bad record"


def a_stream_splits_a_bad_batch(stack: Stack) -> Iterator[str]:
    for name, mapping in stack.mappings(streams=True).items():
        if not mapping.get("BisectBatchOnFunctionError"):
            yield f"{name} does not bisect"


def a_stream_gives_up_before_its_records_expire(stack: Stack) -> Iterator[str]:
    for name, mapping in stack.mappings(streams=True).items():
        if not 0 <= mapping.get("MaximumRetryAttempts", -1) <= 100:
            yield f"{name} retries for ever"
        if not 0 < mapping.get("MaximumRecordAgeInSeconds", -1) < DAY_S:
            yield f"{name} keeps trying until the stream has lost the record"


def a_given_up_record_is_kept_in_a_bucket(stack: Stack) -> Iterator[str]:
    buckets = stack.of("S3::Bucket")
    writers = {
        (s.role, target(resource))
        for s in stack.statements()
        if "s3:PutObject" in s.actions
        for resource in s.resources
    }
    for name, mapping in stack.mappings(streams=True).items():
        failures = mapping.get("DestinationConfig", {}).get("OnFailure", {}).get("Destination")
        function = stack.resources[target(mapping["FunctionName"])]["Properties"]
        if target(failures) not in buckets:
            yield f"{name} loses the record: only a bucket gets the whole of it"
        elif (target(function["Role"]), target(failures)) not in writers:
            yield f"{name}: its function may not write into {target(failures)}"


def a_stream_has_at_most_two_readers(stack: Stack) -> Iterator[str]:
    readers = [target(m["EventSourceArn"]) for m in stack.mappings(streams=True).values()]
    for table in sorted(set(readers)):
        if readers.count(table) > STREAM_READERS:
            yield f"{table} has {readers.count(table)} readers and will throttle them"


def a_reader_does_not_write_what_it_reads(stack: Stack) -> Iterator[str]:
    for name, mapping in stack.mappings(streams=True).items():
        table = target(mapping["EventSourceArn"])
        role = target(stack.resources[target(mapping["FunctionName"])]["Properties"]["Role"])
        for statement in stack.statements():
            writes = any(a.split(":")[1][:3] in {"Put", "Upd", "Del"} for a in statement.actions)
            if statement.role == role and writes and table in map(target, statement.resources):
                yield f"{name} may feed itself for ever through {table}"


def a_queue_starts_a_bounded_number_of_workers(stack: Stack) -> Iterator[str]:
    for name, mapping in stack.mappings(streams=False).items():
        most = stack.number(mapping.get("ScalingConfig", {}).get("MaximumConcurrency", 0))
        if not 2 <= most <= 1000:
            yield f"{name} has no MaximumConcurrency"


def a_message_is_hidden_while_it_is_worked_on(stack: Stack) -> Iterator[str]:
    for name, mapping in stack.mappings(streams=False).items():
        queue = stack.resources[target(mapping["EventSourceArn"])]["Properties"]
        function = stack.resources[target(mapping["FunctionName"])]["Properties"]
        window = mapping.get("MaximumBatchingWindowInSeconds", 0)
        needed = VISIBILITY_FACTOR * function["Timeout"] + window
        if queue.get("VisibilityTimeout", 30) < needed:
            yield f"{name}: visible again before {needed} s, so worked on twice"


def a_queue_parks_what_it_cannot_deliver(stack: Stack) -> Iterator[str]:
    queues = stack.of("SQS::Queue")
    redrives = {name: queue.get("RedrivePolicy", {}) for name, queue in queues.items()}
    parks = {target(redrive.get("deadLetterTargetArn")) for redrive in redrives.values()}
    parks |= {target(t["Target"]["DeadLetterConfig"]["Arn"]) for t in timers_with_letters(stack)}
    for name, redrive in redrives.items():
        park = queues.get(target(redrive.get("deadLetterTargetArn")))
        if name in parks:
            continue
        if park is None:
            yield f"{name} has no queue for dead letters"
            continue
        if int(redrive.get("maxReceiveCount", 0)) < 5:
            yield f"{name} gives up before five tries; throttling alone can use them up"
        if park.get("MessageRetentionPeriod", 345_600) <= queues[name].get(
            "MessageRetentionPeriod", 345_600
        ):
            yield f"{name}: its dead letters expire with it; their age is not reset"


def timers_with_letters(stack: Stack) -> list[dict]:
    return [
        timer
        for timer in stack.of("Scheduler::Schedule").values()
        if "DeadLetterConfig" in timer["Target"]
    ]


def a_timer_gives_up_and_says_so(stack: Stack) -> Iterator[str]:
    for name, timer in stack.of("Scheduler::Schedule").items():
        policy = timer["Target"].get("RetryPolicy", {})
        if policy.get("MaximumRetryAttempts", 185) > 3:
            yield f"{name} retries up to {policy.get('MaximumRetryAttempts', 185)} times"
        if policy.get("MaximumEventAgeInSeconds", DAY_S) > 3_600:
            yield f"{name} starts a run that is hours late"
        if target(timer["Target"].get("DeadLetterConfig", {}).get("Arn")) not in stack.resources:
            yield f"{name} has no dead letters"


def a_timer_whose_run_fails_is_noticed(stack: Stack) -> Iterator[str]:
    watched = {
        target(each.dimensions["FunctionName"])
        for each in stack.watched()
        if each.metric == "Errors"
    }
    configs = {target(c["FunctionName"]): c for c in stack.of("Lambda::EventInvokeConfig").values()}
    for name, timer in stack.of("Scheduler::Schedule").items():
        function = target(timer["Target"]["Arn"])
        if function not in watched:
            yield f"{name}: no alarm for the errors of {function}"
        if configs.get(function, {}).get("MaximumRetryAttempts", 2) > 0:
            yield f"{name}: a failed run of {function} is repeated into the next one"


RULES = (
    a_stream_is_read_from_its_oldest_record,
    a_batch_reports_its_single_failures,
    a_stream_splits_a_bad_batch,
    a_stream_gives_up_before_its_records_expire,
    a_given_up_record_is_kept_in_a_bucket,
    a_stream_has_at_most_two_readers,
    a_reader_does_not_write_what_it_reads,
    a_queue_starts_a_bounded_number_of_workers,
    a_message_is_hidden_while_it_is_worked_on,
    a_queue_parks_what_it_cannot_deliver,
    a_timer_gives_up_and_says_so,
    a_timer_whose_run_fails_is_noticed,
)
