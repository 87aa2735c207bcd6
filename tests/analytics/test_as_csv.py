"""The CSV file: what Excel opens, what a parser reads back, and what can't do harm."""

import csv
import io
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.exports import FORMATS
from analytics.exports.as_csv import STATUSES, money, write
from analytics.rows import OrderRow
from shared.cells import plain, text
from tests.analytics.builders import NOON, make_row
from tests.analytics.fakes import ZONE

INJECTIONS = [
    '=HYPERLINK("https://evil.example","x")',
    "+79000000001",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "  =1+1",
    "\xa0=1+1",
    "\ufeff=1+1",
    "\u200b=1+1",
    "\x00=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "'=1+1",
    "''  =1+1",
    "вежливо\n=1+1",
    '";=1+1',
]
FORMULA_SIGNS = "=+-@＝＋－＠\t\r"


def written(*rows: OrderRow, zone: ZoneInfo = ZONE) -> bytes:
    file = io.BytesIO()
    write(rows, file, zone)
    return file.getvalue()


def read(content: bytes) -> list[dict[str, str]]:
    file = io.StringIO(content.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(file, delimiter=";", strict=True))


def test_the_file_is_what_a_russian_excel_opens() -> None:
    content = written(make_row())

    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    head, line, end = content.decode("utf-8-sig").split("\r\n")
    assert head.startswith('"Номер";"Внешний номер";"Статус"')
    assert "1500,00" in line.split(";")
    assert end == ""


def test_a_file_without_orders_has_its_head() -> None:
    assert read(written()) == []
    assert written().count(b"\r\n") == 1


def test_times_are_those_of_the_company() -> None:
    (row,) = read(written(make_row(completed_at=NOON), zone=ZoneInfo("Asia/Vladivostok")))

    assert row["Выполнена"] == "22.11.2026 19:00:00"
    assert row["Отменена"] == ""


def test_every_column_says_what_the_order_says() -> None:
    order = make_row(
        external_id="A-17", status="on_hold", technician={"id": "t", "name": "Борис Орлов"}
    )

    (row,) = read(written(order))

    assert row == {
        "Номер": "17",
        "Внешний номер": "A-17",
        "Статус": "Приостановлена",
        "Клиент": "cus_1",
        "Мастер": "Борис Орлов",
        "Сумма": "1500,00",
        "Валюта": "RUB",
        "Создана": "22.11.2026 12:00:00",
        "Начата": "",
        "Выполнена": "",
        "Закрыта": "",
        "Отменена": "",
        "Источник": "api",
        "ID": "ord_1",
    }


@pytest.mark.parametrize("attack", INJECTIONS)
def test_no_text_is_taken_for_a_formula(attack: str) -> None:
    (row,) = read(written(make_row(external_id=attack)))

    cell = row["Внешний номер"]
    assert cell.lstrip(" \xa0\ufeff\u200b")[:1] not in FORMULA_SIGNS
    assert "\n" not in cell


@given(st.text())
def test_a_text_is_read_back_but_for_its_line_breaks(words: str) -> None:
    (row,) = read(written(make_row(external_id=words.replace("\ud800", ""))))

    assert plain(row["Внешний номер"]).split() == [
        word for word in _without_controls(words).split() if word
    ]


def _without_controls(value: str) -> str:
    codes = [*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029]
    return value.translate(dict.fromkeys(codes, " "))


@given(st.lists(st.tuples(st.text("=+-@';\" a\xa0", max_size=6), st.integers(-(10**15), 10**15))))
def test_rows_are_what_the_csv_module_reads(rows: list[tuple[str, int]]) -> None:
    orders = [make_row(external_id=words, total=total) for words, total in rows]

    back = read(written(*orders))

    assert [plain(row["Внешний номер"]) for row in back] == [words for words, _ in rows]
    assert [int(row["Сумма"].replace(",", "")) for row in back] == [total for _, total in rows]


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [
        (0, "RUB", "0,00"),
        (5, "RUB", "0,05"),
        (-5, "RUB", "-0,05"),
        (-15050, "RUB", "-150,50"),
        (123456789012, "RUB", "1234567890,12"),
        (1500, "JPY", "1500"),
        (1500, "KWD", "1,500"),
    ],
)
def test_money_is_in_major_units_with_a_comma(amount: int, currency: str, shown: str) -> None:
    assert money(amount, currency) == shown


def test_quotes_are_doubled_and_nothing_is_an_empty_cell() -> None:
    assert text('a"b') == '"a""b"'
    assert text(None) == text("") == ""


def test_every_status_has_a_russian_word_and_an_unknown_one_is_shown_as_it_is() -> None:
    shown = [row["Статус"] for row in read(written(make_row(status="paused")))]

    assert shown == ["paused"]
    assert all(word.isprintable() for word in STATUSES.values())


def test_more_rows_than_a_batch_are_all_written() -> None:
    order = make_row()

    class Sink:
        writes, lines = 0, 0

        def write(self, data: bytes, /) -> int:
            self.writes += 1
            self.lines += data.count(b"\r\n")
            return len(data)

    sink: Any = Sink()
    write((order for _ in range(10_000)), sink, ZONE)

    assert (sink.lines, sink.writes) == (10_001, 4)


def test_formats_are_registered_under_their_names() -> None:
    assert FORMATS["csv"].profile == "ru-excel"
    assert FORMATS["csv"].file_name == "orders.csv"
