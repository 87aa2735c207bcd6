"""What can be done with API keys. No AWS here: storage comes as a port."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Any, Final

from integrations.access.keys import Environment, key_hash, new_key, shown_part
from integrations.access.lifecycle import (
    changed,
    check_expiry,
    differences,
    leaked,
    revoked,
    rotated,
)
from integrations.access.model import MAX_LIVE_KEYS, ApiKey, KeyState
from integrations.access.ports import KeyMovedError, KeyPage, KeyRepeatedError, Keys, LastUse
from shared.asked import Asked
from shared.audit import Entry, Who, new_entry
from shared.auth import Actor
from shared.clock import Clock
from shared.errors import ConflictError, NotFoundError, StaleVersionError, UnavailableError
from shared.requests import Request
from shared.version import check_version

TRIES: Final = 3
LIVE: Final = {KeyState.ACTIVE, KeyState.INACTIVE}


@dataclass(frozen=True)
class Issued:
    """A new key; `secret` is the key itself, this once, and None when a request is repeated."""

    key: ApiKey
    secret: str | None


class KeyService:
    """Makes, changes, rotates and revokes API keys; each change leaves a row in the record."""

    def __init__(
        self,
        keys: Keys,
        *,
        environment: Environment,
        clock: Clock,
        make: Callable[[Environment], str] = new_key,
    ) -> None:
        """Join the store and the clock."""
        self._keys = keys
        self._environment = environment
        self._clock = clock
        self._make = make

    def create(self, fields: Mapping[str, Any], asked: Asked) -> Issued:
        """Make a key; the same request again gives its card without the key."""
        now = self._clock()
        check_expiry(fields.get("expires_at"), now)
        request = Request.of(asked.actor.id, asked.key, "keys", asked.body)
        if earlier := self._answered(request):
            return Issued(earlier, None)
        live = self._keys.page(self._is_live, limit=MAX_LIVE_KEYS, after=None).keys
        if len(live) >= MAX_LIVE_KEYS:
            raise ConflictError(f"{MAX_LIVE_KEYS} keys are in use, no more fit")
        key, secret = self._new(fields, asked.actor, now)
        entry = self._entry("key.created", None, key, asked.actor)
        return self._issue([key], [entry], request, secret)

    def page(self, state: KeyState | None, *, limit: int, after: str | None) -> KeyPage:
        """List keys newest first, all or those in a state."""
        now = self._clock()
        return self._keys.page(
            lambda key: state in {None, key.state_at(now)}, limit=limit, after=after
        )

    def get(self, key_id: str) -> ApiKey:
        """Read one key, or NotFoundError."""
        key = self._keys.get(key_id)
        if key is None:
            raise NotFoundError(f"there is no key {key_id}")
        return key

    def last_uses(self) -> Mapping[str, LastUse]:
        """Give the last use of every key that was ever let in."""
        return self._keys.last_uses()

    def change(self, key_id: str, fields: Mapping[str, Any], asked: Asked) -> ApiKey:
        """Change a key that is at the given version."""
        old = self._at_version(key_id, asked)
        new = changed(old, fields, self._clock())
        if new is old:
            return old
        self._save(_action(old, new), old, new, asked.actor)
        return new

    def rotate(self, key_id: str, overlap_hours: int, asked: Asked) -> Issued:
        """Make the key that takes this one's place; this one stays good for the overlap."""
        request = Request.of(asked.actor.id, asked.key, "rotate", key_id, asked.body)
        if earlier := self._answered(request):
            return Issued(earlier, None)
        now = self._clock()
        old = self._at_version(key_id, asked)
        fresh, secret = self._new({"name": old.name, "scopes": old.scopes}, asked.actor, now)
        pair = rotated(old, fresh, overlap_hours=overlap_hours, now=now)
        entries = [
            self._entry("key.rotated", old, pair.old, asked.actor),
            self._entry("key.created", None, pair.new, asked.actor),
        ]
        return self._issue([pair.new, pair.old], entries, request, secret)

    def revoke(self, key_id: str, name: str, asked: Asked) -> ApiKey:
        """End a key for good; its name must be typed."""
        old = self._at_version(key_id, asked)
        new = revoked(old, name, self._clock())
        self._save("key.revoked", old, new, asked.actor)
        return new

    def report_leak(
        self, hashed: str, reporter: Actor, *, where: str | None = None
    ) -> ApiKey | None:
        """Switch off a key that was found in public; None when it is none of ours."""
        for _ in range(TRIES):
            door = self._keys.door(hashed)
            old = self._keys.get(door.id) if door else None
            if old is None:
                return None
            new = leaked(old, self._clock())
            if new is old:
                return old
            changes = differences(old, new) | {"found_at": {"from": None, "to": where}}
            entry = new_entry(
                "key.leaked", new.id, changes, reporter, at=self._clock(), name=new.name
            )
            try:
                self._keys.save([new], [entry])
            except KeyMovedError:
                continue  # an admin wrote it at this moment; it is to be switched off all the same
            return new
        raise UnavailableError("the key is being written; report it again")

    def _new(self, fields: Mapping[str, Any], actor: Actor, now: datetime) -> tuple[ApiKey, str]:
        secret = self._make(self._environment)
        prefix, last_four = shown_part(secret)
        key = ApiKey(
            # Ids sort by time: the list needs no index.
            id=f"key_{int(now.timestamp() * 1000):012x}{token_hex(10)}",
            hash=key_hash(secret),
            prefix=prefix,
            last_four=last_four,
            environment=self._environment,
            created_at=now,
            created_by=Who.of(actor),
            updated_at=now,
            **fields,
        )
        return key, secret

    def _issue(
        self, keys: list[ApiKey], entries: list[Entry], request: Request | None, secret: str
    ) -> Issued:
        try:
            self._keys.save(keys, entries, request)
        except KeyMovedError as error:
            raise StaleVersionError(keys[-1].version - 1, error.current) from error
        except KeyRepeatedError as error:
            if earlier := self._answered(request):
                return Issued(earlier, None)
            raise UnavailableError("the same request is being carried out; try again") from error
        return Issued(keys[0], secret)

    def _save(self, action: str, old: ApiKey, new: ApiKey, actor: Actor) -> None:
        try:
            self._keys.save([new], [self._entry(action, old, new, actor)])
        except KeyMovedError as error:
            raise StaleVersionError(old.version, error.current) from error

    def _entry(self, action: str, old: ApiKey | None, new: ApiKey, actor: Actor) -> Entry:
        changes = differences(old, new)
        return new_entry(action, new.id, changes, actor, at=self._clock(), name=new.name)

    def _at_version(self, key_id: str, asked: Asked) -> ApiKey:
        key = self.get(key_id)
        check_version(asked.version, key.version)
        return key

    def _answered(self, request: Request | None) -> ApiKey | None:
        return self._keys.answered(request) if request else None

    def _is_live(self, key: ApiKey) -> bool:
        return key.state_at(self._clock()) in LIVE


def _action(old: ApiKey, new: ApiKey) -> str:
    if old.state is new.state:
        return "key.changed"
    return "key.activated" if new.state is KeyState.ACTIVE else "key.deactivated"
