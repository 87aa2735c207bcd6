import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.intake import parsing
from orders.intake.heads import FIELDS, NAMES
from orders.intake.parsing import parsed
from shared.errors import InvalidError, ServiceError
from shared.texts import trim
from tests.orders.intake.fakes import HEAD, HOUSE

ROW = "A-1;Ремонт котла;Анна Иванова;+79000000001"
SHAPE = {
    "external_id": "A-1",
    "title": "Ремонт котла",
    "customer": {"name": "Анна Иванова", "phone": "+79000000001"},
}


def rows_of(text, encoding="utf-8"):
    content = text if isinstance(text, bytes) else text.encode(encoding)
    return parsed(content, "csv", HOUSE).rows


def cell_of(column, value):
    (row,) = rows_of(f"external_id;title;{column}\nA-1;t;{value}")
    return row


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1251", "utf-16"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_file_is_read_in_each_encoding_with_each_line_end_and_delimiter(
    encoding, ends, delimiter
):
    text = f"{HEAD}\n{ROW}\n".replace(";", delimiter).replace("\n", ends)

    (row,) = rows_of(text, encoding)

    assert (row.number, row.shape, row.fault) == (2, SHAPE, None)


@pytest.mark.parametrize("field", NAMES)
def test_each_column_has_a_name_in_both_languages_and_none_has_two_meanings(field):
    names = NAMES[field]

    assert any(name.isascii() for name in names)
    assert any(not name.isascii() for name in names)
    assert all(FIELDS[name] == field for name in names)


def test_every_name_of_a_column_stands_in_the_docs():
    page = (Path(__file__).parents[3] / "docs" / "import.md").read_text()

    assert [name for name in FIELDS if f"`{name}`" not in page] == []


def test_letter_case_and_blanks_of_column_names_do_not_count():
    (row,) = rows_of(" EXTERNAL_ID ;ЗАЯВКА\nA-1;t")

    assert row.shape == {"external_id": "A-1", "title": "t", "customer": {}}


def test_columns_that_mean_nothing_to_us_are_told_of():
    file = parsed(b"external_id;title;Colour;\nA-1;t;red;", "csv", HOUSE)

    assert file.ignored == ("Colour",)
    assert "Colour" not in str(file.rows)


def test_blank_lines_count_as_rows_of_the_spreadsheet_but_are_none():
    rows = rows_of(f"\n{HEAD}\n\n{ROW}\n;;;\n{ROW}")

    assert [row.number for row in rows] == [4, 6]


def test_a_cell_of_many_lines_is_one_cell():
    (row,) = rows_of('external_id;title;описание\nA-1;t;"первая\nвторая; и ""третья"""')

    assert row.shape["description"] == 'первая\nвторая; и "третья"'


@pytest.mark.parametrize("formula", ["=1+1", "+1", "@SUM(A1)", '=cmd|"/C calc"!A0'])
def test_a_formula_stays_text(formula):
    quoted = formula.replace('"', '""')

    assert cell_of("описание", f'"{quoted}"').shape["description"] == formula


def test_the_quote_that_our_own_files_put_before_a_formula_is_taken_off():
    assert cell_of("описание", "'=1+1").shape["description"] == "=1+1"
    assert cell_of("описание", "'цитата").shape["description"] == "'цитата"


def test_one_line_item_is_read_from_its_columns():
    (row,) = rows_of("external_id,title,услуга,количество,цена\nA-1,t,Чистка,2,1500.50")

    assert row.shape["items"] == [{"name": "Чистка", "qty": "2", "unit_price": 150050}]


def test_an_item_without_a_name_is_called_as_the_order():
    (row,) = rows_of("external_id;title;цена\nA-1;Чистка;1500")

    assert row.shape["items"] == [{"name": "Чистка", "unit_price": 150000}]


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("22.11.2026 11:00", "2026-11-22T08:00:00+00:00"),
        ("22.11.2026 11:00:05", "2026-11-22T08:00:05+00:00"),
        ("2.1.2026", "2026-01-01T21:00:00+00:00"),
        ("2026-11-22T08:00:00Z", "2026-11-22T08:00:00Z"),
    ],
)
def test_a_bare_moment_is_meant_in_the_companys_zone(given, meant):
    assert cell_of("срок", given).shape["due_at"] == meant


def test_priorities_are_read_in_both_languages():
    assert cell_of("приоритет", "Срочный").shape["priority"] == "urgent"
    assert cell_of("приоритет", "HIGH").shape["priority"] == "high"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Качество работы", "workmanship"),
        ("отказ детали", "part_failure"),
        ("Другое", "other"),
        ("Workmanship", "workmanship"),
    ],
)
def test_the_cause_of_a_rework_is_known_in_both_languages(written, meant):
    assert cell_of("причина переделки", written).shape["rework_cause"] == meant
    assert cell_of("rework_cause", written).shape["rework_cause"] == meant


