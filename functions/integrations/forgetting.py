"""What is left of an event and of the record of an attempt when a customer is erased. Pure.

Every field of an order as partners see it is kept as impersonal or replaced here: a new one fails a
test until that is decided. What waits or is held still goes out, without the person.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

from shared.erasures import ERASED
from shared.events import IMPERSONAL

REPLACED: Final[Mapping[str, Callable[[Any], Any]]] = {
    "title": lambda _: ERASED,
    "description": lambda _: "",
    "customer": lambda customer: {"id": customer["id"], "name": ERASED, "phone": None},
    "items": lambda lines: [{**line, "name": ERASED} for line in lines],
    "cancel_reason": lambda _: None,
}


def erased_event(body: bytes) -> bytes:
    """Give an event's bytes without the person; what tells of no order stays as it is."""
    event = json.loads(body)
    data = event.get("data")
    order = data.get("order") if isinstance(data, dict) else None
    if not isinstance(order, dict):
        return body
    kept = {name: value for name, value in order.items() if name in IMPERSONAL}
    replaced = {name: make(order[name]) for name, make in REPLACED.items() if name in order}
    # The order of the fields stays, and so do the bytes of an event that was erased before.
    whole = {name: (kept | replaced)[name] for name in order if name in kept | replaced}
    event["data"] = {**data, "order": whole}
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()


def erased_attempt(record: Mapping[str, Any]) -> dict[str, Any]:
    """Give the fields of an attempt's record that change: bodies, headers, what a link may carry.

    What the partner answered goes too: many echo what they were sent. When, how long, how many
    bytes and with which status stays.
    """
    wanted: dict[str, Any] = {
        "request_headers": {},
        "request_body": "",
        "response_headers": {},
        "response_body": "",
        "url": urlunsplit(urlsplit(record["url"])._replace(query="", fragment="")),
    }
    return {name: value for name, value in wanted.items() if record.get(name) != value}
