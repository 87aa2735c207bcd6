"""What was refused since the moment of a restoration stays refused. See docs/backup.md.

Keys that were shut, addresses that nothing is to be sent to, consents that were withdrawn. What was
granted since is not carried over: a person grants it again.
"""

from collections.abc import Iterator
from typing import Final

from integrations.access.model import ApiKey, KeyState
from integrations.access.storage import CARDS
from integrations.messages.storage import SUPPRESSED
from scripts.backup import items_of
from shared.item import Item, from_wire
from shared.stored import API_KEY
from shared.table import Table

CUSTOMER: Final = "CUSTOMER"


def keep_keys_shut(before: Table, access: Table) -> Iterator[str]:
    """Shut API keys again, and name those that are gone."""
    for item in list(before.walk("pk = :pk", {":pk": CARDS})):
        key = _key(item)
        there = access.get({"pk": CARDS, "sk": key.id})
        if there is None:
            yield f"API key «{key.name}» ({key.id}) was made since and is gone"
        elif _is_shut_since(key, _key(there)):
            door = before.get({"pk": f"KEY#{key.hash}", "sk": "KEY"})
            for each in filter(None, (item, door)):
                access.put(each)
            yield f"API key «{key.name}» ({key.id}) stays shut"


def keep_addresses_shut(before: Table, integrations: Table) -> Iterator[str]:
    """Send nothing to who has asked for that since."""
    shut = 0
    for item in list(before.walk("pk = :pk", {":pk": SUPPRESSED})):
        if integrations.get({"pk": SUPPRESSED, "sk": item["sk"]}) is None:
            integrations.put(item)
            shut += 1
    if shut:
        yield f"addresses that nothing is sent to any more: {shut}"


def keep_consents_withdrawn(before: Table, directory: Table) -> Iterator[str]:
    """Keep to what customers have said no to since."""
    kept = 0
    for wire in items_of(before.client, before.name):
        item = from_wire(wire) if wire["sk"].get("S") == CUSTOMER else {}
        there = directory.get({"pk": item["pk"], "sk": CUSTOMER}) if _says_no(item) else None
        if there and there["version"] < item["version"] and _said(item) != _said(there):
            directory.put(there | _said(item))
            kept += 1
    if kept:
        yield f"customers who still say no to messages or to a consent: {kept}"


def _said(item: Item) -> Item:
    return {
        "consents": item.get("consents") or [],
        "notifications_enabled": item.get("notifications_enabled", True),
    }


def _says_no(item: Item) -> bool:
    said = _said(item)
    has_withdrawn = any(each.get("withdrawn_at") for each in said["consents"])
    return not item.get("erased_at") and (has_withdrawn or not said["notifications_enabled"])


def _key(item: Item) -> ApiKey:
    return ApiKey.model_validate(API_KEY.read(item))


def _is_shut_since(key: ApiKey, there: ApiKey) -> bool:
    if key.version <= there.version:
        return False
    is_shut = key.state is not KeyState.ACTIVE or key.leaked
    return is_shut or (key.ends_at is not None and key.ends_at != there.ends_at)
