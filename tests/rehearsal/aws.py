"""What moto does not do as AWS does: restoring to a moment, and telling of a stack."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import boto3

from scripts.restore import MADE_OF
from tests.tables import resources

NAMES = tuple(resources("AWS::DynamoDB::Table"))


class PointInTime:
    """DynamoDB as boto3 speaks to it; it restores to the moments at which `keep` was called.

    Like AWS's, the new table has no stream: moto would copy what the table holds now.
    """

    def __init__(self) -> None:
        self._client = boto3.client("dynamodb")
        self._kept: dict[datetime, dict[str, list[Any]]] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def keep(self, at: datetime) -> None:
        self._kept[at] = {name: list(self._items(name)) for name in NAMES}

    def restore_table_to_point_in_time(self, **asked: Any) -> None:
        source, target = asked["SourceTableName"], asked["TargetTableName"]
        declared = resources("AWS::DynamoDB::Table")[source]
        made_of = {key: declared[key] for key in MADE_OF if key in declared}
        self._client.create_table(TableName=target, **made_of)
        for item in self._kept[asked["RestoreDateTime"]][source]:
            self._client.put_item(TableName=target, Item=item)

    def _items(self, table: str) -> Iterator[Any]:
        for page in self._client.get_paginator("scan").paginate(TableName=table):
            yield from page["Items"]


class CloudFormation:
    """What it says of a stack whose resources have their own names: tables, and others."""

    def __init__(self, others: Iterable[str] = ()) -> None:
        kinds = dict.fromkeys(NAMES, "AWS::DynamoDB::Table")
        self._kinds = dict.fromkeys(others, "other") | kinds

    def get_paginator(self, _: str) -> "CloudFormation":
        return self

    def paginate(self, **_: str) -> Iterator[Any]:
        told = [
            {"LogicalResourceId": name, "PhysicalResourceId": name, "ResourceType": kind}
            for name, kind in self._kinds.items()
        ]
        yield {"StackResourceSummaries": told}

    def describe_stacks(self, **_: str) -> Any:
        said = {"Stage": "dev", "OrderListShards": "3", "DueShards": "2"}
        told = [{"ParameterKey": key, "ParameterValue": value} for key, value in said.items()]
        return {"Stacks": [{"Parameters": told}]}
