"""Integrations, deliveries and attempts. Frozen: every change gives a new value."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

KEEP_DAYS: Final = 90
MAX_INTEGRATIONS: Final = 200


class IntegrationState(StrEnum):
    """Whether events go out; a paused or disabled integration's are held, never dropped."""

    ENABLED = "enabled"
    PAUSED = "paused"
    DISABLED = "disabled"


class DeliveryState(StrEnum):
    """Where one event for one integration stands."""

    PENDING = "pending"
    HELD = "held"
    RETRYING = "retrying"
    DELIVERED = "delivered"
    FAILED = "failed"


OPEN: Final = frozenset({DeliveryState.PENDING, DeliveryState.HELD, DeliveryState.RETRYING})


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Integration(_Frozen):
    """A partner's end point or channel that wants events."""

    id: str
    kind: str
    name: str
    event_types: tuple[str, ...]
    settings: Mapping[str, Any]
    state: IntegrationState = IntegrationState.ENABLED
    secret: bytes
    """The signing secret, encrypted by KMS with this integration's id as context."""
    releases_held: bool = False
    """Set on resume: the sweeper lets the held deliveries go."""
    version: int = 1
    created_at: datetime
    updated_at: datetime

    def wants(self, event_type: str) -> bool:
        """Tell whether events of a type go here."""
        return event_type in self.event_types


class Attempt(_Frozen):
    """One try to deliver: what the log shows of it."""

    number: int
    started_at: datetime
    duration_ms: int
    status: int | None
    bytes_sent: int
    bytes_received: int
    error: str | None
    error_class: str | None
    retry_reason: str | None = None
    next_attempt_at: datetime | None = None


class Delivery(_Frozen):
    """One event for one integration, with the attempts made so far."""

    id: str
    integration_id: str
    integration_name: str
    kind: str
    event_id: str
    event_type: str
    order_id: str
    order_number: str
    state: DeliveryState
    attempt_count: int = 0
    attempts: tuple[Attempt, ...] = ()
    created_at: datetime
    due_at: datetime | None
    """When the sweeper sends it again unless it was finished; None once it is finished or held."""
    finished_at: datetime | None = None
    ended_because: str | None = None
    """Why it ended without a last attempt."""
