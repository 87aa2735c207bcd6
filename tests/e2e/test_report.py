"""The weekly report on the running stack: settings by HTTP, and a mail server has the letter."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from analytics.report.model import Plan
from analytics.report.storage import DynamoReports
from local.memory import KnownRules
from local.past import OFFICE
from local.seed import environment
from local.stack import Stack
from orders.assembly import Assembly
from orders.people.storage import CustomerPuts, DynamoDirectory
from orders.schemas import OrderCreate
from orders.service import House, OrderService
from orders.sla.promises import Promises
from orders.sla.rules import SlaRules
from orders.storage import DynamoOrders
from shared.table import Table
from tests.analytics.report.fakes import report_entry
from tests.e2e.days import ZONE, today
from tests.e2e.patience import until
from tests.e2e.test_mail import made
from tests.integrations.mail.server import MailServer

PATH = "/v1/analytics/report"
EVENT = "report.weekly"
ORDERS = 3
ARRIVES_S = 60


@pytest.fixture(scope="module")
def admin(stack: Stack) -> Iterator[httpx.Client]:
    headers = {"authorization": f"Bearer {stack.token().access}"}
    with httpx.Client(base_url=stack.info.api, headers=headers, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def me(admin: httpx.Client) -> str:
    """The administrator, who is known by name and address from the first look on."""
    return str(made(admin.get("/v1/me"))["id"])


@pytest.fixture(scope="module")
def week(stack: Stack, admin: httpx.Client) -> tuple[str, str]:
    """The last whole week, with some orders in the roll-ups."""
    return filled_week(stack, admin, today())


def filled_week(stack: Stack, admin: httpx.Client, day: date) -> tuple[str, str]:
    """Give the last whole week before a day some orders, and wait for them in the roll-ups."""
    monday = day - timedelta(days=day.weekday() + 7)
    first, last = monday.isoformat(), (monday + timedelta(days=6)).isoformat()
    before = created(admin, first, last)  # of a test that is over: it has waited for its own
    for hour in range(ORDERS):
        at = datetime.combine(monday + timedelta(days=2), time(10 + hour), ZONE)
        order_at(stack, at.astimezone(UTC))

    def counted() -> bool:
        stack.fire("AnalyticsSchedule", job="roll-up")
        return created(admin, first, last) >= before + ORDERS

    until(counted, within_s=ARRIVES_S, what="the orders in the roll-ups")
    return first, last


def order_at(stack: Stack, at: datetime) -> None:
    """Write an order that was made at a moment of the past."""
    names, dynamodb = environment(stack.aws), stack.aws.client("dynamodb")

    def clock() -> datetime:
        return at

    store = DynamoOrders(
        Table(names["ORDERS_TABLE"], dynamodb),
        CustomerPuts(names["DIRECTORY_TABLE"]),
        list_shards=int(names["ORDER_LIST_SHARDS"]),
        clock=clock,
    )
    people = DynamoDirectory(Table(names["DIRECTORY_TABLE"], dynamodb))
    promises = Promises(KnownRules(SlaRules()), zone=ZONE, clock=clock)
    assembly = Assembly(people, clock=clock, vat="none")
    house = House("RUB", ZONE)
    service = OrderService(store, people, assembly, house=house, clock=clock, promises=promises)
    customer = {"name": "Прошлая неделя", "phone": "+79000000061"}
    body = {"title": "Заказ прошлой недели", "customer": customer}
    service.create(OrderCreate.model_validate(body).wish(), OFFICE)


def created(admin: httpx.Client, first: str, last: str) -> int:
    query = {"from": first, "to": last}
    tiles = made(admin.get("/v1/analytics/overview", params=query))["tiles"]
    return int(next(tile["value"] for tile in tiles if tile["kpi"] == "created") or 0)


@contextmanager
def connected(admin: httpx.Client, port: int) -> Iterator[str]:
    """Have an e-mail integration for so long: the next test is to find none."""
    body = {
        "kind": "email",
        "name": "Отчёты",
        "event_types": [EVENT],
        "settings": {
            "from_address": "reports@naryad.example",
            "host": "127.0.0.1",
            "port": port,
            "security": "none",
        },
    }
    integration_id = str(made(admin.post("/v1/integrations", json=body))["id"])
    try:
        yield integration_id
    finally:
        admin.delete(f"/v1/integrations/{integration_id}")


def settle(admin: httpx.Client, **wanted: Any) -> Any:
    version = made(admin.get(PATH))["version"]
    return made(admin.put(PATH, json=wanted, headers={"if-match": f'"{version}"'}))


def rows(admin: httpx.Client, integration_id: str, event_id: str) -> list[Any]:
    query = {"integration_id": integration_id, "event_type": EVENT}
    found = made(admin.get("/v1/deliveries", params=query))["items"]
    return [each for each in found if each["event_id"] == event_id]


def delivered(admin: httpx.Client, integration_id: str, event_id: str) -> Any:
    found = rows(admin, integration_id, event_id)
    return found if found and {each["state"] for each in found} == {"delivered"} else None


def make_it_due(stack: Stack, last: datetime) -> None:
    """Let the schedule have been set long ago for an hour that has passed."""
    table = environment(stack.aws)["ROLLUPS_TABLE"]
    store = DynamoReports(Table(table, stack.aws.client("dynamodb")))
    settings = store.settings()
    update = {
        "version": settings.version + 1,
        "plan": Plan(weekday=last.weekday(), hour=last.hour),
        "since": last - timedelta(days=30),
    }
    store.save(settings.model_copy(update=update), report_entry())


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer(is_tls_first=False) as running:
        yield running


def arrived(admin: httpx.Client, integration_id: str, event_id: str) -> Any:
    return until(
        lambda: delivered(admin, integration_id, event_id),
        within_s=ARRIVES_S,
        what=f"the letter of {event_id}",
    )


def check(letter: Any, stack: Stack, count: int, week: tuple[str, str]) -> None:
    """The letter says the figures that the API gives, and leads to them."""
    assert str(letter["To"]) == stack.info.user
    assert str(letter["Subject"]).startswith("Отчёт за неделю ")
    text = letter.get_body(("plain",)).get_content()
    assert f"Создано: {count}\u00a0заказ" in text, text
    assert "нет данных" in text
    assert f"{stack.info.web}/overview?from={week[0]}&to={week[1]}" in text
    assert "<td" in letter.get_body(("html",)).get_content()


def test_a_report_asked_for_reaches_the_chosen_users_with_the_figures_of_the_week(
    stack: Stack, admin: httpx.Client, me: str, week: tuple[str, str], server: MailServer
) -> None:
    warned = settle(admin, **wanted(me))
    assert warned["warning"]["code"] == "no_email_integration"
    with connected(admin, server.port) as integration_id:
        assert made(admin.get(PATH))["warning"] is None
        key = {"idempotency-key": uuid4().hex}
        sent = made(admin.post(f"{PATH}/send", json={}, headers=key))
        again = made(admin.post(f"{PATH}/send", json={}, headers=key))
        arrived(admin, integration_id, sent["event_id"])
        (row,) = rows(admin, integration_id, sent["event_id"])

    assert sent == again
    assert sent["state"] == "handed_over"
    (letter,) = server.letters
    check(letter, stack, created(admin, *week), week)
    assert (row["recipient"], row["attempt_count"]) == (me, 1)


def test_the_schedule_sends_a_week_once(
    stack: Stack, admin: httpx.Client, me: str, server: MailServer
) -> None:
    last = datetime.now(ZONE) - timedelta(hours=7)
    # Early on a Monday the week before the report's hour is not the last whole week any more.
    week = filled_week(stack, admin, last.date())
    with connected(admin, server.port) as integration_id:
        settle(admin, **wanted(me))
        make_it_due(stack, last)  # from here on the timer of the stack may send it as well
        stack.fire("AnalyticsSchedule", job="report")
        stack.fire("AnalyticsSchedule", job="report")

        shown = made(admin.get(PATH))["sendings"]
        (scheduled,) = [each for each in shown if each["is_scheduled"]]
        arrived(admin, integration_id, scheduled["event_id"])

    (letter,) = server.letters
    check(letter, stack, created(admin, *week), week)
    settle(admin, **wanted(me) | {"enabled": False})


def wanted(me: str) -> dict[str, Any]:
    plan = {"enabled": True, "weekday": 0, "hour": 9}
    return plan | {"recipients": [me], "language": "ru", "kpis": ["created", "csat"]}
