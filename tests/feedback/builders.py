"""Valid things for feedback's tests, and fakes of its ports."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from feedback.link import SealedLinks
from feedback.model import Answer, Feedback
from feedback.service import FeedbackService
from shared.answer_links import make_token
from shared.events import OrderSnapshot
from shared.item import Item, pack
from shared.signing import Seal

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
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
    rating: int = 5, *, order_id: str = "ord_1", at: datetime = NOW, comment: str = ""
) -> Feedback:
    return Feedback.first(make_order(id=order_id), Answer(rating, comment), at)


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


class FakeRatings:
    """Answers in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, Feedback] = {}

    def load(self, order_id: str) -> Feedback | None:
        return self.kept.get(order_id)

    def save(self, feedback: Feedback) -> Feedback:
        found = self.kept.get(feedback.order_id)
        if (found.version if found else 0) != feedback.version - 1:
            assert found is not None
            return found
        self.kept[feedback.order_id] = feedback
        return feedback

    def newest(self, start: datetime, end: datetime) -> Iterator[Feedback]:
        within = [each for each in self.kept.values() if start <= each.submitted_at < end]
        return iter(sorted(within, key=lambda each: each.position, reverse=True))


class HastyRatings(FakeRatings):
    """Answers where somebody else always writes between a look and a save."""

    def __init__(self, other: Feedback) -> None:
        super().__init__()
        self._other = other

    def save(self, feedback: Feedback) -> Feedback:
        self.kept[feedback.order_id] = self._other
        return super().save(feedback)


def make_service(
    *orders: OrderSnapshot, ratings: FakeRatings | None = None, clock: FixedClock | None = None
) -> FeedbackService:
    return FeedbackService(
        orders=FakeOrders(*(orders or (make_order(),))),
        ratings=ratings or FakeRatings(),
        links=SealedLinks(SEAL),
        clock=clock or FixedClock(),
    )
