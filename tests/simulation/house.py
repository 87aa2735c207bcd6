"""The engine's real use cases and the real service of orders, over ports that fail."""

import json
from collections import defaultdict
from random import Random
from typing import Any

from greenlet import getcurrent

from integrations.channels import KmsVault, SqsQueues
from integrations.connectors import KINDS
from integrations.connectors.webhook import WebhookConnector
from integrations.engine.attempt import Attempts, Parts
from integrations.engine.dispatch import Dispatcher
from integrations.engine.gate import Gate
from integrations.engine.sending import Sender
from integrations.engine.sweep import Stores, Sweeper
from integrations.engine.switch import Switch
from integrations.engine.telling import Teller
from integrations.engine.watching import Watching
from integrations.kinds import Kinds
from integrations.model import Notice
from integrations.ports import Pointer
from integrations.service import IntegrationService
from integrations.service import Stores as ServiceStores
from orders.service import OrderService
from shared.events import read_change
from shared.stream import in_order
from tests.integrations.fakes import FakeNotices
from tests.orders.builders import make_technician, service_over
from tests.orders.fakes import FakeDirectory
from tests.simulation.chaos import Chaos
from tests.simulation.clockwork import Clockwork, Lock, Process
from tests.simulation.partners import Wire
from tests.simulation.stores import SimDeliveries, SimHealths, SimIntegrations, SimOrders
from tests.simulation.watch import Watch


class SimKms:
    """KMS: what it encrypts opens only in the same context, and not while the key is off."""

    def __init__(self, clock: Clockwork) -> None:
        self._clock = clock
        self.off_until: dict[str, float] = {}

    def encrypt(self, *, KeyId: str, Plaintext: bytes, EncryptionContext: Any) -> Any:  # noqa: N803
        return {"CiphertextBlob": f"{EncryptionContext['integration']}|".encode() + Plaintext}

    def decrypt(self, *, KeyId: str, CiphertextBlob: bytes, EncryptionContext: Any) -> Any:  # noqa: N803
        owner, _, secret = CiphertextBlob.partition(b"|")
        wanted = EncryptionContext["integration"]
        if owner.decode() != wanted or self._clock.now < self.off_until.get(wanted, 0.0):
            raise PermissionError(wanted)
        return {"Plaintext": secret}


