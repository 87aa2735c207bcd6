import pytest

from orders.phone import e164
from shared.errors import InvalidError


@pytest.mark.parametrize(
    "given",
    [
        "+79000000001",
        "+7 900 000-00-01",
        "8 (900) 000-00-01",
        "8 900 000 00 01",
        "89000000001",
        "9000000001",
        "7 900 000 00 01",
        "+7(900)000.00.01",
        "tel:+7-900-000-00-01",
        "８９００００００００１",
        " +7 900 000 00 01 ",
    ],
)
def test_usual_notations_of_one_number_are_one_number(given):
    assert e164(given, field="phone") == "+79000000001"


@pytest.mark.parametrize(
    ("given", "number"),
    [("+44 20 7946 0000", "+442079460000"), ("+375 29 000-00-01", "+375290000001")],
)
def test_a_number_of_another_country_keeps_its_code(given, number):
    assert e164(given, field="phone") == number


@pytest.mark.parametrize(
    "given", ["позвоните мне", "", "112", "+", "+7", "0" * 32, "\x00\x00\x00", "+999 1", "😀😀😀"]
)
def test_what_is_no_number_is_refused_under_its_fields_name(given):
    with pytest.raises(InvalidError) as refused:
        e164(given, field="customer.phone")

    (broken,) = refused.value.errors
    assert (broken.field, broken.value) == ("customer.phone", given)
