"""The store of the company's words in memory; contract tests hold it to what DynamoDB does."""

from integrations.access.company.model import Company
from integrations.access.company.ports import CompanyMovedError
from shared.audit import Entry


class FakeCompanies:
    """The company's words in memory, with the record."""

    def __init__(self) -> None:
        self.kept = Company()
        self.entries: list[Entry] = []

    def get(self) -> Company:
        return self.kept

    def save(self, company: Company, entry: Entry) -> None:
        if company.version != self.kept.version + 1:
            raise CompanyMovedError(self.kept.version)
        self.kept = company
        self.entries.append(entry)