class House:
    """The stores, and the use cases made over them as each process makes them."""

    def __init__(self, random: Random, clock: Clockwork, chaos: Chaos, watch: Watch) -> None:
        self.random, self.clock, self.chaos, self.watch = random, clock, chaos, watch
        self.integrations = SimIntegrations(clock)
        laggard = random.random() < 0.5 and not chaos.is_fair
        self.deliveries = SimDeliveries(clock, lambda: self._lag() if laggard else 0.0)
        self.deliveries.watchers.append(watch.wrote)
        self.healths = SimHealths(watch.fares)
        self.notices = FakeNotices()
        self.admins_told: list[Notice] = []
        self.directory = FakeDirectory()
        self.directory.add_technician(make_technician())
        self.kms = SimKms(clock)
        self.wire = Wire(clock, chaos, watch)
        self.orders = SimOrders(self.directory, clock, self._ordered)
        self.told: Any = None
        self.queue: Any = None
        self._secrets = 0
        self._owners = 0

    def _lag(self) -> float:
        if not self.chaos.on or self.random.random() < 0.7:
            return 0.0
        self.chaos.count("index lag")
        return self.random.choice((0.3, 2.0, 20.0))

    def _ordered(self, before: Any, after: Any, request: Any) -> None:
        self.told(before, after, request)

    def over(self, name: str, target: Any) -> Any:
        return self.chaos.over(name, target)

    def _new_owner(self) -> str:
        self._owners += 1
        owner = f"worker-{self._owners}"
        glet: Any = getcurrent()
        glet.owner = owner
        return owner

    def new_secret(self) -> str:
        self._secrets += 1
        return "whsec_" + f"{self._secrets:032d}"

    # ------------------------------------------------------------------ use cases
    def gate(self) -> Gate:
        gate = Gate(self.over("healths", self.healths), clock=self.clock)
        gate._locks = defaultdict(lambda: Lock(self.clock))  # type: ignore[assignment, arg-type]
        return gate

    def vault(self) -> KmsVault:
        return KmsVault("key", self.over("vault", self.kms), timer=lambda: self.clock.now)

    def queues(self) -> Any:
        real = SqsQueues(dict.fromkeys(KINDS, "queue"), self.over("queue", self.queue))
        return HonestQueue(real, self.queue, self.watch)

    def dispatcher(self) -> Dispatcher:
        return Dispatcher(
            self.over("integrations", self.integrations),
            self.over("deliveries", self.deliveries),
            self.over("lanes", self.deliveries),
            self.queues(),
            healths=self.over("healths", self.healths),
            clock=self.clock,
        )

    def attempts(self) -> Attempts:
        integrations = self.over("integrations", self.integrations)
        parts = Parts(
            integrations,
            self.over("deliveries", self.deliveries),
            self.over("lanes", self.deliveries),
            self.queues(),
            self.gate(),
            Sender(self.vault(), {"webhook": WebhookConnector(self.wire)}, clock=self.clock),
            Switch(integrations, self.over("notices", self.notices), clock=self.clock),
        )
        return Attempts(
            parts, clock=self.clock, spread=self.random.random, new_owner=self._new_owner
        )

    def sweeper(self) -> Sweeper:
        gate, notices = self.gate(), self.over("notices", self.notices)
        integrations = self.over("integrations", self.integrations)
        switch = Switch(integrations, notices, clock=self.clock)
        stores = Stores(
            integrations,
            self.over("deliveries", self.deliveries),
            self.over("healths", self.healths),
            self.queues(),
            gate,
            Watching(gate, notices, switch, clock=self.clock),
        )
        return Sweeper(stores, clock=self.clock)

    def sweep(self) -> None:
        """What the minute's timer does."""
        self.sweeper().sweep()
        Teller(self.over("notices", self.notices), self.over("admins", self).tell_admins).tell()

    def tell_admins(self, notice: Notice) -> None:
        self.admins_told.append(notice)

    def service(self) -> IntegrationService:
        stores = ServiceStores(
            self.over("integrations", self.integrations),
            self.over("healths", self.healths),
            self.over("notices", self.notices),
            self.vault(),
            self.gate(),
        )
        return IntegrationService(
            stores,
            kinds=Kinds(KINDS, lambda _: None),
            new_secret=self.new_secret,
            clock=self.clock,
        )

    def order_service(self) -> OrderService:
        return service_over(self.over("orders", self.orders), self.directory, self.clock)

    # ------------------------------------------------------------------ edges
    def dispatch(self, dispatcher: Dispatcher, records: list[Any]) -> Any:
        """The stream's edge."""
        dispatch = dispatcher.batch()

        def one(record: dict[str, Any]) -> None:
            change = read_change(record)
            if change is not None:
                dispatch(change)

        return in_order({"Records": records}, one)

    def perform(self, attempts: Attempts, body: str) -> None:
        """What the queue's edge does for one message."""
        found = json.loads(body)
        attempts.perform(Pointer(found["delivery_id"], found["attempt_count"], group="", kind=""))


class HonestQueue:
    """The queue as it promises to be: when it does not raise, everything was taken."""

    def __init__(self, real: SqsQueues, queue: Any, watch: Watch) -> None:
        self._real, self._queue, self._watch = real, queue, watch

    def send(self, pointers: Any) -> None:
        given = list(pointers)
        bodies = [
            json.dumps({"delivery_id": e.delivery_id, "attempt_count": e.attempt_count})
            for e in given
        ]
        before = [self._queue.taken.get(body, 0) for body in bodies]
        self._real.send(given)
        self._watch.sent(each.delivery_id for each in given)
        after = [self._queue.taken.get(body, 0) for body in bodies]
        if any(now <= then for then, now in zip(before, after, strict=True)):
            self._watch.violate("a message was dropped in silence", bodies)


def new_process(name: str, clock: Clockwork, timeout: float) -> Process:
    return Process(name, clock.now + timeout)
