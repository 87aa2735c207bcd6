"""The Parquet file as duckdb, which did not write it, reads it."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings

from analytics.exports import FORMATS
from tests.analytics.batches import Row, written
from tests.analytics.builders import NOON
from tests.analytics.test_as_csv import ROW, rows

PARQUET = FORMATS["parquet"]
PLACES = {"RUB": 2, "JPY": 0, "KWD": 3}


def read(path: Path, rows: list[Row]) -> list[tuple[Any, ...]]:
    path.write_bytes(written(PARQUET, *rows))
    return duckdb.sql(
        'SELECT words, state, "count", share, amount, currency, "day", epoch_ms("at") '  # noqa: S608
        f"FROM '{path}'"
    ).fetchall()


def test_types_say_what_the_columns_are(tmp_path: Path) -> None:
    path = tmp_path / "orders.parquet"
    path.write_bytes(written(PARQUET, ROW))

    told = duckdb.sql(f"DESCRIBE SELECT * FROM '{path}'").fetchall()  # noqa: S608 - our path

    assert {name: type_ for name, type_, *_ in told} == {
        "words": "VARCHAR",
        "state": "VARCHAR",
        "count": "BIGINT",
        "share": "DOUBLE",
        "amount": "DECIMAL(21,3)",
        "currency": "VARCHAR",
        "day": "DATE",
        "at": "TIMESTAMP WITH TIME ZONE",
    }


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows)
def test_what_is_written_is_read_back(tmp_path: Path, rows: list[Row]) -> None:
    found = read(tmp_path / "orders.parquet", rows)

    for row, given_ in zip(found, rows, strict=True):
        amount, at = given_[4], given_[7]
        wanted = None if amount is None else Decimal(amount).scaleb(-PLACES[given_[5]])
        assert row[:4] == given_[:4]
        assert row[4] == wanted
        assert row[5:7] == given_[5:7]
        assert row[7] == (None if at is None else int(at.timestamp() * 1000))


@pytest.mark.parametrize("amount", [10**15, -(10**15), -1, 0])
def test_the_largest_amounts_fit(tmp_path: Path, amount: int) -> None:
    row = ("", None, None, None, amount, "RUB", date(2026, 11, 22), NOON)

    (found,) = read(tmp_path / "orders.parquet", [row])

    assert found[4] == Decimal(amount).scaleb(-2)


def test_no_rows_are_a_file_with_its_columns(tmp_path: Path) -> None:
    assert read(tmp_path / "orders.parquet", []) == []
