"""How integrations fare, and what admins were told, in DynamoDB.

Items of the Integrations table:
    HEALTH#<integration>/HEALTH             breaker, pace and failing, in `doc`; `rev` counts writes
    NOTICES#<integration>/<since>#<kind>    one notice of a kind for each spell of failing, 90 days
    UNTOLD/<integration>#<since>#<kind>     the same as long as nobody was told; written with it

Price: an attempt writes its integration's health twice, 1-2 units each; a read is 1 unit
(consistent), 100 integrations at once are one call. A notice is 4 units, and 1 once it is told.
"""

import contextlib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from integrations.engine.health import Health
from integrations.model import KEEP_DAYS, Notice
from integrations.ports import HealthMovedError
from shared.clock import text
from shared.item import Item
from shared.stored import HEALTH, NOTICE
from shared.table import ConditionError, Put, Table, write_together

_SORT: Final = "HEALTH"
_UNTOLD: Final = "UNTOLD"
MOST_UNTOLD: Final = 100


class DynamoHealths:
    """The store of health."""

    def __init__(self, table: Table) -> None:
        """Bind to the Integrations table."""
        self._table = table

    def get(self, integration_id: str) -> Health:
        """Read how an integration fares; well, if nothing is known."""
        item = self._table.get(_key(integration_id))
        return _health(item) if item else Health(integration_id=integration_id)

    def get_many(self, integration_ids: Sequence[str]) -> Mapping[str, Health]:
        """Read how integrations fare; may be a moment old."""
        items = self._table.get_many([_key(each) for each in integration_ids])
        known = {health.integration_id: health for health in map(_health, items)}
        return {each: known.get(each, Health(integration_id=each)) for each in integration_ids}

    def save(self, health: Health) -> None:
        """Write the next revision under the condition that the one before is current."""
        item = {
            **_key(health.integration_id),
            "rev": health.rev,
            **HEALTH.packed(health.model_dump_json(exclude_defaults=True)),
        }
        condition = "rev = :before" if health.rev > 1 else "attribute_not_exists(pk)"
        values = {":before": health.rev - 1} if health.rev > 1 else {}
        try:
            self._table.put(item, condition=condition, values=values)
        except ConditionError as error:
            found = _health(error.found) if error.found else self.get(health.integration_id)
            if found != health:  # else: our own write, whose reply was lost
                raise HealthMovedError(found) from error


class DynamoNotices:
    """The store of notices, and of those that wait to be told."""

    def __init__(self, table: Table) -> None:
        """Bind to the Integrations table."""
        self._table = table

    def add(self, notice: Notice) -> bool:
        """Write a notice that is to be told; False when it was given before."""
        kept = {
            **NOTICE.packed(notice.model_dump_json()),
            "expires_at": int((notice.at + timedelta(days=KEEP_DAYS)).timestamp()),
        }
        own = {
            "pk": f"NOTICES#{notice.integration_id}",
            "sk": f"{text(notice.since)}#{notice.kind}",
        }
        name = self._table.name
        writes = [
            Put(name, {**own, **kept}, "attribute_not_exists(pk)"),
            Put(name, {**_untold(notice), **kept}),
        ]
        try:
            write_together(self._table.client, writes)
        except ConditionError:
            return False
        return True

    def untold(self) -> tuple[Notice, ...]:
        """List what waits to be told: half a read unit per minute while nothing does."""
        found = self._table.page("pk = :pk", {":pk": _UNTOLD}, limit=MOST_UNTOLD)
        return tuple(Notice.model_validate(NOTICE.read(item)) for item in found)

    def settle(self, notice: Notice) -> None:
        """Take note that a notice was told."""
        with contextlib.suppress(ConditionError):  # another run was faster
            self._table.delete(_untold(notice), condition="attribute_exists(pk)", values={})

    def of(self, integration_id: str) -> tuple[Notice, ...]:
        """List what was told of an integration, newest first."""
        found = self._table.page(
            "pk = :pk", {":pk": f"NOTICES#{integration_id}"}, newest_first=True
        )
        notices = (Notice.model_validate(NOTICE.read(item)) for item in found)
        return tuple(sorted(notices, key=lambda each: each.at, reverse=True))


def _key(integration_id: str) -> dict[str, str]:
    return {"pk": f"HEALTH#{integration_id}", "sk": _SORT}


def _untold(notice: Notice) -> dict[str, str]:
    sort = f"{notice.integration_id}#{text(notice.since)}#{notice.kind}"
    return {"pk": _UNTOLD, "sk": sort}


def _health(item: Item) -> Health:
    return Health.model_validate(HEALTH.read(item))
