"""The company's rules on the wire."""

from datetime import date
from typing import Annotated

from pydantic import Field

from orders.sla.rules import MAX_MINUTES, Policy, SlaRules
from orders.wire import In
from shared.exact import InFull, Whole
from shared.worktime.production_calendar import KNOWN_UNTIL
from shared.worktime.week import OwnDay, Week, WorkCalendar


class WeekIn(Week, extra="forbid"):
    """The open hours of each weekday."""


class OwnDayIn(OwnDay, extra="forbid"):
    """A day with hours of its own."""

    day: Annotated[date, InFull]


class WorkCalendarIn(WorkCalendar, extra="forbid"):
    """When the company works."""

    week: WeekIn
    exceptions: tuple[OwnDayIn, ...] = Field(default=(), max_length=400)


class PolicyIn(Policy, extra="forbid"):
    """What is promised for which orders."""

    response_minutes: Annotated[Whole, Field(gt=0, le=MAX_MINUTES)]
    resolution_minutes: Annotated[Whole, Field(gt=0, le=MAX_MINUTES)]


class SlaIn(In):
    """The rules whole; what is left out is gone."""

    calendar: WorkCalendarIn
    policies: tuple[PolicyIn, ...] = Field(default=(), max_length=50)


class SlaOut(SlaRules):
    """The rules, and the last year whose production calendar is known."""

    holidays_known_until: int = KNOWN_UNTIL
