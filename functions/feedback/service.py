"""Use cases of feedback: make a link, look behind it, answer, list."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final, Protocol

from feedback.link import LinkExpiredError, SealedLinks
from feedback.model import RATED_STATUSES, Answer, Feedback, Link, Period, State, Visit
from feedback.statistics import RATINGS, Summary, summary
from shared.clock import Clock
from shared.erasures import ERASED
from shared.errors import ConflictError, NotFoundError, UnavailableError
from shared.events import OrderSnapshot

TRIES: Final = 5


class Orders(Protocol):
    """Where orders are read."""

    def load(self, order_id: str) -> OrderSnapshot | None:
        """Give an order as it is now."""


class Ratings(Protocol):
    """Where answers are kept."""

    def load(self, order_id: str) -> Feedback | None:
        """Give the answer about an order."""

    def save(self, feedback: Feedback) -> Feedback:
        """Write an answer over the version before it and give what stands then.

        What stands is another answer if somebody wrote in between.
        """

    def newest(self, start: datetime, end: datetime) -> Iterator[Feedback]:
        """Give the answers first given in `[start, end)`, newest first."""


@dataclass(frozen=True)
class Wish:
    """What a list shall show: a period, one score or all, a page after a position."""

    period: Period
    rating: int | None = None
    limit: int = 50
    after: str | None = None


@dataclass(frozen=True)
class Overview:
    """One page of answers, and the figures of the whole period whatever the page shows."""

    rows: tuple[Feedback, ...]
    after: str | None
    summary: Summary
    distribution: dict[int, int]


@dataclass(frozen=True)
class FeedbackService:
    """Feedback's use cases over its ports."""

    orders: Orders
    ratings: Ratings
    links: SealedLinks
    clock: Clock

    def create_link(self, order_id: str) -> Link:
        """Make a link that staff can send to the customer of a completed order."""
        order = self.orders.load(order_id)
        if order is None:
            raise NotFoundError(f"there is no order {order_id}")
        if order.status not in RATED_STATUSES:
            raise ConflictError(
                f"the order is {order.status}; only a completed or closed order can be rated",
                extra={"status_of_order": order.status},
            )
        return self.links.make(order.id, self.clock())

    def visit(self, token: str) -> Visit:
        """Look behind a link."""
        now = self.clock()
        try:
            order_id = self.links.read(token, now)
        except LinkExpiredError:
            return Visit(State.EXPIRED)
        except NotFoundError:
            return Visit(State.UNKNOWN)
        order = self.orders.load(order_id)
        if order is None or order.customer.name == ERASED:
            # Who was erased is asked nothing, and nothing new of theirs is kept.
            return Visit(State.UNKNOWN)
        return _visit(order, self.ratings.load(order_id), now)

    def answer(self, token: str, answer: Answer) -> Visit:
        """Take a customer's answer; the same answer again changes nothing."""
        visit = self.visit(token)
        if visit.feedback and visit.feedback.says(answer):
            return _thanks(visit)
        if visit.order is None or visit.state not in {State.FORM, State.ANSWERED}:
            return visit
        now = self.clock()
        wanted = (
            visit.feedback.changed(answer, now)
            if visit.feedback
            else Feedback.first(visit.order, answer, now)
        )
        found = _visit(visit.order, self.ratings.save(wanted), now)
        return _thanks(found) if found.feedback and found.feedback.says(answer) else found

    def list_feedback(self, wish: Wish) -> Overview:
        """Give a page of answers with the figures of the whole period."""
        rows = list(self.ratings.newest(wish.period.start, wish.period.end))
        counts = Counter(row.rating for row in rows)
        wanted = (
            row
            for row in rows
            if wish.rating in {None, row.rating} and (not wish.after or row.position < wish.after)
        )
        page = tuple(islice(wanted, wish.limit + 1))
        shown = page[: wish.limit]
        return Overview(
            rows=shown,
            after=shown[-1].position if len(page) > wish.limit else None,
            summary=summary(counts),
            distribution={rating: counts[rating] for rating in RATINGS},
        )


@dataclass(frozen=True)
class ForgettingAnswers:
    """Empties the answer about one order; done twice it is done once."""

    ratings: Ratings

    def __call__(self, order_id: str) -> int:
        """Give how many answers were changed."""
        for _ in range(TRIES):
            known = self.ratings.load(order_id)
            erased = known and known.erased()
            if known is None or erased is None or erased is known:
                return 0
            if self.ratings.save(erased) == erased:
                return 1
        raise UnavailableError(f"the answer about {order_id} is being written; try again")


def _visit(order: OrderSnapshot, feedback: Feedback | None, now: datetime) -> Visit:
    if feedback:
        is_editable = feedback.is_editable(now)
        return Visit(State.ANSWERED if is_editable else State.FINAL, order, feedback, is_editable)
    return Visit(State.FORM if order.status in RATED_STATUSES else State.EARLY, order)


def _thanks(visit: Visit) -> Visit:
    return Visit(State.THANKS, visit.order, visit.feedback, visit.is_editable)
