"""Targets in DynamoDB.

Items of the Rollups table:
    TARGETS | SETTINGS    the targets whole, in `doc`
    AUDIT…                see shared.audit_storage

Price: 1 read unit, once for each overview. A change is one transaction of 2 to 4 units for the
targets, and 4 for the record.
"""

from typing import Final

from analytics.targets.model import KpiTargets
from analytics.targets.ports import TargetsMovedError
from shared.audit import Entry
from shared.audit_storage import entry_puts
from shared.next_version import put_next
from shared.stored import KPI_TARGETS
from shared.table import Table

KEY: Final = {"pk": "TARGETS", "sk": "SETTINGS"}


class DynamoTargets:
    """The store of targets."""

    def __init__(self, table: Table) -> None:
        """Bind to the Rollups table."""
        self._table = table

    def get(self) -> KpiTargets:
        """Read them."""
        item = self._table.get(KEY)
        return KpiTargets.model_validate(KPI_TARGETS.read(item)) if item else KpiTargets()

    def save(self, targets: KpiTargets, entry: Entry) -> None:
        """Write the next version under the condition that the one before is current."""
        told = entry_puts(self._table.name, entry)
        item = {
            **KEY,
            "version": targets.version,
            **KPI_TARGETS.packed(targets.model_dump_json()),
        }
        put_next(self._table, item, moved=TargetsMovedError, beside=told)
