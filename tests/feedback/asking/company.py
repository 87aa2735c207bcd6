"""The job that asks customers over ports in memory, and what is completed there."""

from datetime import timedelta

from feedback.asking.service import AskingService
from shared.fates import Fate
from tests.feedback.builders import HABITS, NOW, FixedClock, make_order
from tests.feedback.fakes import FakeFates, FakeOrders, FakeRatings, FakeRequests

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
NOTHING = dict.fromkeys(("planned", "handed", "sent", "lost", "reminded", "over"), 0)


SENT = Fate("sms", "delivered")


class Plenty:
    """A context with time enough."""

    def get_remaining_time_in_millis(self) -> int:
        return 60_000


class Company:
    """The room over fakes: what is completed is told by the orders themselves."""

    def __init__(
        self, *orders, ratings=None, requests=None, fate=SENT, fates=None, **habits
    ) -> None:
        self.clock, self.complaints, self.faults = FixedClock(), [], []
        self.orders, self.ratings = FakeOrders(*orders), ratings or FakeRatings()
        self.requests = requests or FakeRequests(self.ratings)
        self.requests.position = NOW - HOUR
        self.fates = fates or FakeFates(fate)
        self.service = AskingService(
            self.orders,
            self,
            self.ratings,
            self.requests,
            self.fates,
            HABITS.model_copy(update=habits),
            complain=self._complain,
            clock=self.clock,
        )

    def _complain(self, order_id, error):
        self.complaints.append(order_id)
        self.faults.append(error)

    def completed_since(self, since):
        changed = [each for each in self.orders.known.values() if each.updated_at >= since]
        return iter([each.id for each in changed if each.status in {"completed", "closed"}])

    def run(self, *, after=timedelta(0)):
        self.clock.pass_by(after)
        return self.service.run(Plenty())

    def rate(self):
        first, last = (NOW - 30 * DAY).date(), (NOW + 60 * DAY).date()
        return [(each.asked, each.answered) for each in self.requests.counts(first, last)]

    @property
    def state(self):
        return {name: (each.state, each.because) for name, each in self.requests.kept.items()}


def done(order_id="ord_1", at=NOW, customer="cus_1", **changes):
    who = {"id": customer, "name": "Алиса Смирнова"}
    return make_order(id=order_id, completed_at=at, updated_at=at, customer=who, **changes)
