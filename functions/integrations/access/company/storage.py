"""The company's words in DynamoDB.

Items of the Access table:
    COMPANY/COMPANY    the words whole, in `doc`

Price: 1 read unit (all words are some 2 KB); /v1/me reads them each time. A change is one
transaction of 2 units per KB of the words, and 4 for the record.
"""

from integrations.access.company.model import Company
from integrations.access.company.ports import CompanyMovedError
from shared.audit import Entry
from shared.audit_storage import entry_puts
from shared.company_reading import COMPANY_KEY
from shared.next_version import put_next
from shared.stored import COMPANY
from shared.table import Table


class DynamoCompanies:
    """The store of the company's words."""

    def __init__(self, table: Table) -> None:
        """Bind to the Access table."""
        self._table = table

    def get(self) -> Company:
        """Read them."""
        item = self._table.get(COMPANY_KEY)
        return Company.model_validate(COMPANY.read(item)) if item else Company()

    def save(self, company: Company, entry: Entry) -> None:
        """Write the next version under the condition that the one before is current."""
        item = {
            **COMPANY_KEY,
            "version": company.version,
            **COMPANY.packed(company.model_dump_json()),
        }
        told = entry_puts(self._table.name, entry)
        put_next(self._table, item, moved=CompanyMovedError, beside=told)
