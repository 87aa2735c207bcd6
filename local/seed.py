"""What the demo starts with: an API key, two months of work, a partner, and a few live orders.

The past is written by the rooms' own services under a clock that is set back; what happens today
goes through the public API, so that it takes the whole way to the partner and into the figures.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import httpx

from integrations.access.keys import key_hash
from integrations.access.model import MAX_RATE
from integrations.access.service import KeyService
from integrations.access.storage import DynamoKeys
from local.aws import Aws
from local.demo import CUSTOMERS, TECHNICIANS, Step, Story, phone_of, stories
from local.faults import LocalError
from local.files import write_whole
from local.info import Info
from local.opinions import Opinions
from local.terms import CALENDAR, POLICIES, SHIFTS, ZONES, Money, is_firm
from orders.assembly import Assembly
from orders.model import Order, Status
from orders.people.customers import CustomerService
from orders.people.model import Skill
from orders.people.service import DirectoryService
from orders.people.storage import CustomerPuts, DynamoDirectory
from orders.schemas import OrderCreate
from orders.service import House, OrderService
from orders.sla.promises import Promises
from orders.sla.service import SlaService
from orders.sla.storage import DynamoRules
from orders.storage import DynamoOrders
from orders.wishes import NewPayment, Wish
from shared.asked import Asked
from shared.auth import SCOPES, Actor
from shared.clock import now
from shared.errors import ConflictError
from shared.table import Table

Say = Callable[[str], None]
PROGRESS_EVERY: Final = 25
COMPLETED: Final = "completed"
OFFICE: Final = Asked(Actor(kind="user", id="demo", name="Демо", roles=("admin",)))
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


def demo_data(aws: Aws, info: Info, folder: Path, say: Say) -> None:
    """Fill a new stack; one that was filled before is left alone."""
    done = folder / "demo-data.json"
    if done.exists():
        return
    now = datetime.now(UTC)
    count = _Past(aws, environment(aws)).write(list(stories(now)), say)
    say(f"demo data: {count} orders of the last two months")
    _live(info)
    say(f"demo data: a partner and {len(LIVE)} live orders")
    write_whole(done, json.dumps({"at": now.isoformat(), "orders": count}))


class _Past:
    """Writes stories by the orders room's own services, each step at its own time."""

    def __init__(self, aws: Aws, names: Mapping[str, str]) -> None:
        dynamodb = aws.client("dynamodb")
        self._at = datetime.now(UTC)
        self._directory = DynamoDirectory(Table(names["DIRECTORY_TABLE"], dynamodb))
        store = DynamoOrders(
            Table(names["ORDERS_TABLE"], dynamodb),
            CustomerPuts(names["DIRECTORY_TABLE"]),
            list_shards=int(names["ORDER_LIST_SHARDS"]),
            clock=self._clock,
        )
        zone = ZoneInfo(names["COMPANY_ZONE"])
        self._now = self._at
        self._opinions = Opinions(names, dynamodb)
        rules = DynamoRules(Table(names["DIRECTORY_TABLE"], dynamodb))
        self._rules = SlaService(rules, clock=self._clock)
        self._orders = OrderService(
            store,
            self._directory,
            Assembly(self._directory, clock=self._clock, vat="none"),
            house=House(names["COMPANY_CURRENCY"], zone),
            clock=self._clock,
            promises=Promises(rules, zone=zone, clock=self._clock),
        )

    def write(self, told: list[Story], say: Say) -> int:
        self._promise(told[0].at if told else self._at)
        self._firms()
        technicians = self._technicians(told[0].at if told else self._at)
        for number, story in enumerate(told, start=1):
            self._write(story, technicians)
            if number % PROGRESS_EVERY == 0:
                say(f"demo data: {number} of {len(told)} orders")
        return len(told)

    def _clock(self) -> datetime:
        return self._at

    def _promise(self, at: datetime) -> None:
        self._at = at - timedelta(days=30)
        if self._rules.get().version == 0:  # else an earlier start was interrupted after this
            self._rules.replace(CALENDAR, POLICIES, replace(OFFICE, version=0))

    def _firms(self) -> None:
        """Make the cards of companies: an order by itself would make a person of its customer."""
        cards = CustomerService(self._directory, clock=self._clock)
        for number, name in enumerate(CUSTOMERS):
            phone = phone_of(number)
            if is_firm(name) and self._directory.customer_by_phone(phone) is None:
                cards.create({"kind": "company", "name": name, "phones": (phone,)}, OFFICE)

    def _technicians(self, at: datetime) -> list[str]:
        known = {each.name: each.id for each in self._directory.technicians()}
        self._at = at - timedelta(days=30)
        staff = DirectoryService(self._directory, clock=self._clock)
        for number, (name, skills) in enumerate(TECHNICIANS):
            if name not in known:
                fields = {
                    "name": name,
                    "phone": f"+790000050{number:02d}",
                    "skills": tuple(Skill(skill=each, level=4) for each in skills),
                    "zones": ZONES[number % len(ZONES)],
                    "calendar": SHIFTS,
                }
                known[name] = staff.take_on(fields, OFFICE).id
        return [known[name] for name, _ in TECHNICIANS]

    def _write(self, story: Story, technicians: list[str]) -> None:
        self._at = story.at
        body = OrderCreate.model_validate(story.body)
        try:
            order = self._orders.create(body.wish(), OFFICE)
        except ConflictError:
            return  # an earlier start was interrupted after this one
        for step in story.steps:
            self._at = step.at
            if isinstance(step, Money):
                order = self._settle(order, step)
            else:
                order = self._orders.move(order.id, _wish(step, technicians), OFFICE)
        done = [each.at for each in story.steps if isinstance(each, Step) and each.to == COMPLETED]
        if done:
            self._opinions.write(order.id, done[-1], self._now)

    def _settle(self, order: Order, money: Money) -> Order:
        amount = money.amount(due=order.due, paid=order.paid)
        if not amount:
            return order
        return self._orders.pay(order.id, NewPayment(money.kind, money.method, amount), OFFICE)


def _wish(step: Step, technicians: list[str]) -> Wish:
    technician = None if step.technician is None else technicians[step.technician]
    return Wish(Status(step.to), step.fields, technician)


def _live(info: Info) -> None:
    headers = {"authorization": f"Bearer {info.api_key}"}
    with httpx.Client(base_url=info.api, headers=headers, timeout=60) as api:
        _partner(api, "Учётная система партнёра", f"{info.receiver}/partner")
        _partner(api, "Сайт (сейчас не отвечает)", f"{info.receiver}/status/503")
        _channels(api, info.receiver)
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


def _integrate(api: httpx.Client, wanted: dict[str, Any]) -> None:
    there = {each["name"] for each in _ok(api.get("/v1/integrations"))["items"]}
    if wanted["name"] not in there:
        body = {"event_types": ["order.created", "order.completed"], **wanted}
        _ok(api.post("/v1/integrations", json=body))


def _ok(answer: httpx.Response) -> Any:  # noqa: ANN401 - any JSON
    if answer.is_error:
        raise LocalError(f"demo data: {answer.request.url.path} answered {answer.text[:300]}")
    return answer.json()
