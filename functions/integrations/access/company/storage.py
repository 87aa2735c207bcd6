"""The company's words in DynamoDB.

Items of the Access table:
    COMPANY/COMPANY    the words whole, in `doc`

Price: 1 read unit (all words are some 2 KB); /v1/me reads them each time. A change is one
transaction of 2 units per KB of the words, and 4 for the record.
"""

from typing import Final

from integrations.access.audit import Entry
from integrations.access.audit_storage import entry_puts
from integrations.access.company.model import Company
from integrations.access.company.ports import CompanyMovedError
from shared.stored import COMPANY
from shared.table import ConditionError, Put, Table, write_together

KEY: Final = {"pk": "COMPANY", "sk": "COMPANY"}


class DynamoCompanies:
    """The store of the company's words."""

    def __init__(self, table: Table) -> None:
        """Bind to the Access table."""
        self._table = table

    def get(self) -> Company:
        """Read them."""
        item = self._table.get(KEY)
        return Company.model_validate(COMPANY.read(item)) if item else Company()

    def save(self, company: Company, entry: Entry) -> None:
        """Write the next version under the condition that the one before is current."""
        name = self._table.name
        item = {**KEY, "version": company.version, **COMPANY.packed(company.model_dump_json())}
        first = company.version == 1
        own = Put(
            name,
            item,
            "attribute_not_exists(pk)" if first else "version = :before",
            {} if first else {":before": company.version - 1},
        )
        try:
            write_together(self._table.client, [own, *entry_puts(name, entry)])
        except ConditionError as error:
            raise CompanyMovedError(self.get().version) from error
