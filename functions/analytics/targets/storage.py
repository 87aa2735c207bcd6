"""Targets in DynamoDB.

Items of the Rollups table:
    TARGETS | SETTINGS    the targets whole, in `doc`

Price: 1 read unit, once for each overview; 1 to 2 write units.
"""

from typing import Final

from analytics.targets.model import KpiTargets
from analytics.targets.ports import TargetsMovedError
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

    def save(self, targets: KpiTargets) -> None:
        """Write the next version under the condition that the one before is current."""
        item = {
            **KEY,
            "version": targets.version,
            **KPI_TARGETS.packed(targets.model_dump_json()),
        }
        put_next(self._table, item, moved=TargetsMovedError)
