"""Who is asking and what they may do: one identity for web users and API keys alike.

The authorizer yields the identity and never decides; each route states its permission, and the
edge checks it here before anything of the request is read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from shared.errors import ForbiddenError, UnauthorizedError

PUBLIC: Final = "public"
"""The permission of the few routes that carry their own proof or none at all."""

PERMISSIONS: Final = frozenset(
    {
        "me:read",
        "orders:read",
        "orders:write",
        "orders:work",
        "payments:write",
        "customers:read",
        "customers:write",
        "customers:erase",
        "technicians:write",
        "sla:write",
        "feedback:read",
        "feedback:write",
        "analytics:read",
        "reports:write",
        "exports:read",
        "exports:write",
        "integrations:read",
        "integrations:write",
        "keys:read",
        "keys:write",
        "audit:read",
        "users:read",
        "users:write",
        "settings:write",
    }
)

_READS: Final = frozenset(
    {"me:read", "orders:read", "customers:read", "feedback:read", "analytics:read"}
)
_OFFICE: Final = frozenset(
    {
        "orders:write",
        "orders:work",
        "payments:write",
        "customers:write",
        "technicians:write",
        "feedback:write",
    }
)

ROLES: Final[Mapping[str, frozenset[str]]] = {
    "admin": PERMISSIONS,
    "manager": PERMISSIONS
    - {"integrations:write", "keys:write", "users:read", "users:write", "settings:write"},
    "dispatcher": _READS | _OFFICE,
    "technician": frozenset({"me:read", "orders:read", "orders:work", "feedback:read"}),
    "accountant": _READS | {"orders:work", "payments:write", "exports:read", "exports:write"},
}
"""What each group of web users may do."""

SCOPES: Final[Mapping[str, frozenset[str]]] = {
    "orders:read": frozenset({"orders:read", "customers:read"}),
    "orders:write": frozenset(
        {
            "orders:read",
            "orders:write",
            "orders:work",
            "payments:write",
            "customers:read",
            "customers:write",
        }
    ),
    "feedback:read": frozenset({"feedback:read"}),
    "analytics:read": frozenset({"analytics:read"}),
    "exports:read": frozenset({"exports:read", "exports:write"}),
    "webhooks:manage": frozenset({"integrations:read", "integrations:write"}),
    # Good at the exchange with 1C alone, which looks at the scope itself.
    "exchange:1c": frozenset(),
}
"""What each scope of an API key allows."""


@dataclass(frozen=True)
class Actor:
    """One identity: a web user with roles, or an API key with scopes."""

    kind: str
    id: str
    name: str
    roles: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    technician_id: str = ""
    """The technician that a web user is; what is only theirs to see is told by it."""
    rate_per_minute: int = 0
    """What an API key may ask for in a minute; web users are not counted."""

    @property
    def permissions(self) -> frozenset[str]:
        """All that this identity may do."""
        granted = [ROLES.get(role, frozenset()) for role in self.roles]
        granted += [SCOPES.get(scope, frozenset()) for scope in self.scopes]
        return frozenset({"me:read"}).union(*granted)

    def require(self, permission: str) -> None:
        """Raise ForbiddenError unless this identity holds the permission."""
        if permission not in self.permissions:
            raise ForbiddenError(
                f"this needs the permission {permission}",
                extra={"missing_permission": permission},
            )

    def context(self) -> dict[str, str]:
        """Write the identity as the authorizer's context: flat text, as the gateway passes it."""
        context = {
            "kind": self.kind,
            "id": self.id,
            "name": self.name,
            "roles": " ".join(self.roles),
            "scopes": " ".join(self.scopes),
            "technician_id": self.technician_id,
        }
        rate = {"rate_per_minute": str(self.rate_per_minute)} if self.kind == "key" else {}
        return context | rate


NOBODY: Final = Actor(kind="nobody", id="", name="")
"""A caller with a token or key that is not accepted; every permission refuses it with 401."""


def actor_of(event: Mapping[str, Any]) -> Actor:
    """Read the identity that the authorizer put into an HTTP event; without one, nobody."""
    context = event.get("requestContext", {}).get("authorizer", {}).get("lambda") or {}
    if context.get("kind") not in {"user", "key"}:
        return NOBODY
    return Actor(
        kind=context["kind"],
        id=context["id"],
        name=context.get("name", ""),
        roles=tuple(context.get("roles", "").split()),
        scopes=tuple(context.get("scopes", "").split()),
        technician_id=context.get("technician_id", ""),
        rate_per_minute=int(context.get("rate_per_minute", 0)),
    )


def admit(event: Mapping[str, Any], permission: str) -> Actor:
    """Let a request through a route's permission, or refuse it with 401 or 403."""
    actor = actor_of(event)
    if permission == PUBLIC:
        return actor
    if actor.kind == NOBODY.kind:
        raise UnauthorizedError("sign in again, or check the key")
    actor.require(permission)
    return actor
