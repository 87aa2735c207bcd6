"""The company's rules: when it works, and what it promises for which orders. Frozen."""

from collections.abc import Sequence
from datetime import datetime
from itertools import combinations
from typing import Annotated, Final

from pydantic import Field

from orders.model import Priority
from orders.refs import Actor, Frozen
from orders.sla.model import Works
from shared.errors import InvalidError
from shared.worktime.week import USUAL, WorkCalendar

MAX_MINUTES: Final = 366 * 24 * 60
MAX_WEEKS: Final = 52
"""A promise in working time fits into a year of open weeks, so its due date is found quickly."""


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
