"""What can be done with web users. No AWS here: pool and storage come as ports."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

from integrations.access.users.model import (
    ADMIN,
    MAX_USERS,
    NewUser,
    PoolUser,
    Standing,
    User,
    UserStatus,
    differences,
    shown,
)
from integrations.access.users.ports import (
    EmailTakenError,
    Pool,
    StandingMovedError,
    Standings,
    Technicians,
    TechnicianTakenError,
    UserRepeatedError,
)
from shared.asked import Asked
from shared.audit import Entry, new_entry
from shared.auth import Actor
from shared.clock import Clock
from shared.errors import ConflictError, InvalidError, NotFoundError, UnavailableError
from shared.requests import Request

TRIES: Final = 3


class UserService:
    """Invites, changes, blocks and lists web users, so that an administrator always remains."""

    def __init__(
        self, pool: Pool, standings: Standings, technicians: Technicians, *, clock: Clock
    ) -> None:
        """Join the pool, what we know besides, the technicians, and the clock."""
        self._pool = pool
        self._standings = standings
        self._technicians = technicians
        self._clock = clock

    def all(self) -> tuple[User, ...]:
        """List all users by name."""
        standings = self._standings.all()
        everyone = (shown(each, standings.get(each.id)) for each in self._pool.users())
        return tuple(sorted(everyone, key=lambda user: (user.name.lower(), user.email)))

    def get(self, user_id: str) -> User:
        """Read one user, or NotFoundError."""
        return shown(self._found(user_id), self._standings.get(user_id))

    def me(self, actor: Actor) -> tuple[str | None, str]:
        """Give e-mail address and name of whoever asks; of a key, no address and its name."""
        if actor.kind != "user":
            return None, actor.name
        standing = self._standings.get(actor.id)
        if standing and standing.email:
            return standing.email, standing.name or actor.name
        # Made in the pool past us. From now on we know their name, for the history of orders.
        found = self._pool.get(actor.id)
        if found is None:
            return None, actor.name
        entry = new_entry("user.noticed", found.id, {}, actor, at=self._clock(), name=found.name)
        with suppress(StandingMovedError):
            self._standings.save(_ours(found, standing), standing, entry)
        return found.email, found.name or actor.name

    def invite(self, new: NewUser, asked: Asked) -> User:
        """Invite a user; the same key and body give the same user, another body a conflict."""
        request = Request.of(asked.actor.id, asked.key, "users", asked.body)
        if request and (earlier := self._standings.answered(request)):
            return earlier
        self._check_technician(new.technician_id, user_id=None)
        made = self._invited(new)
        standing = Standing(
            id=made.id, email=made.email, name=new.name, technician_id=new.technician_id
        )
        wanted = shown(made, standing).model_copy(
            update={"name": new.name, "language": new.language, "roles": new.roles}
        )
        self._pool.bring_to(made, wanted)
        entry = self._entry("user.invited", None, wanted, asked)
        return self._saved(standing, None, entry, wanted, request)

    def change(self, user_id: str, fields: dict[str, Any], asked: Asked) -> User:
        """Change fields of a user; what takes something away is in force within seconds."""
        found = self._found(user_id)
        standing = self._standings.get(user_id)
        before = shown(found, standing)
        after = before.model_copy(update=fields)
        if after == before and found.enabled == after.enabled:
            return before
        if before.enabled and not after.enabled and user_id == asked.actor.id:
            raise ConflictError("nobody can block themselves; ask another administrator")
        if after.technician_id != before.technician_id:
            self._check_technician(after.technician_id, user_id=user_id)
        with self._an_admin_remains(before, after):
            return self._carry_out(found, standing, before, after, asked)

    def sign_out(self, user_id: str, asked: Asked) -> User:
        """End all sessions of a user; tokens that are still valid are refused within seconds."""
        found = self._found(user_id)
        self._pool.sign_out(user_id)
        standing = self._standings.get(user_id)
        user = shown(found, standing)
        entry = self._entry("user.signed_out", user, user, asked)
        return self._saved(self._out(found, standing), standing, entry, user)

    def resend(self, user_id: str, asked: Asked) -> User:
        """Send the invitation once more; the same key sends it once."""
        request = Request.of(asked.actor.id, asked.key, "users/resend", user_id)
        if request and (earlier := self._standings.answered(request)):
            return earlier
        found = self._found(user_id)
        if found.status is not UserStatus.INVITED:
            raise ConflictError(
                "the user has accepted the invitation already", extra={"status": found.status}
            )
        standing = self._standings.get(user_id)
        self._pool.invite_again(found)
        user = shown(found, standing)
        entry = self._entry("user.invited_again", user, user, asked)
        return self._saved(_ours(found, standing), standing, entry, user, request)

    def _carry_out(
        self, found: PoolUser, standing: Standing | None, before: User, after: User, asked: Asked
    ) -> User:
        action = "user.changed"
        if after.enabled != before.enabled:
            action = "user.unblocked" if after.enabled else "user.blocked"
        entry = self._entry(action, before, after, asked)
        ours = _ours(found, standing)
        if after.enabled != before.enabled or after.roles != before.roles:
            # The browser gets itself a new token, which has the new roles.
            ours = self._out(found, standing)
        ours = ours.model_copy(
            update={
                "name": after.name,
                "technician_id": after.technician_id,
                "blocked": not after.enabled,
            }
        )
        # What we know of is in force at once, so it comes first where something is taken away; an
        # older token must not outlive its roles, so it comes last elsewhere.
        if not after.enabled:
            saved = self._saved(ours, standing, entry, after)
            self._pool.bring_to(found, after)
            return saved
        self._pool.bring_to(found, after)
        return self._saved(ours, standing, entry, after)

    def _invited(self, new: NewUser) -> PoolUser:
        if len(self._pool.users()) >= MAX_USERS:
            raise ConflictError(f"there are {MAX_USERS} users, no more fit")
        try:
            return self._pool.invite(new)
        except EmailTakenError as error:
            known = self._pool.with_email(new.email)
            cut_off = known and known.status is UserStatus.INVITED
            if known and cut_off and self._standings.get(known.id) is None:
                return known  # an earlier request was cut off before it was written down
            raise ConflictError(
                f"{new.email} is a user already",
                extra={"field": "email", "user_id": known.id if known else None},
            ) from error

    def _saved(
        self,
        standing: Standing,
        before: Standing | None,
        entry: Entry,
        user: User,
        request: Request | None = None,
    ) -> User:
        answer = (request, user.model_dump_json()) if request else None
        try:
            self._standings.save(standing, before, entry, answer=answer)
        except UserRepeatedError as error:
            earlier = request and self._standings.answered(request)
            if not earlier:
                raise UnavailableError("the same request is being carried out") from error
            return earlier
        except StandingMovedError as error:
            raise UnavailableError("somebody changes the same user; try again") from error
        except TechnicianTakenError as error:
            raise _taken(error.user_id) from error
        return user

    def _found(self, user_id: str) -> PoolUser:
        found = self._pool.get(user_id)
        if found is None:
            raise NotFoundError(f"there is no user {user_id}")
        return found

    def _check_technician(self, technician_id: str | None, *, user_id: str | None) -> None:
        if technician_id is None:
            return
        if self._technicians.name(technician_id) is None:
            raise InvalidError.of("technician_id", technician_id, "is not a technician's id")
        linked = self._standings.linked_to(technician_id)
        if linked and linked != user_id:
            raise _taken(linked)

    @contextmanager
    def _an_admin_remains(self, before: User, after: User) -> Iterator[None]:
        if not _is_admin(before) or _is_admin(after):
            yield
            return
        # Two administrators who take each other's role at once would both see one remain.
        with self._standings.alone():
            if not any(_is_admin(each) for each in self.all() if each.id != before.id):
                raise ConflictError("this is the last administrator who can sign in")
            yield

    def _out(self, found: PoolUser, standing: Standing | None) -> Standing:
        now = int(self._clock().timestamp())
        return _ours(found, standing).model_copy(update={"signed_out_at": now})

    def _entry(self, action: str, before: User | None, after: User, asked: Asked) -> Entry:
        changes = differences(before, after)
        now = self._clock()
        return new_entry(action, after.id, changes, asked.actor, at=now, name=after.name)


def _ours(found: PoolUser, standing: Standing | None) -> Standing:
    return standing or Standing(id=found.id, email=found.email, name=found.name)


def _is_admin(user: User) -> bool:
    # Who has not accepted the invitation may never come.
    return ADMIN in user.roles and user.enabled and user.status is not UserStatus.INVITED


def _taken(user_id: str) -> ConflictError:
    return ConflictError(
        "the technician is linked to another user",
        extra={"field": "technician_id", "user_id": user_id},
    )
