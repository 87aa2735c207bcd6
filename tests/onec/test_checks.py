"""What is kept out of a batch, and what 1C's people are warned of."""

import pytest

from shared.onec.checks import NO_LINES, faults, notices
from shared.onec.profile import Profile
from tests.onec.builders import MOSCOW, UNF, UT, make_line, make_order


def codes(remarks):
    return [each.code for each in remarks]


def test_a_usual_order_has_neither_faults_nor_notices():
    assert faults(make_order(), UNF) == []
    assert notices(make_order(), UNF) == []


@pytest.mark.parametrize("number", ["", "A-12", "12 ", "١٢", "1" * 12])
def test_a_number_is_digits_that_1c_keeps_whole(number):
    assert codes(faults(make_order(number=number), UNF)) == ["number"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"customer": {"id": "cus_1", "name": "\x00\x1b "}}, "buyer"),
        ({"id": "o" * 41}, "id"),
        ({"total": 1}, "total"),
        ({"items": [], "total": 0}, NO_LINES),
    ],
)
def test_an_order_that_1c_cannot_hold_has_a_fault(changes, code):
    assert codes(faults(make_order(**changes), UNF)) == [code]


@pytest.mark.parametrize(
    ("changes", "codes_of_it"),
    [
        ({"name": "\x0b"}, ["line_name"]),
        ({"qty": "0"}, ["quantity"]),
        ({"total": -5}, ["total", "line_total"]),
    ],
)
def test_a_line_that_1c_would_drop_has_a_fault(changes, codes_of_it):
    order = make_order()
    items = [{**order.items[0].model_dump(), **changes}]

    assert codes(faults(make_order(items=items), UNF)) == codes_of_it


def test_a_fault_names_its_line():
    order = make_order(make_line(), make_line())
    items = [order.items[0].model_dump(), {**order.items[1].model_dump(), "qty": 0}]

    (fault,) = faults(make_order(items=items, total=order.total), UNF)

    assert fault.field == "items.1.qty"


@pytest.mark.parametrize("text", ["20%", "Без НДС", "20/120"])
def test_words_for_a_rate_are_a_fault_where_they_roll_the_batch_back(text):
    mapped = {22: text}

    assert codes(faults(make_order(), Profile(MOSCOW, "ut", vat_texts=mapped))) == ["vat_words"]
    assert faults(make_order(), Profile(MOSCOW, "unf", vat_texts=mapped)) == []


@pytest.mark.parametrize(
    ("configuration", "vat", "expected"),
    [
        ("unf", "20", []),
        ("unf", "22", ["vat_dropped"]),
        ("ut", "20", ["vat_dropped"]),
        ("other", "18", []),
        ("unf", "none", []),
        ("ut", "0", []),
    ],
)
def test_rates_that_a_configuration_may_not_know_are_noticed(configuration, vat, expected):
    profile = Profile(MOSCOW, configuration)

    assert codes(notices(make_order(make_line(vat=vat)), profile)) == expected


def test_a_rate_that_is_mapped_to_a_known_one_is_fine():
    assert notices(make_order(), Profile(MOSCOW, vat_texts={22: "20"})) == []
    assert notices(make_order(), UT) == []


def test_a_number_too_long_for_unf_is_noticed():
    assert codes(notices(make_order(number="1234567"), UNF)) == ["number_long"]
    assert notices(make_order(number="1234567"), UT) == []
