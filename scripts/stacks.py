"""What a deployed stack is made of: its tables by their names in template.yaml, and its parameters.

The end point and the credentials come from the environment, as with the AWS CLI: AWS_PROFILE,
AWS_REGION, and AWS_ENDPOINT_URL for a store that speaks as AWS does.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import boto3
from botocore.config import Config

from scripts.publish import stack_name
from scripts.swap import STREAM, parameters

Clients = Callable[[str], Any]
"""Gives the client of a service by its name."""
TABLE = "AWS::DynamoDB::Table"
FUNCTION_S: Final = 960
"""Longer than a function may run."""


def of_environment(service: str) -> Any:  # noqa: ANN401 - boto3's clients are made at run time
    """Give the client of a service as the environment says."""
    # A call that waits for a function must not give up before it ends, and begin it once more.
    patient = Config(read_timeout=FUNCTION_S, retries={"total_max_attempts": 1})
    config = patient if service == "lambda" else None
    return boto3.client(service, config=config)  # type: ignore[call-overload]


@dataclass(frozen=True)
class Deployed:
    """A stack as CloudFormation knows it."""

    name: str
    resources: Mapping[str, str]
    tables: Mapping[str, str]
    parameters: Mapping[str, str]

    def shards(self) -> int:
        """Give the number of partitions of each list of orders."""
        return int(self.parameters["OrderListShards"])


def look_up(clients: Clients, stage: str, stack: str = "") -> Deployed:
    """Ask CloudFormation for the stack of a stage, or for one that is named."""
    name = stack or stack_name(stage)
    client = clients("cloudformation")
    found = [
        each
        for page in client.get_paginator("list_stack_resources").paginate(StackName=name)
        for each in page["StackResourceSummaries"]
    ]
    restored = {} if stack else parameters(stage)
    (described,) = client.describe_stacks(StackName=name)["Stacks"]
    return Deployed(
        name,
        {each["LogicalResourceId"]: each["PhysicalResourceId"] for each in found},
        {
            each["LogicalResourceId"]: each["PhysicalResourceId"]
            for each in found
            if each["ResourceType"] == TABLE
        }
        | {each: table for each, table in restored.items() if not each.endswith(STREAM)},
        {each["ParameterKey"]: each["ParameterValue"] for each in described["Parameters"]},
    )
