"""What imports and bulk actions need from storage; AWS and the tests' fakes both give it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from orders.attachments import FileFacts
from orders.files.ports import Stored, Upload
from orders.intake.model import Import, RowResult
from orders.people.model import Technician
from shared.requests import Request


class ImportMovedError(Exception):
    """Somebody else has written the import in between."""


@dataclass(frozen=True)
class ImportPage:
    """A page of imports, newest first, and the position after it."""

    items: tuple[Import, ...]
    after: str | None


class Imports(Protocol):
    """The store of imports."""

    def add(self, new: Import, *, request: Request | None) -> None:
        """Write a new one with its request, or RequestRepeatedError."""
        ...

    def save(self, new: Import) -> None:
        """Write the next version of one, or ImportMovedError."""
        ...

    def get(self, import_id: str) -> Import | None:
        """Read one that has not expired."""
        ...

    def newest(self, *, limit: int, after: str | None) -> ImportPage:
        """Read a page."""
        ...

    def answered(self, request: Request) -> Import | None:
        """Give what an earlier request under this key announced."""
        ...


class ImportFiles(Protocol):
    """The store of imports' files."""

    def upload(self, key: str, file: FileFacts) -> Upload:
        """Permit the upload of this very file."""
        ...

    def look(self, key: str) -> Stored | None:
        """Say what lies there, if anything does."""
        ...

    def read(self, key: str) -> bytes:
        """Read an object whole."""
        ...

    def write(self, key: str, content: bytes, mime: str) -> None:
        """Write an object whole; written again it is the same object."""
        ...

    def link(self, key: str, file: FileFacts) -> str:
        """Give a link to download it that lives for minutes."""
        ...


class ImportQueue(Protocol):
    """The queue of imports to work on."""

    def send(self, import_id: str) -> None:
        """Queue an import."""
        ...


class ExternalIds(Protocol):
    """Looks orders up by external id."""

    def with_external_id(self, external_id: str) -> str | None:
        """Find the id of the order with an external id."""
        ...


class Technicians(Protocol):
    """Lists technicians."""

    def technicians(self) -> tuple[Technician, ...]:
        """List all technicians by name."""
        ...


class TypeNames(Protocol):
    """What the company calls its types of orders."""

    def type_names(self) -> Mapping[str, Mapping[str, str]]:
        """Read the names by language and code."""
        ...


class Once(Protocol):
    """Answers a request of many rows that comes again as it was answered the first time."""

    def run(self, request: Request | None, work: Callable[[], list[Any]]) -> list[Any]:
        """Do the work unless it was done; ConflictError for another body under the key.

        Each row must be safe to do twice: a request that was cut off does its rows again.
        """
        ...


Rows = Sequence[RowResult]
