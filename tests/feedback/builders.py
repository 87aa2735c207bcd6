"""Valid things for feedback's tests; the fakes of its ports are given on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from feedback.asking.model import Habits, Request
from feedback.care.service import CareService
from feedback.link import SealedLinks
from feedback.model import Answer, Asked, Feedback
from feedback.overview import as_csv, as_xlsx
from feedback.overview.files import FileService
from feedback.overview.service import OverviewService
from feedback.service import FeedbackService
from feedback.survey import questions
from shared.answer_links import make_token
from shared.events import OrderSnapshot
from shared.fates import Fate
from shared.item import Item, pack
from shared.signing import Seal
from tests.feedback.fakes import (
    ZONE,
    FakeCustomers,
    FakeOrders,
    FakeRatings,
    FakeRequests,
    FakeStore,
)

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
HABITS = Habits(
    delay=timedelta(hours=1),
    cooldown=timedelta(days=30),
    reminders=1,
    remind_after=timedelta(days=4),
)
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
