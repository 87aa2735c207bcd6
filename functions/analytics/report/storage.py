"""The weekly report in DynamoDB, and a look at who carries letters.

Items of the Rollups table:
    REPORTING     | SETTINGS       the settings whole, in `doc`
    REPORT#<id>   | REPORT         one report, written once; the table's stream is the outbox
    REPORTS       | <moment>#<id>  the same for the list, without the figures
    AUDIT…                         see shared.audit_storage

Price: settings 1 read unit, their change 2 to 4 write units and 4 for the record; a report 2 and
its writing 4 to 10 write units (some KB of figures); the list 0.5 read units per 4 KB. Of the
Integrations table, which the room of integrations alone writes, the list is read: 0.5 units per
4 KB of tens of integrations.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from analytics.report.model import ReportSettings, Sending
from analytics.report.ports import SettingsMovedError
from shared.audit import Entry
from shared.audit_storage import entry_puts
from shared.clock import text
from shared.item import Item, unpack
from shared.next_version import put_next
from shared.report import KEY, SentReport
from shared.shapes import FIRST
from shared.stored import INTEGRATION, REPORT, REPORT_SETTINGS, SENDING
from shared.table import ConditionError, Put, Table, write_together

SETTINGS: Final = {"pk": "REPORTING", "sk": "SETTINGS"}
LIST: Final = "REPORTS"
_ABSENT: Final = "attribute_not_exists(pk)"


class DynamoReports:
    """The store of the settings and the reports."""

    def __init__(self, table: Table) -> None:
        """Bind to the Rollups table."""
        self._table = table

    def settings(self) -> ReportSettings:
        """Read the settings."""
        item = self._table.get(SETTINGS)
        if item is None:
            return ReportSettings()
        return ReportSettings.model_validate(REPORT_SETTINGS.read(item))

    def save(self, settings: ReportSettings, entry: Entry) -> None:
        """Write the next version under the condition that the one before is current."""
        told = entry_puts(self._table.name, entry)
        item = {
            **SETTINGS,
            "version": settings.version,
            **REPORT_SETTINGS.packed(settings.model_dump_json()),
        }
        put_next(self._table, item, moved=SettingsMovedError, beside=told)

    def get(self, report_id: str) -> Sending | None:
        """Read what is kept of a report."""
        item = self._table.get(_key(report_id))
        return _sending(item) if item else None

    def add(self, sending: Sending, sent: SentReport) -> Sending:
        """Write a report unless it is there; give the one that is there then."""
        whole = {
            **_key(sending.id),
            **REPORT.packed(sent.model_dump_json()),
            **_kept(sending),
        }
        puts = [
            Put(self._table.name, whole, _ABSENT),
            Put(self._table.name, _listed(sending, sending.created_at)),
        ]
        try:
            write_together(self._table.client, puts)
        except ConditionError:
            there = self.get(sending.id)
            if there is None:
                raise
            return there
        return sending

    def miss(self, sending: Sending, at: datetime) -> bool:
        """Note once that the report of a moment was missed."""
        try:
            self._table.put(_listed(sending, at), condition=_ABSENT)
        except ConditionError:
            return False
        return True

    def newest(self, limit: int) -> Sequence[Sending]:
        """List reports, newest first."""
        found = self._table.page("pk = :pk", {":pk": LIST}, limit=limit, newest_first=True)
        return tuple(map(_sending, found))


class DynamoMailChannels:
    """The integrations that send letters."""

    def __init__(self, table: Table) -> None:
        """Bind to the Integrations table."""
        self._table = table

    def carry(self, event_type: str) -> bool:
        """Tell whether an enabled e-mail integration wants an event."""
        items = self._table.walk("pk = :pk", {":pk": "INTEGRATIONS"})
        return any(_carries(INTEGRATION.read(item), event_type) for item in items if "doc" in item)


def _carries(integration: Any, event_type: str) -> bool:  # noqa: ANN401 - any JSON
    is_mail = integration["kind"] == "email" and integration.get("state") == "enabled"
    return is_mail and event_type in integration["event_types"]


def _key(report_id: str) -> dict[str, str]:
    return {"pk": f"{KEY}{report_id}", "sk": "REPORT"}


def _listed(sending: Sending, at: datetime) -> Item:
    return {"pk": LIST, "sk": f"{text(at)}#{sending.id}", **_kept(sending)}


def _kept(sending: Sending) -> Item:
    # Beside the report's own document, so under names of its own.
    packed = SENDING.packed(sending.model_dump_json())
    return {"sending": packed["doc"], "sending_schema": packed["schema"]}


def _sending(item: Item) -> Sending:
    found = item.get("sending_schema", FIRST)
    return Sending.model_validate(SENDING.raised(unpack(item["sending"]), found))
