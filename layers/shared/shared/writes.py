"""The writes of a transaction as values, which may be made where no AWS is known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shared.item import Item, to_wire, to_wire_value


@dataclass(frozen=True)
class Put:
    """One put of a transaction; the condition is an expression over plain attribute names."""

    table: str
    item: Item
    condition: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def request(self) -> dict[str, Any]:
        """Give the parameters as DynamoDB wants them."""
        return filled(
            {"TableName": self.table, "Item": to_wire(self.item)},
            condition=self.condition,
            values=self.values,
            names=self.names,
        )


@dataclass(frozen=True)
class Delete:
    """One removal of a transaction; what is not there counts as removed."""

    table: str
    key: Mapping[str, str]
    condition: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)

    def request(self) -> dict[str, Any]:
        """Give the parameters as DynamoDB wants them."""
        return filled(
            {"TableName": self.table, "Key": to_wire(self.key)},
            condition=self.condition,
            values=self.values,
            names={},
        )


@dataclass(frozen=True)
class Update:
    """One change of an item within a transaction, whose token makes a repeat of ADD harmless."""

    table: str
    key: Mapping[str, str]
    expression: str
    values: Mapping[str, Any]
    names: Mapping[str, str] = field(default_factory=dict)
    condition: str = ""

    def request(self) -> dict[str, Any]:
        """Give the parameters as DynamoDB wants them."""
        return filled(
            {
                "TableName": self.table,
                "Key": to_wire(self.key),
                "UpdateExpression": self.expression,
            },
            condition=self.condition,
            values=self.values,
            names=self.names,
        )


def filled(
    request: dict[str, Any],
    *,
    condition: str,
    values: Mapping[str, Any],
    names: Mapping[str, str],
) -> dict[str, Any]:
    """Add a condition with its values and names to the parameters of a write."""
    if condition:
        request["ConditionExpression"] = condition
        request["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
    if values:
        request["ExpressionAttributeValues"] = {k: to_wire_value(v) for k, v in values.items()}
    if names:
        request["ExpressionAttributeNames"] = dict(names)
    return request
