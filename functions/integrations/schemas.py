"""The shapes of integrations on the wire. Unknown fields are refused."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, Field

from integrations.changes import MOST_OVERLAP_H
from integrations.engine.breaker import BreakerState
from integrations.engine.health import Health
from integrations.filters import Filter, check_size
from integrations.headers import MASK
from integrations.model import (
    MAX_ADDRESS,
    MAX_RECIPIENTS,
    Integration,
    IntegrationState,
    Limits,
    Messaging,
    Notice,
    QuietHours,
)
from integrations.payload import Payload
from integrations.service import NewIntegration, Shown
from shared.events import EVENT_TYPES, EventType
from shared.exact import Flag, OnTheClock
from shared.texts import Typed

Name = Annotated[str, Field(min_length=1, max_length=100)]
EventTypes = Annotated[
    tuple[EventType, ...],
    Field(min_length=1, max_length=len(EVENT_TYPES)),
    AfterValidator(lambda given: tuple(dict.fromkeys(given))),  # each once
]
Wanted = Annotated[Filter, AfterValidator(check_size)]
Headers = dict[str, str]
Credentials = dict[
    Annotated[str, Field(max_length=40)], Annotated[str, Field(max_length=4096)] | None
]
Rate = Annotated[int, Field(ge=1, le=30_000, strict=True)]
Concurrency = Annotated[int, Field(ge=1, le=50, strict=True)]
Timeout = Annotated[int, Field(ge=1, le=30, strict=True)]


class LimitsIn(Typed):
    """How much an integration may be sent; what is not named has its default."""

    rate_per_minute: Rate = 600
    concurrency: Concurrency = 10
    timeout_s: Timeout = 15

    def limits(self) -> Limits:
        """Give the limits."""
        return Limits.model_validate(self.model_dump())


class QuietHoursIn(QuietHours, Typed):
    """When nobody is to be disturbed; times of day in the company's zone."""

    begins: OnTheClock
    ends: OnTheClock


class MessagingIn(Messaging, Typed):
    """Who gets the messages of an integration."""

    quiet_hours: QuietHoursIn | None = None
    recipients: Annotated[
        tuple[Annotated[str, Field(min_length=1, max_length=MAX_ADDRESS)], ...],
        Field(max_length=MAX_RECIPIENTS),
        AfterValidator(lambda given: tuple(dict.fromkeys(given))),
    ] = ()


class IntegrationCreate(Typed):
    """A new integration; which settings it takes depends on its kind."""

    kind: Annotated[str, Field(min_length=1, max_length=20)]
    name: Name
    event_types: EventTypes
    settings: dict[str, Any]
    filter: Wanted | None = None
    headers: Headers = Field(default={})
    limits: LimitsIn = LimitsIn()
    serial: Flag = False
    payload: Payload = "full"
    credentials: Credentials = Field(default={})
    messaging: MessagingIn | None = None

    def wish(self) -> NewIntegration:
        """Give what the integration is to be made of."""
        return NewIntegration(
            kind=self.kind,
            name=self.name,
            event_types=self.event_types,
            settings=self.settings,
            filter=self.filter,
            headers=self.headers,
            limits=self.limits.limits(),
            serial=self.serial,
            payload=self.payload,
            credentials=self.credentials,
            messaging=self.messaging,
        )


class IntegrationEdit(Typed):
    """Fields to change; only those sent are changed. A filter of null takes the filter away.

    So does null for one of the credentials; those that are not named stay.
    """

    name: Name | None = None
    event_types: EventTypes | None = None
    settings: dict[str, Any] | None = None
    filter: Wanted | None = None
    headers: Headers | None = None
    limits: LimitsIn | None = None
    serial: Flag | None = None
    payload: Payload | None = None
    credentials: Credentials | None = None
    messaging: MessagingIn | None = None
    state: IntegrationState | None = None

    def fields(self) -> dict[str, Any]:
        """Give the fields to change."""
        given = {name: getattr(self, name) for name in self.model_fields_set}
        if self.limits is not None:
            given["limits"] = self.limits.limits()
        return {n: value for n, value in given.items() if value is not None or n == "filter"}


