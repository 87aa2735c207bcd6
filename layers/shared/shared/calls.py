"""What a call to the outside gives, apart from the client that makes it.

A function that only checks settings never loads the client.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


class OutboundError(Exception):
    """A call that got no answer; `kind` is one of target, dns, connect, tls, timeout, protocol."""

    def __init__(self, kind: str, detail: str) -> None:
        """Keep the class of the fault and what is known of it."""
        super().__init__(detail)
        self.kind = kind


@dataclass(frozen=True)
class Reply:
    """What came back: the status decides; a fault in the body is only noted."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    truncated: bool
    body_error: str | None


class Caller(Protocol):
    """Whatever sends a body to a URL."""

    def post(
        self, url: str, body: bytes, headers: Mapping[str, str], *, deadline_s: float
    ) -> Reply:
        """Send a body and read the answer within the deadline, or raise OutboundError."""
        ...
