"""Jobs in the Deliveries table: replays, and comparisons of orders with events.

Items: <KIND>#<id>/<KIND>, the whole in `doc`. Index `by_integration`, partition <kind>: newest
first. Index `due`, sparse, partition <kind>#running: what the minute's timer goes on with.

Prices: a new job 1 unit and 2 index units (under an idempotency key a transaction of two); a page
of its work 1-2 units; what is running 0.5 read units, and 0.5 for each.
"""

from collections.abc import Iterator
from typing import Final, Generic, TypeVar

from integrations.log.reconciliation import Reconciliation
from integrations.log.replay.model import Replay
from integrations.model import KEEP_DAYS
from integrations.ports import RequestRepeatedError
from shared.clock import Clock, text
from shared.item import Item
from shared.newest import NewestFirst
from shared.requests import Request, Requests
from shared.shapes import Shape
from shared.stored import RECONCILIATION, REPLAY
from shared.table import ConditionError, Put, Table, write_together

LATEST: Final = 50
KEEP_S: Final = KEEP_DAYS * 86_400
_ABSENT: Final = "attribute_not_exists(pk)"
_BEFORE: Final = "version = :before"
Job = TypeVar("Job", Replay, Reconciliation)


class DynamoJobs(Generic[Job]):
    """The jobs of one kind."""

    def __init__(
        self, table: Table, kind: str, shape: type[Job], stored: Shape, *, clock: Clock
    ) -> None:
        """Bind to the Deliveries table."""
        self._table = table
        self._kind = kind
        self._shape: type[Job] = shape
        self._stored = stored
        self._clock = clock

    def get(self, job_id: str) -> Job | None:
        """Read one job."""
        item = self._table.get(self._key(job_id))
        return self._job(item) if item else None

    def save(self, job: Job) -> bool:
        """Write the next version; False when somebody else did."""
        values = {":before": job.version - 1}
        try:
            self._table.put(self._item(job), condition=_BEFORE, values=values)
        except ConditionError as error:
            return bool(error.found == self._item(job))  # our own write, whose reply was lost
        return True

    def running(self) -> Iterator[Job]:
        """Walk through those that are running, oldest first."""
        values = {":shard": f"{self._kind}#running"}
        keys = [
            {"pk": row["pk"], "sk": row["sk"]}
            for row in self._table.walk("due_shard = :shard", values, index="due")
        ]
        found = [self._job(item) for item in self._table.get_many(keys)]
        running = [each for each in found if each.state == "running"]
        return iter(sorted(running, key=lambda each: each.created_at))

    def page(self, *, limit: int, after: str | None) -> tuple[tuple[Job, ...], str | None]:
        """List jobs newest first."""
        page = NewestFirst(self._table, "by_integration", "integration_id").page(
            [self._kind], limit=limit, after=after
        )
        return tuple(map(self._job, page.items)), page.after

    def put(self, job: Job) -> Put:
        """Give the put of a new job."""
        return Put(self._table.name, self._item(job), _ABSENT)

    def _item(self, job: Job) -> Item:
        item = {
            **self._key(job.id),
            "version": job.version,
            **self._stored.packed(job.model_dump_json()),
            "integration_id": self._kind,
            "list_sk": f"{text(job.created_at)}#{job.id}",
            "expires_at": int(job.created_at.timestamp()) + KEEP_S,
        }
        if job.state == "running":
            item |= {"due_shard": f"{self._kind}#running", "due_at": text(job.created_at)}
        return item

    def _key(self, job_id: str) -> dict[str, str]:
        return {"pk": f"{self._kind}#{job_id}", "sk": self._kind}

    def _job(self, item: Item) -> Job:
        job: Job = self._shape.model_validate(self._stored.read(item))
        return job


class DynamoReplays:
    """The store of replays."""

    def __init__(self, table: Table, *, clock: Clock) -> None:
        """Bind to the Deliveries table."""
        self._table = table
        self._jobs = DynamoJobs(table, "REPLAYS", Replay, REPLAY, clock=clock)
        self._requests = Requests(table, clock=clock, sort_key=True)
        self.get = self._jobs.get
        self.save = self._jobs.save
        self.running = self._jobs.running
        self.answer = self._requests.answer

    def add(self, replay: Replay, request: Request | None, answer: str) -> None:
        """Write a new replay, and the answer to a request under a key, or neither."""
        writes = [self._jobs.put(replay)]
        if request:
            writes.append(self._requests.put(request, answer))
        try:
            write_together(self._table.client, writes)
        except ConditionError as error:
            raise RequestRepeatedError from error

    def newest(self, *, limit: int, after: str | None) -> tuple[tuple[Replay, ...], str | None]:
        """List replays newest first, and the position after the page."""
        return self._jobs.page(limit=limit, after=after)


class DynamoReconciliations:
    """The store of comparisons."""

    def __init__(self, table: Table, *, clock: Clock) -> None:
        """Bind to the Deliveries table."""
        self._table = table
        self._jobs = DynamoJobs(
            table, "RECONCILIATIONS", Reconciliation, RECONCILIATION, clock=clock
        )
        self.get = self._jobs.get
        self.save = self._jobs.save
        self.running = self._jobs.running

    def add(self, job: Reconciliation) -> bool:
        """Write a new one; False when it is there already."""
        put = self._jobs.put(job)
        try:
            self._table.put(dict(put.item), condition=put.condition)
        except ConditionError:
            return False
        return True

    def latest(self) -> tuple[Reconciliation, ...]:
        """List the latest, newest first."""
        return self._jobs.page(limit=LATEST, after=None)[0]
