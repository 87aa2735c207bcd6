"""Which orders 1C gets next: the changed ones in order of change, without those it can't take."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from itertools import islice
from typing import Final

from integrations.model import Integration
from integrations.onec.model import MOST_BATCH, SETTLED_S, Aside, Batch, Fault
from integrations.onec.ports import Exchanges, Orders
from integrations.onec.settings import OnecSettings
from shared.events import OrderSnapshot
from shared.onec.checks import Remark, faults
from shared.onec.profile import Profile
from shared.onec.writer import document

MOST_LOOKED_AT: Final = 10_000
CHUNK: Final = 100
TOO_LARGE: Final = "too_large"


@dataclass
class _Filling:
    """A batch while it grows."""

    most: int
    documents: dict[str, bytes] = field(default_factory=dict)
    """What is written of each order, by its id."""
    aside: list[Aside] = field(default_factory=list)
    again: list[str] = field(default_factory=list)
    size: int = 0

    def takes(self, size: int) -> bool:
        has_room = not self.documents or self.size + size <= MOST_BATCH
        return len(self.documents) < self.most and has_room


@dataclass(frozen=True)
class Gathering:
    """Gathers batches for one connection."""

    integration: Integration
    settings: OnecSettings
    orders: Orders
    exchanges: Exchanges

    @cached_property
    def profile(self) -> Profile:
        """How the base wants its orders."""
        return self.settings.profile

    def batch(self, now: datetime) -> Batch:
        """Gather the next batch; asked again, it gives the same unless orders changed."""
        cursor = self.exchanges.cursor(self.integration.id)
        known = {each.order_id: each for each in self.exchanges.aside(self.integration.id)}
        filling = _Filling(self.settings.batch_size)
        self._retry(filling, known, now)
        to = cursor
        rows = self.orders.changed(cursor, now - timedelta(seconds=SETTLED_S))
        for position, order in self._whole(islice(rows, MOST_LOOKED_AT)):
            is_new = order is not None and order.id not in filling.documents
            is_offered = order is not None and is_new and self._is_wanted(order)
            if order is not None and is_offered and not self._put(filling, order, known, now):
                break
            to = position
        documents = tuple(filling.documents.values())
        return Batch(documents, tuple(filling.aside), to, tuple(filling.again))

    def remarks(self, order: OrderSnapshot) -> list[Fault]:
        """Say why an order can't be sent."""
        found = [_fault(each) for each in faults(order, self.profile)]
        return found or _large(len(self._written(order)))

    def _retry(self, filling: _Filling, known: Mapping[str, Aside], now: datetime) -> None:
        asked = [each.order_id for each in known.values() if each.again][:CHUNK]
        found = self.orders.read(asked) if asked else {}
        for order_id in asked:
            if order_id not in found:
                filling.again.append(order_id)  # erased or gone: nothing is to be tried
            elif not self._put(filling, found[order_id], known, now):
                return

    def _put(
        self,
        filling: _Filling,
        order: OrderSnapshot,
        known: Mapping[str, Aside],
        now: datetime,
    ) -> bool:
        """Put an order into the batch or aside; False when the batch is full."""
        if not order.items:
            return True  # it comes again as soon as it has a line
        found = [_fault(each) for each in faults(order, self.profile)]
        written = b"" if found else self._written(order)
        if found := found or _large(len(written)):
            since = known[order.id].since if order.id in known else now
            filling.aside.append(
                Aside(order_id=order.id, number=order.number, faults=tuple(found), since=since)
            )
            return True
        if not filling.takes(len(written)):
            return False
        filling.documents[order.id] = written
        filling.size += len(written)
        if order.id in known:
            filling.again.append(order.id)
        return True

    def _whole(self, rows: Iterator[tuple[str, str]]) -> Iterator[tuple[str, OrderSnapshot | None]]:
        while some := list(islice(rows, CHUNK)):
            found = self.orders.read([order_id for _, order_id in some])
            for position, order_id in some:
                yield position, found.get(order_id)

    def _is_wanted(self, order: OrderSnapshot) -> bool:
        if self.integration.filter is None:
            return True
        return self.integration.filter.fits({"order": order.model_dump(mode="json")})

    def _written(self, order: OrderSnapshot) -> bytes:
        return document(order, self.profile).encode()


def _large(size: int) -> list[Fault]:
    if size <= MOST_BATCH:
        return []
    words = f"the order takes {size} bytes, {MOST_BATCH} fit"
    return [Fault(code=TOO_LARGE, field="items", words=words)]


def _fault(remark: Remark) -> Fault:
    return Fault(code=remark.code, field=remark.field, words=remark.words)
