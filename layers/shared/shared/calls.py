"""What a call to the outside gives, apart from the client that makes it.

A function that only checks settings never loads the client.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, Protocol

Fault = Literal[
    "target",  # the URL leads where no call may go
    "request",  # what we were to send is no HTTP
    "dns",  # the name has no address, or was not resolved
    "refused",  # nobody listens there
    "unreachable",  # no way leads there
    "tls",  # no secure line came about
    "certificate",  # the other side could not prove its name
    "reset",  # the line was cut before an answer
    "timeout",  # the deadline passed, whatever was waited for
    "protocol",  # what came back is no HTTP, or too much of it before the answer
]
CONNECTION_FAULTS: Final[frozenset[Fault]] = frozenset(
    {"dns", "refused", "unreachable", "tls", "reset"}
)
"""Faults of the moment on the line. A timeout is none: it has already cost the partner's time."""
MAX_DEADLINE_S: Final = 30.0


def is_connection_fault(kind: str | None) -> bool:
    """Tell whether a call failed on the line, so that one more try at once may well succeed."""
    return kind in CONNECTION_FAULTS


@dataclass(frozen=True)
class Timing:
    """How long each step of a call took; None for a step that was not come to or not needed.

    A line that was kept open needs no dns, connect or tls. The first byte is counted from the end
    of the request. The whole holds what lies between the steps too, so it is more than their sum.
    """

    dns_ms: int | None = None
    connect_ms: int | None = None
    tls_ms: int | None = None
    first_byte_ms: int | None = None
    total_ms: int = 0


@dataclass(frozen=True)
class Measured:
    """What was measured of a call, however far it came; bytes are those of the request sent."""

    timing: Timing = Timing()
    remote_ip: str | None = None
    bytes_sent: int = 0


class OutboundError(Exception):
    """A call that got no answer."""

    def __init__(self, kind: Fault, detail: str) -> None:
        """Keep the class of the fault and what is known of it."""
        super().__init__(detail)
        self.kind = kind
        self.measured = Measured()


@dataclass(frozen=True)
class Reply:
    """What came back: the status decides; a fault in the body is only noted.

    `size` is the whole body's: as declared, or as read; None when an undeclared body was cut.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    truncated: bool = False
    body_error: Fault | None = None
    size: int | None = None
    http_version: str = "1.1"
    measured: Measured = Measured()


class Caller(Protocol):
    """Whatever sends a body to a URL."""

    def post(
        self, url: str, body: bytes, headers: Mapping[str, str], *, deadline_s: float
    ) -> Reply:
        """Send a body and read the answer within the deadline, or raise OutboundError."""
        ...

    def patch(
        self, url: str, body: bytes, headers: Mapping[str, str], *, deadline_s: float
    ) -> Reply:
        """Send what is to be other about the thing at a URL, under the same bounds."""
        ...

    def get(self, url: str, headers: Mapping[str, str], *, deadline_s: float) -> Reply:
        """Ask for what is at a URL, under the same bounds."""
        ...
