"""API keys in DynamoDB: known only by their SHA-256.

Items of the Access table: KEY#<sha256>/KEY, one read unit (consistent) per look-up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from integrations.access.keys import key_hash, shown_part
from shared.auth import Actor
from shared.clock import text
from shared.item import Item
from shared.table import ConditionError, Table


@dataclass(frozen=True)
class NewKey:
    """What an API key is made with."""

    id: str
    name: str
    scopes: Sequence[str]


class DynamoKeys:
    """The store of API keys."""

    def __init__(self, table: Table) -> None:
        """Bind to the Access table."""
        self._table = table

    def add(self, key: str, new: NewKey, now: datetime) -> None:
        """Keep a key by its hash; the key itself is never written."""
        prefix, last_four = shown_part(key)
        item: Item = {
            **_key(key),
            "id": new.id,
            "name": new.name,
            "scopes": list(new.scopes),
            "prefix": prefix,
            "last_four": last_four,
            "state": "active",
            "created_at": text(now),
        }
        try:
            self._table.put(item, condition="attribute_not_exists(pk)")
        except ConditionError as error:
            if (error.found or {}).get("id") != new.id:
                raise

    def find(self, key: str, now: datetime) -> Actor | None:
        """Find who a key is; None for one that is unknown, inactive or expired."""
        item = self._table.get(_key(key))
        if item is None or item["state"] != "active":
            return None
        if item.get("expires_at", "9999") <= text(now):
            return None
        return Actor(kind="key", id=item["id"], name=item["name"], scopes=tuple(item["scopes"]))


def _key(key: str) -> dict[str, str]:
    return {"pk": f"KEY#{key_hash(key)}", "sk": "KEY"}
