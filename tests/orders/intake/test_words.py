"""Words of people for the codes of an import's columns."""

import pytest

from orders.intake.people import Person, Staff, Zones
from orders.intake.words import CAUSES, KINDS, PRIORITIES, SOURCES, TYPES, folded
from shared.errors import InvalidError
from tests.orders.builders import make_technician
from tests.orders.intake.fakes import Room

ALL = {"priority": PRIORITIES, "type": TYPES, "source": SOURCES, "cause": CAUSES, "kind": KINDS}
STAFF = Staff(
    (
        Person("tec_1", "Пётр Семёнов"),
        Person("tec_2", "Иван Семёнов", is_active=False),
        Person("tec_3", "Пётр Иванов", "12"),
        Person("tec_4", "Пётр Иванов"),
        Person("tec_5", "Олег Зимин", is_active=False),
        Person("tec_6", "Пётр"),
    )
)
COLUMNS = "внешний номер;заявка;клиент"


def refused(read, given):
    with pytest.raises(InvalidError) as caught:
        read("field", given)
    (error,) = caught.value.errors
    assert (error.field, error.value) == ("field", given)
    return error.rule


@pytest.mark.parametrize("name", ALL)
def test_each_code_is_known_by_itself_and_by_its_names_in_both_languages(name):
    vocabulary = ALL[name]

    for word in vocabulary.words:
        for written in (word.code, word.ru, word.en, *word.also):
            for typed in (written, f"  {written.upper()}\u00a0", written.replace("_", "  ")):
                assert vocabulary.code("field", typed) == word.code


@pytest.mark.parametrize("name", ALL)
def test_no_word_stands_for_two_codes(name):
    words = ALL[name].words
    names = [{folded(n) for n in (w.code, w.ru, w.en, *w.also)} for w in words]

    assert sum(map(len, names)) == len(set.union(*names))


def test_the_dots_of_yo_do_not_count():
    types = TYPES.named({"ru": {"counting": "Учёт"}})

    assert types.code("type", "УЧЕТ") == "counting"


def test_an_unknown_word_is_refused_with_the_nearest_first_in_the_language_it_is_written_in():
    russian = "is not known; nearest: срочный, обычный, низкий, высокий"
    assert refused(PRIORITIES.code, "срчный") == russian
    assert refused(PRIORITIES.code, "Urgnt").startswith("is not known; nearest: urgent, ")
    assert refused(TYPES.code, "Ремотн").startswith("is not known; nearest: ремонт, ")


def test_a_code_of_nobodys_naming_goes_on_working_where_any_may_be_used():
    assert TYPES.code("type", "own_type") == "own_type"
    assert SOURCES.code("source", "avito") == "avito"
    assert refused(PRIORITIES.code, "own_priority")
    assert refused(TYPES.code, "Own type!")


def test_the_companys_own_names_win_over_the_usual_and_a_code_over_both():
    own = {"ru": {"fridge": "Ремонт", "paid": "Коммерческий"}, "en": {"fridge": "warranty"}}
    types = TYPES.named(own)

    assert types.code("type", "ремонт") == "fridge"
    assert types.code("type", "repair") == "repair"
    assert types.code("type", "коммерческий") == "paid"
    assert types.code("type", "Платный") == "paid"
    assert types.code("type", "warranty") == "warranty"
    offered = refused(types.code, "Ремнт")
    assert "Ремонт" in offered
    assert "repair" in offered


def test_a_name_of_two_meanings_is_refused_with_both():
    types = TYPES.named({"ru": {"fridge": "Холод", "freezer": "Мороз"}, "en": {"freezer": "Холод"}})
    both = Zones(("Северный", "северный"))

    assert types.code("type", "Мороз") == "freezer"
    assert refused(both.spelt, "СЕВЕРНЫЙ") == "may mean each of: Северный, северный"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("tec_2", "tec_2"),
        ("12", "tec_3"),
        ("петр СЕМЕНОВ", "tec_1"),
        ("Семёнов Пётр", "tec_1"),
        ("Семенов П.", "tec_1"),
        ("Семёнов", "tec_1"),
        ("Семёнов И.", "tec_2"),
        ("Зимин", "tec_5"),
        ("Пётр", "tec_6"),
    ],
)
def test_a_technician_is_known_by_what_fits_one_alone(written, meant):
    assert STAFF.id_of("technician", written) == meant


def test_a_technician_that_may_be_another_is_refused_with_all_who_are_meant():
    rule = "may mean each of: Пётр Иванов (12), Пётр Иванов (tec_4)"
    assert refused(STAFF.id_of, "Иванов") == rule
    assert refused(STAFF.id_of, "П. П.").startswith("is not known; nearest: ")
    assert (
        refused(STAFF.id_of, "Зимина") == "is not known; nearest: Пётр Семёнов, Пётр Иванов, Пётр"
    )
    assert refused(Staff().id_of, "Зимин") == "is not known"


def test_a_zone_is_spelt_as_the_company_does_and_others_stay():
    zones = Zones(("Северный район", "Зелёный"))

    assert zones.spelt("zone", "северный  РАЙОН") == "Северный район"
    assert zones.spelt("zone", "Зеленый") == "Зелёный"
    assert zones.spelt("zone", "Южный") == "Южный"


def test_a_file_may_name_what_the_company_has_without_codes():
    room = Room()
    room.types = {"ru": {"cleaning": "Чистка"}}
    room.directory.add_technician(make_technician("tec_9", "Олег Зимин", zones=("Северный район",)))
    head = f"{COLUMNS};Тип заявки;Приоритет;Мастер;Район;Источник;Вид работы;Цена, руб."
    row = "A-1;Плита;Анна;ЧИСТКА;Срочно;зимин;северный район;Звонок;Выезд;1 500,50 ₽"

    job = room.imported(f"{head}\n{row}".encode("utf-8-sig"))

    assert job.failures == ()
    (order,) = room.orders.kept.values()
    assert (order.type, order.priority, order.source) == ("cleaning", "urgent", "phone")
    assert (order.technician.id, order.zone) == ("tec_9", "Северный район")
    assert (order.items[0].kind, order.items[0].unit_price) == ("travel", 150_050)


def test_who_is_no_longer_active_is_known_and_refused_as_such():
    room = Room()
    room.directory.add_technician(make_technician("tec_9", "Олег Зимин", active=False))

    job = room.imported(f"{COLUMNS};мастер\nA-1;Плита;Анна;Зимин".encode())

    assert [each.rule for each in job.failures[0].errors] == ["is no longer active"]


def test_an_id_of_a_technician_wins_over_the_name_beside_it():
    room = Room()
    room.directory.add_technician(make_technician("tec_9", "Олег Зимин"))

    job = room.imported(f"{COLUMNS};мастер;id мастера\nA-1;Плита;Анна;Кто-то;tec_9".encode())

    assert job.failures == ()
    assert [each.technician.id for each in room.orders.kept.values()] == ["tec_9"]


def test_every_cell_that_cannot_be_read_is_told_of_at_once():
    job = Room().imported(
        f"{COLUMNS};тип;приоритет;цена\nA-1;Плита;Анна;Ремнт;вчера;много".encode()
    )

    fields = [each.field for each in job.failures[0].errors]
    assert fields == ["type", "priority", "item.unit_price"]
