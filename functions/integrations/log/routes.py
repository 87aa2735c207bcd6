"""Routes of the log of deliveries."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Depends
from aws_lambda_powertools.event_handler.openapi.params import Query

from integrations import wiring
from integrations.edge import Cursors, Id, Limit, api
from integrations.log.schemas import DeliveriesOut, DeliveryDetail, DeliveryOut
from integrations.log.service import LogService
from integrations.model import DeliveryState
from shared.cursor import read_cursor, write_cursor

Log = Annotated[LogService, Depends(wiring.log)]
LIST = "deliveries"


@api.serve("GET", "/v1/deliveries", permission="integrations:read")
def list_deliveries(
    log: Log,
    seal: Cursors,
    integration_id: Annotated[str, Query(max_length=64)] | None = None,
    state: DeliveryState | None = None,
    limit: Limit = 50,
    cursor: str | None = None,
) -> DeliveriesOut:
    """List deliveries newest first, of one integration or of all."""
    position = read_cursor(seal, LIST, cursor)
    after = position["after"] if position else None
    page = log.newest(integration_id, limit=limit, after=after, state=state)
    return DeliveriesOut(
        items=[DeliveryOut.model_validate(each.model_dump()) for each in page.deliveries],
        next_cursor=write_cursor(seal, LIST, {"after": page.after} if page.after else None),
    )


@api.serve("GET", "/v1/deliveries/<delivery_id>", permission="integrations:read")
def get_delivery(delivery_id: Id, log: Log) -> DeliveryDetail:
    """Read one delivery with all its attempts: what was sent and what came back."""
    return DeliveryDetail.of(*log.get(delivery_id))
