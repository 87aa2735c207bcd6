"""Targets in memory; a contract test holds them to what DynamoDB does."""

from collections.abc import Mapping

from analytics.targets.model import KpiTargets
from analytics.targets.ports import TargetsMovedError
from shared.audit import Entry
from tests.audit import FakeAudit


class FakeTargets:
    """Targets in memory, for the service and for the overview."""

    def __init__(self, targets: Mapping[str, int | float] | None = None) -> None:
        self.kept = KpiTargets(targets=dict(targets or {}))
        self.audit = FakeAudit()

    def get(self) -> KpiTargets:
        return self.kept

    def targets(self) -> Mapping[str, int | float]:
        return self.kept.targets

    def save(self, targets: KpiTargets, entry: Entry) -> None:
        if targets.version != self.kept.version + 1:
            raise TargetsMovedError(self.kept.version)
        self.kept = targets
        self.audit.add(entry)
