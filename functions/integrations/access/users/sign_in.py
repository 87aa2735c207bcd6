"""Whether a token that is genuine is still good, and who its user is to us."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from integrations.access.identity import TokenError
from integrations.access.users.ports import Standings
from shared.auth import Actor


@dataclass(frozen=True)
class SignedToken:
    """What a genuine token says: whose it is, and when it was issued (Unix time)."""

    actor: Actor
    issued_at: int


class SignIns:
    """Looks at a user's standing after the token itself was found genuine: one read of 1 unit."""

    def __init__(self, verify: Callable[[str], SignedToken], standings: Standings) -> None:
        """Join the verifier of tokens and the store of standings."""
        self._verify = verify
        self._standings = standings

    def of(self, token: str) -> Actor:
        """Give the user of a token, or TokenError."""
        signed = self._verify(token)
        standing = self._standings.get(signed.actor.id)
        if standing is None:
            return signed.actor
        if reason := standing.refusal(signed.issued_at):
            raise TokenError(reason)
        return replace(
            signed.actor,
            name=standing.name or signed.actor.name,
            technician_id=standing.technician_id or "",
        )
