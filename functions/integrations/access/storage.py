"""API keys in DynamoDB: known only by their SHA-256.

Items of the Access table:
    KEY#<sha256>/KEY    what the authorizer needs of a key: one read of 1 unit per request
    KEYS/<id>           the whole card; ids sort by time, so the partition is the list
    KEY_USES/<id>       when a key was last let in and from where, at most one write a minute
    REQUEST#…/REQUEST   an idempotency key: what was asked and how it was answered, 24 h
    AUDIT…              see audit_storage

Price: a key is made or changed in one transaction of 2 units an item: card, door, two rows of the
record and, where the request named itself, its answer: 8 to 10 units; a rotation 16 to 18.
A page costs 0.5 units per 4 KB of cards (some eight) and as much for the last uses.
A last use is an item of its own, so that noting it never meets a change in a transaction.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final

from integrations.access.model import ApiKey
from integrations.access.ports import Door, KeyMovedError, KeyPage, KeyRepeatedError, LastUse
from shared.audit import Entry
from shared.audit_storage import entry_puts
from shared.clock import Clock, now, text
from shared.item import Item
from shared.requests import Request, Requests
from shared.stored import API_KEY
from shared.table import ConditionError, Put, Table, write_together

CARDS: Final = "KEYS"
USES: Final = "KEY_USES"
LAST: Final = "~"  # after every id
HASH_VERSION: Final = 1
"""Plain SHA-256; kept beside each key, so that another way could come in by and by."""


class DynamoKeys:
    """The store of API keys."""

    def __init__(self, table: Table, *, clock: Clock = now) -> None:
        """Bind to the Access table."""
        self._table = table
        self._requests = Requests(table, clock=clock, sort_key=True)

    def door(self, key_hash: str) -> Door | None:
        """Find what is known of a key, in one read."""
        item = self._table.get(_door_key(key_hash))
        return _door(item) if item else None

    def save(
        self, keys: Sequence[ApiKey], entries: Sequence[Entry], request: Request | None = None
    ) -> None:
        """Write keys at version 1 or after the version before, with the record; or nothing."""
        table = self._table.name
        writes = [_card_put(table, key) for key in keys]
        if request:
            writes.append(self._requests.put(request, keys[0].model_dump_json(), API_KEY))
        writes += [Put(table, _door_item(key)) for key in keys]
        writes += [put for entry in entries for put in entry_puts(table, entry)]
        try:
            write_together(self._table.client, writes)
        except ConditionError as error:
            if len(keys) in error.which:
                raise KeyRepeatedError from error
            raise KeyMovedError(int((error.found or {}).get("version", 0))) from error

    def get(self, key_id: str) -> ApiKey | None:
        """Read one key."""
        item = self._table.get({"pk": CARDS, "sk": key_id})
        return _card(item) if item else None

    def page(self, keep: Callable[[ApiKey], bool], *, limit: int, after: str | None) -> KeyPage:
        """Read one page of the keys that are wanted, newest first."""
        items = self._table.walk(
            "pk = :pk AND sk < :after", {":pk": CARDS, ":after": after or LAST}, newest_first=True
        )
        shown: list[ApiKey] = []
        for key in filter(keep, map(_card, items)):
            if len(shown) == limit:
                return KeyPage(tuple(shown), shown[-1].id)
            shown.append(key)
        return KeyPage(tuple(shown), None)

    def answered(self, request: Request) -> ApiKey | None:
        """Give the key as an earlier request under this idempotency key was answered."""
        answer = self._requests.answer(request, API_KEY)
        return None if answer is None else ApiKey.model_validate(answer)

    def note_use(self, key_id: str, use: LastUse, *, unless_since: datetime) -> None:
        """Keep a use, unless one was kept since a moment."""
        try:
            self._table.put(
                {"pk": USES, "sk": key_id, "at": text(use.at), "ip": use.ip},
                condition="attribute_not_exists(pk) OR #at <= :since",
                values={":since": text(unless_since)},
                names={"#at": "at"},
            )
        except ConditionError:
            return  # another authorizer has noted one this minute

    def last_uses(self) -> Mapping[str, LastUse]:
        """Give the last use of every key that was ever let in."""
        items = self._table.walk("pk = :pk", {":pk": USES})
        return {
            item["sk"]: LastUse(datetime.fromisoformat(item["at"]), item["ip"]) for item in items
        }


def _card_put(table: str, key: ApiKey) -> Put:
    # Packed, since a card has an `expires_at` that DynamoDB's own expiry is not to act on.
    packed = API_KEY.packed(key.model_dump_json())
    item: Item = {"pk": CARDS, "sk": key.id, "version": key.version, **packed}
    if key.version == 1:
        return Put(table, item, "attribute_not_exists(pk)")
    return Put(table, item, "version = :before", {":before": key.version - 1})


def _card(item: Item) -> ApiKey:
    return ApiKey.model_validate(API_KEY.read(item))


def _door_key(key_hash: str) -> dict[str, str]:
    return {"pk": f"KEY#{key_hash}", "sk": "KEY"}


def _door_item(key: ApiKey) -> Item:
    return {
        **_door_key(key.hash),
        "hash_version": HASH_VERSION,
        "id": key.id,
        "name": key.name,
        "scopes": list(key.scopes),
        "state": key.state.value,
        "ip_allow": list(key.ip_allow),
        "rate_per_minute": key.rate_per_minute,
        "ends_at": text(key.ends_at) if key.ends_at else None,
    }


def _door(item: Item) -> Door:
    return Door(
        id=item["id"],
        name=item["name"],
        scopes=tuple(item["scopes"]),
        state=item["state"],
        ip_allow=tuple(item["ip_allow"]),
        rate_per_minute=item["rate_per_minute"],
        ends_at=item.get("ends_at", Door.ends_at),
    )
