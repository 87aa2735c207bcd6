"""Who a bearer token is: a web user by a Cognito access token, a partner by an API key.

Unknown, disabled, expired and malformed look the same outside; the reason is in our log only.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from integrations.access.keys import is_well_formed, looks_like_key
from shared.auth import NOBODY, Actor
from shared.clock import Clock
from shared.observe import logger


class TokenError(Exception):
    """A token that is not accepted; says why, for our log."""


class KeyFinder(Protocol):
    """Where keys are looked up."""

    def find(self, key: str, now: datetime) -> Actor | None:
        """Find who a key is."""
        ...


class Identity:
    """Turns an Authorization header into an identity."""

    def __init__(self, keys: KeyFinder, verify: Callable[[str], Actor], *, clock: Clock) -> None:
        """Join the store of keys and the verifier of tokens."""
        self._keys = keys
        self._verify = verify
        self._clock = clock

    def of(self, authorization: str) -> Actor:
        """Give the identity behind a header; NOBODY for what is not accepted."""
        scheme, _, token = authorization.strip().partition(" ")
        if scheme.lower() != "bearer" or not token:
            return _refused("not a bearer token")
        token = token.strip()
        if looks_like_key(token):
            return self._by_key(token)
        try:
            return self._verify(token)
        except TokenError as error:
            return _refused(str(error))

    def _by_key(self, key: str) -> Actor:
        if not is_well_formed(key):
            return _refused("key with a wrong checksum")
        return self._keys.find(key, self._clock()) or _refused("key unknown, inactive or expired")


def _refused(reason: str) -> Actor:
    logger().info("identity.refused", extra={"reason": reason})
    return NOBODY
