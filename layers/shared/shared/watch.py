"""The deadline of one call to the outside, and how long each of its steps took."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from shared.calls import Measured, Timing

Step = Literal["dns", "connect", "tls", "first_byte"]


class Watch:
    """Runs from the moment it is made; every wait asks it how long it may be."""

    def __init__(self, seconds: float) -> None:
        """Start: the call ends in that many seconds."""
        self.seconds = seconds
        self._began = time.monotonic()
        self._ends = self._began + seconds
        self._steps: dict[Step, int] = {}
        self.remote_ip: str | None = None
        self.bytes_sent = 0

    def left(self, most: float | None = None) -> float:
        """Give the seconds that are left, at most so many; TimeoutError when there are none."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left if most is None else min(left, most)

    @property
    def is_over(self) -> bool:
        """Tell whether the deadline has passed."""
        return time.monotonic() >= self._ends

    @contextmanager
    def step(self, name: Step) -> Iterator[None]:
        """Time a step, one that fails too."""
        began = time.monotonic()
        try:
            yield
        finally:
            self._steps[name] = _ms(began)

    def read(self) -> Measured:
        """Give what was measured so far."""
        timing = Timing(
            dns_ms=self._steps.get("dns"),
            connect_ms=self._steps.get("connect"),
            tls_ms=self._steps.get("tls"),
            first_byte_ms=self._steps.get("first_byte"),
            total_ms=_ms(self._began),
        )
        return Measured(timing, self.remote_ip, self.bytes_sent)


def _ms(since: float) -> int:
    return round((time.monotonic() - since) * 1000)
