"""The dashboard shows what there is: it is a text, which no linter looks into."""

import json
import re

import pytest

from tests.house.rules_operations import OWN


@pytest.fixture(scope="module")
def widgets(stack):
    (dashboard,) = stack.of("CloudWatch::Dashboard").values()
    return json.loads(dashboard["DashboardBody"]["Fn::Sub"])["widgets"]


def metrics(widgets):
    """Go through namespace, name and dimensions of all that is drawn."""
    for widget in widgets:
        for row in widget["properties"].get("metrics", ()):
            said = [each for each in row if isinstance(each, str)]
            namespace, name, *pairs = said
            yield namespace, name, dict(zip(pairs[::2], pairs[1::2], strict=True))


def test_the_dashboard_names_only_what_the_template_declares(stack, widgets):
    named = set(re.findall(r"\$\{(\w+)(?:\.\w+)?}", json.dumps(widgets)))

    assert named <= stack.resources.keys()


def test_every_alarm_is_on_the_dashboard(stack, widgets):
    (board,) = [each["properties"]["alarms"] for each in widgets if each["type"] == "alarm"]

    assert sorted(board) == sorted(f"${{{name}.Arn}}" for name in stack.of("CloudWatch::Alarm"))


def test_every_function_queue_and_table_is_drawn(stack, widgets):
    drawn = json.dumps(widgets)
    kinds = ("Lambda::Function", "SQS::Queue", "DynamoDB::Table")

    assert [n for kind in kinds for n in stack.of(kind) if f"${{{n}" not in drawn] == []


def test_what_is_drawn_of_our_own_is_what_alarms_look_at(stack, widgets):
    own = {(name, *dimensions.items()) for ns, name, dimensions in metrics(widgets) if ns == OWN}
    watched = {
        (each.metric, *each.dimensions.items())
        for each in stack.watched()
        if each.namespace == OWN and each.dimensions
    }

    assert own == watched


def test_no_widget_lies_on_another(widgets):
    taken = [
        (x, y)
        for each in widgets
        for x in range(each["x"], each["x"] + each["width"])
        for y in range(each["y"], each["y"] + each["height"])
    ]

    assert len(taken) == len(set(taken))
    assert max(x for x, _ in taken) < 24
