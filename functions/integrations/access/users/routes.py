"""Routes of web users, their roles, and who is asking."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from integrations.access import wiring
from integrations.access.company.schemas import CompanyWordsOut
from integrations.access.company.service import CompanyService
from integrations.access.users.schemas import (
    MeOut,
    RolesOut,
    UserEdit,
    UserIn,
    UserOut,
    UsersOut,
)
from integrations.access.users.service import UserService
from integrations.edge import Id, api
from shared.http import AskedBy, CurrentActor

Users = Annotated[UserService, Depends(wiring.users)]
Words = Annotated[CompanyService, Depends(wiring.company)]


@api.serve("GET", "/v1/users", permission="users:read")
def list_users(users: Users) -> UsersOut:
    """List all web users by name."""
    return UsersOut(items=[UserOut.model_validate(dict(each)) for each in users.all()])


@api.serve("POST", "/v1/users", permission="users:write", status=201)
def invite_user(body: UserIn, users: Users, asked: AskedBy) -> UserOut:
    """Invite a user; an e-mail with a temporary password goes to them."""
    return UserOut.model_validate(dict(users.invite(body.new_user(), asked)))


@api.serve("GET", "/v1/users/<user_id>", permission="users:read")
def get_user(user_id: Id, users: Users) -> UserOut:
    """Read one web user."""
    return UserOut.model_validate(dict(users.get(user_id)))


@api.serve("PATCH", "/v1/users/<user_id>", permission="users:write")
def edit_user(user_id: Id, body: UserEdit, users: Users, asked: AskedBy) -> UserOut:
    """Change a user; who is blocked or loses a role is refused within five seconds."""
    return UserOut.model_validate(dict(users.change(user_id, body.fields(), asked)))


@api.serve("POST", "/v1/users/<user_id>/sign-out", permission="users:write")
def sign_user_out(user_id: Id, users: Users, asked: AskedBy) -> UserOut:
    """End all sessions of a user."""
    return UserOut.model_validate(dict(users.sign_out(user_id, asked)))


@api.serve("POST", "/v1/users/<user_id>/resend", permission="users:write")
def resend_invitation(user_id: Id, users: Users, asked: AskedBy) -> UserOut:
    """Send the invitation once more, with a new temporary password."""
    return UserOut.model_validate(dict(users.resend(user_id, asked)))


@api.serve("GET", "/v1/roles", permission="me:read")
def list_roles() -> RolesOut:
    """Tell who may do what: every role of users and every scope of keys."""
    return RolesOut.now()


@api.serve("GET", "/v1/me", permission="me:read")
def who_am_i(actor: CurrentActor, users: Users, words: Words) -> MeOut:
    """Say who is asking, what they may do, and in which words the company speaks."""
    email, name = users.me(actor)
    return MeOut(
        kind=actor.kind,
        id=actor.id,
        name=name,
        email=email,
        roles=actor.roles,
        scopes=actor.scopes,
        permissions=sorted(actor.permissions),
        technician_id=actor.technician_id or None,
        company=CompanyWordsOut.of(words.get()),
    )
