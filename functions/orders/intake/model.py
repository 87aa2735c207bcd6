"""An import of orders, its rows and what became of them. Frozen; pure."""

from datetime import datetime
from typing import Any, Final, Literal

from orders.attachments import FileFacts
from orders.refs import Frozen
from shared.auth import Actor
from shared.errors import FieldError, ServiceError
from shared.language import Language

MAX_ROWS: Final = 50_000
MAX_BYTES: Final = 20 * 1024 * 1024
MAX_AT_ONCE: Final = 200
MAX_FAILURES: Final = 20
"""As many as a reader wants to see before the result file, and as the item has room for."""

ImportFormat = Literal["csv", "json"]
ImportState = Literal["waiting", "queued", "running", "done", "failed"]
RowOutcome = Literal["created", "unchanged", "failed"]

MIMES: Final = {"csv": "text/csv", "json": "application/json"}


class Broken(Frozen):
    """A rule that a row breaks."""

    field: str
    value: Any = None
    rule: str

    @classmethod
    def of(cls, error: FieldError) -> "Broken":
        """Take it from a field's error."""
        return cls(field=error.field, value=shown(error.value), rule=error.rule)


class RowResult(Frozen):
    """What became of one row; `row` counts as the file does, a CSV's head line being row 1."""

    row: int
    external_id: str | None = None
    result: RowOutcome
    order_id: str | None = None
    number: str | None = None
    errors: tuple[Broken, ...] = ()

    @classmethod
    def failed(cls, row: int, external_id: str | None, error: ServiceError) -> "RowResult":
        """Say that a row failed and by which rules."""
        broken = tuple(map(Broken.of, error.errors)) or (Broken(field="", rule=error.detail),)
        return cls(row=row, external_id=external_id, result="failed", errors=broken)


class Tally(Frozen):
    """How many rows ended how."""

    created: int = 0
    unchanged: int = 0
    failed: int = 0

    @property
    def done(self) -> int:
        """How many rows are through."""
        return self.created + self.unchanged + self.failed

    def plus(self, results: "tuple[RowResult, ...]") -> "Tally":
        """Count results in."""
        outcomes = [each.result for each in results]
        return Tally(
            created=self.created + outcomes.count("created"),
            unchanged=self.unchanged + outcomes.count("unchanged"),
            failed=self.failed + outcomes.count("failed"),
        )


class Import(Frozen):
    """An import of a file: announced, queued, worked through slice by slice."""

    id: str
    version: int = 1
    format: ImportFormat
    file: FileFacts
    state: ImportState = "waiting"
    actor: Actor
    request_id: str | None = None
    """The request that started it."""
    rows: int | None = None
    tally: Tally = Tally()
    ignored_columns: tuple[str, ...] = ()
    error: Broken | None = None
    failures: tuple[RowResult, ...] = ()
    """The first rows that failed; the result file has them all."""
    created_at: datetime
    updated_at: datetime
    finished_at: datetime | None = None
    languages: tuple[Language, ...] = ("ru",)
    """In which its result file lies; those of before were in one."""

    @property
    def inbox_key(self) -> str:
        """Where its file is uploaded to; what lies there is removed after two days."""
        return f"uploads/imports/{self.id}"

    def result_key(self, language: Language) -> str:
        """Where its result file lies, for 30 days; Russian where there is none in the language."""
        is_there = language in self.languages and language != "ru"
        return f"imports/{self.id}/result{f'-{language}' if is_there else ''}.csv"

    def part_key(self, first: int) -> str:
        """Where the results of the rows from position `first` on lie."""
        return f"imports/{self.id}/parts/{first:06}.json"

    def counted(self, results: tuple[RowResult, ...]) -> dict[str, Any]:
        """Give the fields that tell of the rows so far, with more results counted in."""
        failed = (each for each in results if each.result == "failed")
        failures = (*self.failures, *failed)[:MAX_FAILURES]
        return {"tally": self.tally.plus(results), "failures": failures}

    def changed(self, now: datetime, **fields: Any) -> "Import":  # noqa: ANN401 - fields of any type
        """Give the import with new field values, one version on."""
        return self.model_copy(update={**fields, "version": self.version + 1, "updated_at": now})


def shown(value: object) -> Any:  # noqa: ANN401 - what JSON can hold
    """Cut a refused value to what is worth telling."""
    if value is None or isinstance(value, bool | int | float):
        return value
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= 200 else text[:200] + "…"  # noqa: PLR2004 - as in problem details
