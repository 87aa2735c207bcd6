"""What every connector is: it sends one event to one partner and says how that went.

A partner's failure is a result, never an exception: exceptions are faults of ours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True)
class Parcel:
    """What is to be sent: the event's bytes as they were serialised once, and where to."""

    event_id: str
    body: bytes
    settings: Mapping[str, Any]
    secrets: Sequence[str]
    at: datetime


@dataclass(frozen=True)
class Outcome:
    """How a try went. `permanent` means that trying again is pointless."""

    delivered: bool
    status: int | None = None
    error: str | None = None
    error_class: str | None = None
    permanent: bool = False
    request_url: str = ""
    request_headers: Mapping[str, str] = field(default_factory=dict)
    response_headers: Mapping[str, str] = field(default_factory=dict)
    response_body: bytes = b""
    response_truncated: bool = False


class Connector(Protocol):
    """One kind of partner."""

    def send(self, parcel: Parcel) -> Outcome:
        """Try once to deliver a parcel."""
        ...
