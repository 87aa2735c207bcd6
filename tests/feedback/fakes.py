"""Fakes of the feedback room's ports."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import BinaryIO
from zoneinfo import ZoneInfo

from feedback.asking.counting import Count
from feedback.asking.model import Request
from feedback.asking.ports import Sent
from feedback.model import Asked, Feedback
from feedback.overview.model import Row
from shared.clock import local_day
from shared.events import OrderSnapshot
from shared.fates import Fate

ZONE = ZoneInfo("Europe/Moscow")


class FakeOrders:
    """Orders in memory."""

    def __init__(self, *orders: OrderSnapshot) -> None:
        self.known = {order.id: order for order in orders}

    def load(self, order_id: str) -> OrderSnapshot | None:
        return self.known.get(order_id)


class FakeCustomers:
    """Customers in memory, by id: the language of each."""

    def __init__(self, **languages: str) -> None:
        self.languages = languages

    def language(self, customer_id: str) -> str | None:
        return self.languages.get(customer_id)


class FakeRatings:
    """Answers in memory."""

    def __init__(self, *kept: Feedback) -> None:
        self.kept = {each.order_id: each for each in kept}

    def load(self, order_id: str) -> Feedback | None:
        return self.kept.get(order_id)

    def save(self, feedback: Feedback) -> Feedback:
        found = self.kept.get(feedback.order_id)
        if (found.version if found else 0) != feedback.version - 1:
            assert found is not None
            return found
        self.kept[feedback.order_id] = feedback
        return feedback

    def load_many(self, order_ids: Sequence[str]) -> Mapping[str, Feedback]:
        return {each: self.kept[each] for each in order_ids if each in self.kept}

    def within(self, start: datetime, end: datetime, *, limit: int) -> list[Row]:
        found = [each for each in self.kept.values() if start <= each.submitted_at < end]
        found.sort(key=lambda each: each.position, reverse=True)
        return [Row.of(each) for each in found[:limit]]


class FakeRequests:
    """Requests in memory; `ratings` are where answers are counted from."""

    def __init__(self, ratings: FakeRatings, *kept: Request) -> None:
        self.kept = {each.order_id: each for each in kept}
        self.customers: dict[str, datetime] = {}
        self.position: datetime | None = None
        self.uncounted: list[str] = []
        self._ratings = ratings

    def load(self, order_id: str) -> Request | None:
        return self.kept.get(order_id)

    def asked(self, order_id: str) -> Asked | None:
        found = self.kept.get(order_id)
        return found.told if found else None

    def counts(self, first: date, last: date) -> Sequence[Count]:
        found: dict[tuple[date, str | None], list[int]] = {}
        for request in self.kept.values():
            if request.told.asked_at is None:
                continue
            day = local_day(request.told.asked_at, ZONE)
            answer = self._ratings.kept.get(request.order_id)
            who = request.technician.id if request.technician else None
            if first <= day <= last:
                numbers = found.setdefault((day, who), [0, 0])
                numbers[0] += request.delivered_at is not None
                numbers[1] += bool(answer and answer.asked_at)
        return [
            Count(day, who, *numbers)
            for (day, who), numbers in sorted(found.items(), key=lambda each: each[0][0])
            if any(numbers)
        ]

    def reached(self) -> datetime | None:
        return self.position

    def reach(self, moment: datetime) -> None:
        self.position = max(self.position or moment, moment)

    def missing(self, order_ids: Sequence[str]) -> list[str]:
        return [each for each in dict.fromkeys(order_ids) if each not in self.kept]

    def add(self, request: Request) -> bool:
        return self.kept.setdefault(request.order_id, request) is request

    def due(self, now: datetime) -> Iterable[Request]:
        found = [each for each in self.kept.values() if each.due_at and each.due_at <= now]
        return iter(sorted(found, key=lambda each: (each.due_at, each.order_id)))

    def send_first(self, request: Request, *, cooled_since: datetime) -> Sent:
        last = self.customers.get(request.customer_id)
        if not self._is_next(request):
            return "moved"
        if last and last > cooled_since:
            return "cooling"
        assert request.asked_at is not None
        self.customers[request.customer_id] = request.asked_at
        self.kept[request.order_id] = request
        return "handed"

    def confirm(self, request: Request) -> bool:
        return self.save(request)

    def lose(self, request: Request, *, was_answered: bool) -> bool:
        if self.customers.get(request.customer_id) == request.asked_at:
            del self.customers[request.customer_id]
        self.uncounted += [request.order_id] if was_answered else []
        return self.save(request)

    def save(self, request: Request) -> bool:
        if not self._is_next(request):
            return False
        self.kept[request.order_id] = request
        return True

    def drop(self, request: Request) -> None:
        if self.kept.get(request.order_id) == request:
            del self.kept[request.order_id]

    def _is_next(self, request: Request) -> bool:
        found = self.kept.get(request.order_id)
        return found is not None and found.version == request.version - 1


class FakeFates:
    """What became of messages, the same for all until a test says otherwise."""

    def __init__(self, fate: Fate | None) -> None:
        self.fate = fate
        self.asked_for: list[tuple[str, str]] = []

    def of(self, order_id: str, event_id: str) -> Fate | None:
        self.asked_for.append((order_id, event_id))
        return self.fate


class FakeStore:
    """Files in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def keep(self, key: str, content: BinaryIO, *, media_type: str, name: str) -> str:
        assert media_type
        self.kept[name] = content.read()
        return f"https://files.example/{key}"


class HastyRatings(FakeRatings):
    """Answers where somebody else always writes between a look and a save."""

    def __init__(self, other: Feedback) -> None:
        super().__init__()
        self._other = other

    def save(self, feedback: Feedback) -> Feedback:
        self.kept[feedback.order_id] = self._other
        return super().save(feedback)
