"""template.yaml as CloudFormation gets it: expanded, asked questions, and linted."""

import copy
import json
import logging
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from samtranslator.model.exceptions import InvalidDocumentException
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

ROOT = Path(__file__).resolve().parents[2]
REGION = "eu-central-1"
# I3042: the address of the authorizer, which the transform writes, names the partition.
SAMS_OWN = ["I3042"]

Properties = dict[str, Any]


class NoManagedPolicies:
    """We name no AWS policy by its short name."""

    def load(self) -> dict[str, str]:
        return {}


def source() -> dict[str, Any]:
    """Parse template.yaml."""
    return yaml_parse((ROOT / "template.yaml").read_text())


def expand(template: dict[str, Any], **parameters: str) -> dict[str, Any]:
    """Run the Serverless transform as AWS does; it wants code to be in S3 already."""
    template = copy.deepcopy(template)
    template["Globals"]["Function"]["CodeUri"] = "s3://code-bucket/code"
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::LayerVersion":
            resource["Properties"]["ContentUri"] = "s3://code-bucket/layer"
    logging.getLogger("samtranslator").setLevel(logging.ERROR)
    with patch.dict(os.environ, AWS_DEFAULT_REGION=REGION):
        return transform(template, parameters, NoManagedPolicies())


def lint(template: dict[str, Any]) -> list[str]:
    """Say what the transform and then cfn-lint find wrong in a template."""
    # It brings sympy and networkx: a second for every worker, and one or two of them ask it.
    from cfnlint.api import lint as cfn_lint
    from cfnlint.config import ManualArgs

    try:
        expanded = expand(template)
    except InvalidDocumentException as error:
        return [cause.message for cause in error.causes]
    told = ManualArgs(regions=[REGION], include_checks=["I"], ignore_checks=SAMS_OWN)
    found = cfn_lint(json.dumps(expanded), config=told)
    return [
        f"{match.rule.id} {match.message} at {'/'.join(str(step) for step in match.path)}"
        for match in found
    ]


def target(value: Any) -> str:
    """Name the resource that a reference points at; empty when it points at none."""
    match value:
        case {"Ref": str(name)} | {"Fn::GetAtt": [str(name), _]}:
            return name
        case {"Fn::Sub": str(text)}:
            found = re.search(r"\$\{(?!AWS::)(\w+)", text)
            return found.group(1) if found else ""
    return ""


def listed(value: Any) -> list[Any]:
    """Give a list for what CloudFormation lets one write as a list or as one value."""
    return value if isinstance(value, list) else [value]


@dataclass(frozen=True)
class Statement:
    """One statement of a role, and the role it is in."""

    role: str
    actions: list[str]
    resources: list[Any]
    raw: Properties


@dataclass(frozen=True)
class Watched:
    """One metric that an alarm looks at."""

    alarm: str
    namespace: str
    metric: str
    dimensions: dict[str, Any]


@dataclass(frozen=True)
class Stack:
    """An expanded template."""

    template: dict[str, Any]

    @property
    def resources(self) -> dict[str, dict[str, Any]]:
        return self.template["Resources"]

    def of(self, kind: str) -> dict[str, Properties]:
        """Give the properties of all resources of a type."""
        return {
            name: resource.get("Properties", {})
            for name, resource in self.resources.items()
            if resource["Type"] == f"AWS::{kind}"
        }

    def mappings(self, *, streams: bool) -> dict[str, Properties]:
        """Give the event source mappings of streams or of queues."""
        return {
            name: mapping
            for name, mapping in self.of("Lambda::EventSourceMapping").items()
            if ("StartingPosition" in mapping) == streams
        }

    def statements(self) -> Iterator[Statement]:
        """Go through every inline statement of every role."""
        for name, role in self.of("IAM::Role").items():
            for policy in role.get("Policies", []):
                for raw in listed(policy["PolicyDocument"]["Statement"]):
                    actions, resources = listed(raw.get("Action")), listed(raw.get("Resource"))
                    yield Statement(name, actions, resources, raw)

    def number(self, value: Any) -> int:
        """Give a number that is written, or the default of the parameter that stands for it."""
        match value:
            case {"Ref": str(name)}:
                return int(self.template["Parameters"][name]["Default"])
        return int(value)

    def watched(self) -> Iterator[Watched]:
        """Go through every metric that an alarm looks at, alone or with others."""
        for name, alarm in self.of("CloudWatch::Alarm").items():
            looked_at = [
                each["MetricStat"]["Metric"]
                for each in alarm.get("Metrics", ())
                if "MetricStat" in each
            ]
            for each in looked_at or [alarm]:
                namespace = each.get("Namespace", "")
                text = namespace["Fn::Sub"] if isinstance(namespace, dict) else namespace
                named = {d["Name"]: d["Value"] for d in each.get("Dimensions", ())}
                yield Watched(name, text, each.get("MetricName", ""), named)

    def routes(self) -> Iterator[tuple[str, str, list[dict[str, Any]], str]]:
        """Go through method, path, security and function of every route."""
        for api in self.of("ApiGatewayV2::Api").values():
            for path, methods in api["Body"]["paths"].items():
                for method, route in methods.items():
                    uri = route["x-amazon-apigateway-integration"]["uri"]["Fn::Sub"]
                    function = re.search(r"\$\{(\w+)\.Arn}", uri)
                    word = method.removeprefix("x-amazon-apigateway-").removesuffix("-method")
                    yield word, path, route.get("security", []), function.group(1)
