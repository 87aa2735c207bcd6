"""Texts whose fate is not known yet, in DynamoDB.

Items of the Integrations table:
    FATES/<due>#<delivery>                 what is asked for next stands first
    FATEOF#<integration>/<reference>       the same by what the gateway calls it

Each write is a transaction of two (4 units), a look at what is due 0.5 read units per 4 KB. The
telephone number is there for a day at most, and DynamoDB expires what a fault leaves behind.
"""

from datetime import datetime, timedelta
from typing import Final

from integrations.model import ProviderStatus
from integrations.sms.fates import Watched
from shared.clock import moment, text
from shared.item import Item
from shared.table import ConditionError, Delete, Put, Table, write_together

PARTITION: Final = "FATES"
KEEP: Final = timedelta(hours=25)


class DynamoWatches:
    """The store of texts whose fate is not known yet."""

    def __init__(self, table: Table) -> None:
        """Bind to the Integrations table."""
        self._table = table

    def add(self, watched: Watched) -> None:
        """Watch one."""
        write_together(self._table.client, self._puts(watched))

    def due(self, now: datetime, most: int) -> list[Watched]:
        """List those that are to be asked for, the longest due first."""
        values = {":pk": PARTITION, ":now": text(now) + "~"}
        return [
            _watched(item)
            for item in self._table.page("pk = :pk AND sk <= :now", values, limit=most)
        ]

    def of(self, integration_id: str, reference: str) -> Watched | None:
        """Find one by what the gateway calls it."""
        item = self._table.get(_reference_key(integration_id, reference))
        return _watched(item) if item else None

    def move(self, watched: Watched, due_at: datetime) -> None:
        """Ask for it again later."""
        later = Watched(**{**vars(watched), "tries": watched.tries + 1, "due_at": due_at})
        old = Delete(self._table.name, _due_key(watched))
        write_together(self._table.client, [old, *self._puts(later)])

    def remove(self, watched: Watched) -> None:
        """Watch it no more."""
        keys = (_due_key(watched), _reference_key(watched.integration_id, watched.reference))
        write_together(self._table.client, [Delete(self._table.name, key) for key in keys])

    def _puts(self, watched: Watched) -> list[Put | Delete]:
        fields = {**vars(watched), "due_at": text(watched.due_at)}
        ends = {"expires_at": int((watched.due_at + KEEP).timestamp())}
        keys = (_due_key(watched), _reference_key(watched.integration_id, watched.reference))
        return [Put(self._table.name, {**key, **fields, **ends}) for key in keys]


class DynamoStatuses:
    """What became of deliveries, written beside them."""

    def __init__(self, table: Table) -> None:
        """Bind to the Deliveries table."""
        self._table = table

    def tell(self, delivery_id: str, status: ProviderStatus) -> None:
        """Write what became of a delivery."""
        try:
            self._table.update(
                {"pk": f"DELIVERY#{delivery_id}", "sk": "DELIVERY"},
                "SET provider_status = :status",
                condition="attribute_exists(pk)",
                values={":status": status.model_dump(mode="json")},
            )
        except ConditionError:
            return  # it has expired


def _due_key(watched: Watched) -> Item:
    return {"pk": PARTITION, "sk": f"{text(watched.due_at)}#{watched.delivery_id}"}


def _reference_key(integration_id: str, reference: str) -> Item:
    return {"pk": f"FATEOF#{integration_id}", "sk": reference}


def _watched(item: Item) -> Watched:
    return Watched(
        item["delivery_id"],
        item["integration_id"],
        item["reference"],
        item["to"],
        int(item["tries"]),
        moment(item["due_at"]),
    )
