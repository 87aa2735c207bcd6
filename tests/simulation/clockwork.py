"""Simulated time: processes that run one at a time and hand over only where they wait.

Each process is a greenlet, so the real use cases run unchanged and yet interleave at every call of
a port. Nothing here is random; the order of events at one moment is the order of their planning.
"""

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from heapq import heappop, heappush
from typing import Any

from greenlet import getcurrent, greenlet

from tests.integrations.builders import NOW

Act = Callable[[], Any]


class DeathError(BaseException):
    """The process ends here; no `except Exception` sees it."""


class Process:
    """What runs in one invocation: several threads may share it, and its death."""

    def __init__(self, name: str, ends: float) -> None:
        self.name = name
        self.ends = ends
        self.dead = False
        self.faulted = False
        """Whether any of its calls was made to fail: what it left undone is excused."""
        self.sent: set[str] = set()
        """The deliveries that it has put into the queue."""


class Clockwork:
    """The clock, the plan of what comes, and who runs now."""

    def __init__(self) -> None:
        self.now = 0.0
        self.process: Process | None = None
        self._plan: list[tuple[float, int, Act]] = []
        self._number = 0
        self._hub = getcurrent()
        self._time = NOW

    def __call__(self) -> datetime:
        return self._time

    def at(self, delay: float, act: Act) -> None:
        """Plan an act."""
        self._number += 1
        heappush(self._plan, (self.now + delay, self._number, act))

    def start(self, process: Process, act: Act, ended: Callable[[bool, Any], None]) -> None:
        """Run an act in a process; `ended` is told whether it came to its end, and its result."""

        def run() -> None:
            try:
                result = act()
            except DeathError:
                ended(False, None)  # noqa: FBT003 - a callback
            except Exception as error:  # noqa: BLE001 - whoever started it judges
                ended(False, error)  # noqa: FBT003
            else:
                ended(True, result)  # noqa: FBT003

        self._switch(greenlet(run, self._hub), process)

    def sleep(self, seconds: float) -> None:
        """Let time pass for who runs now; past its end a process is dead."""
        process = self.process
        if process is None:
            return
        left = process.ends - self.now
        me = getcurrent()
        self.at(min(seconds, max(left, 0)), lambda: self._switch(me, process))
        self._hub.switch()
        if seconds >= left:
            process.dead = True
        self.check()

    def check(self) -> None:
        """A dead process does nothing more."""
        if self.process is not None and self.process.dead:
            raise DeathError

    def wait(self, waiting: deque[Act]) -> None:
        """Wait until somebody takes what is left in `waiting`."""
        me, process = getcurrent(), self.process
        waiting.append(lambda: self._switch(me, process))
        self._hub.switch()

    def run(self, until: float, *, stop: Callable[[], bool] = lambda: False) -> None:
        """Carry out the plan up to a moment."""
        while self._plan and self._plan[0][0] <= until and not stop():
            at, _, act = heappop(self._plan)
            if at > self.now:
                self._move(at)
            act()
        if not stop() and until > self.now:
            self._move(until)

    def _move(self, at: float) -> None:
        self.now = at
        self._time = NOW + timedelta(seconds=at)

    @property
    def planned(self) -> int:
        """How much is planned."""
        return len(self._plan)

    def _switch(self, glet: greenlet, process: Process | None) -> None:
        before, self.process = self.process, process
        if before is None:
            glet.switch()
        else:
            self.process = before
            self.at(0, lambda: self._switch(glet, process))
            return
        self.process = None


class Lock:
    """A lock of threads that are greenlets."""

    def __init__(self, clock: Clockwork) -> None:
        self._clock = clock
        self._held = False
        self._waiting: deque[Act] = deque()

    def __enter__(self) -> None:
        while self._held:
            self._clock.wait(self._waiting)
        self._held = True

    def __exit__(self, *_: object) -> None:
        self._held = False
        if self._waiting:
            self._clock.at(0, self._waiting.popleft())
