"""Web users and the matrix of rights on the wire."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from integrations.access.company.schemas import CompanyWordsOut
from integrations.access.users.model import Language, NewUser, Role, User, in_order
from shared.auth import PERMISSIONS, ROLES, SCOPES
from shared.texts import Typed

Name = Annotated[str, Field(min_length=1, max_length=200)]
# What every mail server takes; the pool and the mail itself decide the rest.
Email = Annotated[
    str,
    StringConstraints(
        to_lower=True,
        min_length=3,
        max_length=128,
        pattern=r"^[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$",
    ),
]
Roles = Annotated[tuple[Role, ...], Field(min_length=1, max_length=5)]
TechnicianId = Annotated[str, Field(min_length=1, max_length=64)]


class _In(Typed):
    model_config = ConfigDict(frozen=True)


class UserIn(_In):
    """Whom to invite."""

    email: Email
    name: Name
    roles: Roles
    technician_id: TechnicianId | None = None
    language: Language = "ru"

    def new_user(self) -> NewUser:
        """Give the wish."""
        return NewUser(
            email=self.email,
            name=self.name,
            roles=in_order(self.roles),
            technician_id=self.technician_id,
            language=self.language,
        )


class UserEdit(_In):
    """Fields to change; only those sent are changed. The e-mail address stays."""

    name: Name = ""
    roles: Roles = ("technician",)
    enabled: Annotated[bool, Field(strict=True)] = True
    technician_id: TechnicianId | None = None
    language: Language = "ru"

    def fields(self) -> dict[str, Any]:
        """Give the fields that were sent."""
        given: dict[str, Any] = {name: getattr(self, name) for name in self.model_fields_set}
        if "roles" in given:
            given["roles"] = in_order(self.roles)
        return given


class UserOut(User):
    """A web user."""


class UsersOut(BaseModel):
    """All web users by name."""

    items: list[UserOut]


class MeOut(BaseModel):
    """Who is asking, and what they may do."""

    kind: str
    id: str
    name: str
    email: str | None
    """Of a web user; a key has none."""
    roles: tuple[str, ...]
    scopes: tuple[str, ...]
    permissions: list[str]
    technician_id: str | None
    """The technician that a web user is linked to."""
    company: CompanyWordsOut
    """What every page names and prints, so that none has to ask for it."""


class GrantOut(BaseModel):
    """A role or scope and what it permits."""

    name: str
    permissions: list[str]


class RolesOut(BaseModel):
    """Who may do what: the permissions there are, and what each role and scope permits."""

    permissions: list[str]
    roles: list[GrantOut]
    scopes: list[GrantOut]

    @classmethod
    def now(cls) -> "RolesOut":
        """Show the matrix as it is in force."""
        return cls(permissions=sorted(PERMISSIONS), roles=_grants(ROLES), scopes=_grants(SCOPES))


def _grants(matrix: Mapping[str, frozenset[str]]) -> list[GrantOut]:
    return [GrantOut(name=name, permissions=sorted(given)) for name, given in matrix.items()]
