"""The company's words as other rooms read them. The room of integrations alone writes there."""

from collections.abc import Mapping
from typing import Any, Final

from shared.stored import COMPANY
from shared.table import Table

COMPANY_KEY: Final = {"pk": "COMPANY", "sk": "COMPANY"}


class CompanyNames:
    """What the company calls things."""

    def __init__(self, access: Table) -> None:
        """Bind to the Access table."""
        self._access = access

    def type_names(self) -> Mapping[str, Mapping[str, str]]:
        """Read the names of types of orders by language and code: 1 read unit."""
        item = self._access.get(COMPANY_KEY)
        names: Any = COMPANY.read(item).get("type_names") if item else None
        return names or {}
