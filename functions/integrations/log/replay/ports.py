"""What replays need of storage."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from integrations.log.replay.model import Replay
from shared.requests import Request


class Replays(Protocol):
    """The store of replays."""

    def add(self, replay: Replay, request: Request | None, answer: str) -> None:
        """Write a new replay, and the answer to a request under a key, or neither.

        RequestRepeatedError when that request was answered in between.
        """
        ...

    def answer(self, request: Request) -> Mapping[str, object] | None:
        """Give what a request was answered before; ConflictError for another body."""
        ...

    def get(self, replay_id: str) -> Replay | None:
        """Read one replay."""
        ...

    def save(self, replay: Replay) -> bool:
        """Write the next version; False when somebody else did."""
        ...

    def newest(self, *, limit: int, after: str | None) -> "tuple[tuple[Replay, ...], str | None]":
        """List replays newest first, and the position after the page."""
        ...

    def running(self) -> Iterable[Replay]:
        """Walk through those that are running, oldest first."""
        ...
