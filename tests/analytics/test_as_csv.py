"""The CSV files: byte for byte what the csv module writes, and nothing that does harm."""

import csv
import io
import tracemalloc
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.exports import FORMATS
from analytics.exports.as_windows_1251 import CODE, PIECE_BYTES, encode
from analytics.writing.texts import for_machines, for_people, plain
from tests.analytics.batches import COLUMNS, Row, batch_of, plainly, setting, written
from tests.analytics.builders import NOON

EXCEL, MACHINE, OLD = (FORMATS[name] for name in ("ru_excel", "machine", "windows_1251"))
INJECTIONS = [
    '=HYPERLINK("https://evil.example","x")',
    "-2+3+cmd|' /C calc'!A0",
    "+79000000001+1",
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
CHANGED = [
    "0123", "00", "007", "12345678901234567890", "1234 5678 9012 3456", "1-2", "3.10", "22.11.2026",
    "2026-11", "1/2", "1E5", "12e-3", "08:30", "5 мар", "1 мая", "12.янв", " 0123",
]  # fmt: skip
SIGNS = "=+-@＝＋－＠\t\r"
ROW: Row = ("слово", "new", 7, 0.5, -15050, "RUB", date(2026, 11, 22), NOON)
texts = st.text(st.characters(exclude_categories=["Cs"])) | st.text("=+-@';\" 01.мар\xa0\r\n")
moments = st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
numbers = st.integers(-(10**15), 10**15)
rows = st.lists(
    st.tuples(
        st.none() | texts,
        st.sampled_from([None, "new", "closed"]),
        st.none() | numbers,
        st.none() | st.floats(-1e6, 1e6, width=32),
        st.none() | numbers,
        st.sampled_from(["RUB", "JPY", "KWD"]),
        st.none() | st.dates(date(1900, 1, 1), date(2200, 1, 1)),
        st.none() | moments.map(lambda at: at.replace(microsecond=0)),
    ),
    max_size=12,
)


def read(content: bytes, mark: str = ";") -> list[dict[str, str]]:
    file = io.StringIO(content.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(file, delimiter=mark, strict=True))


@settings(max_examples=40)
@given(rows)
def test_the_file_is_byte_for_byte_what_the_csv_module_writes(rows: list[Row]) -> None:
    for zone in (ZoneInfo("Europe/Moscow"), ZoneInfo("Australia/Lord_Howe")):
        assert written(EXCEL, *rows, zone=zone) == plainly(rows, zone=zone)
        assert written(MACHINE, *rows, zone=zone) == plainly(rows, machine=True, zone=zone)


def test_the_file_is_what_a_russian_excel_opens() -> None:
    content = written(EXCEL, ROW)

    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig") == (
        '"Слова";"Состояние";"Число";"Доля";"Сумма";"Валюта";"День";"Когда"\r\n'
        '"слово";"Новая";7;0,5;-150,50;"RUB";22.11.2026;22.11.2026 12:00:00\r\n'
    )


def test_a_program_reads_codes_points_and_moments_with_their_offset() -> None:
    assert written(MACHINE, ROW).decode() == (
        '"words","state","count","share","amount","currency","day","at"\r\n'
        '"слово","new",7,0.5,-150.50,"RUB",2026-11-22,2026-11-22T12:00:00+03:00\r\n'
    )


def test_a_file_without_rows_has_its_head() -> None:
    assert read(written(EXCEL)) == []
    assert written(EXCEL).count(b"\r\n") == 1


@pytest.mark.parametrize("attack", INJECTIONS)
@pytest.mark.parametrize("name", ["ru_excel", "windows_1251", "machine"])
def test_no_text_is_taken_for_a_formula(name: str, attack: str) -> None:
    code = CODE if name == "windows_1251" else "utf-8-sig"
    lines = written(FORMATS[name], (attack, *ROW[1:])).decode(code)

    mark = "," if name == "machine" else ";"
    (_, row) = csv.reader(io.StringIO(lines, newline=""), delimiter=mark, strict=True)
    assert row[0].lstrip(" \xa0\ufeff\u200b")[:1] not in SIGNS
    assert "\n" not in row[0]


def test_numbers_below_zero_are_never_touched() -> None:
    (row,) = read(written(EXCEL, (None, None, -7, -0.5, -15050, "RUB", None, None)))

    assert (row["Число"], row["Доля"], row["Сумма"]) == ("-7", "-0,5", "-150,50")


@pytest.mark.parametrize("text", CHANGED)
def test_what_a_spreadsheet_would_change_is_marked_for_people_and_not_for_programs(
    text: str,
) -> None:
    (people,) = read(written(EXCEL, (text, *ROW[1:])))
    (program,) = read(written(MACHINE, (text, *ROW[1:])), ",")

    assert people["Слова"] == f"'{text}"
    assert plain(people["Слова"]) == program["words"] == text


