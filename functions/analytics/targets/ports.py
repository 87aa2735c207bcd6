"""What targets need from storage; DynamoDB and the tests' fake give it."""

from typing import Protocol

from analytics.targets.model import KpiTargets
from shared.audit import Entry


class TargetsMovedError(Exception):
    """Somebody has written the targets in between."""

    def __init__(self, current: int) -> None:
        """Tell the version they have now."""
        super().__init__(str(current))
        self.current = current


class TargetStore(Protocol):
    """The store of targets."""

    def get(self) -> KpiTargets:
        """Read them; before anybody has set any, there are none at version 0."""
        ...

    def save(self, targets: KpiTargets, entry: Entry) -> None:
        """Write the next version with the record of it, or TargetsMovedError and nothing."""
        ...
