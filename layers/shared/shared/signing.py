"""Signatures: webhooks by Standard Webhooks v1, and sealed statements of our own.

Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from shared.aws import client

SECRET_PREFIX = "whsec_"  # noqa: S105 - the prefix that the standard gives to secrets
SECRET_BYTES = 32


class SealError(ValueError):
    """A sealed statement was changed, made for another purpose, or is too old."""


def new_webhook_secret() -> str:
    """Make a signing secret: 256 random bits in base64 behind the standard's prefix."""
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def webhook_headers(
    event_id: str, at: datetime, body: bytes, webhook_secrets: Sequence[str]
) -> dict[str, str]:
    """Sign one attempt: the id stays over retries, the time is the attempt's, bytes as sent."""
    timestamp = int(at.timestamp())
    content = f"{event_id}.{timestamp}.".encode() + body
    marks = [f"v1,{_mark(_key(secret), content)}" for secret in webhook_secrets]
    return {
        "webhook-id": event_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(marks),
    }


def _key(secret: str) -> bytes:
    return base64.b64decode(secret.removeprefix(SECRET_PREFIX))


def _mark(key: bytes, content: bytes) -> str:
    return base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()


class Seal:
    """Signs short statements (cursors, links) so that only we can have made them."""

    def __init__(self, key: bytes) -> None:
        """Keep the key; it comes from Secrets Manager, never from the environment."""
        self._key = key

    def close(self, purpose: str, statement: Mapping[str, Any]) -> str:
        """Seal a statement for one purpose as a URL-safe text."""
        content = json.dumps(statement, separators=(",", ":"), sort_keys=True).encode()
        mark = self._mark(purpose, content)
        return base64.urlsafe_b64encode(mark + content).decode().rstrip("=")

    def open(self, purpose: str, sealed: str, *, at: datetime | None = None) -> dict[str, Any]:
        """Read a sealed statement; SealError if it is not ours, or its `until` has passed."""
        try:
            raw = base64.urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
            mark, content = raw[:16], raw[16:]
            if not hmac.compare_digest(mark, self._mark(purpose, content)):
                raise SealError("not sealed by us")
            statement: dict[str, Any] = json.loads(content)
        except ValueError as error:
            raise SealError("not sealed by us") from error
        if "until" in statement and (at or datetime.now(UTC)).timestamp() > statement["until"]:
            raise SealError("too old")
        return statement

    def _mark(self, purpose: str, content: bytes) -> bytes:
        # 128 bits of the MAC keep a link short and are far beyond guessing.
        return hmac.digest(self._key, purpose.encode() + b"\0" + content, hashlib.sha256)[:16]


@cache
def seal_of(secret_id: str) -> Seal:
    """Give the seal whose key lies in Secrets Manager, read once in a process."""
    answer = client("secretsmanager").get_secret_value(SecretId=secret_id)
    return Seal(answer["SecretString"].encode())
