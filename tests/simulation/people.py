"""Who asks for something: clients that write orders, and operators who tend integrations."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from integrations.model import IntegrationState, Limits
from integrations.service import NewIntegration
from orders.model import Status
from orders.wishes import NewPayment, Wish
from shared.asked import Asked
from shared.errors import InvalidError, NotFoundError, ServiceError
from shared.events import EVENT_TYPES
from tests.integrations.builders import SOMEBODY
from tests.orders.builders import EVERYTHING, asked, new_customer, wish_for_order
from tests.simulation.clockwork import Process
from tests.simulation.house import House
from tests.simulation.partners import SUFFIX, draw_partner

API_TIMEOUT_S: Final = 20.0
PATIENCE: Final = 40
"""How often a client repeats a request that was not answered."""
FIELDS: Final = {name: value for name, value in EVERYTHING.items() if name != "technician"}


@dataclass
class Answers:
    """What clients were answered: under which key, which order at which version."""

    acknowledged: dict[str, tuple[str, int]] = field(default_factory=dict)
    asked: int = 0


class Clients:
    """Write orders; a request that fails is repeated under its key until it is answered."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._random = house.random
        self.answers = Answers()
        self._service = house.order_service()

    def order(self, number: int, start: float, span: float) -> None:
        customer = new_customer("Анна Иванова", f"+79000000{number:03d}")
        create = lambda key: self._service.create(  # noqa: E731
            wish_for_order(title=f"Заказ {number}", customer=customer), asked(key)
        )
        if self._random.random() < 0.3:
            span = 0.1  # several hands at once
        later = sorted(self._random.uniform(0, span) for _ in range(self._random.randint(0, 3)))

        def created(order: Any) -> None:
            for n, delay in enumerate(later):
                act = self._change(order.id, n)
                self._house.clock.at(delay, lambda act=act, n=n: self._ask(f"{number}-{n}", act))

        self._house.clock.at(start, lambda: self._ask(f"{number}", create, created))

    def _change(self, order_id: str, n: int) -> Callable[[str], Any]:
        def edit(key: str) -> Any:
            return self._service.edit(order_id, {"title": f"Иначе {key}"}, asked(key, body="edit"))

        def pay(key: str) -> Any:
            return self._service.pay(
                order_id, NewPayment("payment", "card", 100 + n), asked(key, body="pay")
            )

        def move(to: Status) -> Callable[[str], Any]:
            return lambda key: self._service.move(
                order_id, Wish(to, FIELDS, "tec_1"), asked(key, body=str(to))
            )

        acts = (edit, edit, pay, move(Status.IN_PROGRESS), move(Status.COMPLETED))
        return self._random.choice((*acts, move(Status.CANCELLED)))

    def _ask(
        self,
        key: str,
        act: Callable[[str], Any],
        done: Callable[[Any], None] = lambda _: None,
        tries: int = 0,
    ) -> None:
        clock = self._house.clock
        self.answers.asked += 1

        def ended(ok: bool, answer: Any) -> None:  # noqa: FBT001
            if ok:
                self.answers.acknowledged[key] = (answer.id, answer.version)
                done(answer)
            elif tries < PATIENCE and not _refused(answer):
                wait = self._random.uniform(1, 20)
                clock.at(wait, lambda: self._ask(key, act, done, tries + 1))

        clock.start(Process("api", clock.now + API_TIMEOUT_S), lambda: act(key), ended)


def _refused(answer: Any) -> bool:
    """Whether a repeat makes no sense: the life cycle or a bound forbids it."""
    status = getattr(answer, "status", 0)
    return isinstance(answer, ServiceError) and (
        isinstance(answer, InvalidError | NotFoundError) or status == 409
    )


