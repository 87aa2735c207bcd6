"""The weekly report on the wire. Unknown fields are refused."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Final

from pydantic import BaseModel, Field, PlainSerializer

from analytics.insight.schemas import NoteOut, WordsOut
from analytics.report.model import MAIN, Content, Fate, Plan, ReportSettings, Sending, Shown
from shared.clock import text
from shared.exact import Flag, Whole
from shared.report import Language, WeeklyReport, event_id_of
from shared.report_letter import html, title
from shared.report_letter import text as text_of
from shared.texts import Typed
from shared.users import WebUser

MOST_RECIPIENTS: Final = 50
MOST_KPIS: Final = 20
Moment = Annotated[datetime, PlainSerializer(text, return_type=str)]
UserId = Annotated[str, Field(min_length=1, max_length=64)]
Kpis = Annotated[
    list[Annotated[str, Field(max_length=64)]], Field(min_length=1, max_length=MOST_KPIS)
]
Recipients = Annotated[list[UserId], Field(max_length=MOST_RECIPIENTS)]
NO_CHANNEL: Final = NoteOut(
    code="no_email_integration",
    text=WordsOut(
        ru="Нет включённой интеграции «E-mail» с событием report.weekly: отчёт никому не уйдёт.",
        en="No enabled e-mail integration wants the event report.weekly: the report reaches "
        "nobody.",
    ),
)


class ContentIn(Typed):
    """What a report says."""

    language: Language = "ru"
    kpis: Kpis = Field(default=list(MAIN))
    sentences: Flag = Field(default=True, description="whether each figure gets its verdict")

    @property
    def content(self) -> Content:
        """Say it in the room's words; a KPI that is named twice is told once."""
        kpis = tuple(dict.fromkeys(self.kpis))
        return Content(language=self.language, kpis=kpis, sentences=self.sentences)


class ReportIn(ContentIn):
    """The settings of the weekly report whole."""

    enabled: Flag
    weekday: Whole = Field(ge=0, le=6, description="Monday is 0")
    hour: Whole = Field(ge=0, le=23, description="by the company's clock")
    recipients: Recipients = Field(description="users, by id")

    @property
    def settings(self) -> ReportSettings:
        """Say it in the room's words."""
        return ReportSettings(
            enabled=self.enabled,
            plan=Plan(weekday=self.weekday, hour=self.hour),
            recipients=tuple(dict.fromkeys(self.recipients)),
            content=self.content,
        )


class SendIn(Typed):
    """To whom to send the report now; without a list, to those of the settings."""

    recipients: Recipients | None = None


class SendingOut(BaseModel):
    """One report: what became of each letter is in the log of deliveries, by its event."""

    id: str
    week: date
    state: Fate
    is_scheduled: bool
    at: Moment
    recipients: list[str]
    asked_by: str | None
    event_id: str

    @classmethod
    def of(cls, sending: Sending) -> "SendingOut":
        """Show a report."""
        return cls(
            **sending.model_dump(include={"id", "week", "state", "is_scheduled", "asked_by"}),
            at=sending.created_at,
            recipients=list(sending.recipients),
            event_id=event_id_of(sending.id),
        )


class ReportOut(BaseModel):
    """The settings of the weekly report, when it comes next, and what became of the last ones."""

    version: int
    enabled: bool
    weekday: int
    hour: int
    zone: str
    recipients: list[str]
    language: Language
    kpis: list[str]
    sentences: bool
    next_at: Moment | None
    warning: NoteOut | None = Field(description="why nobody would get it")
    last: SendingOut | None
    sendings: list[SendingOut]

    @classmethod
    def of(cls, shown: Shown) -> "ReportOut":
        """Show the settings."""
        settings, sendings = shown.settings, [SendingOut.of(each) for each in shown.sendings]
        return cls(
            version=settings.version,
            enabled=settings.enabled,
            weekday=settings.plan.weekday,
            hour=settings.plan.hour,
            zone=shown.zone,
            recipients=list(settings.recipients),
            language=settings.content.language,
            kpis=list(settings.content.kpis),
            sentences=settings.content.sentences,
            next_at=shown.next_at,
            warning=None if shown.has_channel else NO_CHANNEL,
            last=sendings[0] if sendings else None,
            sendings=sendings,
        )


class LetterOut(BaseModel):
    """The letter of a report."""

    week: str
    subject: str
    text: str
    html: str

    @classmethod
    def of(cls, report: WeeklyReport, language: Language) -> "LetterOut":
        """Show a letter."""
        return cls(
            week=report.week,
            subject=title(report, language),
            text=text_of(report, language),
            html=html(report, language),
        )


class PersonOut(BaseModel):
    """A user to whom the report can go; most of the address is hidden."""

    id: str
    name: str
    email: str

    @classmethod
    def of(cls, user: WebUser) -> "PersonOut":
        """Show a user."""
        name, _, domain = user.email.partition("@")
        return cls(id=user.id, name=user.name, email=f"{name[:1]}***@{domain}")


class PeopleOut(BaseModel):
    """The users to whom the report can go, by name."""

    items: list[PersonOut]
    next_cursor: str | None = None

    @classmethod
    def of(cls, users: Sequence[WebUser]) -> "PeopleOut":
        """Show users."""
        return cls(items=[PersonOut.of(each) for each in users])
