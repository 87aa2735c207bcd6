"""1C's emulator against the running stack: first load, increment, a broken batch, states back."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

import httpx
import pytest

from local.stack import Stack
from tests.e2e.patience import until
from tests.onec.emulator.answers import answer
from tests.onec.emulator.bases import Unf, Ut
from tests.onec.emulator.exchange import ALIAS, PATH, SiteExchange, count
from tests.onec.emulator.findings import BatchStoppedError, ExchangeFailedError

LINE = {"kind": "service", "name": "Пуск котла", "qty": "1.5", "unit_price": 10_000, "vat": "10"}


@dataclass
class Company:
    """A connection that offers only the orders of this test, and the key that 1C was given."""

    admin: httpx.Client
    title: str
    id: str
    key: str
    api: str
    opened: ExitStack

    def order(self, **fields: Any) -> Any:
        customer = {"name": "Алиса Смирнова"}
        body = {"title": self.title, "customer": customer, "items": [LINE], **fields}
        return done(self.admin.post("/v1/orders", json=body))

    def get(self, order: Any) -> Any:
        return done(self.admin.get(f"/v1/orders/{order['id']}"))

    def move(self, order: Any, to: str, **fields: Any) -> Any:
        path = f"/v1/orders/{order['id']}/transitions"
        return done(self.admin.post(path, json={"to": to, **fields}))

    def settings(self, **settings: Any) -> None:
        url = f"/v1/integrations/{self.id}"
        version = done(self.admin.get(url))["version"]
        body = {"settings": {"mode": "exchange", "batch_size": 2, **settings}}
        done(self.admin.patch(url, json=body, headers={"if-match": f'"{version}"'}))

    def onec(self, rest: str = "") -> Any:
        return done(self.admin.get(f"/v1/integrations/{self.id}/onec{rest}"))

    def exchange(self, base: Any, *, path: str = PATH, password: str = "") -> SiteExchange:
        client = self.opened.enter_context(httpx.Client(base_url=self.api, timeout=60))
        return SiteExchange(client, base, self.id, password or self.key, path=path)


def done(answered: httpx.Response) -> Any:
    assert answered.is_success, answered.text
    return answered.json()


@pytest.fixture(scope="module")
def admin(stack: Stack) -> Iterator[httpx.Client]:
    headers = {"authorization": f"Bearer {stack.token().access}"}
    with httpx.Client(base_url=stack.info.api, headers=headers, timeout=60) as client:
        yield client


@pytest.fixture
def company(stack: Stack, admin: httpx.Client) -> Iterator[Company]:
    title = f"Пуск {uuid4().hex}"
    key = done(admin.post("/v1/keys", json={"name": "1С", "scopes": ["exchange:1c"]}))
    body = {
        "kind": "onec",
        "name": "1С:УНФ",
        "event_types": ["order.updated"],
        "settings": {"mode": "exchange", "batch_size": 2},
        "filter": {"field": "order.title", "op": "eq", "value": title},
    }
    made = done(admin.post("/v1/integrations", json=body))
    with ExitStack() as opened:
        yield Company(admin, title, made["id"], key["key"], stack.info.api, opened)


def taken(exchange: SiteExchange, wanted: int) -> None:
    """Exchange as a schedule does until so many orders are there: a change settles first."""

    def look() -> bool:
        exchange.take_all()
        return len(exchange.base.orders) >= wanted

    until(look, within_s=60, what=f"{wanted} orders in 1C")


def test_a_company_and_its_base_keep_each_other_up_to_date(company: Company) -> None:
    orders = [company.order() for _ in range(3)]
    exchange = company.exchange(Unf())
    exchange.check_connection()

    taken(exchange, 3)
    assert exchange.base.findings == []
    assert sorted(exchange.base.orders) == sorted(each["number"] for each in orders)
    exchange.success()
    assert exchange.take_all() == 0

    company.move(orders[0], "in_progress", technician_id=technician(company))
    company.order()
    taken(exchange, 4)

    first = exchange.base.orders[orders[0]["number"]]
    assert exchange.give(answer([replace(first, status="Выполнен")])) == []
    until(
        lambda: company.get(orders[0])["status"] == "completed", within_s=60, what="the state back"
    )
    assert company.get(orders[0])["history"][-1]["actor"]["name"] == "1С"
    last = company.onec()["last_session"]
    assert (last["told"], last["wished"], last["failed"]) == (1, 1, False)


def test_a_base_that_stops_halfway_or_sends_rubbish_harms_nobody(company: Company) -> None:
    orders = [company.order() for _ in range(2)]
    exchange = company.exchange(Ut(), path=ALIAS)

    def offered() -> bool:
        exchange.begin()
        return count(exchange.query()) == len(orders)

    until(offered, within_s=60, what="a batch of two")
    with pytest.raises(BatchStoppedError):
        exchange.take_batch(stop_after=1)
    assert exchange.take_batch() == 2

    with pytest.raises(ExchangeFailedError):
        exchange.give(b"<broken")
    refused = exchange.base.orders[orders[0]["number"]]
    exchange.give(answer([replace(refused, status="Закрыт")], "ut"))

    found = until(lambda: company.onec()["refused"], within_s=60, what="the refusal")
    assert [each["number"] for each in found] == [orders[0]["number"]]
    assert "can't become closed" in found[0]["detail"]
    assert company.get(orders[0])["status"] == "new"
    sessions = company.onec("/sessions")["items"]
    assert sum(each["failed"] for each in sessions) == 1
    assert sum(each["taken"] for each in sessions) == 2


def test_an_order_that_1c_could_not_take_waits_aside_until_it_is_mended(company: Company) -> None:
    company.settings(configuration="ut", vat_texts={"10": "10/110"})
    order = company.order()
    good = company.order(items=[{**LINE, "vat": "none"}])
    exchange = company.exchange(Ut())

    taken(exchange, 1)
    assert list(exchange.base.orders) == [good["number"]]
    [aside] = company.onec()["aside"]
    assert [each["code"] for each in aside["faults"]] == ["vat_words"]
    shown = company.onec(f"/preview/{order['number']}")
    assert (shown["faults"], "10/110" in shown["text"]) == (aside["faults"], True)

    company.settings(configuration="ut", vat_texts={})
    path = f"/v1/integrations/{company.id}/onec/aside/{order['id']}/retry"
    done(company.admin.post(path))

    assert exchange.take_all() == 1
    assert company.onec()["aside"] == []


def test_nobody_exchanges_without_the_key(company: Company) -> None:
    with pytest.raises(ExchangeFailedError, match="401"):
        company.exchange(Unf(), password="wrong").check_connection()


def technician(company: Company) -> str:
    body = {"name": "Борис Орлов", "phone": "+79000000002"}
    return str(done(company.admin.post("/v1/technicians", json=body))["id"])
