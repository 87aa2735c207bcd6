"""The log's use cases over ports in memory, beside the engine that makes the deliveries."""

from typing import Any

from integrations.log.reconciling import Reconciling
from integrations.log.replay.model import Choice, Replay
from integrations.log.replay.service import ReplayService
from integrations.log.replay.working import Replaying, Stores
from integrations.log.resending import Resending
from integrations.log.undelivered import UndeliveredService
from integrations.model import Delivery, DeliveryState
from shared.asked import Asked
from tests.integrations.builders import NOW, SOMEBODY, make_change
from tests.integrations.crashes import Crash
from tests.integrations.engine.worlds import SECOND, Engine
from tests.integrations.log.fakes import (
    FakeLog,
    FakeOrders,
    FakeReconciliations,
    FakeReplays,
)

START = NOW


def always() -> bool:
    return True


class Scene(Engine):
    """An engine and what the log does with what it left."""

    def __init__(self, *integrations: Any, partner: Any = None) -> None:
        super().__init__(integrations, partner=partner)
        self.log = FakeLog(self.deliveries)
        self.replays = FakeReplays()
        self.jobs = FakeReconciliations()
        self.orders = FakeOrders(self.deliveries)

    def happen(self, count: int, *, first: int = 0, **changes: Any) -> None:
        """Orders are created a second apart; nothing is sent yet."""
        for n in range(first, first + count):
            self.clock.pass_by(seconds=1)
            at = NOW + (n + 1) * SECOND
            self.dispatch(make_change(id=f"ord_{n}", updated_at=at, **changes))
        self.clock.pass_by(seconds=1)
        self.queue.take()

    def end(self, state: DeliveryState, *orders: str) -> None:
        """Let deliveries end."""
        for row in list(self.deliveries.rows.values()):
            if not orders or row.order_id in orders:
                self.deliveries.rows[row.id] = row.model_copy(
                    update={"state": state, "due_at": None, "held_because": None}
                )

    def resending(self, crash: Crash | None = None) -> Resending:
        over = crash.over if crash else _itself
        return Resending(self.integrations, over(self.log), over(self.queue), clock=self.clock)

    def replaying(self, crash: Crash | None = None) -> Replaying:
        over = crash.over if crash else _itself
        stores = Stores(
            over(self.replays),
            over(self.integrations),
            over(self.deliveries),
            over(self.log),
            over(self.queue),
        )
        return Replaying(stores, clock=self.clock)

    def ask(self, asked: Asked = SOMEBODY, **wish: Any) -> Replay:
        """Ask for a replay of all that happened so far."""
        targets = tuple(wish.pop("target_ids", ()))
        only_missing, rate = wish.pop("only_missing", False), wish.pop("rate", 1000)
        choice = Choice(**{"first": START, "until": self.clock(), **wish})
        return ReplayService(self.replays, self.integrations, clock=self.clock).create(
            choice, targets, asked, only_missing=only_missing, rate_per_minute=rate
        )

    def replay(self, minutes: int = 1, **wish: Any) -> Replay:
        """Ask for a replay and let minutes pass."""
        made = self.ask(**wish)
        for _ in range(minutes):
            self.step()
        return self.replays.kept[made.id]

    def step(self) -> int:
        made = self.replaying().run(always)
        self.clock.pass_by(minutes=1)
        return made

    def made_by(self, replay: Replay) -> list[Delivery]:
        rows = [each for each in self.deliveries.rows.values() if each.replay_id == replay.id]
        return sorted(rows, key=lambda each: (str(each.order_id), each.integration_id))

    def undelivered(self) -> UndeliveredService:
        return UndeliveredService(self.integrations, self.log, clock=self.clock)

    def reconciling(self, crash: Crash | None = None) -> Reconciling:
        over = crash.over if crash else _itself
        dispatcher = self.dispatcher()
        return Reconciling(
            over(self.jobs), over(self.orders), over(self.log), dispatcher.events, clock=self.clock
        )


def _itself(port: Any) -> Any:
    return port
