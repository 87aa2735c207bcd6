"""What the company's words need from storage; DynamoDB and the fake give it."""

from typing import Protocol

from integrations.access.company.model import Company
from shared.audit import Entry


class CompanyMovedError(Exception):
    """Somebody has written the company's words in between."""

    def __init__(self, current: int) -> None:
        """Tell the version they have now."""
        super().__init__(str(current))
        self.current = current


class Companies(Protocol):
    """The store of the company's words."""

    def get(self) -> Company:
        """Read them; before anybody has written any, they are empty at version 0."""
        ...

    def save(self, company: Company, entry: Entry) -> None:
        """Write the next version with the record of it, or CompanyMovedError and nothing."""
        ...
