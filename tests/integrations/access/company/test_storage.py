"""The company's words in memory and in DynamoDB behave alike."""

import pytest

from integrations.access.company.model import Company
from integrations.access.company.ports import CompanyMovedError
from integrations.access.company.storage import DynamoCompanies
from shared.audit import Entry, Who, new_entry
from shared.audit_storage import DynamoAudit
from shared.company_reading import CompanyNames
from shared.table import Table
from tests.integrations.access.builders import ALICE
from tests.integrations.access.company.fakes import FakeCompanies
from tests.integrations.builders import NOW

WORDS = Company(
    version=1,
    name="ООО «Тёплый дом»",
    status_names={"ru": {"new": "Заявка"}},
    type_names={"ru": {"cleaning": "Чистка"}},
    updated_at=NOW,
    updated_by=Who.of(ALICE),
)


@pytest.fixture(params=["fake", "dynamo"])
def companies(request):
    if request.param == "fake":
        return FakeCompanies()
    return DynamoCompanies(Table("AccessTable", request.getfixturevalue("dynamo")))


def entry() -> Entry:
    return new_entry("company.changed", "company", {}, ALICE, at=NOW)


def test_names_of_types_are_read_by_rooms_that_need_them(dynamo):
    table = Table("AccessTable", dynamo)
    names = CompanyNames(table)
    assert names.type_names() == {}

    DynamoCompanies(table).save(WORDS.model_copy(update={"type_names": {}}), entry())
    assert names.type_names() == {}

    DynamoCompanies(table).save(WORDS.model_copy(update={"version": 2}), entry())
    assert names.type_names() == {"ru": {"cleaning": "Чистка"}}


def test_words_that_nobody_wrote_are_empty(companies):
    assert companies.get() == Company()


def test_words_are_written_version_after_version(companies):
    second = WORDS.model_copy(update={"version": 2, "name": "Тёплый дом", "status_names": {}})
    companies.save(WORDS, entry())
    assert companies.get() == WORDS
    companies.save(second, entry())
    assert companies.get() == second

    for stale in (WORDS, second):
        with pytest.raises(CompanyMovedError) as moved:
            companies.save(stale, entry())
        assert moved.value.current == 2
    assert companies.get() == second


def test_a_change_is_in_the_record_and_a_refused_one_is_not(dynamo):
    table = Table("AccessTable", dynamo)
    companies, told = DynamoCompanies(table), entry()
    companies.save(WORDS, told)
    with pytest.raises(CompanyMovedError):
        companies.save(WORDS, entry())

    assert DynamoAudit(table).page("company", limit=10, after=None).entries == (told,)
