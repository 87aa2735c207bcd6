"""What an import tells of its columns, and what it passes over in them."""

import pytest

from tests.orders.intake.fakes import HEAD, Room


@pytest.fixture
def room():
    return Room()


def test_a_row_without_a_customer_names_the_column_that_is_empty(room):
    content = f"{HEAD}\nA-1;Ремонт;;\nA-2;;;8 900 000-00-01".encode()

    job = room.imported(content)

    assert [[each.field for each in row.errors] for row in job.failures] == [
        ["customer.name"],
        ["title", "customer.name"],
    ]
    first, second = room.result(job.id)
    assert first[5:] == ["customer.name (клиент)", "", "обязательно, но не заполнено", "required"]
    assert second[5:7] == ["title (заявка) | customer.name (клиент)", " | "]


def test_a_row_without_a_title_is_refused_by_it_alone_whatever_its_line_costs(room):
    head = "внешний номер;заявка;клиент;цена"

    job = room.imported(f"{head}\nA-1;\u200b;Анна;100".encode())

    (told,) = room.result(job.id)
    assert told[5:] == ["title (заявка)", "", "обязательно, но не заполнено", "required"]


def test_what_nobody_can_see_is_no_part_of_a_row(room):
    rows = ["\u200bA-1\u00a0;Ремонт;Анна\u2060;", "\u200b;\u00ad;;", "A-1;Ремонт;Анна;"]
    content = "\n".join([f"\ufeff\u200b{HEAD}", *rows]).encode()

    job = room.imported(content)

    assert [told[:3] for told in room.result(job.id)] == [
        ["2", "A-1", "создана"],
        ["4", "A-1", "ошибка"],
    ]
    (order,) = room.orders.kept.values()
    assert (order.external_id, order.customer.name) == ("A-1", "Анна")
