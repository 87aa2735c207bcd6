"""Who a bearer token is: a web user by a Cognito access token, a partner by an API key.

Unknown, disabled, expired and malformed look the same outside; the reason is in our log only.
"""

from collections.abc import Callable

from integrations.access.admission import refusal
from integrations.access.keys import is_well_formed, key_hash, looks_like_key
from integrations.access.ports import Doors
from integrations.access.usage import LastUses
from shared.auth import NOBODY, Actor
from shared.clock import Clock
from shared.observe import logger


class TokenError(Exception):
    """A token that is not accepted; says why, for our log."""


class Identity:
    """Turns an Authorization header into an identity."""

    def __init__(
        self, doors: Doors, uses: LastUses, verify: Callable[[str], Actor], *, clock: Clock
    ) -> None:
        """Join where keys are looked up, where uses are noted, and the verifier of tokens."""
        self._doors = doors
        self._uses = uses
        self._verify = verify
        self._clock = clock

    def of(self, authorization: str, ip: str = "") -> Actor:
        """Give the identity behind a header that came from an address; NOBODY if not accepted."""
        scheme, _, token = authorization.strip().partition(" ")
        if scheme.lower() != "bearer" or not token:
            return _refused("not a bearer token")
        token = token.strip()
        if looks_like_key(token):
            return self.by_key(token, ip)
        try:
            return self._verify(token)
        except TokenError as error:
            return _refused(str(error))

    def by_key(self, key: str, ip: str) -> Actor:
        """Give the identity behind an API key that came from an address."""
        if not is_well_formed(key):
            return _refused("key with a wrong checksum")
        return self.by_hash(key_hash(key), ip)

    def by_hash(self, hashed: str, ip: str) -> Actor:
        """Give the same for a key that was shown before: it may be revoked by now."""
        now = self._clock()
        door = self._doors.door(hashed)
        reason = refusal(door, now, ip)
        if door is None or reason is not None:
            return _refused(reason or "", key_id=door.id if door else "")
        self._uses.note(door.id, ip, now)
        return Actor(
            kind="key",
            id=door.id,
            name=door.name,
            scopes=door.scopes,
            rate_per_minute=door.rate_per_minute,
        )


def _refused(reason: str, **known: str) -> Actor:
    logger().info("identity.refused", extra={"reason": reason, **known})
    return NOBODY
