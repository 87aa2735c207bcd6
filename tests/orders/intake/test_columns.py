"""What an import tells of its columns, and what it passes over in them."""

import pytest

from tests.orders.builders import make_technician
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


@pytest.mark.parametrize("encoding", ["windows-1251", "utf-8-sig", "utf-16"])
def test_a_table_as_an_office_keeps_it_is_imported_whole(room, encoding):
    room.directory.add_technician(make_technician("tec_1", "Иван Петров"))
    head = (
        "№ заявки;Дата;Имя клиента;Телефон*;Что сделать;Тип заявки;Срочность;Исполнитель;"
        "Дата визита;Окончание визита;Срок выполнения:;Стоимость, руб.;Комментарий;Источник"
    )
    rows = [
        "101;20.11.2026;Анна;8 (900) 000-00-01;Печь;Ремонт;Высокая;Петров И.;{};перезвонить;звонок",
        "102;20.11.2026;Вера;8-900-000-00-02;Насос;гарантия;;-;;;;2500,5 руб.;нет;сайт",
        "103;20.11.2026;Глеб;н/д;Осмотр;Диагностика;срочно;;;;;-;\N{EM DASH};",
    ]
    rows[0] = rows[0].format("23.11.26 10:00;12:00;25.11.2026;1 500,50 ₽")
    text = "\r\n".join(["sep=;", head, *rows, ";" * 13])

    job = room.imported(text.encode(encoding, "replace"))

    assert (job.failures, job.ignored_columns) == ((), ("Дата",))
    orders = {each.external_id: each for each in room.orders.kept.values()}
    assert [orders[n].type for n in ("101", "102", "103")] == ["repair", "warranty", "diagnostics"]
    first, last = orders["101"], orders["103"]
    assert (first.priority, first.source, first.description) == ("high", "phone", "перезвонить")
    assert first.technician.name == "Иван Петров"
    assert (first.scheduled_end - first.scheduled_start).total_seconds() == 2 * 3600
    assert [each.items[0].unit_price for each in (first, orders["102"])] == [150_050, 250_050]
    assert (last.items, last.description, last.customer.phone) == ((), "", None)


@pytest.mark.parametrize(
    ("column", "cells", "told"),
    [
        (
            "начало;окончание",
            "23.11.2026 10:00;23.11.2026 9:00",
            ("scheduled_end", "23.11.2026 9:00"),
        ),
        ("начало;окончание", ";12:00", ("scheduled_end", "12:00")),
        ("причина переделки", "Качество работы", ("rework_cause", "Качество работы")),
        ("мастер", "зимин", ("technician", "зимин")),
        ("id мастера", "tec_9", ("technician_id", "tec_9")),
        ("цена", "-5", ("item.unit_price", "-5")),
        ("количество;цена", "0;1", ("items.0.qty", "0")),
        ("телефон", "12", ("customer.phone", "12")),
    ],
)
def test_what_is_refused_is_told_as_it_stands_in_the_file(room, column, cells, told):
    room.directory.add_technician(make_technician("tec_9", "Олег Зимин", active=False))

    job = room.imported(f"внешний номер;заявка;клиент;{column}\nA-1;Плита;Анна;{cells}".encode())

    (error,) = job.failures[0].errors
    assert (error.field, error.value) == told


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_name_of_the_table_may_stand_above_its_head_line(room, delimiter):
    lines = ["Заявки за ноябрь", "", "на; 20.11, 18:00", HEAD, "A-1;Плита;Анна;", "A-2;;Вера;"]
    content = "\n".join([*lines[:3], *(each.replace(";", delimiter) for each in lines[3:])])

    job = room.imported(content.encode())

    assert (job.rows, job.tally.created) == (2, 1)
    assert [row[0] for row in room.result(job.id)] == ["5", "6"]


def test_a_head_line_far_below_is_none(room):
    content = "\n".join([*(f"строка {n}" for n in range(10)), HEAD, "A-1;Плита;Анна;"])

    job = room.imported(content.encode())

    assert (job.state, job.error.rule) == (
        "failed",
        "needs a column called внешний номер or external_id",
    )


def test_a_spare_name_counts_only_where_there_is_no_better_one(room):
    head = "Номер;Внешний номер;Заказ;Заявка;Клиент;ФИО;Сумма;Количество;Цена"

    job = room.imported(f"{head}\n1;A-1;x;Плита;Анна;y;500;2;250".encode())

    assert job.ignored_columns == ("Номер", "Заказ", "ФИО", "Сумма")
    (order,) = room.orders.kept.values()
    assert (order.external_id, order.title, order.customer.name) == ("A-1", "Плита", "Анна")
    assert room.imported("№;Заказ;ФИО;Сумма\n2;Насос;Вера;500".encode()).tally.created == 1
