"""What the promises need from storage; DynamoDB and the tests' fakes both give it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from orders.sla.rules import SlaRules


class RuleStore(Protocol):
    """The store of the company's rules."""

    def get(self) -> SlaRules | None:
        """Read the rules, if anybody has written them."""
        ...

    def save(self, rules: SlaRules) -> None:
        """Write the next version, or VersionMovedError."""
        ...


class CompletedOrders(Protocol):
    """Completed orders that nobody has closed."""

    def completed_before(self, moment: datetime) -> Iterator[str]:
        """Give the ids of those completed before a moment, the longest waiting first."""
        ...
