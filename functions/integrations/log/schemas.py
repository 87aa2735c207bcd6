"""The shapes of the log on the wire."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from integrations.model import Attempt, Delivery, DeliveryState


class DeliveryOut(Delivery):
    """A delivery with a summary of each attempt."""


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


class DeliveryDetail(BaseModel):
    """A delivery with the full records of its attempts."""

    id: str
    integration_id: str
    integration_name: str
    kind: str
    event_id: str
    event_type: str
    order_id: str
    order_number: str
    state: DeliveryState
    attempt_count: int
    attempts: list[AttemptRecord]
    created_at: datetime
    due_at: datetime | None
    finished_at: datetime | None
    ended_because: str | None

    @classmethod
    def of(cls, delivery: Delivery, records: list[Mapping[str, Any]]) -> "DeliveryDetail":
        """Show a delivery."""
        whole = delivery.model_dump(exclude={"attempts"})
        return cls.model_validate({**whole, "attempts": records})
