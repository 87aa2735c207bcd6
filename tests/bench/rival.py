"""What a bare function would do: a dict of routes, pydantic for the body, a dict for the answer.

It uses the room's own shapes and service, so that only the edge differs.
"""

from collections.abc import Callable
from typing import Any

from orders import model
from orders.schemas import OrderCreate, OrderOut
from orders.service import OrderService

BARE_ACTOR = model.Actor(kind="user", id="alice", name="Alice")
Routes = dict[str, Callable[[dict[str, Any]], str]]


def routes(orders: OrderService) -> Routes:
    """Give the two routes over a service."""

    def create(event: dict[str, Any]) -> str:
        body = OrderCreate.model_validate_json(event["body"])
        return OrderOut.from_order(orders.create(body.wish(), BARE_ACTOR, None)).model_dump_json(
            by_alias=True
        )

    def get(event: dict[str, Any]) -> str:
        order_id = event["pathParameters"]["proxy"]
        return OrderOut.from_order(orders.get(order_id)).model_dump_json(by_alias=True)

    return {"POST /v1/orders": create, "GET /v1/orders/{id}": get}


def handle(known: Routes, event: dict[str, Any]) -> dict[str, Any]:
    """Answer one event."""
    return {
        "statusCode": 200,
        "headers": {"content-type": "application/json"},
        "body": known[event["routeKey"]](event),
    }
