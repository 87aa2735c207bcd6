"""HTTP edge of the orders room: orders here, the sub-rooms' routes beside."""

from typing import Annotated, Literal

from aws_lambda_powertools.event_handler import Depends
from aws_lambda_powertools.event_handler.openapi.params import Query

from orders import wiring
from orders.answers import HealthOut, OrderOut, OrderRow, OrderRowsOut, OriginsOut
from orders.edge import Id, Limit, api, card, done
from orders.files import routes as files_routes
from orders.intake import routes as intake_routes
from orders.model import Priority, Status
from orders.origins import OriginService
from orders.people import routes as people_routes
from orders.ports import OrderRows
from orders.queries import OrderQuery, Sort
from orders.reading import OrderReading, fingerprint
from orders.schemas import OrderCreate, OrderEdit, PaymentIn, TransitionIn
from orders.service import OrderService
from orders.sla import routes as sla_routes
from shared.auth import PUBLIC
from shared.clock import now
from shared.cursor import read_after, write_after
from shared.exact import Instant
from shared.http import AskedAtVersion, AskedBy, CurrentActor
from shared.signing import Seal

Orders = Annotated[OrderService, Depends(wiring.orders)]
Found = Annotated[OriginService, Depends(wiring.origins)]
Reading = Annotated[OrderReading, Depends(wiring.reading)]
Cursors = Annotated[Seal, Depends(wiring.seal)]
Words = Annotated[str, Query(max_length=200)]
Moment = Annotated[Instant, Query()]
Ids = Annotated[str, Query(max_length=64)]

SUB_ROOMS = (people_routes, sla_routes, files_routes, intake_routes)
"""Importing a sub-room's routes registers them."""


@api.serve("POST", "/v1/orders", permission="orders:write", status=201)
def create_order(body: OrderCreate, orders: Orders, asked: AskedBy) -> OrderOut:
    """Create an order; its customer is found by phone or made."""
    return done(orders, orders.create(body.wish(), asked))


@api.serve("GET", "/v1/orders", permission="orders:read")
def list_orders(  # noqa: PLR0913 - one parameter for each filter
    *,
    reading: Reading,
    seal: Cursors,
    actor: CurrentActor,
    q: Words | None = None,
    status: Annotated[list[Status] | None, Query()] = None,
    technician_id: Ids | None = None,
    customer_id: Ids | None = None,
    priority: Annotated[list[Priority] | None, Query()] = None,
    type: Annotated[list[str] | None, Query()] = None,  # noqa: A002 - the field's name
    zone: Annotated[list[str] | None, Query()] = None,
    created_from: Moment | None = None,
    created_to: Moment | None = None,
    updated_since: Moment | None = None,
    overdue: Annotated[bool, Query()] = False,
    sort: Sort = "created",
    order: Literal["asc", "desc"] = "desc",
    limit: Limit = 50,
    cursor: str | None = None,
) -> OrderRowsOut:
    """List orders by filters that are all to hold; `q` finds by what is at hand, among them."""
    query = OrderQuery(
        words=q,
        statuses=frozenset(each.value for each in status or ()),
        technician_id=technician_id,
        customer_id=customer_id,
        priorities=frozenset(priority or ()),
        types=frozenset(type or ()),
        zones=frozenset(zone or ()),
        created_from=created_from,
        created_to=created_to,
        updated_since=updated_since,
        overdue_at=now() if overdue else None,
        sort=sort,
        descending=order == "desc",
    )
    name = f"orders:{fingerprint(query)}"
    page = reading.page(query, actor, limit=limit, after=read_after(seal, name, cursor))
    return _shown(page, write_after(seal, name, page.after))


@api.serve("GET", "/v1/orders/<order_id>", permission="orders:read")
def get_order(order_id: Id, orders: Orders, asked: AskedBy) -> OrderOut:
    """Read one order with its history and the moves that are allowed now."""
    return card(orders, orders.get(order_id, asked))


@api.serve("GET", "/v1/orders/<order_id>/origins", permission="orders:read")
def get_origins(order_id: Id, origins: Found, asked: AskedBy) -> OriginsOut:
    """Read what an order comes from: of a rework what was done, also for who may not open it."""
    return OriginsOut.of(origins.get(order_id, asked))


@api.serve("PATCH", "/v1/orders/<order_id>", permission="orders:write")
def edit_order(order_id: Id, body: OrderEdit, orders: Orders, asked: AskedAtVersion) -> OrderOut:
    """Change fields of the order; If-Match names the version that was changed."""
    return card(orders, orders.edit(order_id, body.fields(), asked))


@api.serve("POST", "/v1/orders/<order_id>/transitions", permission="orders:work")
def move_order(order_id: Id, body: TransitionIn, orders: Orders, asked: AskedBy) -> OrderOut:
    """Move the order to another state, by the rights of the life cycle."""
    return done(orders, orders.move(order_id, body.wish(), asked))


@api.serve("POST", "/v1/orders/<order_id>/payments", permission="payments:write", status=201)
def pay_order(order_id: Id, body: PaymentIn, orders: Orders, asked: AskedBy) -> OrderOut:
    """Note a payment or a refund; what is due never goes below zero."""
    return done(orders, orders.pay(order_id, body.wish(), asked))


@api.serve("GET", "/v1/health", permission=PUBLIC)
def health() -> HealthOut:
    """Say that the API answers."""
    return HealthOut()


def _shown(page: OrderRows, cursor: str | None) -> OrderRowsOut:
    at = now()
    return OrderRowsOut(items=[OrderRow.of(row, at) for row in page.rows], next_cursor=cursor)


lambda_handler = api.handle
