"""Who stands at the door: an API key by HTTP Basic, or the cookie that a session was given.

The cookie is sealed by us, ends, and names the key by its hash, so that each call looks the key
up anew: what is revoked is out at once, whichever of the two is shown.
"""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from integrations.access.identity import Identity
from integrations.access.keys import key_hash
from shared.auth import Actor
from shared.clock import Clock
from shared.errors import UnauthorizedError
from shared.signing import Seal, SealError

SCOPE: Final = "exchange:1c"
COOKIE: Final = "naryad"
LIFE: Final = timedelta(hours=2)
"""УНФ waits half an hour for an answer, and loads a batch for as long as it takes."""
_PURPOSE: Final = "1c-session"
_REALM: Final = 'Basic realm="Naryad", charset="UTF-8"'


@dataclass(frozen=True)
class Guest:
    """Who asks: the key, and the connection and session that they name."""

    actor: Actor
    hashed: str
    integration_id: str
    session_id: str | None


@dataclass(frozen=True)
class Door:
    """Lets keys of the exchange in."""

    identity: Callable[[], Identity]
    seal: Callable[[], Seal]
    count: Callable[[Actor], object]
    """Counts a request of a key; TooManyError when there were too many."""
    clock: Clock

    def admit(self, authorization: str, cookie: str, ip: str) -> Guest:
        """Say who asks; UnauthorizedError for who is nobody here."""
        session = self._session(cookie)
        login, password = _basic(authorization)
        if password:
            hashed = key_hash(password)
            actor = self.identity().by_key(password, ip)
        elif session:
            login, hashed = session["i"], session["k"]
            actor = self.identity().by_hash(hashed, ip)
        else:
            raise _unknown()
        if SCOPE not in actor.scopes:
            raise _unknown()
        self.count(actor)
        is_theirs = session is not None and (session["k"], session["i"]) == (hashed, login)
        return Guest(actor, hashed, login, session["s"] if session and is_theirs else None)

    def cookie(self, guest: Guest, session_id: str, at: datetime) -> str:
        """Give the cookie of a session."""
        until = int((at + LIFE).timestamp())
        said = {"i": guest.integration_id, "k": guest.hashed, "s": session_id, "until": until}
        return self.seal().close(_PURPOSE, said)

    def _session(self, cookie: str) -> dict[str, str] | None:
        pairs = (each.strip().partition("=") for each in cookie.split(";"))
        sealed = next((value for name, _, value in pairs if name == COOKIE), "")
        if not sealed:
            return None
        try:
            return self.seal().open(_PURPOSE, sealed, at=self.clock())
        except SealError:
            return None


def _basic(authorization: str) -> tuple[str, str]:
    scheme, _, given = authorization.strip().partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        pair = base64.b64decode(given.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        return "", ""
    login, _, password = pair.partition(":")
    return login.strip(), password.strip()


def _unknown() -> UnauthorizedError:
    detail = "check the login and the key; the key needs the scope exchange:1c"
    return UnauthorizedError(detail, headers={"WWW-Authenticate": _REALM})
