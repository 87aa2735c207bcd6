import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.ru import inn as rules

from orders.people.tax import check_inn, check_kpp
from shared.errors import InvalidError

DIGITS = "0123456789"


@st.composite
def company_numbers(draw):
    start = draw(st.text(DIGITS, min_size=9, max_size=9))
    return start + rules.calc_company_check_digit(start)


@st.composite
def person_numbers(draw):
    start = draw(st.text(DIGITS, min_size=10, max_size=10))
    return start + rules.calc_personal_check_digits(start)


@pytest.mark.parametrize(
    ("inn", "kind"),
    [("7707083893", "company"), ("7830002293", "company"), ("500100732259", "person")],
)
def test_numbers_that_are_published_pass(inn, kind):
    check_inn(inn, kind)


@given(company_numbers(), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_of_a_companys_number_is_found(inn, place, shift):
    check_inn(inn, "company")

    wrong = inn[:place] + str((int(inn[place]) + shift) % 10) + inn[place + 1 :]
    if not rules.is_valid(wrong):  # 11 % 10: two remainders share the digit 0
        with pytest.raises(InvalidError, match="check digits"):
            check_inn(wrong, "company")


@given(company_numbers(), st.integers(1, 9))
def test_a_wrong_check_digit_is_always_found(inn, shift):
    with pytest.raises(InvalidError, match="check digits"):
        check_inn(inn[:9] + str((int(inn[9]) + shift) % 10), "company")


@given(person_numbers(), st.integers(1, 99))
def test_wrong_check_digits_of_a_person_are_always_found(inn, shift):
    with pytest.raises(InvalidError, match="check digits"):
        check_inn(inn[:10] + f"{(int(inn[10:]) + shift) % 100:02}", "person")


@given(company_numbers(), person_numbers())
def test_the_length_belongs_to_the_kind(company, person):
    with pytest.raises(InvalidError, match="12 digits"):
        check_inn(company, "person")
    with pytest.raises(InvalidError, match="10 digits"):
        check_inn(person, "company")


@pytest.mark.parametrize("inn", ["", "77070838 93", "٧٧٠٧٠٨٣٨٩٣", "770708389x", "-707083893"])
def test_what_is_not_ten_plain_digits_is_no_number(inn):
    with pytest.raises(InvalidError):
        check_inn(inn, "company")


@pytest.mark.parametrize("kpp", ["770701001", "7707AB001", "770743001"])
def test_a_kpp_of_the_right_form_passes(kpp):
    check_kpp(kpp, "company")


@pytest.mark.parametrize(
    "kpp", ["", "77070100", "7707010011", "7707ab001", "7707АБ001", "X70701001"]
)
def test_a_kpp_of_another_form_is_refused(kpp):
    with pytest.raises(InvalidError, match="kpp"):
        check_kpp(kpp, "company")


def test_a_person_has_no_kpp():
    with pytest.raises(InvalidError, match="companies only"):
        check_kpp("770701001", "person")
