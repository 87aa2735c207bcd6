"""A new version takes over by its alias, so nothing may lead past the alias."""

import json
import tomllib

import pytest

from tests.house.stack import expand, source
from tests.house.tree import ROOT


@pytest.fixture(scope="module")
def expanded():
    return expand(source())


def of(expanded, kind):
    found = expanded["Resources"].items()
    return {name: each["Properties"] for name, each in found if each["Type"] == f"AWS::{kind}"}


def aliases(expanded):
    return {
        each["FunctionName"]["Ref"]: name for name, each in of(expanded, "Lambda::Alias").items()
    }


def ways(expanded):
    """Everything that starts a function: where it is declared, and what it leads to."""
    for name, each in of(expanded, "Lambda::EventSourceMapping").items():
        yield name, each["FunctionName"]
    for name, each in of(expanded, "Lambda::Permission").items():
        yield name, each["FunctionName"]
    for name, each in of(expanded, "Scheduler::Schedule").items():
        yield name, each["Target"]["Arn"]
    for name, each in of(expanded, "Events::Rule").items():
        yield from ((name, target["Arn"]) for target in each["Targets"])
    body = of(expanded, "ApiGatewayV2::Api")["Api"]["Body"]
    for path, methods in body["paths"].items():
        for route in methods.values():
            yield path, route["x-amazon-apigateway-integration"]["uri"]
    for name, each in body["components"]["securitySchemes"].items():
        yield name, each["x-amazon-apigateway-authorizer"]["authorizerUri"]


def past_the_alias(expanded):
    known = aliases(expanded).values()
    return [
        name for name, way in ways(expanded) if not any(each in json.dumps(way) for each in known)
    ]


def test_every_function_has_an_alias_that_goes_over_by_codedeploy(expanded):
    assert aliases(expanded).keys() == of(expanded, "Lambda::Function").keys()
    for name in aliases(expanded).values():
        policy = expanded["Resources"][name]["UpdatePolicy"]["CodeDeployLambdaAliasUpdate"]
        assert policy["DeploymentGroupName"]["Ref"] in expanded["Resources"]


def test_whatever_starts_a_function_leads_to_its_alias(expanded):
    assert len(list(ways(expanded))) > 100
    assert past_the_alias(expanded) == []


def test_a_way_past_the_alias_is_seen():
    template = source()
    (target,) = template["Resources"]["MailRule"]["Properties"]["Targets"]
    target["Arn"] = {"Fn::GetAtt": ["IntegrationsBounces", "Arn"]}

    assert past_the_alias(expand(template)) == ["MailRule"]


def test_another_layer_or_setting_is_a_new_version():
    before, template = expand(source()), source()
    template["Globals"]["Function"]["Environment"]["Variables"]["STAGE"] = "other"

    versions = of(before, "Lambda::Version").keys()

    assert versions.isdisjoint(of(expand(template), "Lambda::Version"))


def test_every_stage_tags_all_that_it_deploys():
    # CloudFormation hands a stack's tags on to whatever can carry them.
    config = tomllib.loads((ROOT / "samconfig.toml").read_text())

    for stage in source()["Parameters"]["Stage"]["AllowedValues"]:
        deployed = config[stage]["deploy"]["parameters"]
        name = deployed["stack_name"]
        assert deployed["tags"] == ["app=naryad", f"stage={stage}", f"stack={name}"]


def test_the_budget_counts_what_carries_the_tag_of_the_stack(expanded):
    (budget,) = of(expanded, "Budgets::Budget").values()

    assert budget["Budget"]["CostFilters"] == {
        "TagKeyValue": [{"Fn::Sub": "user:stack$${AWS::StackName}"}]
    }
    assert {
        each["Subscribers"][0]["Address"]["Ref"] for each in budget["NotificationsWithSubscribers"]
    } == {"AlarmEmail"}
