"""Integrations, deliveries and attempts. Frozen: every change gives a new value."""

import base64
from collections.abc import Mapping
from datetime import datetime, time
from enum import StrEnum
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from integrations.filters import Filter
from integrations.payload import Payload
from shared.events import REPORT, Envelope

KEEP_DAYS: Final = 90
MAX_INTEGRATIONS: Final = 200
TOLD_APART: Final = {"completed": "order.completed", "cancelled": "order.cancelled"}
"""The moves of which another event tells beside order.updated."""
MAX_RECIPIENTS: Final = 50
MAX_ADDRESS: Final = 254


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
    SKIPPED = "skipped"
    """Not to be sent at all; the log says why."""


class Hold(StrEnum):
    """Why a delivery is held: each is released by something else."""

    PAUSED = "paused"
    """Until somebody resumes the integration."""
    BREAKER = "breaker"
    """Until the circuit breaker closes."""
    SERIAL = "serial"
    """Until the delivery before it, of the same order, is over."""


OPEN: Final = frozenset({DeliveryState.PENDING, DeliveryState.HELD, DeliveryState.RETRYING})


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Limits(_Frozen):
    """How much an integration may be sent, and how long it may take.

    Each attempt writes the integration's health twice, and one item bears 1 000 writes a second.
    """

    rate_per_minute: int = Field(default=600, ge=1, le=30_000)
    concurrency: int = Field(default=10, ge=1, le=50)
    timeout_s: int = Field(default=15, ge=1, le=30)


Encrypted = Annotated[
    bytes,
    BeforeValidator(lambda given: base64.b64decode(given) if isinstance(given, str) else given),
    PlainSerializer(lambda kept: base64.b64encode(kept).decode(), when_used="json"),
]
"""What KMS encrypted with the integration's id as its context."""


class Secret(_Frozen):
    """A signing secret; the one before the newest signs too until it expires."""

    encrypted: Encrypted
    created_at: datetime
    expires_at: datetime | None = None


class Header(_Frozen):
    """A header of the partner's own; one that is secret is kept encrypted."""

    name: str
    value: str | None = None
    encrypted: Encrypted | None = None


class QuietHours(_Frozen):
    """When nobody is to be disturbed, in the company's zone; the end may lie on the next day."""

    begins: time
    ends: time


class Messaging(_Frozen):
    """Who gets the messages of an integration, in which language by default, and when not."""

    audience: Literal["customer", "technician", "list"] = "customer"
    recipients: tuple[str, ...] = ()
    """The fixed addresses of a list."""
    language: Literal["ru", "en"] = "ru"
    """Of whoever has not chosen one."""
    consent: Literal["required", "unless_withdrawn"] = "required"
    """Whether a customer who was never asked gets none, or only who took their consent back."""
    quiet_hours: QuietHours | None = None


