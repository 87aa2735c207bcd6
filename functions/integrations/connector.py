"""What every connector is: it sends one event to one partner and says how that went.

A partner's failure is a result, never an exception: exceptions are faults of ours.
"""

import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol, Self

from pydantic import BaseModel

from shared.calls import Caller, OutboundError, Reply, Timing
from shared.watch import Watch


@dataclass(frozen=True)
class Message:
    """What a person is to read, composed of an event and a template."""

    to: str
    """Where they are reached: an e-mail address, a telephone in E.164, a chat."""
    subject: str
    text: str
    html: str
    language: str


@dataclass(frozen=True)
class Parcel:
    """What is to be sent: the event's bytes as they were serialised once, and where to."""

    event_id: str
    body: bytes
    settings: Mapping[str, Any]
    secrets: Sequence[str]
    at: datetime
    headers: Mapping[str, str] = field(default_factory=dict)
    """Headers of the partner's own."""
    timeout_s: float = 15.0
    """For the whole exchange."""
    message: Message | None = None
    """Only for kinds that compose; the event's bytes stay in `body`."""
    credentials: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The connector's secrets by name, in the clear: never to be logged or shown."""
    integration_id: str = ""


@dataclass(frozen=True)
class Outcome:
    """How a try went. `permanent` means that trying again is pointless.

    `response_size` is the whole answer's, None when it is not known or none came.
    """

    delivered: bool
    status: int | None = None
    error: str | None = None
    error_class: str | None = None
    permanent: bool = False
    gone: bool = False
    """The partner wants no event at all any more."""
    unreachable: bool = False
    """Nobody is at this address, or they want no more: it is suppressed until that is lifted."""
    moved_to: str | None = None
    """Where the addressee is to be reached from now on."""
    reference: str | None = None
    """What the partner calls the message, should its fate be asked for later."""
    not_before: datetime | None = None
    """Nothing was sent, and it was no attempt: it waits until then, and `error` says why."""
    request_url: str = ""
    request_headers: Mapping[str, str] = field(default_factory=dict)
    response_headers: Mapping[str, str] = field(default_factory=dict)
    response_body: bytes = b""
    response_truncated: bool = False
    response_size: int | None = None
    timing: Timing = field(default_factory=Timing)
    remote_ip: str | None = None
    http_version: str | None = None

    @classmethod
    def answered(
        cls, reply: Reply, *, delivered: bool, error: str | None, error_class: str = "status"
    ) -> Self:
        """Tell of an answer and what it comes to; `error_class` counts when it failed."""
        return cls(
            delivered=delivered,
            status=reply.status,
            error=error,
            error_class=None if delivered else error_class,
            response_headers=reply.headers,
            response_body=reply.body,
            response_truncated=reply.truncated,
            response_size=reply.size,
            timing=reply.measured.timing,
            remote_ip=reply.measured.remote_ip,
            http_version=reply.http_version,
        )

    @classmethod
    def unanswered(cls, error: OutboundError) -> Self:
        """Tell of a call that got no answer."""
        return cls(
            delivered=False,
            error=str(error),
            error_class=error.kind,
            timing=error.measured.timing,
            remote_ip=error.measured.remote_ip,
        )

    @classmethod
    def hopeless(cls, error: str, error_class: str = "message") -> Self:
        """Tell of what can't be sent as it is, however often it is tried."""
        return cls(delivered=False, error=error, error_class=error_class, permanent=True)


class Connector(Protocol):
    """One kind of partner."""

    def send(self, parcel: Parcel) -> Outcome:
        """Try once to deliver a parcel."""
        ...


class Ledger(Protocol):
    """What integrations have used up of what they may use in a day."""

    def take(self, integration_id: str, amount: int, most: int) -> datetime | None:
        """Use an amount of the company's day up; when it is too much, give when the next begins."""
        ...

    def give_back(self, integration_id: str, amount: int) -> None:
        """Return what was taken and not used."""
        ...


class Boundless:
    """A ledger that refuses nothing: for tests of what does not count."""

    def take(self, integration_id: str, amount: int, most: int) -> datetime | None:
        """Take anything."""
        del integration_id, amount, most
        return None

    def give_back(self, integration_id: str, amount: int) -> None:
        """Forget it."""


def no_line(host: str, port: int, _watch: Watch) -> socket.socket:
    """Connect to nothing: for those who speak HTTP alone."""
    raise OutboundError("target", f"nothing but HTTP goes out from here, not to {host}:{port}")


@dataclass(frozen=True)
class Reach:
    """How connectors reach the outside."""

    calls: Caller
    """The guarded HTTP client."""
    aws: Callable[[str], Any]
    """Gives a client of an AWS service by its name, made on first use."""
    private_hosts: frozenset[str] = frozenset()
    """Private hosts that may be reached; empty outside development."""
    dial: Callable[[str, int, Watch], socket.socket] = no_line
    """Connects to a host and port under the same guard, for what is no HTTP."""
    ledger: Ledger = field(default_factory=Boundless)
    callback: Callable[[str], str] = lambda _: ""
    """Gives the URL at which an integration's partner may tell what became of a message.

    Empty when it is not known where the outside reaches us.
    """


@dataclass(frozen=True)
class Cost:
    """What a text costs on the way, and how it arrives."""

    text: str
    encoding: Literal["gsm7", "ucs2"]
    units: int
    parts: int
    most_parts: int
    """A text of more is not sent."""


class NoFields(BaseModel):
    """For kinds that have no credentials of their own."""

    model_config = {"extra": "forbid"}


@dataclass(frozen=True)
class Kind:
    """A kind of integration: everything the room knows of it.

    The JSON Schemas of `settings` and `credentials` are given to the web page, which draws the
    form from them; `labelled` puts the words in. Credentials are texts; each is stored encrypted
    and never shown again.
    """

    make: Callable[[Reach], Connector]
    settings: type[BaseModel]
    titles: Mapping[str, tuple[str, str]]
    """For each language the name of the kind and a sentence about it."""
    credentials: type[BaseModel] = NoFields
    reaches: Literal["email", "phone", "chat"] | None = None
    """What an address of it is; None when the event itself goes out, not a message."""
    has_html: bool = False
    signs: bool = False
    """Whether events are signed by a secret of the integration's own."""

    cost: Callable[[Mapping[str, Any], str], Cost] | None = None
    """Counts a text by an integration's settings, where each part of one costs."""

    @property
    def composes(self) -> bool:
        """Tell whether it sends messages that are composed of templates."""
        return self.reaches is not None


def labelled(
    ru: str,
    en: str,
    *,
    hints: tuple[str, str] | None = None,
    when: tuple[str, Sequence[str]] | None = None,
    secret: bool = False,
) -> dict[str, Any]:
    """Give the `json_schema_extra` of a field: what the page shows beside it.

    Args:
        ru: the label in Russian.
        en: the label in English.
        hints: a sentence under the field, in both languages.
        when: the field is shown only while another field has one of these values.
        secret: it is only written, never read.
    """
    extra: dict[str, Any] = {"x-label": {"ru": ru, "en": en}}
    if hints:
        extra["x-hint"] = {"ru": hints[0], "en": hints[1]}
    if when:
        extra["x-when"] = {"field": when[0], "is": list(when[1])}
    if secret:
        extra["writeOnly"] = True
    return extra
