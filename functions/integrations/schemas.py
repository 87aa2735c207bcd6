"""The shapes of integrations on the wire. Unknown fields are refused."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from integrations.model import Integration, IntegrationState
from shared.events import EVENT_TYPES

EventType = Literal[
    "order.created", "order.updated", "order.completed", "order.cancelled", "order.reopened"
]
Name = Annotated[str, Field(min_length=1, max_length=100)]
EventTypes = Annotated[
    tuple[EventType, ...],
    Field(min_length=1, max_length=len(EVENT_TYPES)),
    AfterValidator(lambda given: tuple(dict.fromkeys(given))),  # each once
]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class IntegrationCreate(_In):
    """A new integration; which settings it takes depends on its kind."""

    kind: Literal["webhook"]
    name: Name
    event_types: EventTypes
    settings: dict[str, Any]


class IntegrationEdit(_In):
    """Fields to change; only those sent are changed."""

    name: Name | None = None
    event_types: EventTypes | None = None
    settings: dict[str, Any] | None = None
    state: IntegrationState | None = None

    def fields(self) -> dict[str, Any]:
        """Give the fields to change."""
        given = {name: getattr(self, name) for name in self.model_fields_set}
        return {name: value for name, value in given.items() if value is not None}


class IntegrationOut(BaseModel):
    """An integration; its secret is not part of it."""

    id: str
    kind: str
    name: str
    event_types: tuple[str, ...]
    settings: Mapping[str, Any]
    state: IntegrationState
    version: int
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, integration: Integration) -> "IntegrationOut":
        """Show an integration."""
        return cls.model_validate(integration.model_dump(exclude={"secret", "releases_held"}))


class IntegrationCreated(IntegrationOut):
    """A new integration with its signing secret, shown this once."""

    secret: str


class IntegrationsOut(BaseModel):
    """All integrations, oldest first."""

    items: list[IntegrationOut]
    next_cursor: str | None = None


class EventTypeOut(BaseModel):
    """One type of event: its name, what it means, and the JSON Schema of its envelope."""

    type: str
    title: Mapping[str, str]
    description: str
    json_schema: Mapping[str, Any] = Field(alias="schema", serialization_alias="schema")


class EventTypesOut(BaseModel):
    """The catalogue of events."""

    items: list[EventTypeOut]
    next_cursor: str | None = None


class MeOut(BaseModel):
    """Who is asking, and what they may do."""

    kind: str
    id: str
    name: str
    email: str | None
    """Of a web user; a key has none."""
    roles: tuple[str, ...]
    scopes: tuple[str, ...]
    permissions: list[str]
    technician_id: str | None
    """The technician that a web user is linked to."""
