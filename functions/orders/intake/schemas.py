"""What callers send and get of imports and bulk actions."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, Field, ValidationError, model_validator

from orders.attachments import FileFacts
from orders.files.ports import Upload
from orders.files.schemas import FileName, Sha256, UploadOut
from orders.intake.bulk import BulkWish
from orders.intake.model import (
    MAX_AT_ONCE,
    MAX_BYTES,
    MIMES,
    Broken,
    Import,
    ImportFormat,
    ImportState,
    RowResult,
    Tally,
)
from orders.intake.rules import code_of, told
from orders.schemas import OrderCreate, TransitionIn
from orders.wire import IdText, In, Moment
from orders.wishes import NewOrder
from shared.errors import FieldRuleError
from shared.language import Language
from shared.problem import invalid


class ImportIn(In):
    """Orders to import at once, or the facts of a file that is then uploaded and started.

    Each of `orders` is what POST /v1/orders takes; it is checked by itself, so that a faulty one
    fails alone.
    """

    orders: Annotated[list[Any], Field(min_length=1, max_length=MAX_AT_ONCE)] | None = None
    format: ImportFormat | None = None
    name: FileName | None = None
    bytes: Annotated[int, Field(gt=0, le=MAX_BYTES, strict=True)] | None = None
    sha256: Sha256 | None = None

    @model_validator(mode="after")
    def _one_way(self) -> "ImportIn":
        facts = [self.format, self.name, self.bytes, self.sha256]
        wanted = [each is None for each in facts]
        if not (all(wanted) if self.orders is not None else not any(wanted)):
            msg = "send either orders, or format, name, bytes and sha256 of a file"
            raise ValueError(msg)
        return self

    def file(self) -> tuple[ImportFormat, FileFacts]:
        """Say it in the service's words."""
        form = self.format or "csv"
        facts = self.model_dump(include={"name", "bytes", "sha256"})
        return form, FileFacts(mime=MIMES[form], **facts)


class ImportFaultOut(Broken):
    """A rule that is broken, with its code and in the language of who asks."""

    code: str
    text: str

    @classmethod
    def told(cls, broken: Broken, language: Language) -> Self:
        """Show one."""
        text = told(broken.rule, language)
        return cls(**broken.model_dump(), code=code_of(broken.rule), text=text)


class ImportRowOut(RowResult):
    """What became of one row; `row` counts as the file does, a CSV's head line being row 1."""

    errors: tuple[ImportFaultOut, ...] = ()

    @classmethod
    def told(cls, row: RowResult, language: Language) -> Self:
        """Show one."""
        broken = [ImportFaultOut.told(each, language) for each in row.errors]
        return cls.model_validate({**row.model_dump(exclude={"errors"}), "errors": broken})


class ImportOut(BaseModel):
    """An import: where it stands, how many rows went how, where its results are."""

    id: str
    state: ImportState
    format: ImportFormat
    name: str
    bytes: int
    rows: int | None
    done: int
    created: int
    unchanged: int
    failed: int
    ignored_columns: tuple[str, ...]
    error: ImportFaultOut | None
    created_by: str
    created_at: datetime
    updated_at: datetime
    finished_at: datetime | None
    result_file: str | None

    @classmethod
    def of(cls, job: Import, language: Language) -> Self:
        """Show an import."""
        return cls.model_validate(
            {
                **job.model_dump(exclude={"tally", "file", "actor", "error", "failures"}),
                "error": job.error and ImportFaultOut.told(job.error, language),
                "failures": tuple(ImportRowOut.told(each, language) for each in job.failures),
                **job.tally.model_dump(),
                "done": job.tally.done,
                "name": job.file.name,
                "bytes": job.file.bytes,
                "created_by": job.actor.name,
                "result_file": f"/v1/imports/{job.id}/result" if job.state == "done" else None,
            }
        )


class ImportCardOut(ImportOut):
    """One import with the first rows that failed; the result file has them all."""

    failures: tuple[ImportRowOut, ...]


class ImportsOut(BaseModel):
    """A page of imports."""

    items: list[ImportOut]
    next_cursor: str | None


class ImportMadeOut(BaseModel):
    """What became of the orders that were sent, or how to upload the file."""

    id: str | None = None
    state: ImportState
    rows: int | None = None
    created: int = 0
    unchanged: int = 0
    failed: int = 0
    results: tuple[ImportRowOut, ...] | None = None
    upload: UploadOut | None = None
    expires_at: datetime | None = None

    @classmethod
    def of_rows(cls, results: tuple[RowResult, ...], language: Language) -> "ImportMadeOut":
        """Show what became of rows."""
        tally = Tally().plus(results)
        shown = tuple(ImportRowOut.told(each, language) for each in results)
        return cls(state="done", rows=len(results), results=shown, **tally.model_dump())

    @classmethod
    def of_file(cls, job: Import, upload: Upload) -> "ImportMadeOut":
        """Show how to upload a file."""
        return cls(
            id=job.id, state=job.state, upload=UploadOut.of(upload), expires_at=upload.expires_at
        )


class AssignIn(In):
    """Whom to give the orders to, and when."""

    technician_id: IdText | None
    scheduled_start: Moment | None = None
    scheduled_end: Moment | None = None


class ActionIn(In):
    """What to do to each order: one of the two."""

    assign: AssignIn | None = None
    transition: TransitionIn | None = None

    @model_validator(mode="after")
    def _one(self) -> "ActionIn":
        if (self.assign is None) == (self.transition is None):
            msg = "name one action: assign or transition"
            raise ValueError(msg)
        return self


class BulkIn(In):
    """Up to 200 orders and one action; `versions` holds orders to the version that was seen."""

    ids: Annotated[list[IdText], Field(min_length=1, max_length=MAX_AT_ONCE)]
    action: ActionIn
    versions: Annotated[
        dict[IdText, Annotated[int, Field(ge=1)]], Field(max_length=MAX_AT_ONCE)
    ] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _each_once(self) -> "BulkIn":
        if len(set(self.ids)) != len(self.ids):
            raise FieldRuleError("ids", "must name each order once")
        return self

    def wish(self) -> BulkWish:
        """Say it in the service's words."""
        move, assign = self.action.transition, self.action.assign
        action = move.wish() if move else assign.given() if assign else {}
        return BulkWish(tuple(self.ids), action, self.versions)


class BulkResult(BaseModel):
    """What became of one order; `problem` is what a single request would have been told."""

    id: str
    status: Literal["ok", "error"]
    version: int | None = None
    problem: dict[str, Any] | None = None


class BulkOut(BaseModel):
    """What became of each order, in the order of the ids."""

    results: list[BulkResult]


def new_order(shape: Any) -> NewOrder:  # noqa: ANN401 - any JSON
    """Read the shape of one imported order; InvalidError names the fields that break a rule."""
    try:
        return OrderCreate.model_validate({"source": "import", **shape}).wish()
    except ValidationError as error:
        raise invalid(error.errors(include_url=False)) from error
