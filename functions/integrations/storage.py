"""Integrations in DynamoDB: one partition, since a company has tens of them.

Items of the Integrations table: INTEGRATIONS/<id>. The whole list is one query of 0.5 read units
per 4 KB; a write is 1 unit. The room holds at most MAX_INTEGRATIONS, so the partition stays small.
A deleted one loses its secret at once and stays, marked `gone`, until its deliveries have expired.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from integrations.model import KEEP_DAYS, Integration
from integrations.ports import VersionMovedError
from shared.item import Item
from shared.table import ConditionError, Table

PARTITION: Final = "INTEGRATIONS"
_GONE: Final = "gone"
_THERE: Final = f"attribute_not_exists({_GONE})"


class DynamoIntegrations:
    """The store of integrations."""

    def __init__(self, table: Table) -> None:
        """Bind to the Integrations table."""
        self._table = table

    def all(self) -> tuple[Integration, ...]:
        """List all integrations, oldest first."""
        found = (_integration(item) for item in self._items() if _GONE not in item)
        return tuple(sorted(found, key=lambda each: each.created_at))

    def gone(self) -> tuple[str, ...]:
        """List the ids of the deleted ones, as long as the log may speak of them."""
        return tuple(item["sk"] for item in self._items() if _GONE in item)

    def get(self, integration_id: str) -> Integration | None:
        """Read one integration."""
        item = self._table.get(_key(integration_id))
        return _integration(item) if item and _GONE not in item else None

    def add(self, integration: Integration) -> None:
        """Write a new integration."""
        self._table.put(_item(integration), condition="attribute_not_exists(pk)")

    def save(self, integration: Integration) -> None:
        """Write the next version under the condition that the one before is current."""
        try:
            self._table.put(
                _item(integration),
                condition=f"version = :before AND {_THERE}",
                values={":before": integration.version - 1},
            )
        except ConditionError as error:
            raise VersionMovedError(_version(error.found)) from error

    def remove(self, integration_id: str, version: int, now: datetime) -> None:
        """Delete an integration that is at a version."""
        ends = now + timedelta(days=KEEP_DAYS)
        try:
            self._table.update(
                _key(integration_id),
                f"SET {_GONE} = :true, expires_at = :ends REMOVE secret",
                condition=f"version = :version AND {_THERE}",
                values={":version": version, ":true": True, ":ends": int(ends.timestamp())},
            )
        except ConditionError as error:
            raise VersionMovedError(_version(error.found)) from error

    def _items(self) -> Iterator[Item]:
        return self._table.walk("pk = :pk", {":pk": PARTITION})


def _key(integration_id: str) -> dict[str, str]:
    return {"pk": PARTITION, "sk": integration_id}


def _version(found: Item | None) -> int:
    return 0 if found is None or _GONE in found else int(found["version"])


def _item(integration: Integration) -> Item:
    document = integration.model_dump(mode="json", exclude={"secret"})
    return _key(integration.id) | document | {"secret": integration.secret}


def _integration(item: Item) -> Integration:
    return Integration.model_validate(item)
