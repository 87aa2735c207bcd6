"""What the work with users needs from the pool and from storage; fakes give it as well."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Protocol

from integrations.access.users.model import NewUser, PoolUser, Standing, User
from shared.audit import Entry
from shared.requests import Request


class EmailTakenError(Exception):
    """The pool has a user with this e-mail address."""


class StandingMovedError(Exception):
    """Somebody has written the user's standing in between."""


class UserRepeatedError(Exception):
    """The same request was carried out elsewhere at this very moment."""


class TechnicianTakenError(Exception):
    """The technician is another user's."""

    def __init__(self, user_id: str) -> None:
        """Name the user who is linked to the technician."""
        super().__init__(user_id)
        self.user_id = user_id


class Pool(Protocol):
    """The user pool: who may sign in, and in which roles."""

    def users(self) -> tuple[PoolUser, ...]:
        """List all users with their roles."""
        ...

    def get(self, user_id: str) -> PoolUser | None:
        """Read one user with their roles."""
        ...

    def with_email(self, email: str) -> PoolUser | None:
        """Find a user by e-mail address."""
        ...

    def invite(self, new: NewUser) -> PoolUser:
        """Make a user and send them an invitation, or EmailTakenError."""
        ...

    def invite_again(self, user: PoolUser) -> None:
        """Send the invitation once more, with a new temporary password."""
        ...

    def bring_to(self, user: PoolUser, wanted: User) -> None:
        """Make the pool's user what is wanted: name, language, roles, enabled."""
        ...

    def sign_out(self, user_id: str) -> None:
        """End all sessions of a user: their refresh tokens are worth nothing from now on."""
        ...


class Standings(Protocol):
    """The store of what we know of users."""

    def get(self, user_id: str) -> Standing | None:
        """Read one."""
        ...

    def all(self) -> Mapping[str, Standing]:
        """Read all, by user."""
        ...

    def save(
        self,
        standing: Standing,
        before: Standing | None,
        entry: Entry,
        *,
        answer: tuple[Request, str] | None = None,
    ) -> Standing:
        """Write the next version with the record and the request's answer, or nothing.

        StandingMovedError, UserRepeatedError or TechnicianTakenError say what stood in the way.
        """
        ...

    def linked_to(self, technician_id: str) -> str | None:
        """Give the user who is a technician."""
        ...

    def answered(self, request: Request) -> User | None:
        """Give the user as an earlier request under this key was answered."""
        ...

    def alone(self) -> AbstractContextManager[None]:
        """Let one change of administrators at a time be made; UnavailableError meanwhile."""
        ...


class Technicians(Protocol):
    """Where technicians are looked up."""

    def name(self, technician_id: str) -> str | None:
        """Give a technician's name; None when there is no such technician."""
        ...
