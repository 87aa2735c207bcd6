"""The user pool and our store of standings in memory; contract tests hold them to the real ones."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from uuid import uuid4

from integrations.access.users.model import NewUser, PoolUser, Standing, User, UserStatus
from integrations.access.users.ports import (
    EmailTakenError,
    StandingMovedError,
    TechnicianTakenError,
    UserRepeatedError,
)
from shared.audit import Entry
from shared.errors import ConflictError, UnavailableError
from shared.requests import Request
from tests.integrations.builders import NOW


class FakePool:
    """Users in memory; keeps what was mailed and who was signed out."""

    def __init__(self) -> None:
        self.kept: dict[str, PoolUser] = {}
        self.mailed: list[str] = []
        self.signed_out: list[str] = []
        self.calls = 0

    def users(self) -> tuple[PoolUser, ...]:
        return tuple(self.kept.values())

    def get(self, user_id: str) -> PoolUser | None:
        self.calls += 1
        return self.kept.get(user_id)

    def with_email(self, email: str) -> PoolUser | None:
        return next((each for each in self.kept.values() if each.email == email), None)

    def invite(self, new: NewUser) -> PoolUser:
        if self.with_email(new.email):
            raise EmailTakenError
        made = PoolUser(
            id=str(uuid4()),
            email=new.email,
            name=new.name,
            language=new.language,
            created_at=NOW,
        )
        self.kept[made.id] = made
        self.mailed.append(made.email)
        return made

    def invite_again(self, user: PoolUser) -> None:
        self.mailed.append(user.email)

    def bring_to(self, user: PoolUser, wanted: User) -> None:
        unknown = tuple(role for role in user.roles if role == "night-shift")
        self.kept[user.id] = self.kept[user.id].model_copy(
            update={
                "name": wanted.name,
                "language": wanted.language,
                "roles": (*wanted.roles, *unknown),
                "enabled": wanted.enabled,
            }
        )

    def sign_out(self, user_id: str) -> None:
        self.signed_out.append(user_id)

    def accept(self, user_id: str) -> None:
        """The user has set a password of their own."""
        active = {"status": UserStatus.ACTIVE}
        self.kept[user_id] = self.kept[user_id].model_copy(update=active)


class FakeStandings:
    """Standings in memory, with the record and the answers to requests."""

    def __init__(self) -> None:
        self.kept: dict[str, Standing] = {}
        self.entries: list[Entry] = []
        self.answers: dict[tuple[str, str], tuple[str, str]] = {}
        self.is_held = False

    def get(self, user_id: str) -> Standing | None:
        return self.kept.get(user_id)

    def all(self) -> Mapping[str, Standing]:
        return dict(self.kept)

    def save(
        self,
        standing: Standing,
        before: Standing | None,
        entry: Entry,
        *,
        answer: tuple[Request, str] | None = None,
    ) -> Standing:
        known = self.kept.get(standing.id)
        if (known.version if known else 0) != (before.version if before else 0):
            raise StandingMovedError
        owner = self.linked_to(standing.technician_id) if standing.technician_id else None
        if owner and owner != standing.id:
            raise TechnicianTakenError(owner)
        if answer:
            place = (answer[0].actor_id, answer[0].key)
            if place in self.answers:
                raise UserRepeatedError
            self.answers[place] = (answer[0].body_hash, answer[1])
        new = standing.model_copy(update={"version": before.version + 1 if before else 1})
        self.kept[new.id] = new
        self.entries.append(entry)
        return new

    def linked_to(self, technician_id: str) -> str | None:
        owners = (each.id for each in self.kept.values() if each.technician_id == technician_id)
        return next(owners, None)

    def answered(self, request: Request) -> User | None:
        known = self.answers.get((request.actor_id, request.key))
        if known is None:
            return None
        if known[0] != request.body_hash:
            raise ConflictError("this Idempotency-Key was used with another body")
        return User.model_validate_json(known[1])

    @contextmanager
    def alone(self) -> Iterator[None]:
        if self.is_held:
            raise UnavailableError("administrators are just being changed; try again")
        self.is_held = True
        try:
            yield
        finally:
            self.is_held = False


class FakeTechnicians:
    """Two technicians."""

    def name(self, technician_id: str) -> str | None:
        return {"tec_1": "Борис Орлов", "tec_2": "Ева Лось"}.get(technician_id)
