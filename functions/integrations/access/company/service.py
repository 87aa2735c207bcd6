"""What can be done with the company's words. No AWS here: storage comes as a port."""

from integrations.access.company.model import Company, check_names, differences
from integrations.access.company.ports import Companies, CompanyMovedError
from shared.asked import Asked
from shared.audit import Who, new_entry
from shared.clock import Clock
from shared.errors import StaleVersionError
from shared.version import check_version

SUBJECT = "company"
"""Under which the record keeps changes."""


class CompanyService:
    """Reads the company's words and replaces them whole."""

    def __init__(self, companies: Companies, *, clock: Clock) -> None:
        """Join the store and the clock."""
        self._companies = companies
        self._clock = clock

    def get(self) -> Company:
        """Read them."""
        return self._companies.get()

    def replace(self, wanted: Company, asked: Asked) -> Company:
        """Write the next version, with what changed in the record."""
        old, at = self.get(), self._clock()
        check_version(asked.version, old.version)
        check_names(wanted)
        stamp = {
            "version": old.version + 1,
            "updated_at": at,
            "updated_by": Who.of(asked.actor),
        }
        new = wanted.model_copy(update=stamp)
        changes = differences(old, new)
        entry = new_entry(
            "company.changed", SUBJECT, changes, asked.actor, at=at, name=new.name
        )  # fmt: skip
        try:
            self._companies.save(new, entry)
        except CompanyMovedError as error:
            raise StaleVersionError(old.version, error.current) from error
        return new
