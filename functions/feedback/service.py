"""Use cases of the customer's side: make a link, look behind it, answer."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Protocol

from feedback.link import LinkExpiredError, SealedLinks
from feedback.model import RATED_STATUSES, Answer, Asked, Feedback, Link, State, Visit
from feedback.survey import NOTHING, Question
from shared.clock import Clock
from shared.erasures import ERASED
from shared.errors import ConflictError, NotFoundError, UnavailableError
from shared.events import OrderSnapshot

TRIES: Final = 5


class Orders(Protocol):
    """Where orders are read."""

    def load(self, order_id: str) -> OrderSnapshot | None:
        """Give an order as it is now."""


class Customers(Protocol):
    """Where customers are looked up."""

    def language(self, customer_id: str) -> str | None:
        """Give the language that stands on a customer's card."""


class Ratings(Protocol):
    """Where answers are kept."""

    def load(self, order_id: str) -> Feedback | None:
        """Give the answer about an order."""

    def save(self, feedback: Feedback) -> Feedback:
        """Write an answer over the version before it and give what stands then.

        What stands is another answer if somebody wrote in between.
        """


class Requests(Protocol):
    """Where it is kept who was asked."""

    def asked(self, order_id: str) -> Asked | None:
        """Give what is known of the request about an order."""


@dataclass(frozen=True)
class FeedbackService:
    """Feedback's use cases over its ports."""

    orders: Orders
    customers: Customers
    ratings: Ratings
    requests: Requests
    links: SealedLinks
    clock: Clock
    asks: frozenset[Question] = frozenset()
    """What is asked beside score and words."""

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
        found = _visit(order, self.ratings.load(order_id), now)
        return replace(found, language=self.customers.language(order.customer.id))

    def answer(self, token: str, answer: Answer) -> Visit:
        """Take a customer's answer; the same answer again changes nothing."""
        visit = self.visit(token)
        before = visit.feedback.survey if visit.feedback else NOTHING
        answer = replace(answer, survey=answer.survey.within(self.asks, before))
        if visit.feedback and visit.feedback.says(answer):
            return _thanks(visit)
        if visit.order is None or visit.state not in {State.FORM, State.ANSWERED}:
            return visit
        now = self.clock()
        wanted = (
            visit.feedback.changed(answer, now)
            if visit.feedback
            else Feedback.first(visit.order, answer, now, self.requests.asked(visit.order.id))
        )
        found = _visit(visit.order, self.ratings.save(wanted), now)
        found = replace(found, language=visit.language)
        return _thanks(found) if found.feedback and found.feedback.says(answer) else found


@dataclass(frozen=True)
class ForgettingAnswers:
    """Empties the answer about one order; done twice it is done once."""

    ratings: Ratings
    clock: Clock

    def __call__(self, order_id: str) -> int:
        """Give how many answers were changed."""
        for _ in range(TRIES):
            known = self.ratings.load(order_id)
            erased = known and known.erased(self.clock())
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
    return replace(visit, state=State.THANKS)
