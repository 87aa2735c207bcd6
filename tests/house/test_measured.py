"""What alarms look at in our own namespace is written by the code, seen by running it."""

import json

import boto3
import pytest
from boto3.dynamodb.conditions import Key

from analytics import schedule as analytics_schedule
from analytics import stream as analytics_stream
from integrations import schedule as integrations_schedule
from integrations import stream as integrations_stream
from integrations.onec_handler import answered as answer_1c
from shared.auth import PUBLIC
from shared.http import Api
from shared.settings import settings
from tests.analytics.builders import Context, make_order, stream_event
from tests.house.rules_operations import OWN
from tests.http import event
from tests.integrations.builders import answered, make_change
from tests.integrations.engine.worlds import Engine
from tests.integrations.fakes_channels import FakeConnector

UNREADABLE = {
    "eventName": "INSERT",
    "dynamodb": {
        "SequenceNumber": "1",
        "Keys": {"pk": {"S": "ORDER#1"}},
        "NewImage": {"pk": {"S": "ORDER#1"}, "doc": {"B": "AAAA"}},
    },
}


def sweep():
    integrations_schedule.lambda_handler({"job": "sweep"}, Context())


def keep_versions():
    boto3.client("s3").put_bucket_versioning(
        Bucket="data", VersioningConfiguration={"Status": "Enabled"}
    )


def roll_up():
    keep_versions()
    analytics_stream.lambda_handler(stream_event(make_order()), None)
    analytics_schedule.lambda_handler({"job": "roll-up"}, Context())


def roll_up_without_time():
    analytics_stream.lambda_handler(stream_event(make_order()), None)
    analytics_schedule.lambda_handler({"job": "roll-up"}, Context(0))


def deliver(status=200):
    engine = Engine(partner=FakeConnector(answered(status)))
    engine.dispatch(make_change())
    engine.work()


def fail_to_deliver():
    deliver(503)


def fail_a_request():
    api = Api("orders")

    @api.serve("GET", "/v1/orders", permission=PUBLIC)
    def broken() -> None:
        raise RuntimeError("a fault of ours")

    assert api.handle(event("GET", "/v1/orders"), None)["statusCode"] == 500


def fail_a_request_of_1c():
    assert answer_1c(None, {})["statusCode"] == 500


def dispatch_what_cannot_be_read():
    assert integrations_stream.lambda_handler({"Records": [UNREADABLE]}, None)["batchItemFailures"]


def store_what_cannot_be_read():
    assert analytics_stream.lambda_handler({"Records": [UNREADABLE]}, None)["batchItemFailures"]


def doubt_figures():
    roll_up()
    assert analytics_schedule.lambda_handler({"job": "customers"}, Context())["astray"] == 0


def doubt_figures_that_somebody_changed():
    roll_up()
    empty_the_page_of_a_day()
    assert analytics_schedule.lambda_handler({"job": "customers"}, Context())["astray"] == 1


def add_to_figures_that_somebody_changed():
    roll_up()
    empty_the_page_of_a_day()
    change = stream_event(make_order(version=2, type="warranty"), first=200)
    analytics_stream.lambda_handler(change, None)
    analytics_schedule.lambda_handler({"job": "roll-up"}, Context())


def empty_the_page_of_a_day():
    table = boto3.resource("dynamodb").Table(settings().rollups_table)
    (page,) = table.query(KeyConditionExpression=Key("pk").eq("DAY#type"))["Items"]
    table.put_item(Item={**page, "parts": {}})


WRITERS = [
    (sweep, "SweepFinished", [1]),
    (roll_up, "RollUpLag", [0]),
    (roll_up, "ExportsMissing", [0]),
    (roll_up_without_time, "RollUpLag", None),
    (doubt_figures, "FiguresAstray", [0]),
    (doubt_figures_that_somebody_changed, "FiguresAstray", [1]),
    (add_to_figures_that_somebody_changed, "FiguresAstray", [1]),
    (deliver, "DeliveryFailed", [0]),
    (fail_to_deliver, "DeliveryFailed", [1]),
    (fail_a_request, "RequestFailed", [1]),
    (fail_a_request_of_1c, "RequestFailed", [1]),
    (dispatch_what_cannot_be_read, "RecordFailed", [1]),
    (store_what_cannot_be_read, "RecordFailed", [1]),
]


def written(text):
    """Read the metrics out of what a function printed: as (namespace, name, dimensions), values."""
    for line in filter(lambda each: each.startswith('{"_aws"'), text.splitlines()):
        told = json.loads(line)
        for directive in told["_aws"]["CloudWatchMetrics"]:
            (names,) = directive["Dimensions"]
            for metric in directive["Metrics"]:
                dimensions = {name: told[name] for name in names}
                yield (directive["Namespace"], metric["Name"], dimensions), told[metric["Name"]]


def looked_at(stack):
    """List what alarms look at among our own, in the tests' namespace."""
    filtered = {
        e["MetricTransformations"][0]["MetricName"] for e in stack.of("Logs::MetricFilter").values()
    }
    return [
        (OWN.replace("${AWS::StackName}", "test"), each.metric, each.dimensions)
        for each in stack.watched()
        if each.namespace == OWN and each.metric not in filtered
    ]


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize(
    ("run", "name", "values"), WRITERS, ids=lambda each: getattr(each, "__name__", None)
)
def test_the_code_writes_the_metric_that_an_alarm_looks_at(run, name, values, stack, capsys):
    run()

    found = [(key, said) for key, said in written(capsys.readouterr().out) if key[1] == name]
    assert found
    for key, said in found:
        assert key in looked_at(stack)
        assert said == values or (values is None and said[0] > 0)


def test_each_metric_that_an_alarm_looks_at_is_seen_to_be_written(stack):
    assert {name for _, name, _ in looked_at(stack)} == {name for _, name, _ in WRITERS}
