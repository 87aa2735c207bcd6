"""Asking customers about completed orders: plan, send, remind.

Runs every few minutes, perhaps twice or at once: plans are written once, sendings under a version.
A message is a change of the request; its event, with the link, goes out by whichever integrations
carry `feedback.requested`, in their quiet hours and to whom they may write. It counts as sent once
the log of deliveries says that a channel took it, and as lost when none did.
"""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Final

from feedback.asking.model import Habits, Request
from feedback.asking.ports import Answers, Completions, Fates, Orders, Requests
from feedback.model import RATED_STATUSES
from shared.clock import Clock
from shared.erasures import ERASED
from shared.events import OrderSnapshot, event_id
from shared.feedback_events import REQUEST

OVERLAP: Final = timedelta(minutes=5)
"""The index of changed orders may lag behind; what was found already costs a look."""
LATEST: Final = timedelta(days=7)
"""Nobody is asked about work that was done longer ago, say when a payment changes an old order."""
PATIENCE: Final = timedelta(hours=1)
"""By then the engine has made the deliveries of an event; if there are none, nothing carries it."""
SPARE_MS: Final = 10_000
CHUNK: Final = 100
DONE: Final = ("planned", "handed", "sent", "lost", "reminded", "over")
"""What a run counts."""
Complain = Callable[[str, Exception], None]
"""Hears of an order whose customer could not be asked."""


class AskingService:
    """Asks customers, each once in a while."""

    def __init__(  # noqa: PLR0913 - five stores, and how to use them
        self,
        orders: Orders,
        completions: Completions,
        answers: Answers,
        requests: Requests,
        fates: Fates,
        habits: Habits,
        *,
        complain: Complain,
        clock: Clock,
    ) -> None:
        """Join the stores, the company's habits, who hears of failures, and the clock."""
        self._orders = orders
        self._completions = completions
        self._answers = answers
        self._requests = requests
        self._fates = fates
        self._habits = habits
        self._complain = complain
        self._clock = clock

    def run(self, context: Any) -> dict[str, int]:  # noqa: ANN401 - Lambda's context
        """Plan requests for what was completed, then do what is due; what is left comes next."""
        counts = Counter(dict.fromkeys(DONE, 0))
        counts["planned"] = self._plan(context)
        failed = 0
        for request in self._requests.due(self._clock()):
            if _is_late(context):
                break
            try:
                counts[self._do(request)] += 1
            except Exception as error:  # noqa: BLE001 - one customer holds up no other
                self._complain(request.order_id, error)
                failed += 1
        if failed:
            msg = f"{failed} customers could not be asked: {dict(counts)}"
            raise RuntimeError(msg)
        return {name: counts[name] for name in DONE}

    def _plan(self, context: Any) -> int:  # noqa: ANN401 - Lambda's context
        now = self._clock()
        reached = self._requests.reached()
        if reached is None:
            self._requests.reach(now)  # nobody is asked about what was done before this began
            return 0
        planned = 0
        found = self._completions.completed_since(reached - OVERLAP)
        while some := list(islice(found, CHUNK)):
            planned += sum(map(self._plan_one, self._requests.missing(some)))
            if _is_late(context):
                return planned  # the position stays, so the next run finds the rest
        self._requests.reach(now)
        return planned

    def _plan_one(self, order_id: str) -> bool:
        order = self._orders.load(order_id)
        done = _done_at(order) if order else None
        if order is None or done is None or done < self._clock() - LATEST:
            return False
        return self._requests.add(Request.planned(order, done, self._habits))

    def _do(self, request: Request) -> str:
        return self._look(request) if request.state == "handed" else self._ask(request)

    def _ask(self, request: Request) -> str:
        order, now = self._orders.load(request.order_id), self._clock()
        if order is None or order.customer.name == ERASED:
            return self._end(request, "the customer was erased")
        if _done_at(order) is None:
            return self._wait(request)
        if self._answers.load(request.order_id):
            return self._end(request, "answered")
        if request.asked_at is not None:
            reminded = self._requests.save(request.reminded(now, self._habits))
            return "reminded" if reminded else "moved"
        since = now - self._habits.cooldown
        handed = self._requests.send_first(request.handed(now), cooled_since=since)
        if handed == "cooling":
            return self._end(request, "the customer was asked a short while ago")
        return handed

    def _look(self, request: Request) -> str:
        """See what became of the first message; whoever has answered was asked all the same."""
        now, told = self._clock(), REQUEST + request.order_id
        id_ = event_id(told, request.handed_version, "feedback.requested")
        fate = self._fates.of(request.order_id, id_)
        if fate is None and now - (request.asked_at or now) < PATIENCE:
            return "waiting" if self._requests.save(request.waiting(now)) else "moved"
        if fate is None:
            return self._lose(request, "no integration carries requests to customers")
        if fate.state == "lost":
            return self._lose(request, f"{fate.channel}: {fate.because}")
        if fate.state == "delivered":
            sent = self._requests.confirm(request.sent(fate, self._habits))
            return "sent" if sent else "moved"
        if request.expires_at and now >= request.expires_at:
            return self._lose(request, f"{fate.channel}: it was not sent in time")
        return "waiting" if self._requests.save(request.waiting(now)) else "moved"

    def _lose(self, request: Request, because: str) -> str:
        answer = self._answers.load(request.order_id)
        was_answered = answer is not None and answer.asked_at is not None
        lost = self._requests.lose(request.lost(because), was_answered=was_answered)
        return "lost" if lost else "moved"

    def _wait(self, request: Request) -> str:
        # Work goes on; the next completion is planned anew, with whoever serves then.
        if request.asked_at is not None:
            return self._end(request, "the order was reopened")
        self._requests.drop(request)
        return "over"

    def _end(self, request: Request, because: str) -> str:
        self._requests.save(request.over(because))
        return "over"


def _done_at(order: OrderSnapshot) -> datetime | None:
    if order.status not in RATED_STATUSES:
        return None
    return order.last_completed_at or order.completed_at


def _is_late(context: Any) -> bool:  # noqa: ANN401 - Lambda's context
    return bool(context.get_remaining_time_in_millis() < SPARE_MS)
