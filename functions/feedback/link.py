"""Signed links: a statement about an order and a time, with no row behind it.

The signing stays outside: whoever closes and opens statements is given in (`shared.signing.Seal`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Protocol

from feedback.model import Link
from shared.answer_links import PURPOSE, make_link
from shared.errors import NotFoundError, ServiceError

MAX_LENGTH: Final = 512
_ANY_TIME: Final = datetime(1970, 1, 1, tzinfo=UTC)


class LinkExpiredError(ServiceError):
    """The link was ours, but its time is over."""

    status, slug, title = 410, "link-expired", "The link has expired"


class Sealer(Protocol):
    """What signs statements."""

    def close(self, purpose: str, statement: Mapping[str, Any]) -> str:
        """Seal a statement."""

    def open(self, purpose: str, sealed: str, *, at: datetime | None = None) -> dict[str, Any]:
        """Read a sealed statement; ValueError if it is not ours."""


def read_token(sealer: Sealer, token: str, now: datetime) -> str:
    """Read which order a token is about; NotFoundError or LinkExpiredError if it is no good."""
    if len(token) > MAX_LENGTH:
        raise NotFoundError("the link is not one of ours")
    try:
        # The seal's own check of time can't tell a forged token from an old one; ours can.
        statement = sealer.open(PURPOSE, token, at=_ANY_TIME)
    except ValueError as error:
        raise NotFoundError("the link is not one of ours") from error
    if now.timestamp() >= statement["until"]:
        raise LinkExpiredError("the link has expired")
    order_id: str = statement["order"]
    return order_id


@dataclass(frozen=True)
class SealedLinks:
    """Makes and reads links with one seal."""

    sealer: Sealer

    def make(self, order_id: str, now: datetime) -> Link:
        """Make a link that is good from now on for its whole life."""
        return Link(*make_link(self.sealer, order_id, now))

    def read(self, token: str, now: datetime) -> str:
        """Read the order of a token."""
        return read_token(self.sealer, token, now)
