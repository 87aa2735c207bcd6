"""A user pool's signing key, its tokens, and what an attacker makes of them."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from jwt.algorithms import RSAAlgorithm

ISSUER = "https://issuer.example/pool"
CLIENT = "client"
KID = "key-1"


@cache
def private_key(number: int) -> rsa.RSAPrivateKey:
    """The pool's key; another number gives a key that is not the pool's."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def key_set(kid: str = KID, number: int = 1, **more: str) -> bytes:
    """The public keys as the pool serves them, which say what they are for in `alg` and `use`."""
    public = json.loads(RSAAlgorithm.to_jwk(private_key(number).public_key()))
    said = more or {"alg": "RS256", "use": "sig"}
    return json.dumps({"keys": [{**public, "kid": kid, **said}]}).encode()


def seconds(in_s: float = 0) -> int:
    return int(datetime.now(UTC).timestamp() + in_s)


def claims(**changes: Any) -> dict[str, Any]:
    """The claims of a good access token; None takes one away."""
    whole = {
        "iss": ISSUER,
        "sub": "7d3c1f0e-1111-4222-8333-944445555666",
        "token_use": "access",
        "client_id": CLIENT,
        "username": "alice",
        "cognito:groups": ["manager"],
        "iat": seconds(-60),
        "exp": seconds(600),
        **changes,
    }
    return {name: value for name, value in whole.items() if value is not None}


def headed(**header: Any) -> str:
    """A token of the pool under any header."""
    return signed(claims(), **header)


def signed(content: Any, **header: Any) -> str:
    """A token of the pool with any content, also what the library would not write."""
    text = f"{part({'alg': 'RS256', 'kid': KID, **header})}.{part(content)}"
    mark = private_key(1).sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())
    return f"{text}.{part(mark)}"


def token(*, key: int = 1, kid: Any = KID, alg: str = "RS256", **changes: Any) -> str:
    """A token signed by the pool, if nothing else is said."""
    return jwt.encode(claims(**changes), private_key(key), algorithm=alg, headers={"kid": kid})


def part(content: Any) -> str:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unsigned(alg: str) -> str:
    return f"{part({'alg': alg, 'kid': KID})}.{part(claims())}."


def signed_with_the_public_key() -> str:
    """HS256, where the public key is taken for a shared secret."""
    pem = (
        private_key(1)
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    content = f"{part({'alg': 'HS256', 'kid': KID})}.{part(claims())}"
    return f"{content}.{part(hmac.digest(pem, content.encode(), hashlib.sha256))}"


def with_own_key() -> str:
    """A token that brings the key it was signed with."""
    own = json.loads(RSAAlgorithm.to_jwk(private_key(2).public_key()))
    return jwt.encode(claims(), private_key(2), algorithm="RS256", headers={"kid": KID, "jwk": own})


def tampered(**changes: Any) -> str:
    """A good token whose claims were exchanged afterwards."""
    header, _, signature = token().split(".")
    return f"{header}.{part(claims(**changes))}.{signature}"
