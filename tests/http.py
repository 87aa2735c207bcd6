"""HTTP API events (payload 2.0) for handler tests, and reading what came back."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

ADMIN = {"kind": "user", "id": "alice", "name": "Alice", "roles": "admin", "scopes": ""}
DISPATCHER = {"kind": "user", "id": "dan", "name": "Dan", "roles": "dispatcher", "scopes": ""}
TECHNICIAN = {
    "kind": "user",
    "id": "bob",
    "name": "Bob",
    "roles": "technician",
    "scopes": "",
    "technician_id": "tec_1",
}
STRANGER = {"kind": "nobody", "id": "", "name": "", "roles": "", "scopes": ""}


def partner(*scopes: str) -> dict[str, str]:
    """An API key with these scopes."""
    return {
        "kind": "key",
        "id": "key_1",
        "name": "Charlie",
        "roles": "",
        "scopes": " ".join(scopes),
    }


@dataclass(frozen=True)
class Answer:
    """What a handler gave back."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)


def event(
    method: str,
    path: str,
    *,
    body: Any = None,
    actor: dict[str, str] | None = ADMIN,
    headers: dict[str, str] | None = None,
    query: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Build an event; a body that is not text is sent as JSON."""
    made: dict[str, Any] = {
        "version": "2.0",
        "routeKey": f"{method} {path}",
        "rawPath": path,
        "rawQueryString": urlencode(query or {}, doseq=True),
        "headers": {"content-type": "application/json", **(headers or {})},
        "queryStringParameters": {name: _joined(value) for name, value in (query or {}).items()},
        "requestContext": {
            "requestId": "req-1",
            "stage": "$default",
            "http": {"method": method, "path": path, "sourceIp": "192.0.2.1"},
            "authorizer": {"lambda": actor} if actor else {},
        },
        "isBase64Encoded": False,
    }
    if body is not None:
        made["body"] = body if isinstance(body, str) else json.dumps(body)
    return made


def _joined(value: Any) -> str:
    # The gateway gives a parameter that came more than once as one text with commas.
    return ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def call(handler: Any, method: str, path: str, **parts: Any) -> Answer:
    """Send one request to a handler."""
    raw = handler(event(method, path, **parts), None)
    return Answer(raw["statusCode"], raw.get("headers", {}), raw.get("body", ""))
