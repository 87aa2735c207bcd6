"""An API key as it is managed: all but the key itself, of which only the SHA-256 is known."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from pydantic import BaseModel, ConfigDict

from integrations.access.keys import Environment
from shared.audit import Who

MAX_LIVE_KEYS: Final = 200
DEFAULT_RATE: Final = 600
MAX_RATE: Final = 30_000
"""Requests a minute: 500 a second, half of what one item of DynamoDB bears in writes."""


class KeyState(StrEnum):
    """What a key is good for; `expired` follows from the time and is never stored."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    REVOKED = "revoked"
    EXPIRED = "expired"


class ApiKey(BaseModel):
    """One API key; `rotated_from` and `replaced_by` name the keys before and after it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    hash: str
    name: str
    prefix: str
    last_four: str
    environment: Environment
    scopes: tuple[str, ...]
    ip_allow: tuple[str, ...] = ()
    rate_per_minute: int = DEFAULT_RATE
    state: KeyState = KeyState.ACTIVE
    leaked: bool = False
    created_at: datetime
    created_by: Who
    updated_at: datetime
    expires_at: datetime | None = None
    rotated_from: str | None = None
    replaced_by: str | None = None
    overlap_until: datetime | None = None
    version: int = 1

    @property
    def ends_at(self) -> datetime | None:
        """Tell when it ceases to be good: by its expiry or as its overlap ends, which is first."""
        ends = [each for each in (self.expires_at, self.overlap_until) if each]
        return min(ends, default=None)

    def state_at(self, now: datetime) -> KeyState:
        """Tell what it is good for at a moment; what is revoked stays so."""
        ends = self.ends_at
        if self.state is not KeyState.REVOKED and ends is not None and ends <= now:
            return KeyState.EXPIRED
        return self.state