class Operators:
    """Pause, resume, disable, delete, rotate and edit, and try again when it fails."""

    def __init__(self, house: House, ends: float) -> None:
        self._house = house
        self._random = house.random
        self._ends = ends
        self._service = house.service()
        self._number = 0
        self.touched: set[str] = set()
        self.deleted: set[str] = set()
        self.left: set[str] = set()
        """Resumed without what was held: that may stay held."""
        self.by_hand: set[str] = set()
        """Disabled by an operator, ever."""

    def found(self, *, steady: bool, serial: bool) -> str:
        """Make an integration, before anything goes wrong or in the middle of it."""
        random = self._random
        self._number += 1
        name = f"int-{self._number}"
        kinds = tuple(sorted(random.sample(EVENT_TYPES[:5], random.randint(2, 5))))
        types = EVENT_TYPES if random.random() < 0.6 else kinds
        usual = steady or random.random() < 0.5
        limits = Limits() if usual else self._tight()
        new = NewIntegration(
            kind="webhook",
            name=name,
            event_types=types,
            settings={"url": f"https://{name}{SUFFIX}/hook"},
            limits=limits,
            serial=serial,
        )
        made = self._service.create(new, SOMEBODY).integration
        self._house.wire.hosts[name] = made.id
        self._house.wire.partners[made.id] = draw_partner(random, self._ends, steady=steady)
        return made.id

    def _tight(self) -> Limits:
        random = self._random
        return Limits(
            rate_per_minute=random.choice((6, 20, 600)),
            concurrency=random.choice((1, 2, 10)),
            timeout_s=random.choice((5, 15, 30)),
        )

    def busy(self, integration_id: str) -> None:
        """Plan what operators do to an integration."""
        clock, random = self._house.clock, self._random
        for _ in range(random.choice((0, 0, 1, 2, 3))):
            act = random.choice((self._pause, self._resume, self._rotate, self._edit, self._off))
            if random.random() < 0.08:
                act = self._delete
            self.touched.add(integration_id)
            at = random.uniform(0, self._ends)
            clock.at(at, lambda act=act: self.ask(lambda: act(integration_id)))

    def ask(self, act: Callable[[], Any], tries: int = 0) -> None:
        clock = self._house.clock

        def ended(ok: bool, answer: Any) -> None:  # noqa: FBT001
            if not ok and tries < PATIENCE and not isinstance(answer, NotFoundError):
                clock.at(self._random.uniform(1, 30), lambda: self.ask(act, tries + 1))

        clock.start(Process("api", clock.now + API_TIMEOUT_S), act, ended)

    def _asked(self, integration_id: str, key: str | None = None) -> Asked:
        version = self._service.get(integration_id).integration.version
        return Asked(SOMEBODY.actor, version, key, json.dumps(key))

    def _pause(self, integration_id: str) -> None:
        asked_ = self._asked(integration_id)
        self._service.move(integration_id, IntegrationState.PAUSED, asked_)

    def _off(self, integration_id: str) -> None:
        self.by_hand.add(integration_id)
        asked_ = self._asked(integration_id)
        self._service.move(integration_id, IntegrationState.DISABLED, asked_)

    def _resume(self, integration_id: str) -> None:
        release = self._random.random() < 0.8
        if not release:
            self.left.add(integration_id)
        self.resume(integration_id, release=release)

    def resume(self, integration_id: str, *, release: bool = True) -> None:
        asked_ = self._asked(integration_id)
        self._service.move(integration_id, IntegrationState.ENABLED, asked_, release=release)

    def _rotate(self, integration_id: str) -> None:
        asked_ = self._asked(integration_id)
        self._service.rotate(integration_id, self._random.choice((0, 1)), asked_)

    def _edit(self, integration_id: str) -> None:
        fields = {"name": f"{integration_id} anew", "headers": {"X-Partner": "7"}}
        self._service.edit(integration_id, fields, self._asked(integration_id))

    def _delete(self, integration_id: str) -> None:
        self.deleted.add(integration_id)
        self._service.delete(integration_id, self._asked(integration_id))
