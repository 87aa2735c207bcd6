"""When the weekly report goes out, to whom, with what; and each that was written. Frozen."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict

from shared.report import Language

MAIN: Final = (
    "created", "completed", "revenue", "average_ticket", "lead_time", "sla_compliance",
    "first_time_fix", "csat",
)  # fmt: skip
"""What the report tells before anybody has chosen."""

Fate = Literal["handed_over", "no_channel", "missed"]
"""Handed over to the delivery engine, whose log knows the rest; handed over while nobody was
listening; or not written at all, because its time was over by days."""


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Content(_Kept):
    """What a report says, and in which language."""

    language: Language = "ru"
    kpis: tuple[str, ...] = MAIN
    sentences: bool = True
    """Whether it says what to think of each figure."""


class Plan(_Kept):
    """When a report goes out, by the company's clock; Monday is 0."""

    weekday: int = 0
    hour: int = 9


class ReportSettings(_Kept):
    """The settings of the weekly report."""

    version: int = 0
    enabled: bool = False
    plan: Plan = Plan()
    recipients: tuple[str, ...] = ()
    """Users, by id."""
    content: Content = Content()
    since: datetime | None = None
    """When plan or state were last changed: what was due before is not made up for."""


class Sending(_Kept):
    """One report that was written, or missed."""

    id: str
    week: date
    """The Monday of the week that it tells of."""
    state: Fate
    is_scheduled: bool
    created_at: datetime
    recipients: tuple[str, ...]
    language: Language
    asked_by: str | None = None


@dataclass(frozen=True)
class Shown:
    """The settings with what a reader wants to know beside them."""

    settings: ReportSettings
    zone: str
    next_at: datetime | None
    has_channel: bool
    """Whether any e-mail integration carries the report."""
    sendings: tuple[Sending, ...]
    """The last ones, newest first."""


def differences(before: ReportSettings, after: ReportSettings) -> dict[str, Any]:
    """Tell what changed by field as it goes over the line, for the record; users by id."""
    old, new = _flat(before), _flat(after)
    return {
        field: {"from": old[field], "to": value}
        for field, value in new.items()
        if old[field] != value
    }


def _flat(settings: ReportSettings) -> dict[str, Any]:
    return {
        "enabled": settings.enabled,
        **settings.plan.model_dump(),
        "recipients": list(settings.recipients),
        **settings.content.model_dump(mode="json"),
    }


def scheduled_id(week: date) -> str:
    """Give the id of a week's report by the schedule: a repeat is the same report."""
    return _id("scheduled", week.isoformat())


def asked_id(actor_id: str, key: str) -> str:
    """Give the id of a report that somebody asked for under a key."""
    return _id("asked", actor_id, key)


def _id(*parts: str) -> str:
    return "rep_" + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
