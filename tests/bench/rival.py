"""What a bare function would do: a dict of routes, pydantic for the body, a dict for the answer.

It uses the room's own shapes and service, so that only the edge differs.
"""

from collections.abc import Callable
from typing import Any

from orders.answers import OrderOut, OrderRow, OrderRowsOut
from orders.queries import OrderQuery
from orders.reading import OrderReading
from orders.schemas import OrderCreate, TransitionIn
from orders.service import OrderService
from shared.asked import Asked
from shared.auth import Actor
from shared.clock import now

ASKED = Asked(Actor(kind="user", id="alice", name="Alice", roles=("admin",)))
Routes = dict[str, Callable[[dict[str, Any]], str]]


def routes(orders: OrderService, reading: OrderReading | None = None) -> Routes:
    """Give the routes over a service."""

    def create(event: dict[str, Any]) -> str:
        body = OrderCreate.model_validate_json(event["body"])
        made = orders.create(body.wish(), ASKED)
        return OrderOut.from_order(made, made.updated_at).model_dump_json(by_alias=True)

    def get(event: dict[str, Any]) -> str:
        order = orders.get(event["pathParameters"]["proxy"], ASKED)
        return OrderOut.from_order(order, now()).model_dump_json(by_alias=True)

    def move(event: dict[str, Any]) -> str:
        body = TransitionIn.model_validate_json(event["body"])
        moved = orders.move(event["pathParameters"]["proxy"], body.wish(), ASKED)
        return OrderOut.from_order(moved, moved.updated_at).model_dump_json(by_alias=True)

    def listed(_: dict[str, Any]) -> str:
        page = reading.page(OrderQuery(), ASKED.actor, limit=50, after=None) if reading else None
        rows = [OrderRow.of(row, now()) for row in page.rows] if page else []
        return OrderRowsOut(items=rows, next_cursor=None).model_dump_json()

    return {
        "POST /v1/orders": create,
        "GET /v1/orders/{id}": get,
        "POST /v1/orders/{id}/transitions": move,
        "GET /v1/orders": listed,
    }


def handle(known: Routes, event: dict[str, Any]) -> dict[str, Any]:
    """Answer one event."""
    return {
        "statusCode": 200,
        "headers": {"content-type": "application/json"},
        "body": known[event["routeKey"]](event),
    }
