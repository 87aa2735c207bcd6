"""What can be done with imports. No AWS here: storage comes as ports."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

from orders.attachments import FileFacts
from orders.files.ports import Upload
from orders.intake.job import Stores, marked
from orders.intake.model import MIMES, Import, ImportFormat, RowResult
from orders.intake.parsing import Parsed, Row
from orders.intake.ports import ImportMovedError, ImportPage, Once
from orders.intake.results import RESULT_MIME
from orders.intake.rows import RowRunner, run_all
from orders.ports import RequestRepeatedError
from shared.asked import Asked
from shared.cause import cause, caused_by
from shared.clock import Clock
from shared.errors import ConflictError, NotFoundError, ServiceError, UnavailableError
from shared.language import Language
from shared.requests import Request

SENT_AGAIN_AFTER: Final = timedelta(minutes=45)
"""Longer than a message is hidden while a worker has it."""
LOOKED_AT: Final = 200
Report = Callable[[Exception], None]


class ImportService:
    """Imports from being asked for to their results; the worker carries out the long ones."""

    def __init__(
        self, stores: Stores, runner: RowRunner, once: Once, *, clock: Clock, report: Report
    ) -> None:
        """Join the parts; `report` is told of faults of ours that became a row's result."""
        self._imports, self._files, self._queue = stores.imports, stores.files, stores.queue
        self._runner = runner
        self._once = once
        self._clock = clock
        self._report = report

    def at_once(self, shapes: Sequence[Any], asked: Asked) -> tuple[RowResult, ...]:
        """Import the orders of a body now; the same key and body give the same results."""
        request = Request.of(asked.actor.id, asked.key, "import", asked.body)
        name = f"import#{asked.key or uuid4().hex}"
        rows = marked(Parsed(tuple(Row(n, shape) for n, shape in enumerate(shapes, start=1))))

        def work() -> list[Any]:
            results = run_all(rows, lambda row: self._row(row, asked, f"{name}#{row.number}"))
            return [each.model_dump(mode="json") for each in results]

        return tuple(map(RowResult.model_validate, self._once.run(request, work)))

    def announce(self, form: ImportFormat, file: FileFacts, asked: Asked) -> tuple[Import, Upload]:
        """Announce a file and permit its upload; the same key and body give the same import."""
        request = Request.of(asked.actor.id, asked.key, "import", asked.body)
        earlier = self._imports.answered(request) if request else None
        job = earlier or self._added(form, file, asked, request)
        return job, self._files.upload(job.inbox_key, job.file)

    def start(self, import_id: str, asked: Asked) -> Import:
        """Check what was uploaded and queue the import; one that failed goes on where it stood.

        Started twice it runs once, whatever the key. Its orders are made by who started it first.
        """
        job = self.get(import_id)
        if job.state in {"running", "done"}:
            return job
        self._check(job)
        if job.state != "queued":
            who = asked.actor if job.state == "waiting" else job.actor
            fields = {"state": "queued", "actor": who, "error": None, "finished_at": None}
            queued = job.changed(self._clock(), **fields, request_id=cause())
            try:
                self._imports.save(queued)
            except ImportMovedError:
                return self.get(import_id)
            job = queued
        self._queue.send(job.id)
        return job

    def get(self, import_id: str) -> Import:
        """Read one import, or NotFoundError."""
        job = self._imports.get(import_id)
        if job is None:
            raise NotFoundError(f"there is no import {import_id}")
        return job

    def newest(self, *, limit: int, after: str | None) -> ImportPage:
        """Read a page of imports, newest first."""
        return self._imports.newest(limit=limit, after=after)

    def result_link(self, import_id: str, language: Language) -> str:
        """Give a link to the result file in a language that lives for minutes."""
        job = self.get(import_id)
        if job.state != "done":
            raise NotFoundError(f"the import is {job.state}, it has no result file yet")
        name = f"{job.file.name.rpartition('.')[0] or job.file.name}-result.csv"
        facts = FileFacts(name=name, mime=RESULT_MIME, bytes=0, sha256="")
        return self._files.link(job.result_key(language), facts)

    def send_again(self) -> int:
        """Queue imports that nobody seems to work on any more; give how many."""
        limit = self._clock() - SENT_AGAIN_AFTER
        newest = self._imports.newest(limit=LOOKED_AT, after=None).items
        lost = [e for e in newest if e.state in {"queued", "running"} and e.updated_at < limit]
        for job in lost:
            with caused_by(job.request_id or cause()):
                self._queue.send(job.id)
        return len(lost)

    def _row(self, row: Row, asked: Asked, key: str) -> RowResult:
        try:
            return self._runner.run(row, asked.actor, key)
        except UnavailableError as error:
            return RowResult.failed(row.number, None, error)
        except Exception as error:  # noqa: BLE001 - one row must not hide what became of the others
            self._report(error)
            fault = ServiceError("the fault is ours; send the row again")
            return RowResult.failed(row.number, None, fault)

    def _added(
        self, form: ImportFormat, file: FileFacts, asked: Asked, request: Request | None
    ) -> Import:
        now = self._clock()
        job = Import(
            id=f"imp_{uuid4().hex}",
            format=form,
            file=file.model_copy(update={"mime": MIMES[form]}),
            actor=asked.actor,
            created_at=now,
            updated_at=now,
        )
        try:
            self._imports.add(job, request=request)
        except RequestRepeatedError as error:
            earlier = request and self._imports.answered(request)
            if not earlier:
                raise UnavailableError("the same request is being carried out") from error
            return earlier
        return job

    def _check(self, job: Import) -> None:
        stored = self._files.look(job.inbox_key)
        if stored is None:
            raise ConflictError("the file was not uploaded yet, or it was too long ago")
        if difference := stored.differs_from(job.file):
            raise ConflictError(f"what was uploaded is not what was announced: {difference}")
