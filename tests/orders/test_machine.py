"""Orders driven at random over the fake and DynamoDB at once: both must tell the same."""

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from orders.model import Order, Status
from orders.service import Wish
from shared.errors import ServiceError
from tests.orders.builders import (
    ALICE,
    EVERYTHING,
    FixedClock,
    make_technician,
    wish_for_order,
)
from tests.orders.conftest import in_dynamo, in_memory

STATES = st.sampled_from(Status)
WISHES = {name: value for name, value in EVERYTHING.items() if name != "technician"}
# Which of the guards' wishes are left out; mostly none.
LEFT_OUT = st.one_of(st.just(frozenset()), st.frozensets(st.sampled_from(sorted(WISHES))))
EDITS = st.sampled_from(
    [
        {"title": "Другое"},
        {"priority": "urgent"},
        {"technician_id": "tec_1"},
        {"technician_id": None},
        {"technician_id": "tec_9"},
        {"scheduled_end": WISHES["scheduled_start"] - timedelta(days=1)},
        {"items": [{"kind": "part", "name": "Насос", "qty": "2", "unit_price": 300}]},
        {},
    ]
)
PLACES = st.integers(0, 1)
OWN_NAMES = {"id", "number", "customer"}


class OrdersTwice(RuleBasedStateMachine):
    """One list of orders, kept in two stores."""

    client: Any

    def __init__(self) -> None:
        super().__init__()
        self.clock = FixedClock()
        self.stores = (in_memory(self.clock), in_dynamo(self.client, self.clock))
        self.orders: list[tuple[Order, Order]] = []
        for each in self.stores:
            if each.directory.technician("tec_1") is None:
                each.directory.add_technician(make_technician())

    def both(self, act: Any) -> tuple[Any, Any]:
        """Do the same in both stores and compare what they say."""
        told = [told_by(act, each.service, n) for n, each in enumerate(self.stores)]
        assert shown(told[0]) == shown(told[1])
        return told[0], told[1]

    def changed(self, place: int, told: tuple[Any, Any]) -> None:
        if isinstance(told[0], Order):
            before = self.orders[place][0]
            check_step(before, told[0])
            self.orders[place] = told

    @precondition(lambda self: len(self.orders) < 2)
    @rule(key=st.sampled_from([None, "k1", "k2"]), body=st.sampled_from(["a", "b"]))
    def create(self, key: str | None, body: str) -> None:
        mine = f"{id(self)}-{key}" if key else None
        wish = wish_for_order(title=body, body_hash=body)
        told = self.both(lambda service, _: service.create(wish, ALICE, mine))
        known = {pair[0].id for pair in self.orders}
        if isinstance(told[0], Order) and told[0].id not in known:
            self.orders.append(told)

    @precondition(lambda self: self.orders)
    @rule(place=PLACES, which=st.integers(0, 3))
    def move_on(self, place: int, which: int) -> None:
        """Make one of the legal moves with all that it asks for."""
        place %= len(self.orders)
        allowed = self.orders[place][0].allowed_moves
        if allowed:
            self.ask_for(place, Wish(allowed[which % len(allowed)], WISHES, "tec_1"))

    @precondition(lambda self: self.orders)
    @rule(place=PLACES, to=STATES, left_out=LEFT_OUT, behind=st.sampled_from([None, 0, 1]))
    def move_anyhow(
        self, place: int, to: Status, left_out: frozenset[str], behind: int | None
    ) -> None:
        """Ask for any state, with or without what it asks for."""
        place %= len(self.orders)
        fields = {name: value for name, value in WISHES.items() if name not in left_out}
        wish = Wish(to, fields, None if "reason" in left_out else "tec_1")
        self.ask_for(place, wish, behind)

    @precondition(lambda self: any(pair[0].status == Status.COMPLETED for pair in self.orders))
    @rule()
    def rework(self) -> None:
        """Open what is done once more, and do it again later."""
        self.clock.pass_by(minutes=1)
        for place, pair in enumerate(self.orders):
            if pair[0].status == Status.COMPLETED:
                self.ask_for(place, Wish(Status.IN_PROGRESS, WISHES))
                self.ask_for(place, Wish(Status.COMPLETED, WISHES))

    def ask_for(self, place: int, wish: Wish, behind: int | None = None) -> None:
        pair = self.orders[place]
        version = None if behind is None else pair[0].version - behind
        self.changed(
            place, self.both(lambda service, n: service.move(pair[n].id, version, wish, ALICE))
        )

    @precondition(lambda self: self.orders)
    @rule(place=PLACES, fields=EDITS, behind=st.sampled_from([0, 0, 1]))
    def edit(self, place: int, fields: dict[str, Any], behind: int) -> None:
        place %= len(self.orders)
        pair = self.orders[place]
        version = pair[0].version - behind
        self.changed(
            place, self.both(lambda service, n: service.edit(pair[n].id, version, fields, ALICE))
        )

    @rule(minutes=st.sampled_from([1, 60, 60 * 24 * 8]))
    def time_passes(self, minutes: int) -> None:
        self.clock.pass_by(minutes=minutes)

    @invariant()
    def both_keep_what_they_told(self) -> None:
        if self.orders:
            pair = self.orders[-1]
            for each, order in zip(self.stores, pair, strict=True):
                assert each.service.get(order.id) == order


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
    assert after.hold_seconds >= before.hold_seconds
    assert (after.hold_since is None) == (after.status != Status.ON_HOLD)
    assert after.technician or after.status in {Status.NEW, Status.CANCELLED}
    assert not (after.scheduled_start and after.scheduled_end) or (
        after.scheduled_start < after.scheduled_end
    )
    moments = [entry.at for entry in after.history if entry.action != "edit"]
    assert moments == sorted(moments)


def test_any_course_of_things_is_told_alike_by_the_fake_and_by_dynamodb(dynamo):
    machine = type("Machine", (OrdersTwice,), {"client": dynamo})

    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=15,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
