"""Valid things for the tests of promises; a test names only what matters."""

from datetime import UTC, datetime, timedelta
from typing import Any

from orders.lifecycle import Move, move
from orders.model import Entry, Order, Status
from orders.people.model import Technician
from orders.refs import Actor, CustomerRef, TechnicianRef
from orders.sla.promises import Promises
from orders.sla.rules import Policy, SlaRules
from tests.orders.sla.fakes import FakeRules
from tests.shared.worktime.builders import MOSCOW, moscow

MONDAY = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
"""Nine in the morning in Moscow, when the company opens."""
ALICE = Actor(kind="user", id="alice", name="Alice")
BOB = TechnicianRef(id="tec_1", name="Борис Орлов")
DAY = ("09:00-18:00",)


class FixedClock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime = MONDAY) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


def policy(policy_id: str = "usual", **changes: Any) -> Policy:
    whole = {"id": policy_id, "response_minutes": 60, "resolution_minutes": 480}
    return Policy.model_validate(whole | changes)


def rules(*policies: Policy, **changes: Any) -> SlaRules:
    return SlaRules(version=1, policies=policies or (policy(),), **changes)


def promises(*policies: Policy, clock: FixedClock | None = None) -> Promises:
    return Promises(FakeRules(rules(*policies)), zone=MOSCOW, clock=clock or FixedClock())


def new_order(at: datetime = MONDAY, **changes: Any) -> Order:
    first = Entry(
        action="create", to_status=Status.NEW, at=at, recorded_at=at, actor=ALICE, version=1
    )
    whole = {
        "id": "ord_1",
        "number": "7",
        "title": "Ремонт котла",
        "customer": CustomerRef(id="cus_1", name="Анна Иванова"),
        "currency": "RUB",
        "created_at": at,
        "updated_at": at,
        "history": (first,),
    }
    return Order(**(whole | changes))


def make_technician() -> Technician:
    return Technician(id=BOB.id, name=BOB.name, created_at=MONDAY)


def moved(order: Order, to: str, at: datetime, **changes: Any) -> Order:
    """Move with all that any guard asks for."""
    wish = {
        "reason": "так решили",
        "hold_reason": "parts",
        "outcome": "resolved",
        "cancelled_by": "customer",
        "technician": BOB,
        "scheduled_start": at,
        "scheduled_end": at + timedelta(hours=1),
    }
    return move(order, Move(to=Status(to), actor=ALICE, recorded_at=at, **(wish | changes)))


class Life:
    """One order under promises: what happens to it is kept as the service keeps it."""

    def __init__(self, *policies: Policy, at: datetime = MONDAY, **fields: Any) -> None:
        self.clock = FixedClock(at)
        self.promises = promises(*policies, clock=self.clock)
        self.order = self.promises.keep(None, new_order(at, **fields))

    def move(self, to: str, at: str | None = None) -> "Life":
        """Move the order, at a moment of the company's wall clock."""
        if at:
            self.clock.now = moscow(at)
        after = moved(self.order, to, self.clock.now)
        self.order = self.promises.keep(self.order, after)
        return self

    def edit(self, **fields: Any) -> "Life":
        entry = Entry(
            action="edit",
            at=self.clock.now,
            recorded_at=self.clock.now,
            actor=ALICE,
            version=self.order.version + 1,
        )
        self.order = self.promises.keep(self.order, self.order.changed(entry, **fields))
        return self

    def at(self, moment: str) -> "Life":
        self.clock.now = moscow(moment)
        return self

    @property
    def clocks(self) -> Any:
        return self.promises.clocks(self.order)
