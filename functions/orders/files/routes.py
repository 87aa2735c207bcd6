"""Routes of attachments."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Depends, Request, Response

from orders import wiring
from orders.answers import OrderOut
from orders.edge import Id, api, done
from orders.files.schemas import AnnouncedOut, AttachmentIn
from orders.files.service import AttachmentService
from orders.service import OrderService
from shared.http import AskedBy, lead_to

Orders = Annotated[OrderService, Depends(wiring.orders)]
Attachments = Annotated[AttachmentService, Depends(wiring.attachments)]
BASE = "/v1/orders/<order_id>/attachments"


@api.serve("POST", BASE, permission="orders:work", status=201)
def announce_attachment(
    order_id: Id, body: AttachmentIn, attachments: Attachments, asked: AskedBy
) -> AnnouncedOut:
    """Announce a file and get a link that takes this file and no other, for 15 minutes."""
    return AnnouncedOut.of(*attachments.announce(order_id, body.file(), asked))


@api.serve("POST", f"{BASE}/<attachment_id>/done", permission="orders:work")
def finish_attachment(
    order_id: Id, attachment_id: Id, attachments: Attachments, orders: Orders, asked: AskedBy
) -> OrderOut:
    """Check what was uploaded and list it on the order."""
    return done(orders, attachments.finish(order_id, attachment_id, asked))


@api.serve("GET", f"{BASE}/<attachment_id>", permission="orders:read", status=302)
def get_attachment(
    order_id: Id, attachment_id: Id, attachments: Attachments, asked: AskedBy, request: Request
) -> Response[str]:
    """Lead to the file by a link that lives for ten minutes."""
    link = attachments.link(order_id, attachment_id, asked)
    extra = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
    return lead_to(request, link, extra=extra)


@api.serve("DELETE", f"{BASE}/<attachment_id>", permission="orders:write")
def detach_attachment(
    order_id: Id, attachment_id: Id, attachments: Attachments, orders: Orders, asked: AskedBy
) -> OrderOut:
    """Take the file off the order; it is gone for good after 30 days."""
    return done(orders, attachments.detach(order_id, attachment_id, asked))
