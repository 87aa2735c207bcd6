"""Time to live of tables, which the emulator's CloudFormation drops."""

from dataclasses import dataclass

from local.aws import Aws
from local.template import Resource, Wishes, take


@dataclass(frozen=True)
class Expiry:
    """A table and the attribute by which its items expire."""

    table: str
    attribute: str


def plan_expiry(translated: Resource, wishes: Wishes) -> list[Expiry]:
    """Read which tables of a template forget items by themselves."""
    return [
        Expiry(wishes.ask({"Ref": name}), ttl["AttributeName"])
        for name, table in take(translated, "AWS::DynamoDB::Table").items()
        if (ttl := table["Properties"].get("TimeToLiveSpecification", {})).get("Enabled")
    ]


def enable(aws: Aws, expiry: Expiry, outputs: dict[str, str]) -> None:
    """Turn it on unless it is."""
    client, table = aws.client("dynamodb"), outputs[expiry.table]
    state = client.describe_time_to_live(TableName=table)["TimeToLiveDescription"]
    if state["TimeToLiveStatus"] not in ("ENABLED", "ENABLING"):
        client.update_time_to_live(
            TableName=table,
            TimeToLiveSpecification={"Enabled": True, "AttributeName": expiry.attribute},
        )
