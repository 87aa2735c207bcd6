"""HTTP edge of the orders room: orders, customers, technicians."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Depends
from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from orders import model, wiring
from orders.schemas import (
    CustomerOut,
    HealthOut,
    OrderCreate,
    OrderEdit,
    OrderOut,
    OrderRow,
    OrderRowsOut,
    TechnicianIn,
    TechnicianOut,
    TechniciansOut,
    TransitionIn,
)
from orders.service import OrderService
from orders.staff import DirectoryService
from shared.auth import PUBLIC, Actor
from shared.cursor import read_cursor, write_cursor
from shared.http import Api, CurrentActor, GivenVersion, IdempotencyKey, RequiredVersion
from shared.signing import Seal

api = Api("orders")
Orders = Annotated[OrderService, Depends(wiring.orders)]
People = Annotated[DirectoryService, Depends(wiring.directory)]
Cursors = Annotated[Seal, Depends(wiring.seal)]
Id = Annotated[str, Path(max_length=64)]
Limit = Annotated[int, Query(ge=1, le=200)]
LIST = "orders"


def _who(actor: Actor) -> model.Actor:
    return model.Actor(kind=actor.kind, id=actor.id, name=actor.name)


@api.serve("POST", "/v1/orders", permission="orders:write", status=201)
def create_order(
    body: OrderCreate, orders: Orders, actor: CurrentActor, key: IdempotencyKey
) -> OrderOut:
    """Create an order; its customer is found by phone or made."""
    return OrderOut.from_order(orders.create(body.wish(), _who(actor), key))


@api.serve("GET", "/v1/orders", permission="orders:read")
def list_orders(
    orders: Orders,
    seal: Cursors,
    limit: Limit = 50,
    cursor: str | None = None,
    status: model.Status | None = None,
) -> OrderRowsOut:
    """List orders newest first."""
    position = read_cursor(seal, LIST, cursor)
    page = orders.newest(limit=limit, after=position["after"] if position else None, status=status)
    return OrderRowsOut(
        items=[OrderRow.of(row) for row in page.rows],
        next_cursor=write_cursor(seal, LIST, {"after": page.after} if page.after else None),
    )


@api.serve("GET", "/v1/orders/<order_id>", permission="orders:read")
def get_order(order_id: Id, orders: Orders) -> OrderOut:
    """Read one order with its history and the moves that are allowed now."""
    return OrderOut.from_order(orders.get(order_id))


@api.serve("PATCH", "/v1/orders/<order_id>", permission="orders:write")
def edit_order(
    order_id: Id, body: OrderEdit, version: RequiredVersion, orders: Orders, actor: CurrentActor
) -> OrderOut:
    """Change fields of the order; If-Match names the version that was changed."""
    return OrderOut.from_order(orders.edit(order_id, version, body.fields(), _who(actor)))


@api.serve("POST", "/v1/orders/<order_id>/transitions", permission="orders:write")
def move_order(
    order_id: Id, body: TransitionIn, version: GivenVersion, orders: Orders, actor: CurrentActor
) -> OrderOut:
    """Move the order to another state."""
    return OrderOut.from_order(orders.move(order_id, version, body.wish(), _who(actor)))


@api.serve("GET", "/v1/customers/<customer_id>", permission="orders:read")
def get_customer(customer_id: Id, people: People) -> CustomerOut:
    """Read one customer."""
    return CustomerOut.model_validate(people.customer(customer_id).model_dump())


@api.serve("GET", "/v1/technicians", permission="orders:read")
def list_technicians(people: People) -> TechniciansOut:
    """List all technicians by name."""
    everyone = [TechnicianOut.model_validate(each.model_dump()) for each in people.technicians()]
    return TechniciansOut(items=everyone)


@api.serve("POST", "/v1/technicians", permission="technicians:write", status=201)
def add_technician(body: TechnicianIn, people: People) -> TechnicianOut:
    """Take on a technician."""
    made = people.add_technician(body.name, body.phone, body.skills)
    return TechnicianOut.model_validate(made.model_dump())


@api.serve("GET", "/v1/health", permission=PUBLIC)
def health() -> HealthOut:
    """Say that the API answers."""
    return HealthOut()


lambda_handler = api.handle
