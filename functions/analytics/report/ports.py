"""What the weekly report needs of the outside."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from analytics.insight.question import Question
from analytics.insight.schemas import KpiOverviewOut
from analytics.report.model import ReportSettings, Sending
from shared.audit import Entry
from shared.report import SentReport
from shared.users import WebUser


class SettingsMovedError(Exception):
    """Somebody has written the settings in between."""

    def __init__(self, current: int) -> None:
        """Tell the version they have now."""
        super().__init__(str(current))
        self.current = current


class Reports(Protocol):
    """The settings, and the reports that were written."""

    def settings(self) -> ReportSettings:
        """Read the settings; before anybody has written any, the report is off."""
        ...

    def save(self, settings: ReportSettings, entry: Entry) -> None:
        """Write the next version with the record of it, or SettingsMovedError and nothing."""
        ...

    def get(self, report_id: str) -> Sending | None:
        """Read what is kept of a report."""
        ...

    def add(self, sending: Sending, sent: SentReport) -> Sending:
        """Write a report unless it is there; give the one that is there then."""
        ...

    def miss(self, sending: Sending, at: datetime) -> bool:
        """Note once that the report of a moment was missed; False when that is known."""
        ...

    def newest(self, limit: int) -> Sequence[Sending]:
        """List reports, newest first."""
        ...


class Overviews(Protocol):
    """What gives all figures of a period."""

    def overview(self, question: Question) -> KpiOverviewOut:
        """Give every KPI of a period against another."""
        ...


class Users(Protocol):
    """Who may be written to."""

    def get(self, user_id: str) -> WebUser | None:
        """Read one."""
        ...

    def all(self) -> tuple[WebUser, ...]:
        """List them by name."""
        ...


class Channels(Protocol):
    """How letters get out."""

    def carry(self, event_type: str) -> bool:
        """Tell whether an enabled e-mail integration wants an event."""
        ...
