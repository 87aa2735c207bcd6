"""Working on an import: slice by slice, and after a crash from where it stood.

A slice is a number of rows: its orders are created, then its results are written, then the import
says that it is through. Cut off in between, the next run does the slice again; each row is known by
its key, so it creates nothing twice and tells the same.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from orders.intake.columns import House
from orders.intake.model import Broken, Import, RowResult, Tally
from orders.intake.parsing import Parsed, Row, parsed
from orders.intake.ports import ImportFiles, ImportMovedError, ImportQueue, Imports
from orders.intake.results import LANGUAGES, RESULT_MIME, result_file
from orders.intake.rows import RowRunner, run_all
from shared.clock import Clock
from shared.errors import InvalidError
from shared.texts import trim

SLICE: Final = 200
SPARE_MS: Final = 60_000
"""What a slice or the end may take: none is begun with less time left."""
OURS: Final = Broken(field="", rule="the import was cut off by a fault of ours; start it again")


@dataclass(frozen=True)
class Stores:
    """What imports are kept in."""

    imports: Imports
    files: ImportFiles
    queue: ImportQueue


class ImportJob:
    """The worker's use case."""

    def __init__(
        self, stores: Stores, runner: RowRunner, *, house: Callable[[], House], clock: Clock
    ) -> None:
        """Join the parts; `house` tells how words, dates and sums of a file are meant."""
        self._imports, self._files, self._queue = stores.imports, stores.files, stores.queue
        self._runner = runner
        self._house = house
        self._clock = clock

    def run(self, import_id: str, time_left_ms: Callable[[], int]) -> Import | None:
        """Work on an import while there is time, and queue what is left; None if it is none."""
        job = self._imports.get(import_id)
        if job is None or job.state not in {"queued", "running"}:
            return job
        try:
            return self._work(job, time_left_ms)
        except ImportMovedError:
            # Another worker is at this very import, and further.
            return self._imports.get(import_id)

    def give_up(self, import_id: str) -> None:
        """Say that an import failed by a fault of ours; started again it goes on."""
        job = self._imports.get(import_id)
        if job is not None and job.state in {"queued", "running"}:
            self._end(job, state="failed", error=OURS)

    def _work(self, job: Import, time_left_ms: Callable[[], int]) -> Import:
        try:
            file = parsed(self._files.read(job.inbox_key), job.format, self._house())
        except InvalidError as error:
            return self._end(job, state="failed", error=Broken.of(error.errors[0]))
        if job.rows is None or job.state != "running":
            fields = {"rows": len(file.rows), "ignored_columns": file.ignored}
            job = self._saved(job.changed(self._clock(), state="running", **fields))
        rows = marked(file)
        while job.tally.done < len(rows):
            if time_left_ms() < SPARE_MS:
                self._queue.send(job.id)
                return job
            job = self._slice(job, rows[job.tally.done : job.tally.done + SLICE])
        return self._finish(job)

    def _slice(self, job: Import, rows: Sequence[Row]) -> Import:
        results = run_all(
            rows, lambda row: self._runner.run(row, job.actor, f"{job.id}#{row.number}")
        )
        written = json.dumps([each.model_dump(mode="json") for each in results]).encode()
        self._files.write(job.part_key(job.tally.done), written, "application/json")
        return self._saved(job.changed(self._clock(), **job.counted(results)))

    def _finish(self, job: Import) -> Import:
        results: list[RowResult] = []
        while len(results) < job.tally.done:
            part = json.loads(self._files.read(job.part_key(len(results))))
            results += map(RowResult.model_validate, part)
        job = job.model_copy(update={"languages": LANGUAGES})
        for language in LANGUAGES:
            file = result_file(results, language)
            self._files.write(job.result_key(language), file, RESULT_MIME)
        # Of two workers that met on a slice one has counted and the other may have written last;
        # the figures are those of the file.
        blank = job.model_copy(update={"tally": Tally(), "failures": ()})
        return self._end(job, state="done", **blank.counted(tuple(results)))

    def _end(self, job: Import, **fields: object) -> Import:
        now = self._clock()
        return self._saved(job.changed(now, finished_at=now, **fields))

    def _saved(self, job: Import) -> Import:
        self._imports.save(job)
        return job


def marked(file: Parsed) -> tuple[Row, ...]:
    """Give the rows, those faulty that repeat the external id of an earlier one."""
    first: dict[str, int] = {}
    rows: list[Row] = []
    for row in file.rows:
        given = row.shape.get("external_id") if isinstance(row.shape, dict) else None
        if isinstance(given, str) and trim(given) and row.fault is None:
            earlier = first.setdefault(trim(given), row.number)
            if earlier != row.number:
                rule = f"is already in row {earlier}"
                rows.append(Row(row.number, row.shape, InvalidError.of("external_id", given, rule)))
                continue
        rows.append(row)
    return tuple(rows)
