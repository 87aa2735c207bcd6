"""docs/security.md names, for every risk, tests that there are."""

import re

import pytest

from tests.house.tree import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text()
ROWS = re.findall(r"^\| \*\*(\S+):2023\*\*(.*)\|$", PAGE, re.MULTILINE)
TESTS = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)
FEWEST = 2


def test_every_risk_of_the_list_has_one_row():
    assert [risk for risk, _ in ROWS] == [f"API{number}" for number in range(1, 11)]


@pytest.mark.parametrize(("risk", "row"), ROWS, ids=[risk for risk, _ in ROWS])
def test_a_row_says_what_shows_the_defence(risk, row):
    shown_by = row.split("|")[-1]

    assert len(re.findall(r"`tests/[\w/]+\.py::\w+`", shown_by)) >= FEWEST
    assert len(row.split("|")) == 3


@pytest.mark.parametrize(("file", "name"), sorted(set(TESTS)))
def test_a_test_that_is_named_exists(file, name):
    text = (ROOT / file).read_text() if (ROOT / file).is_file() else ""

    assert re.search(rf"^def {name}\(", text, re.MULTILINE)


def test_no_test_is_named_in_a_form_that_is_not_looked_at():
    assert len(re.findall(r"tests/[\w/]+\.py::", PAGE)) == len(TESTS)
