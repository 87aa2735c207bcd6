"""Who may report leaked keys: the public keys of the reporter, fetched and kept for an hour.

Source: https://docs.github.com/en/code-security/secret-scanning/secret-scanning-partner-program
"""

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from shared.clock import Clock
from shared.errors import UnavailableError

LIFE: Final = timedelta(hours=1)
PAUSE: Final = timedelta(minutes=1)
"""Between two fetches, whoever asks with names that are not known."""

Fetch = Callable[[], bytes]


class SigningKeysError(Exception):
    """The reporter's keys could not be had."""


class SigningKeys:
    """The public keys of a reporter, by their names."""

    def __init__(self, fetch: Fetch, *, clock: Clock) -> None:
        """Join what fetches the document of the keys, and the clock."""
        self._fetch = fetch
        self._clock = clock
        self._keys: Mapping[str, str] = {}
        self._tried: datetime | None = None
        self._fetched: datetime | None = None

    def has_signed(self, name: str, signature: str, body: bytes) -> bool:
        """Tell whether the owner of a named key signed these bytes: ECDSA on P-256 by SHA-256."""
        pem = self._key(name)
        if pem is None:
            return False
        try:
            key = load_pem_public_key(pem.encode())
            if not (isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name == "secp256r1"):
                return False
            key.verify(base64.b64decode(signature, validate=True), body, ec.ECDSA(SHA256()))
        except (InvalidSignature, ValueError, binascii.Error):
            return False
        return True

    def _key(self, name: str) -> str | None:
        now = self._clock()
        is_fresh = self._fetched is not None and now - self._fetched < LIFE
        if not (is_fresh and name in self._keys):
            self._refresh(now)
        return self._keys.get(name)

    def _refresh(self, now: datetime) -> None:
        if self._tried is not None and now - self._tried < PAUSE:
            if self._fetched is None:
                raise UnavailableError("the reporter's keys can't be had; report it again")
            return
        self._tried = now
        try:
            self._keys = _read(self._fetch())
        except SigningKeysError as error:
            raise UnavailableError("the reporter's keys can't be had; report it again") from error
        self._fetched = now


def _read(document: bytes) -> dict[str, str]:
    try:
        listed = json.loads(document)["public_keys"]
        return {str(each["key_identifier"]): str(each["key"]) for each in listed}
    except (ValueError, KeyError, TypeError) as error:
        raise SigningKeysError("not a list of keys") from error
