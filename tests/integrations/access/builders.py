"""Keys for the tests of access."""

from datetime import datetime
from typing import Any

from integrations.access.keys import key_hash, shown_part
from integrations.access.model import ApiKey
from integrations.access.storage import DynamoKeys
from shared.asked import Asked
from shared.audit import Who
from shared.auth import Actor
from shared.table import Table
from tests.integrations.access.fakes import FakeKeys
from tests.integrations.builders import NOW

# Of known bytes, so that every run and every worker names its tests alike.
KEY = "nrd_live_003aUlTJC7tjlCTQj2uNU3MFagCXG9LRKRcwGkBIDlf0nD83I"
ALICE = Actor(kind="user", id="alice", name="Alice", roles=("admin",))
FIELDS: dict[str, Any] = {"name": "Учётная система", "scopes": ("orders:read",)}


def make_key(secret: str = KEY, **fields: Any) -> ApiKey:
    prefix, last_four = shown_part(secret)
    made: dict[str, Any] = {
        "id": "key_1",
        "hash": key_hash(secret),
        "name": "Charlie",
        "prefix": prefix,
        "last_four": last_four,
        "environment": "live",
        "scopes": ("orders:read",),
        "created_at": NOW,
        "created_by": Who.of(ALICE),
        "updated_at": NOW,
    }
    return ApiKey.model_validate(made | fields)


def asked(version: int | None = 1, key: str | None = None, body: str = "") -> Asked:
    """What Alice asks, by default of a first version."""
    return Asked(ALICE, version, key, body)


def issue(client: Any, secret: str = KEY, **fields: Any) -> ApiKey:
    """Write a key into the Access table without a service."""
    key = make_key(secret, **fields)
    DynamoKeys(Table("AccessTable", client)).save([key], [])
    return key


def at(hour: int, minute: int = 0) -> datetime:
    return NOW.replace(hour=hour, minute=minute)


def record(store: FakeKeys) -> list[tuple[str, str, Any]]:
    """What the record of access says of whom."""
    return [(each.action, each.subject, each.changes) for each in store.audit.entries]
