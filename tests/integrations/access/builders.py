"""Keys for the tests of access."""

from datetime import datetime
from typing import Any

from integrations.access.audit import Who
from integrations.access.keys import key_hash, shown_part
from integrations.access.model import ApiKey
from integrations.access.storage import DynamoKeys
from shared.auth import Actor
from shared.table import Table
from tests.integrations.builders import NOW

# Of known bytes, so that every run and every worker names its tests alike.
KEY = "nrd_live_003aUlTJC7tjlCTQj2uNU3MFagCXG9LRKRcwGkBIDlf0nD83I"
ALICE = Actor(kind="user", id="alice", name="Alice", roles=("admin",))


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


def issue(client: Any, secret: str = KEY, **fields: Any) -> ApiKey:
    """Write a key into the Access table without a service."""
    key = make_key(secret, **fields)
    DynamoKeys(Table("AccessTable", client)).save([key], [])
    return key


def at(hour: int, minute: int = 0) -> datetime:
    return NOW.replace(hour=hour, minute=minute)
