"""The shapes of kinds of integrations and types of events on the wire."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, Field

from integrations.connector import Kind


class EventTypeOut(BaseModel):
    """One type of event: its name, what it means, and the JSON Schema of its envelope."""

    type: str
    title: Mapping[str, str]
    description: str
    subscribable: bool
    """Whether an integration may ask for it."""
    json_schema: Mapping[str, Any] = Field(alias="schema", serialization_alias="schema")
    thin_schema: Mapping[str, Any] | None
    """Of what comes where an integration's `payload` is `thin`; null: it comes whole."""


class EventTypesOut(BaseModel):
    """The catalogue of events."""

    items: list[EventTypeOut]
    next_cursor: str | None = None


class ConnectorOut(BaseModel):
    """A kind of integration: its name and what its form is drawn from.

    Both JSON Schemas carry `x-label`, `x-hint` and `x-when`; credentials are only written.
    """

    kind: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    settings_schema: Mapping[str, Any]
    credentials_schema: Mapping[str, Any]
    signs: bool
    """Whether it has a signing secret."""
    reaches: str | None
    """What an address of it is: email, phone, chat; null when events go out, not messages."""

    @classmethod
    def of(cls, name: str, kind: Kind) -> "ConnectorOut":
        """Show a kind."""
        return cls(
            kind=name,
            title={language: title for language, (title, _) in kind.titles.items()},
            description={language: words for language, (_, words) in kind.titles.items()},
            settings_schema=kind.settings.model_json_schema(),
            credentials_schema=kind.credentials.model_json_schema(),
            signs=kind.signs,
            reaches=kind.reaches,
        )


class ConnectorsOut(BaseModel):
    """The kinds of integrations that there are."""

    items: list[ConnectorOut]
    next_cursor: str | None = None
