"""Write docs/asyncapi.json, the events that Naryad sends, from their catalogue (`make openapi`)."""

import json
from pathlib import Path
from typing import Any, Final

from integrations.catalogue import catalogue

TARGET: Final = Path(__file__).resolve().parent.parent / "docs" / "asyncapi.json"
VERSION: Final = "1.0.0"
SCHEMAS: Final = "#/components/schemas/"
CHANNEL: Final = "partner"
HEADERS: Final[dict[str, Any]] = {
    "type": "object",
    "description": "Standard Webhooks v1: https://www.standardwebhooks.com/",
    "required": ["webhook-id", "webhook-timestamp", "webhook-signature"],
    "properties": {
        "webhook-id": {"type": "string", "description": "The event's id, the same at each try."},
        "webhook-timestamp": {"type": "string", "description": "Unix seconds of this try."},
        "webhook-signature": {
            "type": "string",
            "description": "One or two `v1,<base64>` separated by a space; one must match.",
        },
    },
}


def build() -> dict[str, Any]:
    """Describe every event as a message that we send to a partner's end point."""
    schemas: dict[str, Any] = {}
    messages = {each["type"]: _message(each, schemas) for each in catalogue()}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Naryad events",
            "version": VERSION,
            "description": "Signed webhooks: at least once, order not promised; see webhooks.md.",
        },
        "defaultContentType": "application/json",
        "channels": {
            CHANNEL: {
                # The address is the partner's own: each integration names it.
                "address": None,
                "messages": {
                    type_: {"$ref": f"#/components/messages/{type_}"} for type_ in messages
                },
            }
        },
        "operations": {
            f"send.{type_}": {
                "action": "send",
                "channel": {"$ref": f"#/channels/{CHANNEL}"},
                "messages": [{"$ref": f"#/channels/{CHANNEL}/messages/{type_}"}],
                "bindings": {"http": {"method": "POST"}},
            }
            for type_ in messages
        },
        "components": {"messages": messages, "schemas": schemas},
    }


def _message(event: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """Describe one event; one of an order comes whole or thin, as the integration wants it."""
    forms = [_lifted(event[name], schemas) for name in ("schema", "thin_schema") if event[name]]
    return {
        "name": event["type"],
        "title": event["title"]["en"],
        "summary": event["description"],
        "headers": HEADERS,
        "payload": {"anyOf": forms} if len(forms) > 1 else forms[0],
    }


def _lifted(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """Lift the shapes that an event shares with others."""
    lifted = json.loads(json.dumps(schema).replace("#/$defs/", SCHEMAS))
    for name, shape in lifted.pop("$defs", {}).items():
        if schemas.setdefault(name, shape) != shape:
            raise SystemExit(f"two events mean different things by {name}; rename one")
    return dict(lifted)


def text() -> str:
    """Give the document as it is committed."""
    return json.dumps(build(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def write() -> None:
    """Write the document."""
    TARGET.write_text(text(), encoding="utf-8")
