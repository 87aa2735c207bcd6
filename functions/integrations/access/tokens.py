"""Cognito access tokens, verified in full.

Access tokens carry no `aud`: the client is in `client_id`, which is checked instead.
Source: https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
"""

from typing import Any, Final

import jwt

from integrations.access.identity import TokenError
from integrations.access.users.sign_in import SignedToken
from shared.auth import Actor

MAX_LENGTH: Final = 8192
"""Cognito's tokens are about 1 kB; what is longer is not read at all."""
MAX_REASON: Final = 120
LEEWAY_S: Final = 5
KEYS_TIMEOUT_S: Final = 3
KEYS_LIFE_S: Final = 3600
COOLDOWN_S: Final = 30
"""A key that is not known makes us ask for the pool's keys once, and then not again for so long:
tokens of a flood are refused without a call, and a pool that changes its keys waits this long."""
ALGORITHM: Final = "RS256"
_REQUIRED: Final = ["exp", "iat", "iss", "sub", "token_use", "client_id"]


class TokenVerifier:
    """Verifies tokens of one issuer for one client, with the issuer's keys kept for an hour."""

    def __init__(
        self, issuer: str, keys_url: str, client_id: str, *, cooldown_s: float = COOLDOWN_S
    ) -> None:
        """Name the issuer, where its public keys are, and the client the tokens are made for."""
        self._issuer = issuer
        self._client_id = client_id
        self._keys = jwt.PyJWKClient(
            keys_url,
            lifespan=KEYS_LIFE_S,
            timeout=KEYS_TIMEOUT_S,
            cooldown_duration=cooldown_s,
        )

    def verify(self, token: str) -> SignedToken:
        """Give what a genuine token says, or TokenError."""
        claims = self._genuine(token)
        if (claims["token_use"], claims["client_id"]) != ("access", self._client_id):
            raise TokenError("token: not an access token of our client")
        if not claims["sub"]:
            raise TokenError("token: of nobody")
        groups = claims.get("cognito:groups", [])
        if not (isinstance(groups, list) and all(isinstance(each, str) for each in groups)):
            # A text would make `in` a search for parts of words: not-admin holds admin.
            raise TokenError("token: groups are not a list of names")
        actor = Actor(
            kind="user",
            id=claims["sub"],
            name=str(claims.get("username", claims["sub"])),
            # A name with a space would come apart on its way through the gateway.
            roles=tuple(each for each in groups if each and not any(map(str.isspace, each))),
        )
        return SignedToken(actor, int(claims["iat"]))

    def _genuine(self, token: str) -> dict[str, Any]:
        if len(token) > MAX_LENGTH:
            raise TokenError("token: too long")
        try:
            key = self._keys.get_signing_key_from_jwt(token)
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                algorithms=[ALGORITHM],
                issuer=self._issuer,
                leeway=LEEWAY_S,
                options={"require": _REQUIRED, "verify_aud": False},
            )
        except jwt.PyJWKClientConnectionError:
            raise  # the keys can't be had: our fault, which must not look like a bad token
        except (jwt.PyJWTError, UnicodeError) as error:
            # The words may quote what a stranger wrote: a line of the log is all they get.
            raise TokenError(f"token: {str(error)[:MAX_REASON]}") from error
        return claims
