"""Integrations in DynamoDB: one partition, since a company has tens of them.

Items of the Integrations table: INTEGRATIONS/<id>. The whole list is one query of 0.5 read units
per 4 KB; a write is 1 unit. The room holds at most MAX_INTEGRATIONS, so the partition stays small.
"""

from typing import Final

from integrations.model import Integration
from integrations.ports import VersionMovedError
from shared.item import Item
from shared.table import ConditionError, Table

PARTITION: Final = "INTEGRATIONS"


class DynamoIntegrations:
    """The store of integrations."""

    def __init__(self, table: Table) -> None:
        """Bind to the Integrations table."""
        self._table = table

    def all(self) -> tuple[Integration, ...]:
        """List all integrations, oldest first."""
        items = self._table.walk("pk = :pk", {":pk": PARTITION})
        return tuple(sorted(map(_integration, items), key=lambda each: each.created_at))

    def get(self, integration_id: str) -> Integration | None:
        """Read one integration."""
        item = self._table.get(_key(integration_id))
        return _integration(item) if item else None

    def add(self, integration: Integration) -> None:
        """Write a new integration."""
        self._table.put(_item(integration), condition="attribute_not_exists(pk)")

    def save(self, integration: Integration) -> None:
        """Write the next version under the condition that the one before is current."""
        try:
            self._table.put(
                _item(integration),
                condition="version = :before",
                values={":before": integration.version - 1},
            )
        except ConditionError as error:
            raise VersionMovedError((error.found or {}).get("version", 0)) from error

    def remove(self, integration_id: str, version: int) -> None:
        """Delete an integration that is at a version."""
        try:
            self._table.delete(
                _key(integration_id), condition="version = :version", values={":version": version}
            )
        except ConditionError as error:
            raise VersionMovedError((error.found or {}).get("version", 0)) from error


def _key(integration_id: str) -> dict[str, str]:
    return {"pk": PARTITION, "sk": integration_id}


def _item(integration: Integration) -> Item:
    document = integration.model_dump(mode="json", exclude={"secret"})
    return _key(integration.id) | document | {"secret": integration.secret}


def _integration(item: Item) -> Integration:
    return Integration.model_validate(item)
