"""What can be done with the attachments of an order. No AWS here: storage comes as ports.

A file takes three steps: it is announced and its upload permitted, it is uploaded past us, and it
is checked and listed. Only the last one changes the order.
"""

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from orders.attachments import (
    Attachment,
    FileFacts,
    check_file,
    check_room,
    found,
    with_attachment,
)
from orders.entries import who
from orders.files.content import HEAD_BYTES, is_what_it_says
from orders.files.ports import Announcements, Objects, Pending, Upload, kept_key
from orders.model import Entry, Order
from orders.ports import RequestRepeatedError
from orders.service import OrderService
from shared.asked import Asked
from shared.errors import ConflictError, InvalidError, NotFoundError, UnavailableError
from shared.requests import Request


class AttachmentService:
    """Takes in, gives out and removes attachments, each order's rights before anything else."""

    def __init__(
        self, orders: OrderService, announcements: Announcements, objects: Objects
    ) -> None:
        """Join the service of orders, the announcements and the store of objects."""
        self._orders = orders
        self._announcements = announcements
        self._objects = objects

    def announce(self, order_id: str, file: FileFacts, asked: Asked) -> tuple[Pending, Upload]:
        """Announce a file and permit its upload; the same key and body give the same file."""
        order = self._orders.get(order_id, asked)
        check_file(file)
        pending = self._announced(order, file, asked)
        return pending, self._objects.upload(pending.inbox_key, file)

    def finish(self, order_id: str, attachment_id: str, asked: Asked) -> Order:
        """Check what was uploaded and list it on the order; done twice it is done once."""
        order = self._orders.get(order_id, asked)
        if found(order.attachments, attachment_id):
            return order
        pending = self._announcements.get(order_id, attachment_id)
        if pending is None:
            raise NotFoundError(f"no upload of attachment {attachment_id} was asked for")
        self._check(pending)

        def attached(order: Order, now: datetime) -> Order:
            if found(order.attachments, attachment_id):
                return order
            new = Attachment(id=attachment_id, at=now, by=who(asked), **pending.file.model_dump())
            attachments = with_attachment(order.attachments, new)
            return order.changed(_entry(order, "attach", now, asked, new), attachments=attachments)

        return self._orders.change(order_id, attached, _of(asked, "attach", attachment_id))

    def link(self, order_id: str, attachment_id: str, asked: Asked) -> str:
        """Give a link to download an attachment that lives for minutes."""
        order = self._orders.get(order_id, asked)
        attachment = _wanted(order, attachment_id)
        return self._objects.link(kept_key(order.id, attachment.id), attachment)

    def detach(self, order_id: str, attachment_id: str, asked: Asked) -> Order:
        """Take an attachment off the order and remove its object."""

        def detached(order: Order, now: datetime) -> Order:
            old = _wanted(order, attachment_id)
            attachments = tuple(each for each in order.attachments if each.id != attachment_id)
            return order.changed(_entry(order, "detach", now, asked, old), attachments=attachments)

        order = self._orders.change(order_id, detached, _of(asked, "detach", attachment_id))
        # After the order: cut off in between, an object stays that nobody can reach. The other way
        # round the order would list a file that is gone.
        self._objects.remove(kept_key(order_id, attachment_id))
        return order

    def _announced(self, order: Order, file: FileFacts, asked: Asked) -> Pending:
        request = Request.of(asked.actor.id, asked.key, "attachment", order.id, asked.body)
        if request and (earlier := self._announcements.answered(request)):
            return earlier
        # Checked again when it is listed; here it spares an upload in vain.
        check_room(order.attachments)
        pending = Pending(f"att_{uuid4().hex}", order.id, file)
        try:
            self._announcements.add(pending, request=request)
        except RequestRepeatedError as error:
            again = request and self._announcements.answered(request)
            if not again:
                raise UnavailableError("the same request is being carried out") from error
            return again
        return pending

    def _check(self, pending: Pending) -> None:
        stored = self._objects.look(pending.inbox_key)
        if stored is None:
            raise ConflictError("nothing was uploaded yet, or it was too long ago")
        if difference := stored.differs_from(pending.file):
            raise ConflictError(f"what was uploaded is not what was announced: {difference}")
        head = self._objects.head(pending.inbox_key, stored.etag, HEAD_BYTES)
        if head is not None and not is_what_it_says(pending.file.mime, head):
            self._objects.remove(pending.inbox_key)
            rule = "is not what the file's first bytes say; it was removed"
            raise InvalidError.of("mime", pending.file.mime, rule)
        if head is None or not self._objects.keep(pending, stored.etag):
            raise ConflictError("it is being uploaded again; try when that is done")


def _wanted(order: Order, attachment_id: str) -> Attachment:
    attachment = found(order.attachments, attachment_id)
    if attachment is None:
        raise NotFoundError(f"order {order.id} has no attachment {attachment_id}")
    return attachment


def _of(asked: Asked, *parts: str) -> Asked:
    # These requests have no body that would tell them apart under one key.
    return replace(asked, body="\n".join((*parts, asked.body)))


def _entry(
    order: Order,
    action: str,
    now: datetime,
    asked: Asked,
    file: Attachment,
) -> Entry:
    return Entry.model_validate(
        {
            "action": action,
            "at": now,
            "recorded_at": now,
            "actor": who(asked),
            "reason": file.name,
            "fields": (file.id,),
            "version": order.version + 1,
        }
    )
