"""The file to begin with is a file that can be imported."""

import re
from datetime import date
from pathlib import Path

import pytest

from orders.handler import lambda_handler
from orders.intake.heads import NAMES, column
from orders.intake.parsing import parsed
from orders.intake.schemas import new_order
from orders.intake.template import template
from tests.http import ADMIN, TECHNICIAN, call
from tests.orders.intake.fakes import HOUSE

TODAY = date(2026, 11, 22)
ROOT = Path(__file__).parents[3]
LEFT_OUT = {"customer_id", "technician_id", "technician", "rework_of", "rework_cause"}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_example_row_is_an_order_whatever_the_language(language):
    file = parsed(template(language, TODAY), "csv", HOUSE)

    (row,) = file.rows
    assert (row.number, row.fault, file.ignored) == (2, None, ())
    order = new_order(row.shape)
    assert order.customer.phone == "8 900 000-00-00"
    assert order.fields["priority"] == "high"
    assert order.fields["items"][0]["unit_price"] == 150_000
    assert order.fields["due_at"].date() == date(2026, 11, 25)


@pytest.mark.parametrize(("language", "is_ascii"), [("ru", False), ("en", True)])
def test_the_template_has_every_column_but_those_of_ids_and_reworks(language, is_ascii):
    head = template(language, TODAY).decode("utf-8-sig").split("\r\n")[0]
    names = [name.strip('"') for name in head.split(";")]

    assert len(names) == len(NAMES) - len(LEFT_OUT)
    for field in NAMES.keys() - LEFT_OUT:
        assert set(names) & set(NAMES[field])
    assert {name.isascii() for name in names} == {is_ascii}


def test_the_template_is_given_to_whoever_may_import():
    def answer(actor, **query):
        path = "/v1/imports/template"
        return call(lambda_handler, "GET", path, actor=actor, query=query)

    given = answer(ADMIN, lang="en")
    assert given.status == 200
    assert given.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert given.text.startswith('\ufeff"external_id"')
    assert answer(ADMIN).text.startswith('\ufeff"внешний номер"')
    assert answer(ADMIN, lang="de").status == 422
    assert answer(TECHNICIAN).status == 403


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_pages_call_each_column_as_the_template_does(language):
    words = (ROOT / "web/src/locales/columns.ts").read_text("utf-8")
    block = words.split(f"  {language}: {{\n")[1].split("  }")[0]
    called = {field.strip('"'): name for field, name in re.findall(r'(\S+): "(.*)",', block)}

    own = {field: column(field, language) for field in NAMES}
    assert called == {field: name for field, name in own.items() if name not in {None, field}}
