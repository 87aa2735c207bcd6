import pytest

from tests.house import rules_access, rules_data, rules_events, rules_operations
from tests.house.stack import expand, lint, source

RULES = (
    *rules_events.RULES,
    *rules_data.RULES,
    *rules_access.RULES,
    *rules_operations.RULES,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_stack_keeps_the_rule(rule, stack):
    assert list(rule(stack)) == []


def test_the_expanded_template_passes_the_linter():
    assert lint(source()) == []


def test_the_linter_sees_a_property_that_its_event_does_not_have():
    template = source()
    event = template["Resources"]["IntegrationsWorker"]["Properties"]["Events"]["Webhook"]
    event["Properties"]["ScheduledConfig"] = {"MaximumConcurrency": 5}

    assert any("ScheduledConfig" in line for line in lint(template))


def test_the_linter_sees_a_wrong_value_and_an_old_runtime():
    template = source()
    # The linter goes through one function as through all of them, in a tenth of the time.
    one = template["Resources"]["IntegrationsStream"]
    template["Resources"] = {"IntegrationsStream": one}
    event = one["Properties"]["Events"]["OrderChanges"]
    event["Properties"]["StartingPosition"] = "TRIM_HORIZONX"
    template["Parameters"]["Python"] = {"Type": "String", "Default": "python3.7"}
    template["Globals"]["Function"]["Runtime"] = {"Ref": "Python"}

    found = lint(template)

    assert any("TRIM_HORIZONX" in line for line in found)
    assert any("Runtime" in line and "was deprecated" in line for line in found)


@pytest.mark.parametrize("stage", ["dev", "stage", "prod"])
def test_every_stage_expands(stage):
    assert "OrdersTable" in expand(source(), Stage=stage)["Resources"]
