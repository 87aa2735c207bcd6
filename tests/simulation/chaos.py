"""Faults at every port, by a seeded plan: single ones at a rate, and outages in bursts.

A seed draws which kinds of fault it has and how often: a run with few kinds goes deeper into them
than one in which everything fails at once.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from random import Random
from typing import Any, Final

from tests.simulation.clockwork import Clockwork, DeathError

BEFORE: Final = ("refused", "throttled", "crashed before")
AFTER: Final = ("timed out after commit", "crashed after", "sent twice", "took effect late")
KINDS: Final = (*BEFORE, *AFTER, "slow")
PORTS: Final = (
    "orders",
    "integrations",
    "deliveries",
    "lanes",
    "healths",
    "notices",
    "queue",
    "vault",
)
LATE_S: Final = 120.0
HANDS_OVER: Final = 0.3
"""How many calls take a moment in which others run."""


class PortError(Exception):
    """A call that AWS refused, or whose answer never came."""


class Chaos:
    """Decides at each call of a port what goes wrong."""

    def __init__(self, random: Random, clock: Clockwork) -> None:
        self.random = random
        self.clock = clock
        self.on = True
        self.counts: Counter[str] = Counter()
        self.is_fair = random.random() < 0.1
        """Fair weather: whatever is late then is late because of a partner."""
        rate = 0.0 if self.is_fair else random.choice((0.0, 0.01, 0.03, 0.08))
        chosen = random.sample(KINDS, random.randint(2, len(KINDS)))
        self._kinds: list[tuple[float, str]] = []
        reach = 0.0
        for kind in chosen:
            reach += rate * random.uniform(0.2, 1.0) * (3 if kind == "slow" else 1)
            self._kinds.append((reach, kind))
        self._reach = reach
        self._outages: list[tuple[float, float, str]] = []

    def plan_outages(self, until: float, ports: Sequence[str] = PORTS) -> None:
        """Any one port fails for 20 to 150 s at a time."""
        for _ in range(0 if self.is_fair else self.random.choice((0, 1, 2, 4))):
            start = self.random.uniform(0, until)
            port = self.random.choice(ports)
            self._outages.append((start, start + self.random.uniform(20, 150), port))

    def over(self, name: str, target: Any) -> Any:
        return Port(name, target, self)

    def count(self, kind: str) -> None:
        self.counts[kind] += 1

    def call(self, port: str, function: Callable[..., Any], args: Any, named: Any) -> Any:
        process = self.clock.process
        if process is None or not self.on:
            if process is not None and process.dead:
                raise DeathError
            return function(*args, **named)
        self.clock.check()
        self._outage(port)
        kind = self._kind()
        if kind is None:
            if self.random.random() < HANDS_OVER:
                self.clock.sleep(self.random.uniform(0.005, 0.2))
            return self._walked(function(*args, **named), port)
        process.faulted = process.faulted or kind != "slow"
        self.count(kind)
        if kind in AFTER:
            return self._after(kind, function, args, named)
        self._before(kind)
        return function(*args, **named)

    def _before(self, kind: str) -> None:
        if kind == "slow":
            self.clock.sleep(self.random.expovariate(1 / 3))
        elif kind == "crashed before":
            self._die()
        else:
            self.clock.sleep(self.random.uniform(0, 0.5))
            raise PortError(kind)

    def _after(self, kind: str, function: Callable[..., Any], args: Any, named: Any) -> Any:
        if kind == "took effect late":
            self.clock.at(self.random.uniform(1, LATE_S), lambda: _quietly(function, args, named))
            self.clock.sleep(self.random.uniform(1, 10))
            raise PortError(kind)
        result = function(*args, **named)
        if kind == "sent twice":
            return function(*args, **named)
        if kind == "crashed after":
            self._die()
        if kind == "timed out after commit" and not isinstance(result, Iterator):
            self.clock.sleep(self.random.uniform(1, 10))
            raise PortError(kind)
        return result

    def _die(self) -> None:
        if self.clock.process is not None:
            self.clock.process.dead = True
        raise DeathError

    def _outage(self, port: str) -> None:
        now = self.clock.now
        if any(start <= now < end and name == port for start, end, name in self._outages):
            self.count("outage")
            if self.clock.process is not None:
                self.clock.process.faulted = True
            self.clock.sleep(self.random.uniform(0.1, 3))
            raise PortError("outage")

    def _kind(self) -> str | None:
        drawn = self.random.random()
        if drawn >= self._reach:
            return None
        return next(kind for reach, kind in self._kinds if drawn < reach)

    def _walked(self, result: Any, port: str) -> Any:
        """A walk through an index reads page after page, and each may fail."""
        return self._pages(result, port) if isinstance(result, Iterator) else result

    def _pages(self, rows: Iterator[Any], port: str) -> Iterator[Any]:
        for n, row in enumerate(rows):
            if n % 5 == 4:
                self.call(port, lambda: None, (), {})
            yield row


class Port:
    """A port behind which the faults are."""

    def __init__(self, name: str, target: Any, chaos: Chaos) -> None:
        self._name = name
        self._target = target
        self._chaos = chaos

    def __getattr__(self, method: str) -> Any:
        function, name, call = getattr(self._target, method), self._name, self._chaos.call
        if not callable(function):
            return function
        bound = lambda *args, **named: call(name, function, args, named)  # noqa: E731
        setattr(self, method, bound)
        return bound


def _quietly(function: Callable[..., Any], args: Any, named: Any) -> None:
    """What reaches the store late finds its condition broken, as a rule; nobody hears of it."""
    with suppress(Exception):
        function(*args, **named)
