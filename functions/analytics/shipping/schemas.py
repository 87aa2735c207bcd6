"""The shapes of exports and schedules on the wire. Unknown fields are refused."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, StringConstraints

from analytics.edge import LocalDay
from analytics.exporting import Range, Wish
from analytics.layout import period_name, scope_of
from analytics.model import Export, ExportAxis, ExportState, FileEntry, Link, Progress, Scope
from analytics.order_file import options_schema
from analytics.shipping.plans import MOST_WORKING_DAY, Schedule, When
from shared.clock import text
from shared.exact import Flag, Whole

Moment = Annotated[datetime, PlainSerializer(text, return_type=str)]
Kind = Literal["orders", "lines", "payments", "kpis", "feedback", "technicians"]
Name = Annotated[str, StringConstraints(pattern="^[a-z0-9_]{1,32}$")]
OptionText = Annotated[str, StringConstraints(max_length=200)]
Options = Annotated[dict[Name, OptionText], Field(max_length=20)]


class _Out(BaseModel):
    model_config = ConfigDict(frozen=True, populate_by_name=True, serialize_by_alias=True)


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ExportIn(_In):
    """An export to make: rows whose stamp on the axis lies in the period."""

    kind: Kind
    first: LocalDay = Field(alias="from")
    last: LocalDay = Field(alias="to")
    format: Name = "ru_excel"
    axis: ExportAxis | None = None
    personal: Flag = False
    options: Options = Field(default_factory=dict)

    def wish(self) -> Wish:
        """Say it in the service's words."""
        return Wish(
            self.first, self.last, self.kind, self.format, self.axis, self.personal, self.options
        )


class FileOut(_Out):
    """One file of an export."""

    name: str
    key: str
    bytes: int
    sha256: str

    @classmethod
    def of(cls, entry: FileEntry) -> "FileOut":
        """Show a file."""
        return cls.model_validate(entry.model_dump(include=set(cls.model_fields)))


class ExportProgressOut(Progress):
    """Rows of the lake gone through, of those in the months that are read."""


class ExportOut(_Out):
    """An export; its files are there when it is done.

    `revision` counts exports of the same period whose content differed; one that found nothing new
    is `unchanged` and shows the files of the revision before. One that is `retrying` has failed
    `attempts` times, the last time for what `error` says, and is tried again by itself.
    """

    id: str
    kind: str
    format: str
    axis: ExportAxis
    first: date = Field(alias="from")
    last: date = Field(alias="to")
    scope: Scope
    period: str
    personal: bool
    closing: bool
    options: dict[str, str]
    state: ExportState
    progress: ExportProgressOut | None
    revision: int | None
    unchanged: bool
    rows: int | None
    warnings: dict[str, int]
    watermark: Moment | None
    asked_by: str | None
    schedule_id: str | None
    created_at: Moment
    finished_at: Moment | None
    files: list[FileOut]
    error: str | None
    attempts: int

    @classmethod
    def of(cls, export: Export) -> "ExportOut":
        """Show an export."""
        return cls.model_validate(_shown(export))


class GivenLinkOut(_Out):
    """A link to a file that was given to somebody."""

    at: Moment
    actor_id: str
    file: str


class ExportWholeOut(ExportOut):
    """An export, and who was given links to its files."""

    links: list[GivenLinkOut]

    @classmethod
    def with_links(cls, export: Export, links: Iterable[Link]) -> "ExportWholeOut":
        """Show an export with its links."""
        shown = [each.model_dump() for each in links]
        return cls.model_validate({**_shown(export), "links": shown})


class ExportsOut(_Out):
    """A page of exports, newest first."""

    items: list[ExportOut]
    next_cursor: str | None


class TitleOut(_Out):
    """A name in both languages."""

    ru: str
    en: str


class ExportDataSetOut(_Out):
    """A data set: by which moments it goes, the usual one first, and in which formats."""

    kind: str
    title: TitleOut
    axes: list[ExportAxis]
    formats: list[str]
    has_personal: bool
    """Whether it can have columns that name people."""


class ExportFormatOut(_Out):
    """A format; one that is `personal` always names people.

    `options` is a JSON schema of what it may be told, with labels and the company's own values as
    defaults; null where it takes none.
    """

    format: str
    title: TitleOut
    profile: str
    extension: str
    personal: bool
    options: dict[str, Any] | None


class ExportCatalogueOut(_Out):
    """What there is to export."""

    data_sets: list[ExportDataSetOut]
    formats: list[ExportFormatOut]

    @classmethod
    def of(cls, range_: Range) -> "ExportCatalogueOut":
        """Show what there is."""
        formats = range_.formats
        return cls(
            data_sets=[
                ExportDataSetOut(
                    kind=kind,
                    title=_words(each.title),
                    axes=list(each.axes),
                    formats=[name for name, form in formats.items() if form.takes(kind)],
                    has_personal=bool(each.personal),
                )
                for kind, each in range_.data_sets.items()
            ],
            formats=[
                ExportFormatOut(
                    format=name,
                    title=_words(form.title),
                    profile=form.profile,
                    extension=form.extension,
                    personal=form.is_personal,
                    options=options_schema(form, range_.usual),
                )
                for name, form in formats.items()
            ],
        )


class ExportScheduleIn(_In):
    """A schedule. Without an hour a daily one makes a day's file as soon as anything changes."""

    kind: Kind
    format: Name = "ru_excel"
    axis: ExportAxis | None = None
    when: When
    hour: Annotated[Whole, Field(ge=0, le=23)] | None = None
    working_day: Annotated[Whole, Field(ge=1, le=MOST_WORKING_DAY)] | None = None
    personal: Flag = False
    enabled: Flag = True
    options: Options = Field(default_factory=dict)

    def fields(self, range_: Range) -> dict[str, Any]:
        """Say it in the service's words, with the usual axis where none is told."""
        usual = range_.data_sets[self.kind].axes[0]
        return {**self.model_dump(), "axis": self.axis or usual}


class ExportScheduleOut(_Out):
    """A schedule, and when it makes its next export; none where it waits for changes."""

    id: str
    version: int
    kind: str
    format: str
    axis: ExportAxis
    when: When
    hour: int | None
    working_day: int | None
    personal: bool
    enabled: bool
    options: dict[str, str]
    created_at: Moment
    next_at: Moment | None

    @classmethod
    def of(cls, schedule: Schedule, next_at: datetime | None) -> "ExportScheduleOut":
        """Show a schedule."""
        return cls.model_validate({**schedule.model_dump(), "next_at": next_at})


class ExportSchedulesOut(_Out):
    """All schedules, oldest first."""

    zone: str
    items: list[ExportScheduleOut]


def _shown(export: Export) -> dict[str, Any]:
    progress = export.progress and export.progress.model_dump()
    return {
        **export.model_dump(exclude={"parts", "files", "progress", "told_at"}),
        "scope": scope_of(export.first, export.last),
        "period": period_name(export.first, export.last),
        "progress": progress,
        "files": [FileOut.of(each) for each in export.files],
    }


def _words(title: Mapping[Any, str]) -> TitleOut:
    return TitleOut(ru=title["ru"], en=title["en"])
