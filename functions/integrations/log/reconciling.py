"""Comparing orders with the events told of them: asked for, and worked through step by step.

Price of an order that was told: a 60th of a read unit for its row in the index `changed` and one
for its event. Of one that was not: 1 read unit for the order, 0.5 for what was told of it, and what
its deliveries cost.
"""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import islice
from typing import Final
from uuid import uuid4

from integrations.log.ports import ChangedOrder, LogStore, Orders, Reconciliations
from integrations.log.reconciliation import (
    LONGEST,
    NIGHTLY,
    UNDERWAY,
    Reconciliation,
    expected,
    made_up,
    special,
)
from shared.asked import Asked
from shared.clock import Clock
from shared.errors import ConflictError, InvalidError, NotFoundError
from shared.events import Envelope
from shared.observe import logger

PAGE: Final = 100
MOST_RUNNING: Final = 5
Emit = Callable[[Envelope], int]


class Reconciling:
    """Begins comparisons and goes on with them; each step may be repeated."""

    def __init__(
        self,
        jobs: Reconciliations,
        orders: Orders,
        log: LogStore,
        emit: Callable[[], Emit],
        *,
        clock: Clock,
    ) -> None:
        """Join the stores and what dispatches an event as if the stream had told it."""
        self._jobs = jobs
        self._orders = orders
        self._log = log
        self._emit = emit
        self._clock = clock

    def begin(self, first: datetime | None, until: datetime | None, asked: Asked) -> Reconciliation:
        """Ask for a comparison; the same under the same key is one."""
        now = self._clock()
        # What is younger may still be on its way through the stream.
        until = min(until or now, now - UNDERWAY)
        first = first or until - NIGHTLY
        if first >= until or now - first > LONGEST:
            least, most = f"{UNDERWAY.seconds // 60} minutes", f"{LONGEST.days} days"
            rule = f"before `to`, at least {least} and at most {most} ago"
            raise InvalidError.of("from", first.isoformat(), rule)
        name = f"{asked.actor.id}-{asked.key}" if asked.key else uuid4().hex
        return self._begun(f"rec_{_hashed(name)}", first, until)

    def nightly(self) -> Reconciliation:
        """Ask for the night's comparison; a timer that fires twice asks once."""
        now = self._clock()
        until = now - UNDERWAY
        return self._begun(f"rec_{now:%Y%m%d}", until - NIGHTLY, until)

    def _begun(self, job_id: str, first: datetime, until: datetime) -> Reconciliation:
        job = Reconciliation(id=job_id, first=first, until=until, created_at=self._clock())
        if known := self._jobs.get(job_id):
            return known
        if len(list(self._jobs.running())) >= MOST_RUNNING:
            raise ConflictError(f"{MOST_RUNNING} comparisons are running; wait for one to end")
        return job if self._jobs.add(job) else self.get(job_id)

    def get(self, job_id: str) -> Reconciliation:
        """Read one, or NotFoundError."""
        found = self._jobs.get(job_id)
        if found is None:
            raise NotFoundError(f"there is no comparison {job_id}")
        return found

    def latest(self) -> tuple[Reconciliation, ...]:
        """List the latest, newest first."""
        return self._jobs.latest()

    def run(self, has_time: Callable[[], bool]) -> int:
        """Go on with what is running as long as there is time; give how many events were told."""
        emitted = 0
        for job in self._jobs.running():
            going: Reconciliation | None = job
            while going and going.state == "running" and has_time():
                going = self._step(going)
                emitted += going.emitted - job.emitted if going else 0
                job = going or job  # noqa: PLW2901 - the same job, further on
        return emitted

    def _step(self, job: Reconciliation) -> Reconciliation | None:
        """Work through one page; None when another run is at this very work."""
        rows = list(islice(self._orders.changed(job.first, job.until, job.position), PAGE))
        told = self._log.told([expected(each.id, each.version) for each in rows])
        missing = [each for each in rows if expected(each.id, each.version) not in told]
        emitted = self._tell(missing, job.first)
        is_done = len(rows) < PAGE
        going = job.model_copy(
            update={
                "position": rows[-1].position if rows else job.position,
                "checked": job.checked + len(rows),
                "missing": job.missing + len(missing),
                "emitted": job.emitted + emitted,
                "state": "done" if is_done else "running",
                "finished_at": self._clock() if is_done else None,
                "version": job.version + 1,
            }
        )
        return going if self._jobs.save(going) else None

    def _tell(self, missing: Sequence[ChangedOrder], first: datetime) -> int:
        emit, emitted = self._emit() if missing else None, 0
        for row in missing:
            order = self._orders.get(row.id)
            if order is None or emit is None:
                continue
            due = special(order, first)
            is_untold = due and due[0] not in self._orders.told_types(order.id, due[1])
            events = made_up(order, [due[0]] if due and is_untold else [])
            for event in events:
                emit(event)
            emitted += len(events)
            extra = {"order_id": order.id, "version": order.version}
            logger().warning("order.told_late", extra=extra)
        return emitted


def _hashed(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:32]
