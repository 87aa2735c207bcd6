"""The weekly report as analytics tells it to the others: what a week came to, in both languages.

An item of the Rollups table whose key begins with REPORT# is the outbox: it is written once and
never changed, and its event's id follows from the report's, so a repeated record is the same event.
"""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict

from shared.events import REPORT, Envelope
from shared.item import from_stream
from shared.stored import REPORT as REPORT_SHAPE

KEY: Final = "REPORT#"
"""What the key of a report begins with."""
Language = Literal["ru", "en"]
Tone = Literal["good", "bad", "neutral", "unknown"]


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Said(_Shape):
    """The same in both languages."""

    ru: str
    en: str

    def to(self, language: Language) -> str:
        """Give it in one of them."""
        return self.ru if language == "ru" else self.en


class ReportLine(_Shape):
    """One KPI of the week: its figures, and how they are written.

    Figures are in minor units, seconds or shares of one; None is no data, never 0.
    """

    kpi: str
    title: Said
    figure: float | int | None
    n: int
    base_figure: float | int | None
    year_figure: float | int | None = None
    value: Said
    base: Said
    year: Said | None = None
    change: Said | None = None
    tone: Tone = "unknown"
    verdict: Said | None = None
    """What to think of it; None where no sentences are wanted."""


class WeeklyReport(_Shape):
    """What a week came to, against the week before and the same week a year ago."""

    id: str
    week: str
    """By ISO 8601, such as 2026-W46."""
    first: date
    last: date
    currency: str
    period: Said
    base_period: Said
    year_period: Said | None = None
    """None where nothing is known of that week."""
    lines: tuple[ReportLine, ...]
    link: str = ""
    """Where the overview of the week is; empty where it is not known where the pages are."""


class SentReport(_Shape):
    """A report with those whom it goes to: users, by id."""

    report: WeeklyReport
    recipients: tuple[str, ...]
    language: Language
    created_at: datetime


def is_report(record: Mapping[str, Any]) -> bool:
    """Tell whether a stream's record is of a report."""
    key: str = record["dynamodb"]["Keys"]["pk"]["S"]
    return key.startswith(KEY)


def report_envelope(record: Mapping[str, Any]) -> Envelope | None:
    """Write the event of a report's record; None for what is no new report."""
    images = record["dynamodb"]
    if record["eventName"] != "INSERT" or "NewImage" not in images:
        return None
    sent = SentReport.model_validate(REPORT_SHAPE.read(from_stream(images["NewImage"])))
    return Envelope(
        id=event_id_of(sent.report.id),
        type=REPORT,
        timestamp=sent.created_at,
        data={
            "report": sent.report.model_dump(mode="json"),
            "recipients": list(sent.recipients),
            "language": sent.language,
        },
    )


def event_id_of(report_id: str) -> str:
    """Give the one id of a report's event."""
    return "evt_" + hashlib.sha256(f"{REPORT}\n{report_id}".encode()).hexdigest()[:32]
