"""Who listens to the repair company's events, and what they were sent."""

from typing import Any

from integrations.connectors import KINDS
from integrations.kind_schemas import ConnectorOut
from tests.web.demo import Json, at

EVENT_TYPES = {
    "order.created": ("Заказ создан", "Order created"),
    "order.updated": ("Заказ изменён", "Order changed"),
    "order.completed": ("Заказ выполнен", "Order completed"),
    "order.cancelled": ("Заказ отменён", "Order cancelled"),
    "order.reopened": ("Заказ возвращён в работу", "Order reopened"),
}
ORDER_SCHEMA: Json = {
    "$defs": {
        "Data": {"properties": {"order": {"$ref": "#/$defs/Order"}}},
        "Order": {
            "properties": {
                "number": {"type": "string"},
                "priority": {"enum": ["low", "normal", "high", "urgent"], "type": "string"},
                "total": {"type": "integer"},
            }
        },
    },
    "properties": {"data": {"$ref": "#/$defs/Data"}},
}


def health(**more: Any) -> Json:
    """Say how one fares that answers."""
    return {
        "breaker": "closed",
        "opened_at": None,
        "next_probe_at": None,
        "failures_in_row": 0,
        "failing_since": None,
        "last_success_at": at(0.1),
        "last_failure_at": None,
        "is_slowed": False,
        **more,
    }


def integrations() -> list[Json]:
    """List listeners: one that answers, one that is paused, disabled, held back, never called."""
    dead = health(breaker="open", opened_at=at(0.2), next_probe_at=at(-0.1), failures_in_row=14)
    dead |= {"failing_since": at(9), "last_success_at": at(30), "last_failure_at": at(0.2)}
    gone = health(failures_in_row=1, failing_since=at(50), last_failure_at=at(50))
    new = health(last_success_at=None)
    rows: list[tuple[str, str, list[str], Json]] = [
        (
            "Складской учёт",
            "enabled",
            ["order.created", "order.completed", "order.cancelled"],
            health(),
        ),
        ("Бухгалтерия", "paused", ["order.completed"], health()),
        ("Чат диспетчеров", "disabled", list(EVENT_TYPES), gone),
        ("Сайт с личным кабинетом клиента", "enabled", list(EVENT_TYPES), dead),
        ("Новый партнёр", "enabled", ["order.created"], new),
    ]
    return [_integration(index, *row) for index, row in enumerate(rows)]


def _integration(index: int, name: str, state: str, types: list[str], now: Json) -> Json:
    return {
        "id": f"i{index}",
        "kind": "webhook",
        "name": name,
        "event_types": types,
        "filter": _filter() if index == 0 else None,
        "settings": {"url": f"https://partner{index}.example/hooks/naryad"},
        "headers": {"X-Source": "naryad", "Authorization": "***"} if index == 0 else {},
        "limits": {"rate_per_minute": 600, "concurrency": 10, "timeout_s": 15},
        "serial": index == 0,
        "payload": "full",
        "secrets": [{"created_at": at(900), "expires_at": None}],
        "credentials": {},
        "messaging": None,
        "state": state,
        "disabled_reason": "disabled_gone" if state == "disabled" else None,
        "health": now,
        "created_at": at(900),
        "updated_at": at(index * 31 + 2),
        "version": 4,
    }


def _filter() -> Json:
    return {
        "and": [
            {"field": "order.priority", "op": "in", "value": ["high", "urgent"]},
            {"field": "order.total", "op": "gte", "value": 100000},
        ]
    }


def notices(row: Json) -> list[Json]:
    """List what was said of one that failed."""
    if row["id"] != "i3":
        return []
    common = {"integration_id": row["id"], "integration_name": row["name"], "since": at(9)}
    return [common | {"kind": "failing_1h", "at": at(8), "detail": "no delivery for an hour"}]


def event_types() -> list[Json]:
    """Describe what can be heard."""
    return [
        {
            "type": name,
            "title": {"ru": ru, "en": en},
            "description": "",
            "subscribable": True,
            "schema": ORDER_SCHEMA,
        }
        for name, (ru, en) in EVENT_TYPES.items()
    ]


def connectors() -> list[Json]:
    """Describe the kinds as the server does."""
    return [ConnectorOut.of(name, kind).model_dump(mode="json") for name, kind in KINDS.items()]


