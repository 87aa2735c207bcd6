"""What the weekly report needs, in memory."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from analytics.report.model import Content, ReportSettings, Sending
from analytics.report.ports import SettingsMovedError
from shared.audit import Entry, new_entry
from shared.auth import Actor
from shared.report import SentReport, WeeklyReport
from shared.users import WebUser
from tests.audit import FakeAudit
from tests.reports import a_report


def report_entry() -> Entry:
    """Tell of some change of the settings."""
    alice = Actor(kind="user", id="alice", name="Alice")
    at = datetime(2026, 11, 16, 6, tzinfo=UTC)
    return new_entry("report.changed", "report", {"hour": {"from": 9, "to": 8}}, alice, at=at)


class FakeReports:
    """Settings and reports in memory."""

    def __init__(self) -> None:
        self.kept: ReportSettings | None = None
        self.audit = FakeAudit()
        self.sent: dict[str, tuple[Sending, SentReport]] = {}
        self.listed: dict[tuple[datetime, str], Sending] = {}

    def settings(self) -> ReportSettings:
        return self.kept or ReportSettings()

    def save(self, settings: ReportSettings, entry: Entry) -> None:
        found = self.settings().version
        if found != settings.version - 1:
            raise SettingsMovedError(found)
        self.kept = settings
        self.audit.add(entry)

    def get(self, report_id: str) -> Sending | None:
        found = self.sent.get(report_id)
        return found[0] if found else None

    def add(self, sending: Sending, sent: SentReport) -> Sending:
        if sending.id not in self.sent:
            self.sent[sending.id] = (sending, sent)
            self.listed[sending.created_at, sending.id] = sending
        return self.sent[sending.id][0]

    def miss(self, sending: Sending, at: datetime) -> bool:
        if (at, sending.id) in self.listed:
            return False
        self.listed[at, sending.id] = sending
        return True

    def newest(self, limit: int) -> Sequence[Sending]:
        rows = sorted(self.listed.items(), reverse=True)
        return [sending for _, sending in rows[:limit]]


class FakeUsers:
    """Users in memory."""

    def __init__(self, *users: WebUser) -> None:
        self.known = {user.id: user for user in users}

    def get(self, user_id: str) -> WebUser | None:
        return self.known.get(user_id)

    def all(self) -> tuple[WebUser, ...]:
        return tuple(sorted(self.known.values(), key=lambda user: user.name))


class FakeChannels:
    """Integrations, or none."""

    def __init__(self) -> None:
        self.are_there = True

    def carry(self, event_type: str) -> bool:
        return self.are_there and event_type == "report.weekly"


class FakeComposer:
    """Makes a report of nothing in particular, and counts."""

    def __init__(self) -> None:
        self.made: list[tuple[str, date, Content]] = []

    def report(self, report_id: str, monday: date, content: Content) -> WeeklyReport:
        self.made.append((report_id, monday, content))
        return a_report(id=report_id, first=monday)
