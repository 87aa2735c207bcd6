"""A web user, as the user pool knows them and as we do. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict

Role = Literal["admin", "manager", "dispatcher", "technician", "accountant"]
Language = Literal["ru", "en"]

ADMIN: Final = "admin"
MAX_USERS: Final = 600


class UserStatus(StrEnum):
    """How far a user is with signing in."""

    INVITED = "invited"
    ACTIVE = "active"
    RESET = "reset"


class PoolUser(BaseModel):
    """A user as the pool knows them; the pool alone decides roles, state and who may sign in."""

    model_config = ConfigDict(frozen=True)

    id: str
    email: str
    name: str = ""
    language: Language = "ru"
    roles: tuple[str, ...] = ()
    enabled: bool = True
    status: UserStatus = UserStatus.INVITED
    created_at: datetime


class Standing(BaseModel):
    """What we know of a user and the authorizer looks at: one item, read with each new request.

    Tokens live for a quarter of an hour without the pool being asked again. What must take effect
    at once stands here: that a user is blocked, and since when older tokens are refused.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    email: str = ""
    name: str = ""
    technician_id: str | None = None
    blocked: bool = False
    signed_out_at: int = 0
    """Tokens issued in this second (Unix time) or before are refused."""
    version: int = 0

    def refusal(self, issued_at: int) -> str | None:
        """Tell why a token of this user is refused; None when it is not."""
        if self.blocked:
            return "user is blocked"
        if issued_at <= self.signed_out_at:
            return "token from before the user was signed out"
        return None


class User(BaseModel):
    """A user as they are shown and changed: the pool's and ours together."""

    model_config = ConfigDict(frozen=True)

    id: str
    email: str
    name: str
    language: Language
    roles: tuple[Role, ...]
    enabled: bool
    status: UserStatus
    technician_id: str | None
    created_at: datetime


@dataclass(frozen=True)
class NewUser:
    """Whom to invite."""

    email: str
    name: str
    roles: tuple[Role, ...]
    technician_id: str | None = None
    language: Language = "ru"


ROLE_ORDER: Final[tuple[Role, ...]] = (
    "admin",
    "manager",
    "dispatcher",
    "technician",
    "accountant",
)


def in_order(roles: Iterable[str]) -> tuple[Role, ...]:
    """Give roles once each and in one order, whatever they came in; what is none is left out."""
    given = set(roles)
    return tuple(role for role in ROLE_ORDER if role in given)


def shown(user: PoolUser, standing: Standing | None) -> User:
    """Put together what the pool and we know; who is blocked by either is not enabled."""
    return User(
        id=user.id,
        email=user.email,
        name=user.name,
        language=user.language,
        roles=in_order(user.roles),
        enabled=user.enabled and not (standing and standing.blocked),
        status=user.status,
        technician_id=standing.technician_id if standing else None,
        created_at=user.created_at,
    )


def differences(before: User | None, after: User) -> dict[str, Any]:
    """Tell what changed, for the record; of a new user, what they were made with."""
    old = before.model_dump(mode="json") if before else {}
    new = after.model_dump(mode="json")
    fields = ("email", "name", "language", "roles", "enabled", "technician_id")
    return {
        name: {"from": old.get(name), "to": new[name]}
        for name in fields
        if old.get(name) != new[name]
    }
