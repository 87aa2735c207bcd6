"""The engine's real use cases over the room's ports in memory."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from integrations.engine.attempt import Attempts, Parts
from integrations.engine.dispatch import Dispatcher
from integrations.engine.gate import Gate
from integrations.engine.sending import Sender
from integrations.engine.sweep import Stores, Sweeper, Swept
from integrations.engine.switch import Switch
from integrations.engine.telling import Teller
from integrations.engine.watching import Watching
from integrations.model import Delivery, Integration, Notice
from integrations.ports import Pointer
from shared.events import OrderChange
from tests.integrations.builders import NOW, FixedClock, answered, make_change, make_integration
from tests.integrations.crashes import Crash
from tests.integrations.fakes import FakeDeliveries, FakeHealths, FakeIntegrations, FakeNotices
from tests.integrations.fakes_channels import FakeConnector, FakeQueue, FakeVault

SECOND = timedelta(seconds=1)


class Admins:
    """Who is told; the same notice twice is one, as an event of an id is."""

    def __init__(self) -> None:
        self.heard: list[Notice] = []

    def hear(self, notice: Notice) -> None:
        if notice not in self.heard:
            self.heard.append(notice)


class Engine:
    """Everything between a change and a partner; each worker and each sweep is a new process."""

    def __init__(
        self,
        integrations: Sequence[Integration] = (),
        deliveries: Sequence[Delivery] = (),
        partner: FakeConnector | None = None,
    ) -> None:
        self.clock = FixedClock()
        self.integrations = FakeIntegrations(*(integrations or (make_integration(),)))
        self.deliveries = FakeDeliveries(*deliveries)
        self.healths = FakeHealths()
        self.notices = FakeNotices()
        self.admins = Admins()
        self.queue = FakeQueue()
        self.vault = FakeVault()
        self.partner = partner or FakeConnector(answered())

    def dispatcher(self, crash: Crash | None = None) -> Dispatcher:
        over = _over(crash)
        deliveries = over(self.deliveries)
        return Dispatcher(
            over(self.integrations),
            deliveries,
            deliveries,
            over(self.queue),
            healths=over(self.healths),
            clock=self.clock,
        )

    def attempts(self, crash: Crash | None = None) -> Attempts:
        over = _over(crash)
        deliveries, integrations = over(self.deliveries), over(self.integrations)
        parts = Parts(
            integrations,
            deliveries,
            deliveries,
            over(self.queue),
            self.gate(crash),
            Sender(over(self.vault), {"webhook": over(self.partner)}, clock=self.clock),
            Switch(integrations, over(self.notices), clock=self.clock),
        )
        return Attempts(parts, clock=self.clock, spread=lambda: 0.5)

    def sweeper(self, crash: Crash | None = None) -> Sweeper:
        over = _over(crash)
        integrations, gate, notices = over(self.integrations), self.gate(crash), over(self.notices)
        watching = Watching(
            gate, notices, Switch(integrations, notices, clock=self.clock), clock=self.clock
        )
        stores = Stores(
            integrations,
            over(self.deliveries),
            over(self.healths),
            over(self.queue),
            gate,
            watching,
        )
        return Sweeper(stores, clock=self.clock)

    def gate(self, crash: Crash | None = None) -> Gate:
        return Gate(_over(crash)(self.healths), clock=self.clock)

    def dispatch(self, *changes: OrderChange, crash: Crash | None = None) -> list[int]:
        handle = self.dispatcher(crash).batch()
        return [handle(change) for change in changes]

    def work(self) -> list[Pointer]:
        """Let a worker take what is in the queue without delay; gives what comes later."""
        pointers = self.queue.take()
        later = [each for each in pointers if each.delay_s]
        for each in pointers:
            if not each.delay_s:
                self.attempts().perform(each)
        return later

    def sweep(self, crash: Crash | None = None) -> Swept:
        """The minute's timer: it sweeps, then tells."""
        over = _over(crash)
        swept = self.sweeper(crash).sweep()
        Teller(over(self.notices), over(self.admins).hear).tell()
        return swept

    def health(self, integration_id: str = "int_1") -> Any:
        return self.healths.get(integration_id)

    def change(self, integration_id: str = "int_1", **fields: Any) -> None:
        """Edit an integration, as a person does."""
        old = self.integrations.kept[integration_id]
        new = old.model_copy(update={**fields, "version": old.version + 1})
        self.integrations.kept[integration_id] = new


def _over(crash: Crash | None) -> Any:
    return crash.over if crash else lambda port: port


class World(Engine):
    """One partner; time passes by the second, and what a timer carries comes when it is due."""

    def __init__(self, *outcomes, took_s=0.0, **integration):
        self.arrived = []
        self.took_s = took_s
        partner = FakeConnector(*(outcomes or (answered(),)), during=self._arrive)
        super().__init__([make_integration(**integration)], partner=partner)
        self.waiting = []

    def _arrive(self):
        self.arrived.append(self.clock())

    def orders(self, count, first=0):
        for n in range(first, first + count):
            self.dispatch(make_change(id=f"ord_{n}"))

    def run(self, seconds, *, step=1):
        """Let time pass: workers take what is in the queue, the sweeper comes each minute."""
        for _ in range(0, seconds, step):
            self._take()
            self.clock.pass_by(seconds=step)
            if (self.clock() - NOW) % timedelta(minutes=1) < timedelta(seconds=step):
                self.sweep()
        self._take()

    def _take(self):
        now = self.clock()
        self.waiting += [(now + each.delay_s * SECOND, each) for each in self.queue.take()]
        ready = [each for at, each in self.waiting if at <= now]
        self.waiting = [(at, each) for at, each in self.waiting if at > now]
        for pointer in ready:
            self.attempts().perform(pointer)

    @property
    def rows(self):
        return list(self.deliveries.rows.values())

    @property
    def states(self):
        return {each.state for each in self.rows}

    @property
    def integration(self):
        return self.integrations.kept["int_1"]

    def now_answers(self, *outcomes):
        self.partner._outcomes = list(outcomes)
