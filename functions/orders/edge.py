"""The room's routes stand on this one Api; what they have in common is named here."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Depends, Request
from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from orders.answers import OrderOut
from orders.model import Order
from orders.service import OrderService
from orders.wishes import Asked
from shared.auth import Actor
from shared.clock import now
from shared.http import Api, current_actor, given_version, idempotency_key, required_version

api = Api("orders")

Id = Annotated[str, Path(max_length=64)]
Limit = Annotated[int, Query(ge=1, le=200)]


def asked(request: Request) -> Asked:
    """Say who asks, for which version if any is named, under which key, with which body."""
    actor: Actor = current_actor(request)
    return Asked(actor, given_version(request), idempotency_key(request), request.body or "")


def asked_at_version(request: Request) -> Asked:
    """Say the same where the version must be named."""
    required_version(request)
    return asked(request)


AskedBy = Annotated[Asked, Depends(asked)]
AskedAtVersion = Annotated[Asked, Depends(asked_at_version)]


def card(orders: OrderService, order: Order) -> OrderOut:
    """Show an order as it stands now."""
    return OrderOut.from_order(order, now(), orders.clocks(order))


def done(orders: OrderService, order: Order) -> OrderOut:
    """Show an order as it stood when it was written.

    A repeated request is to be answered byte for byte.
    """
    at = order.updated_at
    return OrderOut.from_order(order, at, orders.clocks(order, at=at))
