"""Schedules: kept, changed, and turned into exports when their time comes."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Protocol
from uuid import uuid4

from analytics.exporting import ExportService, Origin, Range, Wish
from analytics.figures import content_of
from analytics.model import Company, State
from analytics.ports import Rollups
from analytics.rollup import ALL, CONTENT
from analytics.shipping import plans
from analytics.shipping.plans import Due, Schedule
from analytics.shipping.ports import ScheduleMovedError, Schedules
from shared.asked import Asked
from shared.clock import Clock, local_day
from shared.errors import ConflictError, InvalidError, NotFoundError, StaleVersionError
from shared.version import check_version

MOST: Final = 100
"""Schedules that a company may have."""


class Working(Protocol):
    """The company's calendar."""

    def is_working(self) -> plans.IsWorking:
        """Give the test for days on which the company works."""
        ...


@dataclass(frozen=True)
class Planning:
    """The use cases of schedules."""

    schedules: Schedules
    exports: ExportService
    rollups: Rollups
    range_: Range
    working: Working
    company: Company
    clock: Clock

    def all(self) -> Sequence[Schedule]:
        """List schedules by age; the one that is there from the start is changed like any."""
        kept = {each.id: each for each in self.schedules.all()}
        usual = plans.built_in("orders", "ru_excel", self.range_.data_sets["orders"].axes[0])
        known = sorted({usual.id: usual, **kept}.values(), key=lambda s: (s.created_at, s.id))
        return [each for each in known if not each.deleted]

    def get(self, schedule_id: str) -> Schedule:
        """Read one schedule."""
        for each in self.all():
            if each.id == schedule_id:
                return each
        raise NotFoundError(f"there is no schedule {schedule_id}")

    def create(self, fields: Mapping[str, Any], asked: Asked) -> Schedule:
        """Make a schedule; the same key of the same actor is the same schedule."""
        told = "\n".join(("schedule", asked.actor.id, asked.key or ""))
        name = hashlib.sha256(told.encode()).hexdigest()[:32] if asked.key else uuid4().hex
        made = Schedule(id=f"sch_{name}", created_at=self.clock(), **fields)
        self._check(made)
        known = {each.id: each for each in self.schedules.all()}
        if made.id in known:
            return _same(known[made.id], fields)
        if len(self.all()) >= MOST:
            raise ConflictError(f"there are {MOST} schedules, no more fit")
        try:
            self.schedules.save(made)
        except ScheduleMovedError:
            return self.create(fields, asked)
        return made

    def replace(self, schedule_id: str, fields: Mapping[str, Any], asked: Asked) -> Schedule:
        """Change a schedule; If-Match names the version that was read."""
        known = self.get(schedule_id)
        check_version(asked.version, known.version)
        changed = known.model_copy(update={**fields, "version": known.version + 1})
        self._check(changed)
        return self._saved(changed)

    def delete(self, schedule_id: str, asked: Asked) -> None:
        """Delete a schedule; what it made stays."""
        known = self.get(schedule_id)
        check_version(asked.version, known.version)
        self._saved(known.model_copy(update={"deleted": True, "version": known.version + 1}))

    def due(self) -> int:
        """Queue exports of periods that have ended since the last run; give how many.

        Cut off or run twice, the same exports are queued under the same ids.
        """
        state, planned = self.rollups.state(), self.schedules.planned()
        is_working, zone = self.working.is_working(), self.company.zone
        count = 0
        for each in self.all():
            if not each.enabled:
                continue
            done_to, now = planned.get(each.id), self.clock()
            found = list(plans.newly_due(each, done_to, now, zone, is_working=is_working))
            for due in found:
                self._queue(due, state)
                self.schedules.plan(each.id, due.period.last)
            count += len(found)
        return count

    def touched(self, days: Iterable[date], state: State) -> None:
        """Queue exports of periods whose days have changed."""
        is_working, zone = self.working.is_working(), self.company.zone
        found = plans.touched(self.all(), days, self.clock(), zone, is_working=is_working)
        for due in found:
            self._queue(due, state)

    def next_at(self, schedule: Schedule) -> Any:  # noqa: ANN401 - a moment or none
        """Tell when a schedule makes its next export; none where it waits for changes."""
        if not schedule.enabled or (schedule.when == "daily" and schedule.hour is None):
            return None
        planned, zone = self.schedules.planned(), self.company.zone
        day = planned.get(schedule.id, local_day(schedule.created_at, zone))
        period = plans.period_of(schedule.when, day)
        if schedule.id in planned:
            day = period.last + period.last.resolution
            period = plans.period_of(schedule.when, day)
        return plans.due_at(schedule, period, zone, self.working.is_working())

    def _queue(self, due: Due, state: State) -> None:
        schedule, period = due.schedule, due.period
        wish = Wish(
            period.first, period.last, schedule.kind, schedule.format, schedule.axis,
            schedule.personal, schedule.options,
        )  # fmt: skip
        origin = Origin(schedule_id=schedule.id, closing=schedule.when == "closing")
        self.exports.plan(wish, origin, self._content(due), state)

    def _content(self, due: Due) -> str:
        """Name what a period holds: another name whenever a row that may belong to it changes."""
        source = self.range_.data_sets[due.schedule.kind].source
        about = CONTENT if source == "orders" else f"DAY#{ALL}"
        pages = self.rollups.pages([(about, day.isoformat()) for day in due.period.days])
        told = "\n".join(content_of(page) for page in pages)
        return hashlib.sha256(told.encode()).hexdigest()[:32]

    def _check(self, schedule: Schedule) -> None:
        day = date(2026, 1, 1)
        self.range_.checked(
            Wish(day, day, schedule.kind, schedule.format, schedule.axis, schedule.personal)
        )
        if schedule.hour is None and schedule.when != "daily":
            raise InvalidError.of("hour", None, f"must be told for {schedule.when}")
        if (schedule.working_day is None) == (schedule.when == "closing"):
            rule = "must be told for closing and for nothing else"
            raise InvalidError.of("working_day", schedule.working_day, rule)

    def _saved(self, schedule: Schedule) -> Schedule:
        try:
            self.schedules.save(schedule)
        except ScheduleMovedError as error:
            raise StaleVersionError(schedule.version - 1, error.version) from error
        return schedule


def _same(known: Schedule, fields: Mapping[str, Any]) -> Schedule:
    if any(getattr(known, name) != value for name, value in fields.items()):
        raise ConflictError("this Idempotency-Key was used for another schedule")
    return known
