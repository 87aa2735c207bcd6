"""What can be done with the weekly report. No AWS here: storage comes as ports."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import uuid4
from zoneinfo import ZoneInfo

from analytics.kpis import DERIVED, KPIS
from analytics.report import timing
from analytics.report.model import (
    Content,
    ReportSettings,
    Sending,
    Shown,
    asked_id,
    differences,
    scheduled_id,
)
from analytics.report.ports import Channels, Reports, SettingsMovedError, Users
from shared.asked import Asked
from shared.audit import new_entry
from shared.clock import Clock
from shared.errors import ConflictError, FieldError, InvalidError, StaleVersionError
from shared.events import REPORT
from shared.report import SentReport, WeeklyReport
from shared.users import WebUser
from shared.version import check_version

if TYPE_CHECKING:  # numpy stands behind it: what makes it is given
    from analytics.report.composing import Composer

SHOWN: Final = 10
SUBJECT: Final = "report"
"""Under which the record keeps changes of the settings."""
_NOBODY: Final = "is no user to whom letters go: unknown, blocked, or without an e-mail address"


@dataclass(frozen=True)
class Parts:
    """What the service stands on."""

    reports: Reports
    users: Users
    channels: Channels
    composer: "Callable[[], Composer]"
    """Gives what makes reports, loaded when first needed."""


class ReportService:
    """Keeps the settings, and writes the reports that are due or asked for."""

    def __init__(self, parts: Parts, *, zone: ZoneInfo, clock: Clock) -> None:
        """Join the parts, the company's zone and the clock."""
        self._parts = parts
        self._zone = zone
        self._clock = clock

    def settings(self) -> ReportSettings:
        """Read the settings."""
        return self._parts.reports.settings()

    def shown(self) -> Shown:
        """Read the settings with all that a reader wants to know beside them."""
        return self._shown(self.settings())

    def change(self, wanted: ReportSettings, asked: Asked) -> Shown:
        """Write the next version; InvalidError names each recipient and KPI that is unknown."""
        old, at = self.settings(), self._clock()
        check_version(asked.version, old.version)
        self._check(wanted)
        is_same = (old.enabled, old.plan) == (wanted.enabled, wanted.plan)
        update = {"version": old.version + 1, "since": old.since if is_same else at}
        new = wanted.model_copy(update=update)
        changes = differences(old, new)
        entry = new_entry("report.changed", SUBJECT, changes, asked.actor, at=at)
        try:
            self._parts.reports.save(new, entry)
        except SettingsMovedError as error:
            raise StaleVersionError(old.version, error.current) from error
        return self._shown(new)

    def people(self) -> Sequence[WebUser]:
        """List those who can be chosen, by name."""
        return [user for user in self._parts.users.all() if user.is_reached]

    def preview(self, content: Content) -> WeeklyReport:
        """Make the report of the last whole week, for nobody."""
        refuse(_unknown_kpis(content.kpis))
        week = timing.last_whole_week(self._clock(), self._zone)
        return self._parts.composer().report("rep_preview", week, content)

    def send(self, recipients: Sequence[str] | None, asked: Asked) -> Sending:
        """Write the last whole week's report now; the same key is the same report."""
        settings = self.settings()
        chosen = tuple(dict.fromkeys(settings.recipients if recipients is None else recipients))
        report_id = asked_id(asked.actor.id, asked.key or uuid4().hex)
        if earlier := self._parts.reports.get(report_id):
            return _same(earlier, chosen)
        if not chosen:
            raise InvalidError.of("recipients", [], "name at least one user")
        refuse(self._unknown_people(chosen))
        week = timing.last_whole_week(self._clock(), self._zone)
        wanted = settings.model_copy(update={"recipients": chosen})
        made = self._write(report_id, week, wanted, asked_by=asked.actor.name)
        return _same(made, chosen)

    def is_due(self) -> bool:
        """Tell whether the schedule has something to do now: cheap, for a timer to ask."""
        slot = timing.due(self.settings(), self._clock(), self._zone)
        return slot is not None and self._parts.reports.get(scheduled_id(slot.week)) is None

    def run(self) -> Sending | None:
        """Write the report that the schedule wants now, once, or note once that it was missed."""
        settings, now = self.settings(), self._clock()
        slot = timing.due(settings, now, self._zone)
        if slot is None:
            return None
        report_id = scheduled_id(slot.week)
        if self._parts.reports.get(report_id):
            return None
        if not slot.is_missed(now):
            return self._write(report_id, slot.week, settings, asked_by=None)
        missed = Sending(
            id=report_id,
            week=slot.week,
            state="missed",
            is_scheduled=True,
            created_at=now,
            recipients=settings.recipients,
            language=settings.content.language,
        )
        return missed if self._parts.reports.miss(missed, slot.at) else None

    def _write(
        self, report_id: str, week: date, settings: ReportSettings, *, asked_by: str | None
    ) -> Sending:
        content, now = settings.content, self._clock()
        report = self._parts.composer().report(report_id, week, content)
        has_channel = self._parts.channels.carry(REPORT)
        sending = Sending(
            id=report_id,
            week=week,
            state="handed_over" if has_channel else "no_channel",
            is_scheduled=asked_by is None,
            created_at=now,
            recipients=settings.recipients,
            language=content.language,
            asked_by=asked_by,
        )
        sent = SentReport(
            report=report,
            recipients=settings.recipients,
            language=content.language,
            created_at=now,
        )
        return self._parts.reports.add(sending, sent)

    def _shown(self, settings: ReportSettings) -> Shown:
        following = None
        if settings.enabled:
            following = timing.following(settings.plan, self._clock(), self._zone)
        return Shown(
            settings,
            zone=self._zone.key,
            next_at=following,
            has_channel=self._parts.channels.carry(REPORT),
            sendings=tuple(self._parts.reports.newest(SHOWN)),
        )

    def _check(self, wanted: ReportSettings) -> None:
        wrong = [*self._unknown_people(wanted.recipients), *_unknown_kpis(wanted.content.kpis)]
        if wanted.enabled and not wanted.recipients:
            wrong.append(FieldError("recipients", [], "name at least one user, or switch it off"))
        refuse(wrong)

    def _unknown_people(self, recipients: Sequence[str]) -> Iterator[FieldError]:
        for place, user_id in enumerate(recipients):
            user = self._parts.users.get(user_id)
            if user is None or not user.is_reached:
                yield FieldError(f"recipients.{place}", user_id, _NOBODY)


def refuse(wrong: Iterable[FieldError]) -> None:
    """Raise InvalidError if anything is wrong."""
    if errors := list(wrong):
        raise InvalidError.of_all(errors)


def _unknown_kpis(names: Sequence[str]) -> Iterator[FieldError]:
    for place, name in enumerate(names):
        if name not in KPIS and name not in DERIVED:
            yield FieldError(f"kpis.{place}", name, "is no KPI; /v1/analytics/kpis lists them")


def _same(kept: Sending, recipients: Sequence[str]) -> Sending:
    if kept.recipients != tuple(recipients):
        raise ConflictError("this Idempotency-Key was used for a report to others")
    return kept
