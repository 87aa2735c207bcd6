"""Routes of the log: deliveries, what did not get through, figures, comparisons with orders."""

from datetime import timedelta
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends
from aws_lambda_powertools.event_handler.openapi.params import Query

from integrations.edge import Cursors, Id, Limit, api
from integrations.log import query, wiring
from integrations.log.reconciling import Reconciling
from integrations.log.resending import Resending
from integrations.log.schemas import (
    DeliveriesOut,
    DeliveryDetail,
    DeliveryOut,
    ReconcileIn,
    ReconciliationOut,
    ReconciliationsOut,
    StatisticsOut,
    UndeliveredPageOut,
)
from integrations.log.service import LogService
from integrations.log.statistics import MOST_HOURS
from integrations.log.undelivered import Missed, UndeliveredService
from integrations.model import DeliveryState
from shared.cursor import read_after, read_cursor, write_after, write_cursor
from shared.exact import Instant
from shared.http import AskedBy

Log = Annotated[LogService, Depends(wiring.log)]
Resend = Annotated[Resending, Depends(wiring.resending)]
NotDelivered = Annotated[UndeliveredService, Depends(wiring.undelivered)]
Reconciles = Annotated[Reconciling, Depends(wiring.reconciling)]
Short = Annotated[str, Query(max_length=64)]
Named = Annotated[str, Query(min_length=1, max_length=64)]
From = Annotated[Instant | None, Query(alias="from")]
To = Annotated[Instant | None, Query(alias="to")]
LIST, MISSED = "deliveries", "undelivered"


@api.serve("GET", "/v1/deliveries", permission="integrations:read")
def list_deliveries(  # noqa: PLR0913, PLR0917 - the filters of a list are its arguments
    log: Log,
    seal: Cursors,
    integration_id: Short | None = None,
    state: DeliveryState | None = None,
    event_type: Short | None = None,
    order: Short | None = None,
    status_class: query.StatusClass | None = None,
    error_class: Short | None = None,
    replay_id: Short | None = None,
    first: From = None,
    until: To = None,
    limit: Limit = 50,
    cursor: str | None = None,
) -> DeliveriesOut:
    """List deliveries newest first; all filters may be combined, `order` is an id or a number."""
    wish = query.Query(
        integration_id=integration_id,
        state=state,
        event_type=event_type,
        order=order,
        status_class=status_class,
        error_class=error_class,
        replay_id=replay_id,
        first=first,
        until=until,
    )
    page = log.newest(wish, limit=limit, after=read_after(seal, LIST, cursor))
    return DeliveriesOut(
        items=[DeliveryOut.of(each) for each in page.deliveries],
        next_cursor=write_after(seal, LIST, page.after),
    )


@api.serve("GET", "/v1/deliveries/<delivery_id>", permission="integrations:read")
def get_delivery(delivery_id: Id, log: Log) -> DeliveryDetail:
    """Read one delivery with all its attempts: what was sent and what came back."""
    return DeliveryDetail.of(*log.get(delivery_id))


@api.serve(
    "POST", "/v1/deliveries/<delivery_id>/resend", permission="integrations:write", status=201
)
def resend_delivery(delivery_id: Id, resending: Resend, asked: AskedBy) -> DeliveryOut:
    """Send an event again as a delivery of its own, under the same event id."""
    return DeliveryOut.of(resending.resend(delivery_id, asked))


@api.serve("GET", "/v1/undelivered", permission="integrations:read")
def list_undelivered(  # noqa: PLR0913, PLR0917 - the filters of a list are its arguments
    undelivered: NotDelivered,
    seal: Cursors,
    integration_id: Named | None = None,
    first: From = None,
    until: To = None,
    older_than_minutes: Annotated[int, Query(ge=0, le=43_200)] = 60,
    limit: Limit = 50,
    cursor: str | None = None,
) -> UndeliveredPageOut:
    """List events that failed, were skipped, are held or have no delivery, newest first."""
    age = timedelta(minutes=older_than_minutes)
    position = read_cursor(seal, MISSED, cursor)
    wish = Missed(integration_id, first, until, age, limit)
    page = undelivered.newest(wish, position)
    return UndeliveredPageOut.of(page.items, write_cursor(seal, MISSED, page.position))


@api.serve("GET", "/v1/integrations/<integration_id>/statistics", permission="integrations:read")
def get_statistics(
    integration_id: Id, log: Log, hours: Annotated[int, Query(ge=1, le=MOST_HOURS)] = 24
) -> StatisticsOut:
    """Give success rate and latency of the last hours, hour by hour and together."""
    return StatisticsOut.of(integration_id, log.statistics(integration_id, hours))


@api.serve("POST", "/v1/reconciliations", permission="integrations:write", status=202)
def reconcile(body: ReconcileIn, reconciling: Reconciles, asked: AskedBy) -> ReconciliationOut:
    """Compare orders with the events told of them, and tell what is missing, in the background."""
    return ReconciliationOut.of(reconciling.begin(body.first, body.until, asked))


@api.serve("GET", "/v1/reconciliations", permission="integrations:read")
def list_reconciliations(reconciling: Reconciles) -> ReconciliationsOut:
    """List the latest comparisons, newest first."""
    return ReconciliationsOut(items=[ReconciliationOut.of(each) for each in reconciling.latest()])


@api.serve("GET", "/v1/reconciliations/<reconciliation_id>", permission="integrations:read")
def get_reconciliation(reconciliation_id: Id, reconciling: Reconciles) -> ReconciliationOut:
    """Read one comparison and how far it has come."""
    return ReconciliationOut.of(reconciling.get(reconciliation_id))
