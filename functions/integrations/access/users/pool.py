"""The user pool of Amazon Cognito by its administrator's calls.

Users are named by their `sub`, which is also what access tokens name them by.
Price: no charge for the calls themselves; a list is one call for each 60 users and one for each 60
members of each role, a change one call for each thing that changes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from integrations.access.users.model import (
    ROLE_ORDER,
    NewUser,
    PoolUser,
    User,
    UserStatus,
)
from integrations.access.users.ports import EmailTakenError
from shared.errors import InvalidError, UnavailableError

PAGE: Final = 60
MAX_PAGES: Final = 20
_STATUS: Final[Mapping[str, UserStatus]] = {
    "FORCE_CHANGE_PASSWORD": UserStatus.INVITED,
    "RESET_REQUIRED": UserStatus.RESET,
}


class CognitoUsers:
    """The users of one pool."""

    def __init__(self, connect: Callable[[], Any], pool_id: str) -> None:
        """Bind to a pool; most requests need no client, so it is made on first use."""
        self._connect = connect
        self._pool = pool_id

    @property
    def _client(self) -> Any:  # noqa: ANN401 - a cognito-idp client
        return self._connect()

    def users(self) -> tuple[PoolUser, ...]:
        """List all users with their roles."""
        with self._watched():
            roles = self._roles()
            found = self._pages(self._client.list_users, "PaginationToken")
            return tuple(_user(each, roles.get(each["Username"], ())) for each in found)

    def get(self, user_id: str) -> PoolUser | None:
        """Read one user with their roles."""
        return self._read(user_id)

    def with_email(self, email: str) -> PoolUser | None:
        """Find a user by e-mail address."""
        return self._read(email)

    def invite(self, new: NewUser) -> PoolUser:
        """Make a user and send them an invitation, or EmailTakenError."""
        with self._watched():
            try:
                made = self._client.admin_create_user(
                    UserPoolId=self._pool,
                    Username=new.email,
                    DesiredDeliveryMediums=["EMAIL"],
                    UserAttributes=_attributes(
                        email=new.email, email_verified="true", name=new.name, locale=new.language
                    ),
                )
            except self._client.exceptions.UsernameExistsException as error:
                raise EmailTakenError from error
            except self._client.exceptions.InvalidParameterException as error:
                rule = "must be an e-mail address that the user pool takes"
                raise InvalidError.of("email", new.email, rule) from error
        return _user(made["User"], ())

    def invite_again(self, user: PoolUser) -> None:
        """Send the invitation once more, with a new temporary password."""
        with self._watched():
            self._client.admin_create_user(
                UserPoolId=self._pool, Username=user.email, MessageAction="RESEND"
            )

    def bring_to(self, user: PoolUser, wanted: User) -> None:
        """Make the pool's user what is wanted; each step may be repeated harmlessly."""
        who = {"UserPoolId": self._pool, "Username": user.id}
        known = set(user.roles) & set(ROLE_ORDER)
        with self._watched():
            if (user.name, user.language) != (wanted.name, wanted.language):
                given = _attributes(name=wanted.name, locale=wanted.language)
                self._client.admin_update_user_attributes(**who, UserAttributes=given)
            for role in sorted(known - set(wanted.roles)):
                self._client.admin_remove_user_from_group(**who, GroupName=role)
            for role in sorted(set(wanted.roles) - known):
                self._client.admin_add_user_to_group(**who, GroupName=role)
            if user.enabled and not wanted.enabled:
                self._client.admin_disable_user(**who)
            elif wanted.enabled and not user.enabled:
                self._client.admin_enable_user(**who)

    def sign_out(self, user_id: str) -> None:
        """End all sessions of a user: their refresh tokens are worth nothing from now on."""
        with self._watched():
            self._client.admin_user_global_sign_out(UserPoolId=self._pool, Username=user_id)

    def _read(self, name: str) -> PoolUser | None:
        who = {"UserPoolId": self._pool, "Username": name}
        with self._watched():
            try:
                found = self._client.admin_get_user(**who)
            except (
                self._client.exceptions.UserNotFoundException,
                self._client.exceptions.InvalidParameterException,
            ):
                return None
            groups = self._client.admin_list_groups_for_user(**who)["Groups"]
        return _user(found, [each["GroupName"] for each in groups])

    def _roles(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for role in ROLE_ORDER:
            call = self._client.list_users_in_group
            for member in self._pages(call, "NextToken", GroupName=role):
                found.setdefault(member["Username"], []).append(role)
        return found

    def _pages(self, call: Any, token: str, **more: str) -> Iterator[Any]:  # noqa: ANN401 - boto3's
        place: dict[str, str] = {}
        for _ in range(MAX_PAGES):
            page = call(UserPoolId=self._pool, Limit=PAGE, **more, **place)
            yield from page["Users"]
            if not page.get(token):
                return
            place = {token: page[token]}

    @contextmanager
    def _watched(self) -> Iterator[None]:
        try:
            yield
        except self._client.exceptions.TooManyRequestsException as error:
            raise UnavailableError("the user pool is busy; try again") from error


def _attributes(**given: str) -> list[dict[str, str]]:
    return [{"Name": name, "Value": value} for name, value in given.items()]


def _user(found: Mapping[str, Any], roles: Iterable[str]) -> PoolUser:
    listed = found.get("Attributes") or found.get("UserAttributes") or ()
    known = {each["Name"]: each["Value"] for each in listed}
    return PoolUser(
        id=known.get("sub", found["Username"]),
        email=known.get("email", ""),
        name=known.get("name", ""),
        language="en" if known.get("locale", "").startswith("en") else "ru",
        roles=tuple(roles),
        enabled=found["Enabled"],
        status=_STATUS.get(found["UserStatus"], UserStatus.ACTIVE),
        created_at=found["UserCreateDate"],
    )
