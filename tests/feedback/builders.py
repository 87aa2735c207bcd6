"""Valid things for feedback's tests, and fakes of its ports."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from feedback.asking.counting import Count
from feedback.asking.model import Habits, Request
from feedback.asking.ports import Sent
from feedback.care.service import CareService
from feedback.link import SealedLinks
from feedback.model import Answer, Asked, Feedback
from feedback.overview import as_csv, as_xlsx
from feedback.overview.files import FileService
from feedback.overview.model import Row
from feedback.overview.service import OverviewService
from feedback.service import FeedbackService
from feedback.survey import questions
from shared.answer_links import make_token
from shared.clock import local_day
from shared.events import OrderSnapshot
from shared.fates import Fate
from shared.item import Item, pack
from shared.signing import Seal

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
HABITS = Habits(
    delay=timedelta(hours=1),
    cooldown=timedelta(days=30),
    reminders=1,
    remind_after=timedelta(days=4),
)
ZONE = ZoneInfo("Europe/Moscow")
SEAL = Seal(b"the key of the recorded events")


def make_order(**changes: Any) -> OrderSnapshot:
    return OrderSnapshot.model_validate(
        {
            "id": "ord_1",
            "number": "1042",
            "version": 5,
            "type": "paid",
            "status": "completed",
            "priority": "normal",
            "title": "Ремонт котла",
            "customer": {"id": "cus_1", "name": "Алиса Смирнова", "phone": "+79000000001"},
            "technician": {"id": "tec_1", "name": "Борис Орлов"},
            "total": 150000,
            "currency": "RUB",
            "source": "api",
            "created_at": NOW - timedelta(days=3),
            "updated_at": NOW - timedelta(hours=1),
            "completed_at": NOW - timedelta(hours=1),
            **changes,
        }
    )


def order_item(order: OrderSnapshot) -> Item:
    return {"pk": f"ORDER#{order.id}", "doc": pack(order.model_dump_json())}


def make_answer(rating: int = 5, comment: str = "Спасибо!") -> Answer:
    return Answer(rating, comment)


def make_feedback(
    rating: int = 5,
    *,
    order_id: str = "ord_1",
    at: datetime = NOW,
    comment: str = "",
    asked_at: datetime | None = None,
    **order: Any,
) -> Feedback:
    made = make_order(id=order_id, **order)
    asked = Asked(asked_at, made.technician) if asked_at else None
    return Feedback.first(made, Answer(rating, comment), at, asked)


def planned(order_id: str = "ord_1", **changes: Any) -> Request:
    made = make_order(id=order_id)
    request = Request.planned(made, NOW - timedelta(hours=1), HABITS)
    return request.model_copy(update=changes)


def reached(order_id: str = "ord_1", at: datetime = NOW, **changes: Any) -> Request:
    """A request that a channel took; None of it is counted before it is confirmed."""
    handed = planned(order_id, **changes).handed(at)
    return handed.sent(Fate("sms", "delivered", at), HABITS)


def token_of(order_id: str = "ord_1", until: datetime = NOW + timedelta(days=30)) -> str:
    return make_token(SEAL, order_id, until)


class FixedClock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, time: timedelta) -> None:
        self.now += time


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


def make_service(
    *orders: OrderSnapshot,
    ratings: FakeRatings | None = None,
    requests: FakeRequests | None = None,
    clock: FixedClock | None = None,
    asks: str = "",
    languages: Mapping[str, str] | None = None,
) -> FeedbackService:
    kept = ratings or FakeRatings()
    return FeedbackService(
        orders=FakeOrders(*(orders or (make_order(),))),
        customers=FakeCustomers(**(languages or {})),
        asks=questions(asks),
        ratings=kept,
        requests=requests or FakeRequests(kept),
        links=SealedLinks(SEAL),
        clock=clock or FixedClock(),
    )


def make_overviews(
    *kept: Feedback,
    ratings: FakeRatings | None = None,
    requests: FakeRequests | None = None,
    clock: FixedClock | None = None,
    hidden_counts: bool = True,
) -> OverviewService:
    ratings = ratings or FakeRatings(*kept)
    return OverviewService(
        rows=ratings,
        answers=ratings,
        requests=requests or FakeRequests(ratings),
        zone=ZONE,
        hidden_counts=hidden_counts,
        clock=clock or FixedClock(),
    )


def make_files(overviews: OverviewService, store: FakeStore) -> FileService:
    return FileService(overviews, store, {"csv": as_csv.write, "xlsx": as_xlsx.write})


def make_care(ratings: FakeRatings, clock: FixedClock | None = None) -> CareService:
    return CareService(ratings, clock=clock or FixedClock())


class OpenGuard:
    """Lets everybody in."""

    def admit_source(self, ip: str) -> None:
        """Count nothing."""

    def admit_link(self, token: str) -> None:
        """Count nothing."""


@dataclass(frozen=True)
class Room:
    """The room over fakes, and what a test looks at or moves."""

    service: FeedbackService
    ratings: FakeRatings
    clock: FixedClock
    store: FakeStore

    @property
    def orders(self) -> FakeOrders:
        assert isinstance(self.service.orders, FakeOrders)
        return self.service.orders