class ResumeIn(Typed):
    """What becomes of the deliveries that were held: `none` leaves them in the log, held."""

    release: Literal["all", "none"] = "all"


class RotateIn(Typed):
    """For how many hours the secret before the new one signs too."""

    overlap_hours: Annotated[int, Field(ge=0, le=MOST_OVERLAP_H, strict=True)] = 24


class SecretOut(BaseModel):
    """A signing secret, as far as it is ever shown: its dates."""

    created_at: datetime
    expires_at: datetime | None


class PartnerHealthOut(BaseModel):
    """How an integration fares."""

    breaker: BreakerState
    opened_at: datetime | None
    next_probe_at: datetime | None
    failures_in_row: int
    failing_since: datetime | None
    last_success_at: datetime | None
    last_failure_at: datetime | None
    is_slowed: bool

    @classmethod
    def of(cls, health: Health) -> "PartnerHealthOut":
        """Show how an integration fares."""
        return cls(
            breaker=health.breaker.state,
            opened_at=health.breaker.opened_at,
            next_probe_at=health.breaker.next_probe_at,
            failures_in_row=health.failures_in_row,
            failing_since=health.failing_since,
            last_success_at=health.last_success_at,
            last_failure_at=health.last_failure_at,
            is_slowed=health.pace.slow > 0,
        )


class IntegrationOut(BaseModel):
    """An integration; its secrets are not part of it, nor the values of secret headers."""

    id: str
    kind: str
    name: str
    event_types: tuple[str, ...]
    filter: Filter | None
    settings: Mapping[str, Any]
    headers: Mapping[str, str]
    limits: Limits
    serial: bool
    payload: Payload | None
    """Null where the kind makes something else of an event."""
    secrets: list[SecretOut]
    credentials: Mapping[str, str]
    """Which there are; the values are never shown."""
    messaging: Messaging | None
    state: IntegrationState
    disabled_reason: str | None
    health: PartnerHealthOut
    version: int
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, shown: Shown) -> "IntegrationOut":
        """Show an integration."""
        return cls(**_fields(shown.integration), health=PartnerHealthOut.of(shown.health))


class IntegrationWithSecret(IntegrationOut):
    """An integration with its new signing secret, shown this once.

    A request repeated under its key is answered without the secret.
    """

    secret: str | None

    @classmethod
    def of(cls, shown: Shown) -> "IntegrationWithSecret":
        """Show an integration and its new secret."""
        health = PartnerHealthOut.of(shown.health)
        return cls(**_fields(shown.integration), health=health, secret=shown.secret)


class IntegrationsOut(BaseModel):
    """All integrations, oldest first."""

    items: list[IntegrationOut]
    next_cursor: str | None = None


class NoticesOut(BaseModel):
    """What admins were told of an integration, newest first."""

    items: list[Notice]
    next_cursor: str | None = None


def _fields(integration: Integration) -> dict[str, Any]:
    return {
        "id": integration.id,
        "kind": integration.kind,
        "name": integration.name,
        "event_types": integration.event_types,
        "filter": integration.filter,
        "settings": integration.settings,
        "headers": {each.name: each.value or MASK for each in integration.headers},
        "limits": integration.limits,
        "serial": integration.serial,
        "payload": integration.payload,
        "secrets": [
            SecretOut(created_at=each.created_at, expires_at=each.expires_at)
            for each in integration.secrets
        ],
        "credentials": dict.fromkeys(integration.credentials, MASK),
        "messaging": integration.messaging,
        "state": integration.state,
        "disabled_reason": integration.disabled_reason,
        "version": integration.version,
        "created_at": integration.created_at,
        "updated_at": integration.updated_at,
    }