class Integration(_Frozen):
    """A partner's end point or channel that wants events."""

    id: str
    kind: str
    name: str
    event_types: tuple[str, ...]
    filter: Filter | None = None
    settings: Mapping[str, Any]
    headers: tuple[Header, ...] = ()
    limits: Limits = Limits()
    serial: bool = False
    """Whether the events of one order go out one after another."""
    payload: Payload | None = "full"
    """The form of the events that go out; None where the kind makes something else of them."""
    secrets: tuple[Secret, ...] = ()
    """Newest first."""
    credentials: Mapping[str, Secret] = Field(default_factory=dict)
    """The connector's own secrets by name."""
    messaging: Messaging | None = None
    """Only of kinds that compose messages."""
    state: IntegrationState = IntegrationState.ENABLED
    disabled_reason: str | None = None
    enabled_at: datetime | None = None
    """When it was last enabled: what failed before is forgiven."""
    release_from: datetime | None = None
    """When the deliveries that were held were last to be let go."""
    version: int = 1
    created_at: datetime
    updated_at: datetime

    @property
    def goes_out(self) -> bool:
        """Tell whether events are sent, not held."""
        return self.state is IntegrationState.ENABLED

    @property
    def started_at(self) -> datetime:
        """Give since when it has been enabled without a break."""
        return self.enabled_at or self.created_at

    def recipients_of(self, event: Envelope) -> tuple[str | None, ...]:
        """Give to whom an event goes: one delivery for each; None is found when it is sent.

        A report names its readers, users by id, whom letters reach whatever the audience is.
        """
        if self.writes_to_users(event.type):
            return tuple(event.data["recipients"])
        return self.recipients

    def writes_to_users(self, event_type: str) -> bool:
        """Tell whether an event goes to users whom it names, and not to the audience."""
        return event_type == REPORT and self.kind == "email"

    @property
    def recipients(self) -> tuple[str | None, ...]:
        """Give to whom events go that name nobody."""
        listed = self.messaging.recipients if self.messaging else ()
        if self.messaging and self.messaging.audience == "list":
            return listed
        return (None,)

    @property
    def is_fetched(self) -> bool:
        """Tell whether the partner comes for what it wants, so that nothing is sent."""
        return self.settings.get("mode") == "exchange"

    def wants(self, event: Envelope) -> bool:
        """Tell whether an event goes here."""
        if self.is_fetched or event.type not in self.event_types or not self._tells(event):
            return False
        return self.filter is None or self.filter.fits(event.data)

    def _tells(self, event: Envelope) -> bool:
        """Tell whether there is anything to say: people hear of moves, and of each once."""
        if self.messaging is None or event.type != "order.updated":
            return True
        changed, order = event.data["changed_fields"], event.data["order"]
        if "status" not in changed:
            return False
        said = TOLD_APART.get(order["status"])
        reopened = "reopen_count" in changed and "order.reopened" in self.event_types
        return said not in self.event_types and not reopened

    def active_secrets(self, now: datetime) -> tuple[Secret, ...]:
        """Give the secrets that sign now, newest first."""
        return tuple(e for e in self.secrets if e.expires_at is None or e.expires_at > now)


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
    tries: int = 1
    """Two when a connection fault was tried again at once."""
    retry_reason: str | None = None
    next_attempt_at: datetime | None = None


class ProviderStatus(_Frozen):
    """What a provider told of a message after it had taken it."""

    state: Literal["queued", "sent", "delivered", "failed", "unknown"]
    code: str
    """The provider's own word."""
    at: datetime


class Delivery(_Frozen):
    """One event for one integration, with the attempts made so far."""

    id: str
    integration_id: str
    integration_name: str
    kind: str
    event_id: str
    event_type: str
    recipient: str | None = None
    """One of a list; whoever is found when it is sent has none here."""
    audience: str | None = None
    """To whom a message goes; None where no message is sent, or the integration says nothing."""
    order_id: str | None = None
    order_number: str | None = None
    state: DeliveryState
    attempt_count: int = 0
    attempts: tuple[Attempt, ...] = ()
    created_at: datetime
    due_at: datetime | None
    """When the sweeper sends it again unless it was finished; None once it is finished or held."""
    next_at: datetime | None = None
    """Before this moment it has no turn."""
    held_because: Hold | None = None
    after: str | None = None
    """In serial mode: the delivery before it of the same order."""
    skipped_ahead: bool = False
    """In serial mode: it went although the one before it was not over."""
    leased_since: datetime | None = None
    """Since when workers have taken it without bringing it to an end: a fault of ours."""
    request_id: str | None = None
    """The request that led to its event, where one did."""
    resend_of: str | None = None
    """The event's first delivery here, when this one sends it again."""
    replay_id: str | None = None
    """The replay that made it."""
    finished_at: datetime | None = None
    ended_because: str | None = None
    """Why it ended without a last attempt."""
    waits_because: str | None = None
    """Why it waits until `next_at` without an attempt."""
    provider_status: ProviderStatus | None = None
    """What became of it after the provider took it, where the provider tells."""

    @property
    def is_open(self) -> bool:
        """Tell whether it may still be delivered."""
        return self.state in OPEN


class Notice(_Frozen):
    """What admins are told of an integration; one of a kind for each spell of failing."""

    integration_id: str
    integration_name: str
    kind: str
    since: datetime
    at: datetime
    detail: str
