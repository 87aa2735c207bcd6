"""What the log needs of storage beyond what the engine needs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from integrations.log.query import Query
from integrations.log.reconciliation import Reconciliation
from integrations.log.statistics import Figures, Hour, Point
from integrations.model import Delivery
from integrations.ports import DeliveryPage
from shared.events import Envelope, OrderSnapshot
from shared.requests import Request


@dataclass(frozen=True)
class StoredEvent:
    """An event that was told, and its place in the order of time."""

    position: str
    envelope: Envelope


@dataclass(frozen=True)
class StoredDelivery:
    """A delivery and its place in the order of time."""

    position: str
    delivery: Delivery


class LogStore(Protocol):
    """Deliveries and events as the log looks at them."""

    def page(
        self, integration_ids: Sequence[str], query: Query, *, limit: int, after: str | None
    ) -> DeliveryPage:
        """List the deliveries that a query wants, newest first."""
        ...

    def deliveries(
        self, integration_ids: Sequence[str], first: datetime, until: datetime, after: str | None
    ) -> Iterator[StoredDelivery]:
        """Walk through the deliveries of a window, oldest first."""
        ...

    def many(self, delivery_ids: Sequence[str]) -> Mapping[str, Delivery]:
        """Read deliveries; those that are not there are left out."""
        ...

    def events(
        self,
        first: datetime | None,
        until: datetime | None,
        *,
        after: str | None,
        descending: bool = False,
    ) -> Iterator[StoredEvent]:
        """Walk through the events of a window."""
        ...

    def event(self, event_id: str) -> Envelope | None:
        """Read an event; None when it was never told or has expired."""
        ...

    def told(self, event_ids: Sequence[str]) -> frozenset[str]:
        """Give which of these events were told."""
        ...

    def again(self, delivery_id: str) -> tuple[Delivery, ...]:
        """List the deliveries that send again what a first delivery sent, oldest first."""
        ...

    def was_delivered_again(self, delivery_id: str) -> bool:
        """Tell whether one of those got through."""
        ...

    def next_number(self, delivery_id: str) -> int:
        """Give the number that the next resend of a first delivery has."""
        ...

    def add_again(
        self, delivery: Delivery, place: str, request: Request | None = None, answer: str = ""
    ) -> bool:
        """Write a delivery that sends again, and the answer to a request, or neither.

        False when its place among those that repeat the first one is taken;
        RequestRepeatedError when the request was answered in between.
        """
        ...

    def answer(self, request: Request) -> Mapping[str, object] | None:
        """Give what a request was answered before; ConflictError for another body."""
        ...


class Hours(Protocol):
    """The figures of integrations by hour."""

    def points(self, integration_id: str, at: datetime) -> Iterator[Point]:
        """Walk through the attempts that began in an hour."""
        ...

    def get(self, integration_id: str, first: datetime, until: datetime) -> Mapping[datetime, Hour]:
        """Read the hours that were counted."""
        ...

    def save(self, integration_id: str, at: datetime, figures: Figures) -> None:
        """Write an hour's figures; a repeat writes the same."""
        ...

    def counted_until(self) -> datetime | None:
        """Give the end of the last hour that was counted for all."""
        ...

    def settle(self, until: datetime) -> None:
        """Note that all hours until a moment are counted."""
        ...


@dataclass(frozen=True)
class ChangedOrder:
    """An order as the list of changes names it."""

    position: str
    id: str
    version: int


class Orders(Protocol):
    """The orders as another room keeps them; read only."""

    def changed(
        self, first: datetime, until: datetime, after: str | None
    ) -> Iterator[ChangedOrder]:
        """Walk through the orders whose last change lies in a window, oldest change first."""
        ...

    def get(self, order_id: str) -> OrderSnapshot | None:
        """Read an order as others see it."""
        ...

    def told_types(self, order_id: str, since: datetime) -> frozenset[str]:
        """Give the types of the events told of an order since a moment."""
        ...


class Reconciliations(Protocol):
    """The comparisons of orders with events."""

    def add(self, job: Reconciliation) -> bool:
        """Write a new one; False when it is there already."""
        ...

    def get(self, job_id: str) -> Reconciliation | None:
        """Read one."""
        ...

    def save(self, job: Reconciliation) -> bool:
        """Write the next version; False when somebody else did."""
        ...

    def latest(self) -> tuple[Reconciliation, ...]:
        """List the latest, newest first."""
        ...

    def running(self) -> Iterable[Reconciliation]:
        """List those that are not done."""
        ...
