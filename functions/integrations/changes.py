"""What an edit, a rotation or another state makes of an integration. Pure."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from integrations.headers import MASK, check_headers, is_secret
from integrations.model import Header, Integration, IntegrationState, Secret
from shared.errors import InvalidError

MOST_OVERLAP_H: Final = 168
BY_HAND: Final = "disabled by hand"


def moved(
    old: Integration, state: IntegrationState, now: datetime, *, release: bool = True
) -> dict[str, Any]:
    """Give the fields that change with the state; `release` lets go what was held on a resume."""
    if state is old.state:
        return {}
    if state is not IntegrationState.ENABLED:
        reason = BY_HAND if state is IntegrationState.DISABLED else None
        return {"state": state, "disabled_reason": reason}
    resumed = {"state": state, "disabled_reason": None, "enabled_at": now}
    return resumed | ({"release_from": now} if release else {})


def rotated(
    old: Integration, encrypted: bytes, now: datetime, overlap_h: int
) -> tuple[Secret, ...]:
    """Give the secrets with a new one in front; the one before it signs on for the overlap.

    Two are active at most: one that was before that ends now.
    """
    new = Secret(encrypted=encrypted, created_at=now)
    active = old.active_secrets(now)
    if not overlap_h or not active:
        return (new,)
    ends = now + timedelta(hours=overlap_h)
    earlier = active[0].expires_at
    before = active[0].model_copy(update={"expires_at": min(ends, earlier) if earlier else ends})
    return (new, before)


def headers_of(
    given: Mapping[str, str], old: tuple[Header, ...], encrypt: Callable[[str], bytes]
) -> tuple[Header, ...]:
    """Read headers as they are sent; the mask stands for the secret value that is there."""
    check_headers(given)
    kept = {each.name.lower(): each for each in old if each.encrypted is not None}
    return tuple(
        _header(name, value, kept.get(name.lower()), encrypt) for name, value in given.items()
    )


def _header(name: str, value: str, kept: Header | None, encrypt: Callable[[str], bytes]) -> Header:
    if not is_secret(name):
        return Header(name=name, value=value)
    if value != MASK:
        return Header(name=name, encrypted=encrypt(value))
    if kept is None:
        raise InvalidError.of(f"headers.{name}", MASK, "there is no value yet that could be kept")
    return kept.model_copy(update={"name": name})
