"""What the demo starts with: an API key, a year of work, a partner, and a few live orders.

The past is thought out by the rooms' own services under a clock that is set back (local/past.py);
what happens today goes through the public API, so that it takes the whole way to the partner.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import httpx

from integrations.access.keys import key_hash
from integrations.access.model import MAX_RATE
from integrations.access.service import KeyService
from integrations.access.storage import DynamoKeys
from local.aws import Aws
from local.demo import stories
from local.faults import LocalError
from local.files import write_whole
from local.info import Info
from local.past import OFFICE, Past
from shared.auth import SCOPES
from shared.clock import now
from shared.table import Table

Say = Callable[[str], None]
DONE: Final = "demo-data.json"
LIVE: Final = (
    ("Кофемашина не греет воду", "Кафе «Пристань»", "+7 900 000-04-04"),
    ("Шумит вытяжка", "Наталья Зайцева", "8 (900) 000-05-05"),
    ("Не открывается замок духовки", "Елена Новикова", "+79000000808"),
)


def environment(aws: Aws) -> dict[str, str]:
    """Give the environment that the deployed functions have: which table is called what."""
    pages = aws.client("lambda").get_paginator("list_functions").paginate()
    for page in pages:
        for function in page["Functions"]:
            if function["Handler"] == "orders.handler.lambda_handler":
                return dict(function["Environment"]["Variables"])
    raise LocalError("the template has no function orders.handler.lambda_handler")


def demo_key(aws: Aws, folder: Path) -> str:
    """Give the demo API key, made at the first start; the stack knows only its SHA-256."""
    path = folder / "demo-key.json"
    store = DynamoKeys(Table(environment(aws)["ACCESS_TABLE"], aws.client("dynamodb")))
    if path.exists():
        known = str(json.loads(path.read_text())["key"])
        # A table that a new template replaced has forgotten it.
        if store.door(key_hash(known)):
            return known
    keys = KeyService(store, environment="test", clock=now)
    fields = {"name": "Демо-ключ", "scopes": tuple(SCOPES), "rate_per_minute": MAX_RATE}
    key = str(keys.create(fields, OFFICE).secret)
    write_whole(path, json.dumps({"key": key}), 0o600)
    return key


def demo_past(aws: Aws, folder: Path, say: Say) -> bool:
    """Write the past of a new stack; False for one that was filled before."""
    if (folder / DONE).exists():
        return False
    at = now()
    count = Past(aws, environment(aws), at).write(list(stories(at)), say)
    say(f"demo data: {count} orders of the last fourteen months")
    return True


def demo_present(info: Info, folder: Path, say: Say) -> None:
    """Let something happen in a stack whose past was just written."""
    _live(info)
    say(f"demo data: a partner and {len(LIVE)} live orders")
    write_whole(folder / DONE, json.dumps({"at": now().isoformat()}))


def _live(info: Info) -> None:
    headers = {"authorization": f"Bearer {info.api_key}"}
    with httpx.Client(base_url=info.api, headers=headers, timeout=60) as api:
        _partner(api, "Учётная система партнёра", f"{info.receiver}/partner")
        _partner(api, "Сайт (сейчас не отвечает)", f"{info.receiver}/status/503")
        _channels(api, info.receiver)
        _reports(api, info.mail)
        technician = _ok(api.get("/v1/technicians"))["items"][0]["id"]
        for number, (title, name, phone) in enumerate(LIVE):
            body = {
                "title": title,
                "customer": {"name": name, "phone": phone},
                "items": [{"name": "Диагностика", "unit_price": 150_000}],
                "source": "site",
            }
            key = {"idempotency-key": f"demo-live-{number}"}
            order = _ok(api.post("/v1/orders", json=body, headers=key))
            if number == 0:
                for move in (
                    {"to": "in_progress", "technician_id": technician},
                    {"to": "completed", "outcome": "resolved"},
                ):
                    _ok(api.post(f"/v1/orders/{order['id']}/transitions", json=move))


def _partner(api: httpx.Client, name: str, url: str) -> None:
    _integrate(api, {"kind": "webhook", "name": name, "settings": {"url": url}})


def _channels(api: httpx.Client, receiver: str) -> None:
    """Set up what writes to customers; the gateways are the receiver's (local/gateways.py)."""
    messaging = {"audience": "customer", "consent": "unless_withdrawn"}
    sms = {"provider": "smsc", "login": "naryad", "base_url": f"{receiver}/smsc"}
    bot = {"bot_name": "naryad_demo_bot", "base_url": f"{receiver}/telegram"}
    for kind, name, settings, credentials in (
        ("sms", "SMS клиентам", sms, {"secret": "demo"}),
        ("telegram", "Бот в Telegram", bot, {"token": f"900000001:{'A' * 35}"}),
    ):
        channel = {"kind": kind, "name": name, "settings": settings, "credentials": credentials}
        _integrate(api, channel | {"messaging": messaging})


def _reports(api: httpx.Client, port: int) -> None:
    """Set up what carries the weekly report; the letters are the receiver's (local/mailbox.py)."""
    settings = {
        "provider": "smtp",
        "from_address": "reports@naryad.example",
        "from_name": "Наряд",
        "host": "127.0.0.1",
        "port": port,
        "security": "none",
    }
    wanted = {"kind": "email", "name": "Отчёты по почте", "event_types": ["report.weekly"]}
    _integrate(api, wanted | {"settings": settings, "messaging": {"audience": "technician"}})


def _integrate(api: httpx.Client, wanted: dict[str, Any]) -> None:
    there = {each["name"] for each in _ok(api.get("/v1/integrations"))["items"]}
    if wanted["name"] not in there:
        body = {"event_types": ["order.created", "order.completed"], **wanted}
        _ok(api.post("/v1/integrations", json=body))


def _ok(answer: httpx.Response) -> Any:  # noqa: ANN401 - any JSON
    if answer.is_error:
        raise LocalError(f"demo data: {answer.request.url.path} answered {answer.text[:300]}")
    return answer.json()