@pytest.mark.parametrize("text", ["17", "2026", "A-12", "ул. Мира, 5", "12 шт", "маршрут 5"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert for_people(pa.array([text])).to_pylist() == [text]


def test_a_phone_number_keeps_its_plus_for_programs() -> None:
    assert for_machines(pa.array(["+79000000001"])).to_pylist() == ["+79000000001"]
    assert for_people(pa.array(["+79000000001"])).to_pylist() == ["'+79000000001"]


@settings(max_examples=40)
@given(st.lists(texts))
def test_a_text_is_read_back_but_for_its_line_breaks(words: list[str]) -> None:
    shown = for_people(pa.array(words, pa.string())).to_pylist()

    controls = [*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029]
    wanted = [word.translate(dict.fromkeys(controls, " ")).split() for word in words]
    assert [plain(each).split() for each in shown] == wanted


def test_duckdb_reads_the_same(tmp_path: Path) -> None:
    given_ = [ROW, ('a";"b', None, None, None, None, "KWD", None, None), (None, "new", *ROW[2:])]
    path = tmp_path / "orders.csv"
    path.write_bytes(written(MACHINE, *given_))

    found = duckdb.sql(f"""
        SELECT words, state, "count", share, amount, currency, "day", epoch_ms("at")
        FROM read_csv('{path}', header=true, delim=',', quote='"', escape='"',
            columns={{'words': 'VARCHAR', 'state': 'VARCHAR', 'count': 'BIGINT',
            'share': 'DOUBLE', 'amount': 'DECIMAL(22,2)', 'currency': 'VARCHAR', 'day': 'DATE',
            'at': 'TIMESTAMPTZ'}})
    """).fetchall()  # noqa: S608 - a path of this test

    noon = int(NOON.timestamp() * 1000)
    assert found == [
        ("слово", "new", 7, 0.5, Decimal("-150.50"), "RUB", date(2026, 11, 22), noon),
        ('a";"b', None, None, None, None, "KWD", None, None),
        (None, "new", 7, 0.5, Decimal("-150.50"), "RUB", date(2026, 11, 22), noon),
    ]


def test_what_windows_1251_lacks_is_written_in_letters_or_counted() -> None:
    told = setting()
    file = io.BytesIO()
    assert OLD.write_columns

    OLD.write_columns([batch_of([("Ёж № 5 «ё» 100 ₽ Қазақ é 😀", *ROW[1:])])], file, told)

    content = file.getvalue().decode(CODE)
    assert "Ёж № 5 «ё» 100 руб. Казак e ?" in content
    assert told.warnings == {"transliterated": 4, "unencodable": 1}


def test_windows_1251_is_made_piece_by_piece_whatever_letters_the_borders_cut() -> None:
    words = "я" + "a₸" * PIECE_BYTES
    told: Counter[str] = Counter()
    data = memoryview(words.encode())

    tracemalloc.start()
    size = sum(len(each) for each in encode(data, told))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert size == len(words.replace("₸", "тенге"))
    assert told == {"transliterated": PIECE_BYTES}
    assert peak < 12 * PIECE_BYTES
    assert b"".join(encode(data, told)).decode(CODE) == words.replace("₸", "тенге")


def test_a_text_that_fits_windows_1251_is_the_same_text() -> None:
    assert written(OLD, ROW).decode(CODE) == written(EXCEL, ROW).decode("utf-8-sig")


def test_moments_around_a_change_of_clocks_tell_their_offset() -> None:
    zone, first = ZoneInfo("Europe/Berlin"), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    moments = [first, first + timedelta(hours=1)]

    rows = read(written(MACHINE, *((*ROW[:7], at) for at in moments), zone=zone), ",")

    assert [row["at"] for row in rows] == [
        "2026-10-25T02:30:00+02:00",
        "2026-10-25T02:30:00+01:00",
    ]


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [
        (0, "RUB", "0,00"),
        (5, "RUB", "0,05"),
        (-5, "RUB", "-0,05"),
        (123456789012, "RUB", "1234567890,12"),
        (1500, "JPY", "1500"),
        (1500, "KWD", "1,500"),
    ],
)
def test_money_is_in_major_units_with_a_comma(amount: int, currency: str, shown: str) -> None:
    others = [(None, None, 1, 1.0, 100, "RUB", None, None), (*ROW[:4], 1, "JPY", *ROW[6:])]

    found = read(written(EXCEL, (*ROW[:4], amount, currency, *ROW[6:]), *others))

    assert found[0]["Сумма"] == shown


def test_the_columns_of_the_tests_are_of_every_type() -> None:
    types = {"text", "integer", "share", "money", "date", "moment"}
    assert types == {each.type for each in COLUMNS}
