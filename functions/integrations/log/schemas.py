"""The shapes of the log on the wire."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from integrations.model import Attempt, Delivery, DeliveryState, Hold


class TimingOut(BaseModel):
    """How long each step took; null for a step that was not come to or not needed."""

    dns_ms: int | None
    connect_ms: int | None
    tls_ms: int | None
    first_byte_ms: int | None
    total_ms: int


class _DeliveryShown(BaseModel):
    id: str
    integration_id: str
    integration_name: str
    kind: str
    event_id: str
    event_type: str
    order_id: str | None
    order_number: str | None
    state: DeliveryState
    held_because: Hold | None
    attempt_count: int
    created_at: datetime
    due_at: datetime | None
    next_at: datetime | None
    skipped_ahead: bool
    finished_at: datetime | None
    ended_because: str | None


class DeliveryOut(_DeliveryShown):
    """A delivery with a summary of each attempt."""

    attempts: list[Attempt]


class DeliveriesOut(BaseModel):
    """A page of the log, newest first."""

    items: list[DeliveryOut]
    next_cursor: str | None


class AttemptRecord(Attempt):
    """One attempt with what was sent and what came back, cut to what is kept."""

    url: str
    request_headers: Mapping[str, str]
    request_body: str
    request_truncated: bool
    request_sha256: str
    response_headers: Mapping[str, str]
    response_body: str
    response_truncated: bool
    response_size: int | None = None
    timing: TimingOut | None = None
    remote_ip: str | None = None
    http_version: str | None = None


class DeliveryDetail(_DeliveryShown):
    """A delivery with the full records of its attempts."""

    attempts: list[AttemptRecord]

    @classmethod
    def of(cls, delivery: Delivery, records: list[Mapping[str, Any]]) -> "DeliveryDetail":
        """Show a delivery."""
        whole = delivery.model_dump(exclude={"attempts"})
        return cls.model_validate({**whole, "attempts": records})
