"""The stores of the exchange with 1C in memory."""

import bisect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from integrations.onec.model import Aside, Session
from shared.clock import text
from shared.events import OrderSnapshot
from shared.order_wishes import OrderWish, WishState


class FakeExchanges:
    """Cursors, sessions and what was put aside."""

    def __init__(self) -> None:
        self.cursors: dict[str, str] = {}
        self.kept: dict[tuple[str, str], Session] = {}
        self.asides: dict[tuple[str, str], Aside] = {}

    def cursor(self, integration_id: str) -> str:
        return self.cursors.get(integration_id, "")

    def move_cursor(self, integration_id: str, position: str) -> None:
        self.cursors[integration_id] = max(position, self.cursor(integration_id))

    def restart(self, integration_id: str) -> None:
        self.cursors.pop(integration_id, None)

    def open(self, session: Session) -> None:
        self.kept[session.integration_id, session.id] = session

    def session(self, integration_id: str, session_id: str) -> Session | None:
        return self.kept.get((integration_id, session_id))

    def change(
        self, integration_id: str, session_id: str, change: Callable[[Session], Session]
    ) -> None:
        if before := self.session(integration_id, session_id):
            after = change(before).model_copy(update={"version": before.version + 1})
            self.kept[integration_id, session_id] = after

    def sessions(self, integration_id: str, *, limit: int, before: str | None) -> Sequence[Session]:
        mine = [each for (owner, _), each in self.kept.items() if owner == integration_id]
        older = [each for each in mine if before is None or each.id < before]
        return sorted(older, key=lambda each: each.id, reverse=True)[:limit]

    def aside(self, integration_id: str) -> Sequence[Aside]:
        mine = [each for (owner, _), each in self.asides.items() if owner == integration_id]
        return sorted(mine, key=lambda each: each.order_id)

    def put_aside(self, integration_id: str, aside: Aside) -> None:
        self.asides[integration_id, aside.order_id] = aside

    def take_back(self, integration_id: str, order_id: str) -> None:
        self.asides.pop((integration_id, order_id), None)


class FakeOrders:
    """Orders by time of change."""

    def __init__(self, *orders: OrderSnapshot) -> None:
        self.kept = {each.id: each for each in orders}
        self._places: list[tuple[str, str]] | None = None

    def put(self, order: OrderSnapshot) -> None:
        self.kept[order.id] = order
        self._places = None

    def changed(self, after: str, until: datetime) -> Iterator[tuple[str, str]]:
        if self._places is None:
            self._places = sorted((place(each), each.id) for each in self.kept.values())
        start = bisect.bisect_right(self._places, (after, "\uffff")) if after else 0
        for position, order_id in self._places[start:]:
            if position >= text(until):
                return
            yield position, order_id

    def read(self, order_ids: Sequence[str]) -> Mapping[str, OrderSnapshot]:
        return {each: self.kept[each] for each in order_ids if each in self.kept}

    def ids(self, numbers: Sequence[str]) -> Mapping[str, str]:
        wanted = set(numbers)
        return {each.number: each.id for each in self.kept.values() if each.number in wanted}


def place(order: OrderSnapshot) -> str:
    """Where an order stands among the changed ones."""
    return f"{text(order.updated_at)}#{order.id}"


class FakePieces:
    """Files that come in several pieces."""

    def __init__(self) -> None:
        self.files: dict[tuple[str, str], bytes] = {}

    def add(self, session: Session, name: str, piece: bytes) -> int:
        self.files[session.id, name] = self.files.get((session.id, name), b"") + piece
        return len(self.files[session.id, name])

    def whole(self, session: Session, name: str) -> bytes | None:
        return self.files.get((session.id, name))

    def drop(self, session: Session, name: str) -> None:
        self.files.pop((session.id, name), None)


class FakeWishes:
    """What 1C wants of orders' states."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], OrderWish] = {}
        self.listed: dict[tuple[str, str], OrderWish] = {}

    def get(self, integration_id: str, number: str) -> OrderWish | None:
        return self.kept.get((integration_id, number))

    def get_many(self, integration_id: str, numbers: Sequence[str]) -> Mapping[str, OrderWish]:
        found = {each: self.get(integration_id, each) for each in numbers}
        return {number: wish for number, wish in found.items() if wish}

    def put(self, wish: OrderWish) -> None:
        self.kept[wish.integration_id, wish.number] = wish

    def put_many(self, wishes: Sequence[OrderWish]) -> None:
        for each in wishes:
            self.put(each)

    def settle(self, wish: OrderWish, state: WishState, detail: str = "") -> bool:
        key, done = (wish.integration_id, wish.number), replace(wish, state=state, detail=detail)
        if state == "refused":
            self.listed[key] = done
        else:
            self.listed.pop(key, None)
        if key not in self.kept or self.kept[key].id != wish.id:
            return False
        self.kept[key] = done
        return True

    def refused(self, integration_id: str) -> Sequence[OrderWish]:
        mine = [each for (owner, _), each in self.listed.items() if owner == integration_id]
        return tuple(sorted(mine, key=lambda each: each.number))


class FakeMessenger:
    """Pointers that were sent."""

    def __init__(self) -> None:
        self.sent: list[OrderWish] = []

    def send(self, wishes: Sequence[OrderWish]) -> None:
        self.sent += wishes
