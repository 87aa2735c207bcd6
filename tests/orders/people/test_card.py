from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.people.card import changed_card, new_card
from orders.people.naming import plain, words
from orders.people.staff import changed_staff, new_staff
from shared.errors import InvalidError
from tests.orders.people.builders import NOW, customer, technician

LATER = NOW + timedelta(hours=1)
WAYS = ("{}", "8{}", "+7{}", "7{}", "8 ({0}) {1}-{2}", "+7 {0} {1} {2}", "8-{0}-{1}-{2}")


def made(**fields):
    return new_card("cus_1", fields, NOW)


def test_a_person_is_called_by_last_name_first_name_and_patronymic():
    person = made(first_name="Анна", last_name="Иванова", patronymic="Петровна")

    assert person.name == "Иванова Анна Петровна"


def test_a_changed_part_changes_the_name():
    before = made(first_name="Анна", last_name="Иванова")

    after = changed_card(before, {"last_name": "Зайцева"}, LATER)

    assert (after.name, after.version, after.updated_at) == ("Зайцева Анна", 2, LATER)


def test_a_whole_name_takes_the_place_of_the_parts():
    before = made(first_name="Анна", last_name="Иванова")

    after = changed_card(before, {"name": "Анна"}, LATER)

    assert (after.name, after.first_name, after.last_name) == ("Анна", None, None)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "name"),
        ({"name": None}, "name"),
        ({"kind": "company"}, "name"),
        ({"name": "Анна Иванова", "first_name": "Анна"}, "name"),
        ({"kind": "company", "name": "ООО «Очаг»", "last_name": "Иванова"}, "last_name"),
        ({"name": "Анна", "inn": "7707083893"}, "inn"),
        ({"name": "Анна", "kpp": "770701001"}, "kpp"),
        ({"name": "Анна", "phones": ["+79000000001", "нет"]}, "phones.1"),
    ],
)
def test_a_broken_rule_is_named_by_its_field(fields, field):
    with pytest.raises(InvalidError) as refused:
        new_card("cus_1", fields, NOW)

    assert [each.field for each in refused.value.errors] == [field]


def test_who_becomes_a_company_must_have_a_companys_number():
    person = made(name="Анна", inn="500100732259")

    with pytest.raises(InvalidError, match="10 digits"):
        changed_card(person, {"kind": "company"}, LATER)
    assert changed_card(person, {"kind": "company", "inn": None}, LATER).inn is None


@given(st.integers(9_000_000_000, 9_009_999_999), st.sampled_from(WAYS), st.sampled_from(WAYS))
def test_a_telephone_is_one_however_it_is_written(number, one, other):
    text = str(number)
    parts = (text[:3], text[3:6], text[6:])
    spelt = [
        way.format(text) if way.count("{") == 1 else way.format(*parts) for way in (one, other)
    ]

    assert made(name="Анна", phones=spelt).phones == (f"+7{number}",)


def test_what_changes_nothing_makes_no_new_version():
    before = made(name="Анна", phones=["+79000000001"], tags=["vip"])

    assert changed_card(before, {"phones": ["8 900 000-00-01"], "tags": ["vip"]}, LATER) is before


@given(st.text(max_size=60))
def test_a_name_is_found_by_each_of_its_words(name):
    for word in plain(name).split()[:6]:
        assert any(each.startswith(word[:100]) for each in words(name))


def test_quotes_and_yo_do_not_hinder_finding():
    assert words("ООО «Ёлка и Ко»") == ["ооо елка и ко", "елка и ко", "и ко", "ко"]


def test_a_skill_named_plainly_keeps_the_level_that_is_known():
    before = new_staff("tec_1", {"name": "Борис", "skills": ("котлы",)}, NOW)
    mastered = changed_staff(
        before, {"skills": (before.skills[0].model_copy(update={"level": 5}),)}, LATER
    )

    after = changed_staff(mastered, {"skills": ("котлы", "плиты")}, LATER)

    assert [(each.skill, each.level) for each in after.skills] == [("котлы", 5), ("плиты", 1)]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"timezone": "Europe/Nowhere"}, "timezone"),
        ({"timezone": "../etc"}, "timezone"),
        ({"skills": ("котлы", "котлы")}, "skills"),
        ({"phone": "нет"}, "phone"),
    ],
)
def test_a_broken_rule_of_a_technician_is_named(fields, field):
    with pytest.raises(InvalidError) as refused:
        changed_staff(technician(), fields, LATER)

    assert refused.value.errors[0].field == field


def test_nobody_is_dismissed_before_they_were_hired():
    hired = technician(hired_at=NOW.date())

    with pytest.raises(InvalidError, match="dismissed_at"):
        changed_staff(hired, {"dismissed_at": NOW.date() - timedelta(days=1)}, LATER)


def test_a_card_that_was_written_before_updated_at_existed_can_be_read():
    old = customer().model_dump(mode="json", exclude={"updated_at"})

    assert type(customer()).model_validate(old).updated_at == NOW
