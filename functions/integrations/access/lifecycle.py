"""What may become of a key: changed, rotated, revoked, reported as leaked. Pure decisions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from integrations.access.model import ApiKey, KeyState
from shared.errors import ConflictError, InvalidError
from shared.texts import trim

MAX_OVERLAP_HOURS: Final = 168
_RECORDED: Final = ("name", "scopes", "ip_allow", "rate_per_minute", "expires_at", "state")


@dataclass(frozen=True)
class Rotation:
    """The old key as it is from now on, and the new one."""

    old: ApiKey
    new: ApiKey


def changed(key: ApiKey, fields: Mapping[str, Any], now: datetime) -> ApiKey:
    """Give the key with other fields; the same object when nothing is other."""
    if not any(getattr(key, name) != value for name, value in fields.items()):
        return key
    _refuse_final(key)
    if fields.get("state") == KeyState.ACTIVE and key.leaked:
        raise ConflictError("a key that was found in public can't be activated; rotate it")
    if "expires_at" in fields:
        check_expiry(fields["expires_at"], now)
    return _next(key, now, **fields)


def rotated(key: ApiKey, new: ApiKey, *, overlap_hours: int, now: datetime) -> Rotation:
    """Let a new key take the place of one that stays good for the overlap.

    The new one lives as long as the old one was made to live. `new` brings id, hash and author.
    """
    _refuse_final(key)
    if key.replaced_by is not None:
        raise ConflictError(f"{key.id} is replaced by {key.replaced_by} already")
    if key.state_at(now) is KeyState.EXPIRED:
        raise ConflictError("the key has expired; create another one")
    life = key.expires_at - key.created_at if key.expires_at else None
    successor = new.model_copy(
        update={
            "name": key.name,
            "scopes": key.scopes,
            "ip_allow": key.ip_allow,
            "rate_per_minute": key.rate_per_minute,
            "expires_at": now + life if life else None,
            "rotated_from": key.id,
        }
    )
    until = now + timedelta(hours=overlap_hours)
    return Rotation(_next(key, now, replaced_by=new.id, overlap_until=until), successor)


def revoked(key: ApiKey, name: str, now: datetime) -> ApiKey:
    """Give the key as it is for ever after; its name must be typed."""
    _refuse_final(key)
    if name != trim(key.name):  # one that was made before names were trimmed can be typed, too
        raise InvalidError.of("name", name, "must be the name of the key that is to be revoked")
    return _next(key, now, state=KeyState.REVOKED)


def leaked(key: ApiKey, now: datetime) -> ApiKey:
    """Give the key as it is once found in public; one that is so marked already stays the same."""
    if key.leaked:
        return key
    state = KeyState.REVOKED if key.state is KeyState.REVOKED else KeyState.INACTIVE
    return _next(key, now, state=state, leaked=True)


def check_expiry(expires_at: datetime | None, now: datetime) -> None:
    """Refuse an expiry that is not to come."""
    if expires_at is not None and expires_at <= now:
        raise InvalidError.of("expires_at", expires_at.isoformat(), "must lie in the future")


def differences(old: ApiKey | None, new: ApiKey) -> dict[str, Any]:
    """Tell what changed, for the record; of a new key, what it was made with."""
    before = old.model_dump(mode="json") if old else {}
    after = new.model_dump(mode="json")
    fields = [*_RECORDED, "replaced_by", "overlap_until", "leaked"] if old else _RECORDED
    return {
        name: {"from": before.get(name), "to": after[name]}
        for name in fields
        if before.get(name) != after[name]
    }


def _next(key: ApiKey, now: datetime, **fields: object) -> ApiKey:
    return key.model_copy(update={**fields, "version": key.version + 1, "updated_at": now})


def _refuse_final(key: ApiKey) -> None:
    if key.state is KeyState.REVOKED:
        raise ConflictError("the key is revoked, which is final")
