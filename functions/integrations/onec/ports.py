"""What the exchange with 1C needs from storage."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from integrations.onec.model import Aside, Session
from shared.events import OrderSnapshot
from shared.order_wishes import OrderWish, WishState


class Exchanges(Protocol):
    """How far each connection has come, its sessions, and what was put aside."""

    def cursor(self, integration_id: str) -> str:
        """Give the position after the last order that 1C has taken; empty for none."""
        ...

    def move_cursor(self, integration_id: str, position: str) -> None:
        """Move the position on; never back."""
        ...

    def restart(self, integration_id: str) -> None:
        """Begin anew: every order is offered again."""
        ...

    def open(self, session: Session) -> None:
        """Write a new session."""
        ...

    def session(self, integration_id: str, session_id: str) -> Session | None:
        """Read a session."""
        ...

    def change(
        self, integration_id: str, session_id: str, change: Callable[[Session], Session]
    ) -> None:
        """Change a session, whoever else does at the same time; one that is gone stays gone."""
        ...

    def sessions(self, integration_id: str, *, limit: int, before: str | None) -> Sequence[Session]:
        """List sessions, newest first."""
        ...

    def aside(self, integration_id: str) -> Sequence[Aside]:
        """List what was put aside."""
        ...

    def put_aside(self, integration_id: str, aside: Aside) -> None:
        """Put an order aside; a repeat is no change."""
        ...

    def take_back(self, integration_id: str, order_id: str) -> None:
        """Strike an order off the list."""
        ...


class Orders(Protocol):
    """The orders, only to be read."""

    def changed(self, after: str, until: datetime) -> Iterator[tuple[str, str]]:
        """Walk through (position, order id) in order of change, from behind a position."""
        ...

    def read(self, order_ids: Sequence[str]) -> Mapping[str, OrderSnapshot]:
        """Read orders whole, by id."""
        ...

    def ids(self, numbers: Sequence[str]) -> Mapping[str, str]:
        """Find the ids of orders by their numbers."""
        ...


class Pieces(Protocol):
    """Files that come in several pieces."""

    def add(self, session: Session, name: str, piece: bytes) -> int:
        """Keep one more piece and give how many bytes there are."""
        ...

    def whole(self, session: Session, name: str) -> bytes | None:
        """Give the pieces together; None when there are none."""
        ...

    def drop(self, session: Session, name: str) -> None:
        """Forget a file."""
        ...


class Wishes(Protocol):
    """What 1C wants of orders' states."""

    def get(self, integration_id: str, number: str) -> OrderWish | None:
        """Read the last wish for an order."""
        ...

    def get_many(self, integration_id: str, numbers: Sequence[str]) -> Mapping[str, OrderWish]:
        """Read the last wishes for orders."""
        ...

    def put(self, wish: OrderWish) -> None:
        """Write a wish in the place of the one before."""
        ...

    def put_many(self, wishes: Sequence[OrderWish]) -> None:
        """Write several wishes."""
        ...

    def settle(self, wish: OrderWish, state: WishState, detail: str = "") -> bool:
        """Write what came of a wish."""
        ...

    def refused(self, integration_id: str) -> Sequence[OrderWish]:
        """List what was refused."""
        ...


class Messenger(Protocol):
    """Sends pointers to wishes to the room that carries them out."""

    def send(self, wishes: Sequence[OrderWish]) -> None:
        """Send pointers; raises when any was not taken."""
        ...
