"""The company's rules: when it works, and what it promises for which orders. Frozen."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import combinations, pairwise
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field

from orders.model import Priority
from orders.refs import Actor, Frozen
from orders.sla.model import Works
from shared.errors import InvalidError

MAX_MINUTES: Final = 366 * 24 * 60
MAX_WEEKS: Final = 52
"""A promise in working time fits into a year of open weeks, so its due date is found quickly."""

_TIME: Final = r"([01]\d|2[0-3]):[0-5]\d"
Shift = Annotated[str, Field(pattern=f"^{_TIME}-({_TIME}|24:00)$")]
"""Open hours of one day as text, like 09:00-18:00; the end may be 24:00."""


@lru_cache(maxsize=512)
def minutes(shift: str) -> tuple[int, int]:
    """Read a shift as minutes from midnight."""
    opens, closes = (
        int(hour) * 60 + int(minute) for hour, minute in (t.split(":") for t in shift.split("-"))
    )
    return opens, closes


def _in_order(shifts: tuple[str, ...]) -> tuple[str, ...]:
    read = [minutes(shift) for shift in shifts]
    if any(opens >= closes for opens, closes in read):
        msg = "a shift must end after it begins, at 24:00 at the latest"
        raise ValueError(msg)
    if any(before[1] > after[0] for before, after in pairwise(read)):
        msg = "shifts must follow one another without overlap"
        raise ValueError(msg)
    return shifts


Shifts = Annotated[tuple[Shift, ...], Field(max_length=6), AfterValidator(_in_order)]


class Week(Frozen):
    """The open hours of each weekday; none means closed."""

    mon: Shifts = ()
    tue: Shifts = ()
    wed: Shifts = ()
    thu: Shifts = ()
    fri: Shifts = ()
    sat: Shifts = ()
    sun: Shifts = ()

    @property
    def days(self) -> tuple[tuple[str, ...], ...]:
        """The shifts by weekday, Monday first."""
        return (self.mon, self.tue, self.wed, self.thu, self.fri, self.sat, self.sun)

    @property
    def open_minutes(self) -> int:
        """How long the company is open in a week."""
        read = (minutes(shift) for day in self.days for shift in day)
        return sum(closes - opens for opens, closes in read)


class OwnDay(Frozen):
    """A day with hours of its own, whatever week and holidays say; none means closed."""

    day: date
    hours: Shifts = ()
    note: str = Field(default="", max_length=100)


class WorkCalendar(Frozen):
    """When the company works."""

    week: Week
    holidays: Literal["RU", "none"] = "RU"
    exceptions: tuple[OwnDay, ...] = Field(default=(), max_length=400)


class Policy(Frozen):
    """What is promised for orders of these types and priorities; none named means all."""

    id: str = Field(pattern="^[a-z][a-z0-9_-]{0,31}$")
    types: tuple[Annotated[str, Field(pattern="^[a-z][a-z0-9_]{0,31}$")], ...] = Field(
        default=(), max_length=20
    )
    priorities: tuple[Priority, ...] = Field(default=(), max_length=4)
    response_minutes: int = Field(gt=0, le=MAX_MINUTES)
    resolution_minutes: int = Field(gt=0, le=MAX_MINUTES)
    works: Works = "calendar"

    @property
    def rank(self) -> tuple[bool, bool]:
        """How specific it is: a type named outranks a priority named."""
        return bool(self.types), bool(self.priorities)

    def holds_for(self, type_: str, priority: str) -> bool:
        """Tell whether an order of this type and priority falls under it."""
        return (not self.types or type_ in self.types) and (
            not self.priorities or priority in self.priorities
        )

    def rivals(self, other: "Policy") -> bool:
        """Tell whether both hold for some order and neither is more specific."""
        return (
            self.rank == other.rank
            and (not self.types or bool(set(self.types) & set(other.types)))
            and (not self.priorities or bool(set(self.priorities) & set(other.priorities)))
        )


_DAY: Final = ("09:00-18:00",)
USUAL: Final = WorkCalendar(week=Week(mon=_DAY, tue=_DAY, wed=_DAY, thu=_DAY, fri=_DAY))


class SlaRules(Frozen):
    """The whole document; before anybody has written one, version 0 promises nothing."""

    version: int = 0
    calendar: WorkCalendar = USUAL
    policies: tuple[Policy, ...] = ()
    updated_at: datetime | None = None
    updated_by: Actor | None = None

    def policy_for(self, type_: str, priority: str) -> Policy | None:
        """Give the most specific policy for an order, if any holds."""
        holding = [each for each in self.policies if each.holds_for(type_, priority)]
        return max(holding, key=lambda each: each.rank, default=None)


def check_rules(calendar: WorkCalendar, policies: Sequence[Policy]) -> None:
    """Refuse rules that can't be kept or contradict each other; InvalidError names the field."""
    open_minutes = calendar.week.open_minutes
    if not open_minutes:
        raise InvalidError.of("calendar.week", None, "must have open hours on some day")
    days = [each.day for each in calendar.exceptions]
    for number, day in enumerate(days):
        if day in days[:number]:
            field = f"calendar.exceptions.{number}.day"
            raise InvalidError.of(field, day.isoformat(), "must be named once")
    for number, policy in enumerate(policies):
        _check_policy(f"policies.{number}", policy, open_minutes)
    _check_rivals(policies)


def _check_policy(field: str, policy: Policy, open_minutes: int) -> None:
    if policy.response_minutes > policy.resolution_minutes:
        rule = "must not exceed resolution_minutes"
        raise InvalidError.of(f"{field}.response_minutes", policy.response_minutes, rule)
    most = open_minutes * MAX_WEEKS
    if policy.works == "calendar" and policy.resolution_minutes > most:
        rule = f"must fit into {MAX_WEEKS} weeks of open hours, {most} minutes"
        raise InvalidError.of(f"{field}.resolution_minutes", policy.resolution_minutes, rule)


def _check_rivals(policies: Sequence[Policy]) -> None:
    numbered = enumerate(policies)
    for (_, one), (number, other) in combinations(numbered, 2):
        if one.id == other.id:
            raise InvalidError.of(f"policies.{number}.id", other.id, "must be unique")
        if one.rivals(other):
            rule = f"holds for orders that {one.id} holds for and is no more specific"
            raise InvalidError.of(f"policies.{number}", other.id, rule)
