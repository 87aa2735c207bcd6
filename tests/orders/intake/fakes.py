"""The stores of imports in memory, and the room joined over them."""

import csv
import hashlib
import io
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from orders.attachments import FileFacts
from orders.intake.columns import House
from orders.intake.company import Company
from orders.intake.job import ImportJob, Stores
from orders.intake.model import MIMES, Import
from orders.intake.ports import ImportMovedError, ImportPage
from orders.intake.rows import RowRunner
from orders.intake.schemas import new_order
from orders.intake.service import ImportService
from orders.ports import RequestRepeatedError
from shared.cause import cause
from shared.clock import Clock, text
from shared.errors import ConflictError
from shared.requests import Request
from tests.orders.builders import MOSCOW, FixedClock, asked, service_over
from tests.orders.fakes import FakeDirectory, FakeOrders
from tests.orders.files.fakes import FakeObjects

HOUSE = House(MOSCOW, "RUB")
HEAD = "Внешний номер;Заявка;Клиент;Телефон"


def plenty() -> int:
    """All the time that a function may have."""
    return 300_000


def csv_of(rows: int, start: int = 1) -> bytes:
    """A file of valid rows, each of a customer of its own."""
    lines = [f"A-{n};Ремонт {n};Клиент {n};+7900{n:07}" for n in range(start, start + rows)]
    return "\r\n".join([HEAD, *lines]).encode()


def facts_of(content: bytes, form: str = "csv", **changes: Any) -> FileFacts:
    whole = {
        "name": f"заявки.{form}",
        "mime": MIMES[form],
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    return FileFacts.model_validate(whole | changes)


class LockedOrders(FakeOrders):
    """Orders in memory for many threads, with an index of external ids."""

    def __init__(self, directory: FakeDirectory, clock: Clock) -> None:
        super().__init__(directory, clock)
        self.external: dict[str, str] = {}
        self._lock = threading.RLock()

    def with_external_id(self, external_id: str) -> str | None:
        return self.external.get(external_id)

    def add(self, order: Any, *, customer: Any, request: Any) -> None:
        with self._lock:
            super().add(order, customer=customer, request=request)
            if order.external_id:
                self.external[order.external_id] = order.id

    def save(self, order: Any, *, before: Any, request: Any) -> None:
        with self._lock:
            super().save(order, before=before, request=request)

    def next_number(self) -> str:
        with self._lock:
            return super().next_number()


class FakeImports:
    """Imports in memory."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.kept: dict[str, Import] = {}
        self.requests: dict[tuple[str, str], tuple[Request, str]] = {}

    def add(self, new: Import, *, request: Request | None) -> None:
        if request:
            if self.answered(request):
                raise RequestRepeatedError
            self.requests[request.actor_id, request.key] = (request, new.id)
        self.kept[new.id] = new

    def save(self, new: Import) -> None:
        if self.kept[new.id].version != new.version - 1:
            raise ImportMovedError
        self.kept[new.id] = new

    def get(self, import_id: str) -> Import | None:
        job = self.kept.get(import_id)
        if job is None:
            return None
        life = timedelta(hours=24) if job.state == "waiting" else timedelta(days=30)
        return job if job.created_at + life > self._clock() else None

    def newest(self, *, limit: int, after: str | None) -> ImportPage:
        keyed = sorted((f"{text(e.created_at)}#{e.id}", e) for e in self.kept.values())[::-1]
        left = [pair for pair in keyed if after is None or pair[0] < after]
        living = tuple(job for _, job in left[:limit] if self.get(job.id))
        return ImportPage(living, left[limit - 1][0] if len(left) > limit else None)

    def answered(self, request: Request) -> Import | None:
        known = self.requests.get((request.actor_id, request.key))
        if known and known[0] != request:
            msg = "this Idempotency-Key was used with another body"
            raise ConflictError(msg)
        return self.get(known[1]) if known else None


class FakeQueue:
    """A queue in memory."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.causes: list[str | None] = []

    def send(self, import_id: str) -> None:
        self.sent.append(import_id)
        self.causes.append(cause())


class FakeOnce:
    """Answers in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], tuple[Request, list[Any] | None]] = {}

    def run(self, request: Request | None, work: Callable[[], list[Any]]) -> list[Any]:
        if request is None:
            return work()
        name = (request.actor_id, request.key)
        known, results = self.kept.setdefault(name, (request, None))
        if known != request:
            msg = "this Idempotency-Key was used with another body"
            raise ConflictError(msg)
        if results is None:
            results = work()
            self.kept[name] = (request, results)
        return results


class Room:
    """Imports over fakes: stores that outlive a crash, services that do not."""

    def __init__(self, watch: Callable[[Any], Any] = lambda part: part) -> None:
        self.clock = FixedClock()
        self.directory = FakeDirectory()
        self.orders = LockedOrders(self.directory, self.clock)
        self.objects = FakeObjects(self.clock)
        self.kept = FakeImports(self.clock)
        self.queue = FakeQueue()
        self.once = FakeOnce()
        self.faults: list[Exception] = []
        self.watch = watch
        self.types: dict[str, dict[str, str]] = {}

    @property
    def service(self) -> Any:
        return service_over(self.watch(self.orders), self.directory, self.clock)

    @property
    def stores(self) -> Stores:
        return Stores(self.watch(self.kept), self.watch(self.objects), self.watch(self.queue))

    @property
    def runner(self) -> RowRunner:
        return RowRunner(self.service, self.orders, new_order)

    @property
    def imports(self) -> ImportService:
        return ImportService(
            self.stores, self.runner, self.once, clock=self.clock, report=self.faults.append
        )

    @property
    def company(self) -> Company:
        return Company(self.directory, self, zone=MOSCOW, currency="RUB")

    def type_names(self) -> dict[str, dict[str, str]]:
        return self.types

    @property
    def job(self) -> ImportJob:
        return ImportJob(self.stores, self.runner, house=self.company.house, clock=self.clock)

    def started(self, content: bytes, form: Any = "csv") -> str:
        """Announce, upload and start a file; gives the import's id."""
        job, _ = self.imports.announce(form, facts_of(content, form), asked())
        self.objects.put(job.inbox_key, content, MIMES[form])
        self.imports.start(job.id, asked())
        return job.id

    def imported(self, content: bytes, form: Any = "csv") -> Import:
        """Import a file to its end."""
        job = self.job.run(self.started(content, form), plenty)
        assert job
        return job

    def result(self, import_id: str, language: str = "ru") -> list[list[str]]:
        """Read the result file as a spreadsheet would, without its head line."""
        return self._lines(import_id, language)[1:]

    def head(self, import_id: str, language: str) -> list[str]:
        """Read the head line of the result file."""
        return self._lines(import_id, language)[0]

    def _lines(self, import_id: str, language: str) -> list[list[str]]:
        name = "result" if language == "ru" else f"result-{language}"
        content = self.objects.read(f"imports/{import_id}/{name}.csv")
        assert content.startswith(b"\xef\xbb\xbf")
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
