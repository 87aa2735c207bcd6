"""Cognito access tokens, verified in full.

Access tokens carry no `aud`: the client is in `client_id`, which is checked instead.
Source: https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
"""

from typing import Any, Final

import jwt

from integrations.access.identity import TokenError
from shared.auth import Actor

LEEWAY_S: Final = 5
KEYS_TIMEOUT_S: Final = 3
KEYS_LIFE_S: Final = 3600
_REQUIRED: Final = ["exp", "iat", "iss", "sub", "token_use", "client_id"]


class TokenVerifier:
    """Verifies tokens of one issuer for one client, with the issuer's keys kept for an hour."""

    def __init__(self, issuer: str, keys_url: str, client_id: str) -> None:
        """Name the issuer, where its public keys are, and the client the tokens are made for."""
        self._issuer = issuer
        self._client_id = client_id
        self._keys = jwt.PyJWKClient(keys_url, lifespan=KEYS_LIFE_S, timeout=KEYS_TIMEOUT_S)

    def verify(self, token: str) -> Actor:
        """Give the user of a token, or TokenError."""
        try:
            key = self._keys.get_signing_key_from_jwt(token)
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                algorithms=["RS256"],
                issuer=self._issuer,
                leeway=LEEWAY_S,
                options={"require": _REQUIRED, "verify_aud": False},
            )
        except jwt.PyJWKClientConnectionError:
            raise  # the keys can't be had: our fault, which must not look like a bad token
        except (jwt.PyJWTError, UnicodeError) as error:
            raise TokenError(f"token: {error}") from error
        if (claims["token_use"], claims["client_id"]) != ("access", self._client_id):
            raise TokenError("token: not an access token of our client")
        groups = claims.get("cognito:groups", [])
        if not isinstance(groups, list):
            # A text would make `in` a search for parts of words: not-admin holds admin.
            raise TokenError("token: groups are not a list")
        return Actor(
            kind="user",
            id=str(claims["sub"]),
            name=str(claims.get("username", claims["sub"])),
            roles=tuple(map(str, groups)),
        )
