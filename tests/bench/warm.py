"""Warm requests: CPU time of GET and POST of an order through our edge and through a bare one.

`edge` has the service answer with a ready order: routing, permission, reading and checking the
body, writing the answer, the log line. `whole` adds the service and storage over a stub client.
"""

import json
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from typing import Any
from zoneinfo import ZoneInfo

from orders import handler, wiring
from orders.assembly import Assembly
from orders.model import Order
from orders.people.storage import CustomerPuts, DynamoDirectory
from orders.service import House, OrderService
from orders.storage import DynamoOrders
from shared.clock import now
from shared.observe import logger
from shared.table import Table
from tests.bench import rival
from tests.bench.report import Row, micro
from tests.bench.rounds import Spread, compare, ratio
from tests.bench.stub import StubDynamo
from tests.http import event

GOAL = 2.0
LINES = 20


def order_body() -> dict[str, Any]:
    """Make the body of an order with twenty lines."""
    return {
        "title": "Ремонт стиральной машины",
        "description": "Не сливает воду, код ошибки F21.",
        "priority": "high",
        "customer": {"name": "Алиса Смирнова", "phone": "+79000000001"},
        "items": [
            {"kind": "part", "name": f"Деталь № {n}", "qty": "1.5", "unit_price": 10_000 + n}
            for n in range(LINES)
        ],
    }


def real_service() -> OrderService:
    """Make the service over a stub client."""
    stub = StubDynamo()
    orders = DynamoOrders(
        Table("orders", stub), CustomerPuts("directory"), list_shards=1, clock=now
    )
    people = DynamoDirectory(Table("directory", stub))
    assembly = Assembly(people, clock=now, vat="general")
    house = House("RUB", ZoneInfo("Europe/Moscow"))
    return OrderService(orders, people, assembly, house=house, clock=now)


class ReadyService:
    """Answers everything with one order."""

    def __init__(self, order: Order) -> None:
        self._order = order

    def create(self, *_: object) -> Order:
        return self._order

    def get(self, *_: object) -> Order:
        return self._order

    def clocks(self, *_: object, **__: object) -> None:
        """Tell no promises, as the real service does here."""


def ready_service(service: OrderService) -> Any:
    """Create one order by a service and make a service that gives it to everybody."""
    created = json.loads(_post(service)()["body"])
    return ReadyService(service.get(created["id"], rival.ASKED))


def measure(rounds: int, calls: int) -> list[Row]:
    """Measure both requests, the edge alone and the whole."""
    service = real_service()
    with quiet():
        ready = ready_service(service)
        rows = [
            _row("POST 20 lines, edge", _post(ready), _bare_post(ready), rounds, calls, GOAL),
            _row("POST 20 lines, whole", _post(service), _bare_post(service), rounds, calls),
        ]
        order_id = json.loads(_post(service)()["body"])["id"]
        return [
            *rows,
            _row("GET, edge", _get(ready, order_id), _bare_get(ready, order_id), rounds, calls),
            _row(
                "GET, whole", _get(service, order_id), _bare_get(service, order_id), rounds, calls
            ),
        ]


def _row(
    what: str,
    ours: Callable[[], Any],
    bare: Callable[[], Any],
    rounds: int,
    calls: int,
    goal: float | None = None,
) -> Row:
    timings = compare({"ours": ours, "bare": bare}, rounds=rounds, calls=calls)
    spent = {name: micro(Spread.of(values).median) for name, values in timings.items()}
    against = f"dict router + pydantic {spent['bare']}"
    return Row(what, spent["ours"], against, ratio(timings, "ours", "bare"), goal)


def _post(service: Any) -> Callable[[], dict[str, Any]]:
    request = event("POST", "/v1/orders", body=json.dumps(order_body(), ensure_ascii=False))

    def call() -> dict[str, Any]:
        handler.api.dependency_overrides[wiring.orders] = lambda: service
        return _good(handler.lambda_handler(request, None), 201)

    return call


def _get(service: Any, order_id: str) -> Callable[[], dict[str, Any]]:
    request = event("GET", f"/v1/orders/{order_id}")

    def call() -> dict[str, Any]:
        handler.api.dependency_overrides[wiring.orders] = lambda: service
        return _good(handler.lambda_handler(request, None), 200)

    return call


def _bare_post(service: Any) -> Callable[[], dict[str, Any]]:
    request = event("POST", "/v1/orders", body=json.dumps(order_body(), ensure_ascii=False))
    known = rival.routes(service)
    return lambda: rival.handle(known, request)


def _bare_get(service: Any, order_id: str) -> Callable[[], dict[str, Any]]:
    request = event("GET", f"/v1/orders/{order_id}") | {
        "routeKey": "GET /v1/orders/{id}",
        "pathParameters": {"proxy": order_id},
    }
    known = rival.routes(service)
    return lambda: rival.handle(known, request)


def _good(answer: dict[str, Any], status: int) -> dict[str, Any]:
    if answer["statusCode"] != status:
        msg = f"expected {status}, got {answer}"
        raise RuntimeError(msg)
    return answer


@contextmanager
def quiet() -> Iterator[None]:
    """Let the functions write their log lines, but to nowhere; end with no override left."""
    written = logging.getLogger(logger().name).handlers
    handlers = [each for each in written if isinstance(each, logging.StreamHandler)]
    streams = [each.stream for each in handlers]
    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere):  # noqa: PTH123 - a device
        for each in handlers:
            each.stream = nowhere
        try:
            yield
        finally:
            for each, stream in zip(handlers, streams, strict=True):
                each.stream = stream
            handler.api.dependency_overrides.clear()
