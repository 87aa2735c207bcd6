"""The exchange over stores in memory, and 1C's side of it through the very edge of Lambda."""

import base64
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

import httpx

from integrations.access.identity import Identity
from integrations.access.usage import LastUses
from integrations.onec.door import Door
from integrations.onec.exchange import Exchange, Stores
from integrations.onec.service import OnecService
from integrations.onec_handler import answered
from shared.errors import UnauthorizedError
from shared.signing import Seal
from tests.integrations.access.builders import KEY, make_key
from tests.integrations.access.fakes import FakeKeys
from tests.integrations.builders import FixedClock, make_integration
from tests.integrations.fakes import FakeIntegrations
from tests.integrations.onec.fakes import (
    FakeExchanges,
    FakeMessenger,
    FakeOrders,
    FakePieces,
    FakeWishes,
)
from tests.onec.builders import NOW, make_line, make_order
from tests.onec.emulator.bases import Base, Unf
from tests.onec.emulator.exchange import SiteExchange

ID = "int_1c"
IP = "203.0.113.7"


def refuse(_: str) -> Any:
    raise UnauthorizedError("no tokens here")


class TickingClock(FixedClock):
    """A millisecond passes with each look, so that sessions have an order."""

    def __call__(self) -> datetime:
        self.pass_by(milliseconds=1)
        return self.now


class Desk:
    """Everything that one exchange needs; orders were changed a minute ago and before."""

    def __init__(self, *orders: Any, key: dict[str, Any] | None = None, **settings: Any) -> None:
        self.clock = TickingClock(NOW)
        self.keys = FakeKeys(make_key(**{"scopes": ("exchange:1c",), **(key or {})}))
        self.orders, self.exchanges = FakeOrders(*orders), FakeExchanges()
        self.wishes, self.messenger, self.pieces = FakeWishes(), FakeMessenger(), FakePieces()
        self.integrations = FakeIntegrations(connection(**settings))
        self.counted: list[str] = []
        stores = Stores(
            self.integrations,
            self.exchanges,
            self.orders,
            self.pieces,
            self.wishes,
            self.messenger,
        )
        identity = Identity(
            self.keys, LastUses(self.keys, lambda work: work()), refuse, clock=self.clock
        )
        self.door = Door(
            lambda: identity,
            lambda: Seal(b"k" * 32),
            lambda actor: self.counted.append(actor.id),
            self.clock,
        )
        self.exchange = Exchange(stores, self.door, clock=self.clock)
        self.service = OnecService(stores, public_url="https://naryad.example", clock=self.clock)

    @property
    def session(self) -> Any:
        """The newest session."""
        return self.service.sessions(ID, limit=1, before=None)[0]

    def client(self, base: Base | None = None, *, password: str = KEY, **more: Any) -> SiteExchange:
        """1C, which speaks to the edge as API Gateway passes it on."""
        client = httpx.Client(
            transport=httpx.MockTransport(self._handle), base_url="https://naryad.example"
        )
        return SiteExchange(client, base or Unf(), ID, password, **more)

    def ask(self, mode: str, *, kind: str = "sale", **more: Any) -> dict[str, Any]:
        """Put one question to the edge, without 1C's own reading of the answer."""
        headers = {"authorization": basic(), **more.pop("headers", {})}
        query = {"type": kind, "mode": mode, **more}
        return answered(self.exchange, event(query, headers, b""))

    def _handle(self, request: httpx.Request) -> httpx.Response:
        query = dict(parse_qsl(request.url.query.decode(), keep_blank_values=True))
        answer = answered(self.exchange, event(query, dict(request.headers), request.content))
        body = answer["body"].encode()
        if answer.get("isBase64Encoded"):
            body = base64.b64decode(body)
        return httpx.Response(answer["statusCode"], headers=answer["headers"], content=body)


def event(query: dict[str, str], headers: dict[str, str], body: bytes) -> dict[str, Any]:
    """A request as API Gateway passes it on: cookies out of the headers, bytes as base64."""
    cookie = headers.pop("cookie", "")
    return {
        "version": "2.0",
        "queryStringParameters": query,
        "headers": headers,
        "cookies": [each.strip() for each in cookie.split(";")] if cookie else [],
        "requestContext": {"http": {"method": "POST" if body else "GET", "sourceIp": IP}},
        "body": base64.b64encode(body).decode(),
        "isBase64Encoded": True,
    }


def basic(login: str = ID, password: str = KEY) -> str:
    return "Basic " + base64.b64encode(f"{login}:{password}".encode()).decode()


def connection(**settings: Any) -> Any:
    fields = {name: settings.pop(name) for name in ("filter", "state") if name in settings}
    rates = {"known_rates": "20 22"}
    return make_integration(
        ID, kind="onec", settings={"mode": "exchange", **rates, **settings}, **fields
    )


def orders(number: int, **changes: Any) -> list[Any]:
    """So many orders, each changed a second after the one before."""
    first = order(1, **changes)
    return [first.model_copy(update=_named(n)) for n in range(1, number + 1)]


def order(n: int, *lines: Any, **changes: Any) -> Any:
    return make_order(*(lines or (make_line(vat="22"),)), **{**_named(n), **changes})


def _named(n: int) -> dict[str, Any]:
    at = NOW - timedelta(days=1) + timedelta(seconds=n)
    return {"number": str(n), "id": f"ord_{n:05}", "updated_at": at}
