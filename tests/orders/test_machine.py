"""Orders driven at random over the fake and DynamoDB at once: both must tell the same."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    precondition,
    rule,
    run_state_machine_as_test,
)

from orders.model import Order, Status
from orders.service import OrderService
from orders.wishes import NewPayment, Wish
from shared.errors import ServiceError
from tests.orders.builders import (
    EVERYTHING,
    FixedClock,
    asked,
    make_technician,
    wish_for_order,
)
from tests.orders.conftest import in_dynamo, in_memory
from tests.shared.dynamo import empty

STATES = st.sampled_from(Status)
WISHES = {name: value for name, value in EVERYTHING.items() if name != "technician"}
# Which of the guards' wishes are left out; mostly none.
LEFT_OUT = st.one_of(st.just(frozenset()), st.frozensets(st.sampled_from(sorted(WISHES))))
PUMP = {"kind": "part", "name": "Насос", "qty": "2", "unit_price": 300, "vat": "general"}
DEAR = PUMP | {"unit_price": 50_000, "discount_percent": "12.5", "technician_id": "tec_1"}
EDITS = st.sampled_from(
    [
        {"title": "Другое"},
        {"priority": "urgent"},
        {"technician_id": "tec_1"},
        {"technician_id": None},
        {"technician_id": "tec_9"},
        {"scheduled_end": WISHES["scheduled_start"] - timedelta(days=1)},
        {"items": [PUMP]},
        {"items": [PUMP, DEAR]},
        {"items": [], "vat_mode": "inside"},
        {"vat_mode": "on_top"},
        {},
    ]
)
PLACES = st.integers(0, 2)
BEHIND = st.sampled_from([None, 0, 0, 0, 1, -1])
KEYS = st.sampled_from([None, None, None, "k1", "k2", "k3"])
AMOUNTS = st.sampled_from([1, 100, 600, 50_000, 10**9])
OWN_NAMES = {
    "id": True,
    "number": True,
    "customer": True,
    "rework_of": True,
    "payments": {"__all__": {"id"}},
}
Act = Callable[[OrderService, str, Any], Order]


class OrdersTwice(RuleBasedStateMachine):
    """A few orders, each kept in two stores."""

    client: Any

    def __init__(self) -> None:
        super().__init__()
        self.clock = FixedClock()
        empty(self.client, "OrdersTable", "DirectoryTable")
        self.stores = (in_memory(self.clock), in_dynamo(self.client, self.clock))
        self.services = tuple(each.service for each in self.stores)
        self.orders: list[tuple[Order, Order]] = []
        self.answers: dict[str, tuple[str, tuple[Order, Order]]] = {}
        for each in self.stores:
            each.directory.add_technician(make_technician())

    def both(self, act: Callable[[OrderService, int], Order]) -> tuple[Any, Any]:
        """Do the same in both stores and compare what they say."""
        told = [told_by(act, each, n) for n, each in enumerate(self.services)]
        assert shown(told[0]) == shown(told[1])
        return told[0], told[1]

    def change(
        self, place: int, act: Act, *, behind: int | None = None, key: str | None = None, body: str
    ) -> None:
        """Change one of the orders; a body under a known key must give what it gave before."""
        place %= len(self.orders)
        pair = self.orders[place]
        version = None if behind is None else max(0, pair[0].version - behind)
        question = asked(key, version=version, body=body)
        told = self.both(lambda service, n: act(service, pair[n].id, question))
        if not isinstance(told[0], Order):
            return
        wanted = f"{pair[0].id} {body}"
        if key in self.answers:
            assert (wanted, told) == self.answers[key]
        else:
            check_step(pair[0], told[0])
            self.orders[place] = told
            if key and told != pair:
                self.answers[key] = (wanted, told)

    @precondition(lambda self: len(self.orders) < 2)
    @rule(key=KEYS, body=st.sampled_from(["a", "b"]), items=st.sampled_from([[], [PUMP], [DEAR]]))
    def create(self, key: str | None, body: str, items: list[Any]) -> None:
        wish, body = wish_for_order(title=body, items=items), f"{body} {len(items)}"
        told = self.both(lambda service, _: service.create(wish, asked(key, body=body)))
        if not isinstance(told[0], Order):
            return
        if key in self.answers:
            assert (f"create {body}", told) == self.answers[key]
        else:
            self.orders.append(told)
            if key:
                self.answers[key] = (f"create {body}", told)

    @precondition(lambda self: self.orders)
    @rule(place=PLACES, which=st.integers(0, 3), key=KEYS)
    def move_on(self, place: int, which: int, key: str | None) -> None:
        """Make one of the legal moves with all that it asks for."""
        allowed = self.orders[place % len(self.orders)][0].allowed_moves
        if allowed:
            wish = Wish(allowed[which % len(allowed)], WISHES, "tec_1")
            self.change(place, moving(wish), key=key, body=f"move {wish.to}")

    @precondition(lambda self: self.orders)
    @rule(place=PLACES, to=STATES, left_out=LEFT_OUT, behind=BEHIND)
    def move_anyhow(
        self, place: int, to: Status, left_out: frozenset[str], behind: int | None
    ) -> None:
        """Ask for any state, with or without what it asks for."""
        fields = {name: value for name, value in WISHES.items() if name not in left_out}
        wish = Wish(to, fields, None if "reason" in left_out else "tec_1")
        self.change(place, moving(wish), behind=behind, body="")

    @precondition(lambda self: self.orders)
    @rule(place=PLACES)
    def finish(self, place: int) -> None:
        """Do the work, so that what comes after it is met often."""
        for to in (Status.IN_PROGRESS, Status.COMPLETED):
            self.change(place, moving(Wish(to, WISHES, "tec_1")), body="")

    @precondition(lambda self: any(pair[0].status == Status.COMPLETED for pair in self.orders))
    @rule()
    def reopen(self) -> None:
        """Open what is done once more, and do it again later."""
        self.clock.pass_by(minutes=1)
        for place, pair in enumerate(self.orders):
            if pair[0].status == Status.COMPLETED:
                self.change(place, moving(Wish(Status.IN_PROGRESS, WISHES)), body="")
                self.change(place, moving(Wish(Status.COMPLETED, WISHES)), body="")

    @precondition(lambda self: len(self.orders) < 3 and any(map(is_done, self.orders)))
    @rule(key=KEYS)
    def rework(self, key: str | None) -> None:
        """Make a new order for what was done badly."""
        if key in self.answers:
            return
        pair = next(filter(is_done, self.orders))
        told = self.both(
            lambda service, n: service.create(
                wish_for_order(rework_of=pair[n].id), asked(key, body="rework")
            )
        )
        assert [each.rework_of for each in told] == [each.id for each in pair]
        self.orders.append(told)
        if key:
            self.answers[key] = ("rework", told)

    @precondition(lambda self: self.orders)
    @rule(place=PLACES, fields=EDITS, behind=BEHIND)
    def edit(self, place: int, fields: dict[str, Any], behind: int | None) -> None:
        act: Act = lambda service, order_id, question: service.edit(  # noqa: E731
            order_id, fields, question
        )
        self.change(place, act, behind=behind, body="")

    @precondition(lambda self: self.orders)
    @rule(
        place=PLACES,
        kind=st.sampled_from(["payment", "payment", "refund"]),
        amount=AMOUNTS,
        behind=BEHIND,
        key=KEYS,
    )
    def pay(self, place: int, kind: Any, amount: int, behind: int | None, key: str | None) -> None:
        act: Act = lambda service, order_id, question: service.pay(  # noqa: E731
            order_id, NewPayment(kind, "cash", amount), question
        )
        self.change(place, act, behind=behind, key=key, body=f"{kind} {amount}")

    @rule(minutes=st.sampled_from([1, 60, 60 * 24 * 8]))
    def time_passes(self, minutes: int) -> None:
        self.clock.pass_by(minutes=minutes)
        if minutes > 24 * 60:
            self.answers.clear()  # keys are kept for a day

    def teardown(self) -> None:
        """Both keep what they told last; an order that was changed in between would be stale."""
        for pair in self.orders:
            for each, order in zip(self.services, pair, strict=True):
                assert each.get(order.id, asked()) == order


def is_done(pair: tuple[Order, Order]) -> bool:
    return pair[0].completed_at is not None


def moving(wish: Wish) -> Act:
    return lambda service, order_id, question: service.move(order_id, wish, question)


def told_by(act: Any, service: Any, place: int) -> Any:
    try:
        return act(service, place)
    except ServiceError as error:
        return error


def shown(told: Any) -> Any:
    """What two stores must tell alike: everything but the ids that each makes itself."""
    if isinstance(told, Order):
        return told.model_dump(exclude=OWN_NAMES)
    return type(told), told.extra, told.errors


def check_step(before: Order, after: Order) -> None:
    assert after.version == before.version + (after is not before and after != before)
    assert len(after.history) == after.version
    assert after.history[: before.version] == before.history
    if before.completed_at:
        assert after.completed_at == before.completed_at
        assert [line.vat_rate for line in before.items] == [
            line.vat_rate for line in after.items
        ] or after.items != before.items
    assert after.hold_seconds >= before.hold_seconds
    assert (after.hold_since is None) == (after.status != Status.ON_HOLD)
    assert after.technician or after.status in {Status.NEW, Status.CANCELLED}
    assert not (after.scheduled_start and after.scheduled_end) or (
        after.scheduled_start < after.scheduled_end
    )
    assert min(after.due, after.paid, after.total) >= 0
    assert after.totals.net + after.totals.vat == after.total == after.paid + after.due
    assert len(after.payments) - len(before.payments) in {0, 1}
    moments = [entry.at for entry in after.history if entry.action in {"create", "move"}]
    assert moments == sorted(moments)


def test_any_course_of_things_is_told_alike_by_the_fake_and_by_dynamodb(dynamo):
    machine = type("Machine", (OrdersTwice,), {"client": dynamo})

    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=25,
            stateful_step_count=50,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
