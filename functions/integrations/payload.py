"""The form in which an event goes out: whole, thin, or cut to the promised size. Pure.

What is stored is the whole event; its form follows from the stored bytes alone, so each try sends
the same bytes. No form is larger than MOST_BYTES.
"""

import json
from typing import Any, Final, Literal

Payload = Literal["full", "thin"]
MOST_BYTES: Final = 20_000
_SHED: Final = ("items", "payments", "description")
"""What an order goes without when it is too large, in this order."""
_THIN_ORDER: Final = ("id", "number", "external_id", "status", "updated_at")
_THIN_DATA: Final = ("version", "previous_version", "changed_fields", "reconciled")


def shaped(body: bytes, payload: Payload | None) -> bytes:
    """Give an event's bytes as they go out; None is for kinds that make something else of it."""
    if payload is None or (payload == "full" and len(body) <= MOST_BYTES):
        return body
    event = json.loads(body)
    if payload == "full":
        return _cut(event)
    return _written({**event, "data": _thin(event["data"])}) if _is_of_order(event) else body


def _is_of_order(event: dict[str, Any]) -> bool:
    return isinstance(event["data"].get("order"), dict)


def _cut(event: dict[str, Any]) -> bytes:
    """Leave out what is large until the rest fits; `cut_fields` names what is missing."""
    data = dict(event["data"])
    order, cut = dict(data.get("order", {})), []
    for name in _SHED:
        if order.pop(name, None):
            cut.append(f"order.{name}")
            whole = {**data, "order": order, "cut_fields": cut, "path": _path(order)}
            if len(written := _written({**event, "data": whole})) <= MOST_BYTES:
                return written
    if _is_of_order(event):
        return _written({**event, "data": {**_thin(data), "cut_fields": ["order"]}})
    return _written({**event, "data": {"cut_fields": sorted(data)}})


def _thin(data: dict[str, Any]) -> dict[str, Any]:
    order = data["order"]
    return {
        "order": {name: order[name] for name in _THIN_ORDER if name in order},
        **{name: data[name] for name in _THIN_DATA if name in data},
        "path": _path(order),
    }


def _path(order: dict[str, Any]) -> str:
    return f"/v1/orders/{order['id']}"


def _written(event: dict[str, Any]) -> bytes:
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()
