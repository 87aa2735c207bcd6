"""Integrations in DynamoDB: one partition, since a company has tens of them.

Items of the Integrations table: INTEGRATIONS/<id>; the whole is in `doc`. The list is one query of
0.5 read units per 4 KB; a write is 1 unit, under an idempotency key a transaction of two. The room
holds at most MAX_INTEGRATIONS, so the partition stays small. A deleted one loses its secrets at
once and stays, marked `gone`, until its deliveries have expired.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from integrations.model import KEEP_DAYS, Integration
from integrations.ports import RequestRepeatedError, VersionMovedError
from shared.clock import Clock
from shared.item import Item
from shared.requests import Request, Requests
from shared.stored import INTEGRATION
from shared.table import ConditionError, Put, Table, write_together

PARTITION: Final = "INTEGRATIONS"
_GONE: Final = "gone"
_THERE: Final = f"attribute_not_exists({_GONE})"
_ABSENT: Final = "attribute_not_exists(pk)"


class DynamoIntegrations:
    """The store of integrations."""

    def __init__(self, table: Table, *, clock: Clock) -> None:
        """Bind to the Integrations table."""
        self._table = table
        self._requests = Requests(table, clock=clock, sort_key=True)

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

    def add(
        self, integration: Integration, request: Request | None = None, answer: str = ""
    ) -> None:
        """Write a new integration, and the answer to a request under a key, or neither."""
        try:
            self._write(_item(integration), _ABSENT, {}, request, answer)
        except ConditionError as error:
            raise RequestRepeatedError from error

    def answer(self, request: Request) -> Mapping[str, object] | None:
        """Give what a request was answered before; ConflictError for another body."""
        return self._requests.answer(request)

    def save(
        self, integration: Integration, request: Request | None = None, answer: str = ""
    ) -> None:
        """Write the next version under the condition that the one before is current."""
        condition = f"version = :before AND {_THERE}"
        values = {":before": integration.version - 1}
        try:
            self._write(_item(integration), condition, values, request, answer)
        except ConditionError as error:
            if request and 0 not in error.which:
                raise RequestRepeatedError from error
            raise VersionMovedError(_version(error.found)) from error

    def remove(self, integration_id: str, version: int, now: datetime) -> None:
        """Delete an integration that is at a version."""
        ends = now + timedelta(days=KEEP_DAYS)
        try:
            self._table.update(
                _key(integration_id),
                f"SET {_GONE} = :true, expires_at = :ends REMOVE doc",
                condition=f"version = :version AND {_THERE}",
                values={":version": version, ":true": True, ":ends": int(ends.timestamp())},
            )
        except ConditionError as error:
            raise VersionMovedError(_version(error.found)) from error

    def _write(
        self,
        item: Item,
        condition: str,
        values: Mapping[str, Any],
        request: Request | None,
        answer: str,
    ) -> None:
        if request is None:
            try:
                self._table.put(item, condition=condition, values=values)
            except ConditionError as error:
                if error.found != item:  # else: our own write, whose reply was lost
                    raise
            return
        put = Put(self._table.name, item, condition, values)
        write_together(self._table.client, [put, self._requests.put(request, answer)])

    def _items(self) -> Iterator[Item]:
        return self._table.walk("pk = :pk", {":pk": PARTITION})


def _key(integration_id: str) -> dict[str, str]:
    return {"pk": PARTITION, "sk": integration_id}


def _version(found: Item | None) -> int:
    return 0 if found is None or _GONE in found else int(found["version"])


def _item(integration: Integration) -> Item:
    return {
        **_key(integration.id),
        "version": integration.version,
        **INTEGRATION.packed(integration.model_dump_json(by_alias=True)),
    }


def _integration(item: Item) -> Integration:
    return Integration.model_validate(INTEGRATION.read(item))
