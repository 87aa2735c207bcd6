"""The room's routes stand on this one Api; what they have in common is named here."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from orders.answers import OrderOut
from orders.model import Order
from orders.service import OrderService
from shared.clock import now
from shared.http import Api

api = Api("orders")

Id = Annotated[str, Path(max_length=64)]
Limit = Annotated[int, Query(ge=1, le=200)]


def card(orders: OrderService, order: Order) -> OrderOut:
    """Show an order as it stands now."""
    return OrderOut.from_order(order, now(), orders.clocks(order))


def done(orders: OrderService, order: Order) -> OrderOut:
    """Show an order as it stood when it was written.

    A repeated request is to be answered byte for byte.
    """
    at = order.updated_at
    return OrderOut.from_order(order, at, orders.clocks(order, at=at))