@pytest.mark.parametrize(
    ("column", "value", "field"),
    [
        ("срок", "31.02.2026", "due_at"),
        ("начало", "22.11.2026 25:00", "scheduled_start"),
        ("цена", "дорого", "item.unit_price"),
        ("количество", "1e3", "item.qty"),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_with_field_value_and_rule(column, value, field):
    fault = cell_of(column, value).fault

    (error,) = fault.errors
    assert (error.field, error.value) == (field, value)
    assert error.rule


def test_a_faulty_row_is_told_by_its_external_id_and_leaves_its_neighbours_alone():
    rows = rows_of("external_id;title;цена\nA-1;t;1\nA-2;t;много\nA-3;t;3")

    assert [row.fault is None for row in rows] == [True, False, True]
    assert rows[1].shape == {"external_id": "A-2"}


def test_broken_bytes_fail_their_row_only():
    content = f"{HEAD}\nA-1;Ремонт;Анна;\n".encode() + b"A-2;\xd0\xff;x;\n" + "A-3;Чай;Ян;".encode()

    rows = rows_of(content)

    assert [row.fault is None for row in rows] == [True, False, True]
    assert rows[2].shape["title"] == "Чай"


def test_a_byte_that_windows_1251_does_not_know_fails_its_row_only():
    content = f"{HEAD}\nA-1;Ремонт;Анна;\n".encode("windows-1251") + b"A-2;\x98;x;"

    assert [row.fault is None for row in rows_of(content)] == [True, False]


def test_more_cells_than_columns_fail_the_row():
    rows = rows_of(f"{HEAD}\n{ROW};лишнее\n{ROW};;;")

    assert [row.fault is None for row in rows] == [False, True]


def test_a_quote_left_open_fails_what_it_swallows_and_not_the_file():
    filler = "".join(f"B-{n};{'т' * 100};Анна;\n" for n in range(3000))

    rows = rows_of(f'{HEAD}\nA-1;"Ремонт;Анна;\n{filler}')

    assert rows[0].fault is not None
    assert sum(row.fault is None for row in rows) > 1000


def test_a_cell_that_is_too_long_fails_its_row_only():
    rows = rows_of(f"{HEAD}\nA-1;{'т' * 70_000};Анна;\n{ROW}")

    assert [row.fault is None for row in rows] == [False, True]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n\n",
        b"\xef\xbb\xbf",
        b"title;phone\nt;1",
        b"external_id\nA-1",
        b"external_id;title;title\nA-1;a;b",
        "external_id;title;Заявка\nA-1;a;b".encode(),
        b"\x00" * 1000,
        b"PK\x03\x04" + bytes(range(256)),
        b";".join([b"x"] * 5000),
    ],
)
def test_what_is_no_import_is_refused_as_a_file(content):
    with pytest.raises(InvalidError) as caught:
        parsed(content, "csv", HOUSE)

    assert caught.value.errors[0].field == "file"


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_file_of_too_many_rows_is_refused(form, monkeypatch):
    monkeypatch.setattr(parsing, "MAX_ROWS", 2)
    csv_file = f"{HEAD}\n{ROW}\n{ROW}\n{ROW}".encode()
    content = csv_file if form == "csv" else b"[{}, {}, {}]"

    with pytest.raises(InvalidError, match="more than 2 rows"):
        parsed(content, form, HOUSE)


@pytest.mark.parametrize("document", ['[{"title": "t"}]', '{"orders": [{"title": "t"}]}'])
def test_json_is_a_list_of_orders_bare_or_named(document):
    (row,) = parsed(document.encode(), "json", HOUSE).rows

    assert (row.number, row.shape) == (1, {"title": "t"})


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"null", b"1", b"[NaN]", b"[1e", b"[" * 100_000, b'{"orders": {}}', b"9" * 9999],
)
def test_json_that_is_no_list_of_orders_is_refused_as_a_file(content):
    with pytest.raises(InvalidError) as caught:
        parsed(content, "json", HOUSE)

    assert caught.value.errors[0].field == "file"


@given(st.binary(max_size=400), st.sampled_from(["csv", "json"]))
def test_no_bytes_whatever_break_the_reading(content, form):
    with suppress(InvalidError):
        assert parsed(content, form, HOUSE).rows is not None


@given(st.binary(max_size=300))
def test_no_bytes_whatever_below_a_good_head_refuse_the_file(content):
    for row in rows_of(HEAD.encode() + b"\n" + content):
        assert row.fault is None or isinstance(row.fault, ServiceError)


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00\ufffd", exclude_categories=["Cs"]),
    min_size=1,
    max_size=30,
).filter(lambda text: trim(text) == text and not text.startswith("'"))


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_any_text_comes_through_a_file_as_it_was(titles):
    lines = [f'A-{n};"{t.replace(chr(34), chr(34) * 2)}"' for n, t in enumerate(titles)]

    rows = rows_of("external_id;title\n" + "\n".join(lines))

    assert [row.shape["title"] for row in rows] == titles


@given(st.lists(st.dictionaries(st.text(max_size=5), st.text(max_size=5)), max_size=5))
def test_any_json_list_comes_through_as_it_was(orders):
    rows = parsed(json.dumps(orders).encode(), "json", HOUSE).rows

    assert [row.shape for row in rows] == orders
