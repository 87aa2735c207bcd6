"""Noting when a key was last let in: at most once a minute, and never in the way of a request."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeoutError
from datetime import datetime, timedelta
from typing import Final

from integrations.access.ports import LastUse, Uses
from shared.observe import logger

EVERY: Final = timedelta(seconds=60)
PATIENCE_S: Final = 0.1
"""How long a request waits for the note: Lambda stops a process once its answer is out."""

Background = Callable[[Callable[[], None]], bool]
"""Takes work on, or tells that it does not."""


class LastUses:
    """Notes uses; what it noted is remembered here, so that most requests write nothing."""

    def __init__(self, uses: Uses, background: Background) -> None:
        """Join the store and what runs work beside the request."""
        self._uses = uses
        self._background = background
        self._noted: dict[str, datetime] = {}

    def note(self, key_id: str, ip: str, now: datetime) -> None:
        """Note that a key was let in now, unless that was done within the minute."""
        last = self._noted.get(key_id)
        if last is not None and now - last < EVERY:
            return
        if self._background(lambda: self._write(key_id, LastUse(now, ip))):
            self._noted[key_id] = now  # what was dropped is noted with the next request

    def _write(self, key_id: str, use: LastUse) -> None:
        try:
            self._uses.note_use(key_id, use, unless_since=use.at - EVERY)
        except Exception:  # noqa: BLE001 - the edge of a thread: nobody's request may fail by it
            logger().exception("key_use.lost")


class Beside:
    """Runs work in one thread, waits for it a moment, and drops what comes while it is stuck."""

    def __init__(self) -> None:
        """Make the thread on first use."""
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="last-use")
        self._running: Future[None] | None = None

    def __call__(self, work: Callable[[], None]) -> bool:
        """Run work for as long as a request may wait; it goes on by itself after that."""
        if self._running is not None and not self._running.done():
            return False
        self._running = self._pool.submit(work)
        try:
            self._running.result(PATIENCE_S)
        except FutureTimeoutError:
            logger().info("key_use.late")
        return True
