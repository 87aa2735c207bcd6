"""What must hold for alarms, deployments and the account; each rule yields its complaints."""

import json
import re
from collections.abc import Iterator

from tests.house.stack import Stack, target
from tests.house.tree import texts

OWN = "Naryad/${AWS::StackName}"
"""Where the functions and the filters of their lines put their metrics: each stack apart."""
# What AWS measures by itself, and the dimensions it does so by. Sources, in the docs of AWS:
# sqs-available-cloudwatch-metrics.html, monitoring-metrics-types.html, http-api-metrics.html and
# metrics-dimensions.html of DynamoDB.
MEASURED = {
    ("AWS/SQS", "ApproximateNumberOfMessagesVisible"): [{"QueueName": "SQS::Queue"}],
    ("AWS/Lambda", "Errors"): [{"FunctionName": "Lambda::Function"}],
    ("AWS/Lambda", "Throttles"): [{"FunctionName": "Lambda::Function"}],
    ("AWS/Lambda", "IteratorAge"): [{"FunctionName": "Lambda::Function"}],
    ("AWS/Lambda", "ConcurrentExecutions"): [{}],
    ("AWS/ApiGateway", "5xx"): [{"ApiId": "ApiGatewayV2::Api"}],
    ("AWS/DynamoDB", "ReadThrottleEvents"): [
        {"TableName": "DynamoDB::Table"},
        {"TableName": "DynamoDB::Table", "GlobalSecondaryIndexName": ""},
    ],
    ("AWS/DynamoDB", "WriteThrottleEvents"): [
        {"TableName": "DynamoDB::Table"},
        {"TableName": "DynamoDB::Table", "GlobalSecondaryIndexName": ""},
    ],
}
MOST_METRICS = 10
"""What one alarm may reckon with."""
SPARE = 0.4
"""The share of the account that requests, streams and timers need."""


def an_alarm_looks_at_what_is_measured(stack: Stack) -> Iterator[str]:
    filtered = {
        each["MetricTransformations"][0]["MetricName"]
        for each in stack.of("Logs::MetricFilter").values()
    }
    code = texts("functions/**/*.py", "layers/**/*.py")
    written = set(re.findall(r'\bmeasure\("(\w+)"', code))
    for each in stack.watched():
        if each.namespace != OWN:
            if not _is_measured_by_aws(stack, each.namespace, each.metric, each.dimensions):
                yield f"{each.alarm}: AWS does not measure {each.namespace} {each.metric} so"
        elif each.metric in filtered and not each.dimensions:
            continue
        elif each.metric not in written or each.dimensions != {"service": "naryad"}:
            yield f"{each.alarm}: nobody writes {each.metric} by {sorted(each.dimensions)}"


def _is_measured_by_aws(stack: Stack, namespace: str, metric: str, found: dict) -> bool:
    for wanted in MEASURED.get((namespace, metric), ()):
        kinds = {name: _kind(stack, value) for name, value in found.items()}
        if kinds == wanted:
            return True
    return False


def _kind(stack: Stack, value: object) -> str:
    resource = stack.resources.get(target(value), {"Type": "AWS::"})
    return resource["Type"].removeprefix("AWS::")


def every_stack_measures_apart(stack: Stack) -> Iterator[str]:
    for name, function in stack.of("Lambda::Function").items():
        if function["Environment"]["Variables"].get("POWERTOOLS_METRICS_NAMESPACE") != {
            "Fn::Sub": OWN
        }:
            yield f"{name} writes its metrics elsewhere"
    for name, each in stack.of("Logs::MetricFilter").items():
        if each["MetricTransformations"][0]["MetricNamespace"] != {"Fn::Sub": OWN}:
            yield f"{name} counts into another stack's metrics too"


def every_function_is_watched(stack: Stack) -> Iterator[str]:
    watched = {
        (each.metric, target(each.dimensions.get("FunctionName"))) for each in stack.watched()
    }
    for name in stack.of("Lambda::Function"):
        for metric in ("Errors", "Throttles"):
            if (metric, name) not in watched:
                yield f"{name}: no alarm for its {metric}"


def every_table_and_index_is_watched(stack: Stack) -> Iterator[str]:
    watched = {
        (
            each.metric,
            target(each.dimensions.get("TableName")),
            each.dimensions.get("GlobalSecondaryIndexName"),
        )
        for each in stack.watched()
    }
    for name, table in stack.of("DynamoDB::Table").items():
        indexes = [each["IndexName"] for each in table.get("GlobalSecondaryIndexes", ())]
        for index in (None, *indexes):
            for metric in ("ReadThrottleEvents", "WriteThrottleEvents"):
                if (metric, name, index) not in watched:
                    yield f"{name} {index or ''}: no alarm for its {metric}"


def an_alarm_reckons_with_what_it_may(stack: Stack) -> Iterator[str]:
    for name, alarm in stack.of("CloudWatch::Alarm").items():
        stats = [each for each in alarm.get("Metrics", ()) if "MetricStat" in each]
        if len(stats) > MOST_METRICS:
            yield f"{name} reckons with {len(stats)} metrics"
        said = [each["Id"] for each in alarm.get("Metrics", ()) if each.get("ReturnData", True)]
        if alarm.get("Metrics") and len(said) != 1:
            yield f"{name} does not say which of its metrics it is about: {said}"


def what_stands_still_is_noticed(stack: Stack) -> Iterator[str]:
    """What is measured by each run of a timer tells by its silence that there was none."""
    for name in ("SweeperStoppedAlarm", "RollUpLagAlarm", "ExportMissingAlarm"):
        if stack.of("CloudWatch::Alarm").get(name, {}).get("TreatMissingData") != "breaching":
            yield f"{name} takes silence for health"


def a_bad_deployment_goes_back(stack: Stack) -> Iterator[str]:
    alarms = stack.of("CloudWatch::Alarm")
    groups = stack.of("CodeDeploy::DeploymentGroup")
    for function in stack.of("Lambda::Function"):
        group = groups.get(f"{function}DeploymentGroup", {})
        looked_at = group.get("AlarmConfiguration", {}).get("Alarms", ())
        if not [each for each in looked_at if target(each["Name"]) in alarms]:
            yield f"{function} goes live whatever happens"
        if "DEPLOYMENT_STOP_ON_ALARM" not in group.get("AutoRollbackConfiguration", {}).get(
            "Events", ()
        ):
            yield f"{function} is not taken back"
        config = group.get("DeploymentConfigName")
        in_prod = json.dumps(config["Fn::If"][1]) if isinstance(config, dict) else ""
        if not re.search("Canary|Linear", in_prod):
            yield f"{function} of prod goes live at once"


def the_account_has_room(stack: Stack) -> Iterator[str]:
    taken = [
        stack.number(each["ScalingConfig"]["MaximumConcurrency"])
        for each in stack.mappings(streams=False).values()
    ]
    taken += [
        each.get("ReservedConcurrentExecutions", 0)
        for each in stack.of("Lambda::Function").values()
    ]
    room = stack.number({"Ref": "AccountConcurrency"})
    if sum(taken) > (1 - SPARE) * room:
        yield f"queues and reservations take {sum(taken)} of {room}"


RULES = (
    an_alarm_looks_at_what_is_measured,
    every_stack_measures_apart,
    every_function_is_watched,
    every_table_and_index_is_watched,
    an_alarm_reckons_with_what_it_may,
    what_stands_still_is_noticed,
    a_bad_deployment_goes_back,
    the_account_has_room,
)