def trial(row: Json, status: int) -> Json:
    """Give what a test event met."""
    is_good = status < 300
    return {
        "delivery_id": "d0",
        "event_id": "evt_test",
        "delivered": is_good,
        "status": status,
        "error": None if is_good else f"the partner answered {status}",
        "error_class": None if is_good else "status",
        "duration_ms": 93,
        "tries": 1,
        "url": row["settings"]["url"],
        "request_headers": {"content-type": "application/json", "webhook-id": "evt_test"},
        "response_headers": {"content-type": "application/json"},
        "response_body": '{"received": true}',
        "response_truncated": False,
        "timing": timing(),
        "remote_ip": "203.0.113.7",
    }


def timing() -> Json:
    """Split 93 ms."""
    return {"dns_ms": 4, "connect_ms": 18, "tls_ms": 31, "first_byte_ms": 37, "total_ms": 93}


def attempt(number: int, status: int | None) -> Json:
    """Make one attempt; no status is a line that broke."""
    is_good = status is not None and status < 300
    return {
        "number": number,
        "started_at": at(2 - number * 0.1),
        "duration_ms": 84 if is_good else 10_012,
        "status": status,
        "bytes_sent": 1184,
        "bytes_received": 2 if is_good else 310,
        "error": None if is_good else "The receiver did not answer within 10 s",
        "error_class": None if is_good else "timeout",
        "tries": 1 if is_good else 2,
        "next_attempt_at": None if is_good else at(-0.5),
        "retry_reason": None if is_good else f"step {number - 1} of 7",
    }


def delivery(index: int) -> Json:
    """Make the delivery with the given place in the log."""
    states = ("delivered", "delivered", "retrying", "failed", "delivered", "pending", "held")
    state = states[index % len(states)]
    tries = {"delivered": [200], "retrying": [503, None], "failed": [500, 410]}.get(state, [])
    is_over = state in {"delivered", "failed"}
    listener = integrations()[index % 2]
    return {
        "id": f"d{index}",
        "integration_id": listener["id"],
        "integration_name": listener["name"],
        "kind": "webhook",
        "event_id": f"evt_{index:026d}",
        "event_type": list(EVENT_TYPES)[index % len(EVENT_TYPES)],
        "recipient": None,
        "order_id": f"o{index}",
        "order_number": str(1084 - index),
        "state": state,
        "held_because": "paused" if state == "held" else None,
        "attempt_count": len(tries),
        "attempts": [attempt(number + 1, status) for number, status in enumerate(tries)],
        "created_at": at(index * 0.4),
        "due_at": None if is_over else at(-0.5),
        "next_at": None,
        "skipped_ahead": False,
        "finished_at": at(index * 0.4 - 0.01) if is_over else None,
        "ended_because": None,
        "waits_because": None,
        "provider_status": None,
        "resend_of": None,
        "replay_id": None,
    }


def opened(row: Json) -> Json:
    """Add to a delivery what only its own page shows."""
    body = '{"id":"evt_1","type":"order.completed","data":{"number":"1084","title":"Ремонт"}}'
    more = {
        "request_body": body,
        "request_headers": {"content-type": "application/json", "webhook-id": row["event_id"]},
        "request_truncated": False,
        "request_sha256": "ab" * 32,
        "response_headers": {"content-type": "text/plain"},
        "response_body": "ok",
        "response_truncated": True,
        "response_size": 70_000,
        "timing": timing(),
        "remote_ip": "203.0.113.7",
        "http_version": "HTTP/1.1",
        "url": "https://partner0.example/hooks/naryad",
    }
    return {**row, "attempts": [{**one, **more} for one in row["attempts"]], "again": []}


def suppressions() -> list[Json]:
    """Give who is written to no more; most of an address is hidden, as the API hides it."""
    rows = [
        ("s1", "email", "m***@example.com", "the addressee complained"),
        ("s2", "email", "i***@example.com", "the letter came back: NoEmail"),
        ("s3", "chat", "90***01", "Forbidden: bot was blocked by the user"),
        ("s4", "phone", "+7***01", "nobody is reached there"),
    ]
    return [
        {"id": name, "channel": channel, "address": address, "reason": reason, "at": at(age)}
        for age, (name, channel, address, reason) in enumerate(rows, 1)
    ]
