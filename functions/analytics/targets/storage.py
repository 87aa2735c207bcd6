"""Targets in DynamoDB.

Items of the Rollups table:
    TARGETS | SETTINGS    the targets whole, in `doc`

Price: 1 read unit, once for each overview; 1 to 2 write units.
"""

from typing import Final
from uuid import uuid4

from analytics.targets.model import KpiTargets
from analytics.targets.ports import TargetsMovedError
from shared.stored import KPI_TARGETS
from shared.table import ConditionError, Table

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
            "write_id": uuid4().hex,
            **KPI_TARGETS.packed(targets.model_dump_json()),
        }
        is_first = targets.version == 1
        try:
            self._table.put(
                item,
                condition="attribute_not_exists(pk)" if is_first else "version = :before",
                values={} if is_first else {":before": targets.version - 1},
            )
        except ConditionError as error:
            found = error.found or {}
            # A lost reply makes the SDK repeat the write; then what stands there is our own.
            if found.get("write_id") != item["write_id"]:
                raise TargetsMovedError(found.get("version", 0)) from error
