"""Who asks for something, and under what: the caller's side of every write."""

from dataclasses import dataclass

from shared.auth import Actor


@dataclass(frozen=True)
class Asked:
    """Who asks, at which version of the thing, under which idempotency key, with which body."""

    actor: Actor
    version: int | None = None
    key: str | None = None
    body: str = ""
