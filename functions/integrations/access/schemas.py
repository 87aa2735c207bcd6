"""The shapes of API keys and of the record on the wire. Unknown fields are refused."""

from datetime import datetime
from ipaddress import ip_network
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, Field

from integrations.access.keys import Environment
from integrations.access.lifecycle import MAX_OVERLAP_HOURS
from integrations.access.model import DEFAULT_RATE, MAX_RATE, ApiKey, KeyState
from integrations.access.ports import LastUse
from shared.audit import Who
from shared.auth import SCOPES
from shared.clock import cut
from shared.exact import Instant, Whole
from shared.texts import Typed

MAX_NETWORKS: Final = 50


def _scope(given: str) -> str:
    if given not in SCOPES:
        msg = f"must be one of {', '.join(sorted(SCOPES))}"
        raise ValueError(msg)
    return given


def _network(given: str) -> str:
    try:
        return str(ip_network(given))
    except ValueError as error:
        msg = "must be an address or a network like 203.0.113.0/24 or 2001:db8::/32"
        raise ValueError(msg) from error


def _each_once(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(given))


def _some(given: tuple[str, ...]) -> tuple[str, ...]:
    if not given:
        msg = "must name at least one"
        raise ValueError(msg)
    return given


Scope = Annotated[
    str,
    Field(max_length=50, json_schema_extra={"enum": sorted(SCOPES)}),
    AfterValidator(_scope),
]
Network = Annotated[str, Field(max_length=50), AfterValidator(_network)]
Name = Annotated[str, Field(min_length=1, max_length=100)]
# Not by min_length: a scope that is refused would then be called missing, too.
Scopes = Annotated[
    tuple[Scope, ...],
    Field(max_length=20, json_schema_extra={"minItems": 1}),
    AfterValidator(_some),
    AfterValidator(_each_once),
]
Networks = Annotated[
    tuple[Network, ...], Field(max_length=MAX_NETWORKS), AfterValidator(_each_once)
]
Rate = Annotated[Whole, Field(ge=1, le=MAX_RATE)]
Moment = Annotated[Instant, AfterValidator(cut)]


class KeyCreate(Typed):
    """A new API key."""

    name: Name
    scopes: Scopes
    expires_at: Moment | None = None
    ip_allow: Networks = ()
    rate_per_minute: Rate = DEFAULT_RATE

    def fields(self) -> dict[str, Any]:
        """Give what the key is made with."""
        return self.model_dump()


class KeyEdit(Typed):
    """Fields of a key to change; only an expiry may be null, which is never."""

    name: Name = ""
    scopes: Scopes = ()
    expires_at: Moment | None = None
    ip_allow: Networks = ()
    rate_per_minute: Rate = DEFAULT_RATE
    state: Literal["active", "inactive"] = "active"

    def fields(self) -> dict[str, Any]:
        """Give only what was sent."""
        sent = self.model_dump(exclude_unset=True)
        return sent | ({"state": KeyState(sent["state"])} if "state" in sent else {})


class KeyRotate(Typed):
    """For how long the old key stays good beside the new one."""

    overlap_hours: Annotated[Whole, Field(ge=0, le=MAX_OVERLAP_HOURS)] = 24


class KeyRevoke(Typed):
    """The name of the key, typed: revoking is final."""

    name: Annotated[str, Field(max_length=100)]


class KeyOut(BaseModel):
    """An API key; of the key itself only its beginning and its last four characters."""

    id: str
    name: str
    prefix: str
    last_four: str
    environment: Environment
    scopes: tuple[str, ...]
    ip_allow: tuple[str, ...]
    rate_per_minute: int
    state: KeyState
    leaked: bool
    created_at: datetime
    created_by: Who
    updated_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    last_used_ip: str | None
    rotated_from: str | None
    replaced_by: str | None
    overlap_until: datetime | None
    version: int

    @classmethod
    def of(cls, key: ApiKey, now: datetime, use: LastUse | None = None) -> "KeyOut":
        """Show a key as it stands at a moment."""
        return cls(**_shown(key, now, use))


class KeyIssuedOut(KeyOut):
    """A new key with the key itself: this once; a repeated request finds `key` empty."""

    key: str | None
    key_was_shown: bool

    @classmethod
    def issued(cls, key: ApiKey, secret: str | None, now: datetime) -> "KeyIssuedOut":
        """Show a key that was just made, or was made by an earlier such request."""
        return cls(**_shown(key, now, None), key=secret, key_was_shown=secret is None)


class KeyRotatedOut(KeyIssuedOut):
    """The new key, and the one whose place it takes as that is from now on."""

    replaced: KeyOut

    @classmethod
    def rotated(cls, issued: KeyIssuedOut, replaced: KeyOut) -> "KeyRotatedOut":
        """Join what is known of both."""
        return cls(**dict(issued), replaced=replaced)


class KeysOut(BaseModel):
    """A page of keys, newest first."""

    items: list[KeyOut]
    next_cursor: str | None


def _shown(key: ApiKey, now: datetime, use: LastUse | None) -> dict[str, Any]:
    return {
        **key.model_dump(exclude={"hash", "state"}),
        "state": key.state_at(now),
        "last_used_at": use.at if use else None,
        "last_used_ip": use.ip if use else None,
    }
