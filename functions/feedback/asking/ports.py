"""What asking needs from storage."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Literal, Protocol

from feedback.asking.model import Request
from feedback.model import Feedback
from shared.events import OrderSnapshot
from shared.fates import Fate

Sent = Literal["handed", "cooling", "moved"]


class Orders(Protocol):
    """Orders; this room only looks at them."""

    def load(self, order_id: str) -> OrderSnapshot | None:
        """Give an order as it is now."""
        ...


class Answers(Protocol):
    """Where answers are kept."""

    def load(self, order_id: str) -> Feedback | None:
        """Give the answer about an order."""
        ...


class Completions(Protocol):
    """Where it is seen which orders were completed."""

    def completed_since(self, since: datetime) -> Iterator[str]:
        """Give the ids of orders that changed since then and are completed or closed now."""
        ...


class Fates(Protocol):
    """Where it is seen what became of messages."""

    def of(self, order_id: str, event_id: str) -> Fate | None:
        """Give what became of the customer's message of an event; None where there is none."""
        ...


class Requests(Protocol):
    """Requests, and how far the search for completed orders is."""

    def reached(self) -> datetime | None:
        """Give the moment up to which completed orders were found; None before the first run."""
        ...

    def reach(self, moment: datetime) -> None:
        """Keep the moment."""
        ...

    def missing(self, order_ids: Sequence[str]) -> list[str]:
        """Give those of the orders that no request is about."""
        ...

    def add(self, request: Request) -> bool:
        """Write a new request; False when there is one."""
        ...

    def due(self, now: datetime) -> Iterator[Request]:
        """Walk through the requests about which something is to be done now."""
        ...

    def send_first(self, request: Request, *, cooled_since: datetime) -> Sent:
        """Write the first handing over, unless the customer was asked after a moment."""
        ...

    def confirm(self, request: Request) -> bool:
        """Write that a channel took the message, and count it; False when somebody else did."""
        ...

    def lose(self, request: Request, *, was_answered: bool) -> bool:
        """Write that the message reached nobody, and free the customer to be asked again.

        An answer that came all the same, by a link from staff, is counted no more.
        """
        ...

    def save(self, request: Request) -> bool:
        """Write the next version; False when somebody else did."""
        ...

    def drop(self, request: Request) -> None:
        """Forget a plan; gone or changed meanwhile is no fault."""
        ...
