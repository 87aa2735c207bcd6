"""A day's work on orders: CPU time of a move and of a list of fifty, and the units of every path.

CPU is measured like in `warm`: the whole of our function over a stub client, against a bare
function with the same service. Units are those that docs/scale.md states and its test checks.
"""

import json
from collections.abc import Callable
from typing import Any

from orders import handler, wiring
from orders.lists import DynamoOrderLists
from orders.people.storage import DynamoDirectory
from orders.reading import OrderReading
from shared.item import to_wire
from shared.table import Table
from tests.bench import rival, warm
from tests.bench.report import Row, micro
from tests.bench.rounds import Spread, compare, ratio
from tests.bench.stub import StubDynamo
from tests.http import event
from tests.orders.firm import bills
from tests.shared.dynamo import fresh_dynamo

ROWS = 50
CANCEL = {"to": "cancelled", "reason": "передумал", "cancelled_by": "customer"}


class Pages(StubDynamo):
    """Gives the same page of rows to every query."""

    def __init__(self) -> None:
        super().__init__()
        moment = "2026-11-22T08:00:00.000Z"
        row = {
            "pk": "ORDER#ord_1",
            "version": 3,
            "type": "paid",
            "status": "scheduled",
            "priority": "normal",
            "title": "Ремонт стиральной машины",
            "currency": "RUB",
            "total": 1_090_000,
            "paid": 0,
            "customer_id": "cus_1",
            "customer_name": "Алиса Смирнова",
            "phone": "+79000000001",
            "created_at": moment,
            "updated_at": moment,
        }
        self._rows = [
            to_wire(row | {"number": str(n), "list_sk": f"{n:03d}"}) for n in range(ROWS, 0, -1)
        ]

    def query(self, **_: Any) -> dict[str, Any]:
        return {"Items": self._rows}


def measure(rounds: int, calls: int) -> list[Row]:
    """Measure a move and a list."""
    with warm.quiet():
        return [_move_row(rounds, calls), _list_row(rounds, calls)]


def _move_row(rounds: int, calls: int) -> Row:
    service = warm.real_service()
    order_id = json.loads(warm._post(service)()["body"])["id"]
    request = event("POST", f"/v1/orders/{order_id}/transitions", body=CANCEL)
    bare = request | {
        "routeKey": "POST /v1/orders/{id}/transitions",
        "pathParameters": {"proxy": order_id},
    }
    known = rival.routes(service)
    return _row(
        "move, whole",
        lambda: _answered(request, wiring.orders, service),
        lambda: rival.handle(known, bare),
        rounds,
        calls,
    )


def _list_row(rounds: int, calls: int) -> Row:
    stub = Pages()
    lists = DynamoOrderLists(Table("orders", stub), list_shards=1)
    reading = OrderReading(lists, DynamoDirectory(Table("directory", stub)))
    request = event("GET", "/v1/orders")
    known = rival.routes(warm.real_service(), reading)
    return _row(
        f"list of {ROWS}, whole",
        lambda: _answered(request, wiring.reading, reading),
        lambda: rival.handle(known, request),
        rounds,
        calls,
    )


def _answered(request: dict[str, Any], needed: Callable[[], Any], given: Any) -> dict[str, Any]:
    handler.api.dependency_overrides[needed] = lambda: given
    handler.api.dependency_overrides[wiring.seal] = lambda: None
    return warm._good(handler.lambda_handler(request, None), 200)


def _row(
    what: str, ours: Callable[[], Any], bare: Callable[[], Any], rounds: int, calls: int
) -> Row:
    timings = compare({"ours": ours, "bare": bare}, rounds=rounds, calls=calls)
    spent = {name: micro(Spread.of(values).median) for name, values in timings.items()}
    against = f"dict router + pydantic {spent['bare']}"
    return Row(what, spent["ours"], against, ratio(timings, "ours", "bare"))


def units() -> list[Row]:
    """Reckon what every access path asks of DynamoDB."""
    with fresh_dynamo() as client:
        return [
            Row(name, f"{requests} requests, {read:g} read units, {write:g} write units")
            for name, (requests, read, write) in bills(client).items()
        ]
