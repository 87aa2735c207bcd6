"""What every connector is: it sends one event to one partner and says how that went.

A partner's failure is a result, never an exception: exceptions are faults of ours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from shared.calls import Timing


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
    request_url: str = ""
    request_headers: Mapping[str, str] = field(default_factory=dict)
    response_headers: Mapping[str, str] = field(default_factory=dict)
    response_body: bytes = b""
    response_truncated: bool = False
    response_size: int | None = None
    timing: Timing = Timing()
    remote_ip: str | None = None
    http_version: str | None = None


class Connector(Protocol):
    """One kind of partner."""

    def send(self, parcel: Parcel) -> Outcome:
        """Try once to deliver a parcel."""
        ...
