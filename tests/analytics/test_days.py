"""How a month lies in objects: whole or by days, by its rows alone, and read as one either way."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from analytics.lake import months, store
from analytics.lake.columns import table_of
from analytics.lake.days import by_day, is_by_day, read_list, written_list
from analytics.lake.store import S3Lake
from analytics.model import Part
from analytics.period import day_span
from analytics.ports import LakeBusyError, VersionGoneError
from analytics.rows import AnswerRow, Row
from tests.analytics.builders import NOON, make_row
from tests.analytics.fakes import ZONE
from tests.analytics.frames import plain
from tests.analytics.rooms import client, make_place

LATE = datetime(2026, 11, 21, 21, 30, tzinfo=UTC)
"""Of the day after, in Moscow."""
NEXT = NOON + timedelta(days=1)


@pytest.fixture
def lake() -> Iterator[S3Lake]:
    with mock_aws():
        yield S3Lake(client("s3"), make_place().bucket, ZONE)


def saved(lake: S3Lake, part: Part | None, *rows: Row) -> Part:
    (batch,) = lake.sort_out(rows)
    return lake.merge(part, batch).save({})


def ids(lake: S3Lake, part: Part) -> list[str]:
    texts = lake.opened(part).frame.texts["id"]
    return [texts.values[code] for code in texts.codes]


def days(lake: S3Lake, part: Part) -> list[str]:
    return list(lake._versions(part))


def test_rows_lie_in_the_day_of_the_company_in_order() -> None:
    rows = [make_row(id="b", created_at=NEXT), make_row(id="a", created_at=LATE)]

    found = list(by_day("orders", table_of("orders", rows), ZONE))

    assert [(day, table.column("id").to_pylist()) for day, table in found] == [
        ("2026-11-22", ["a"]),
        ("2026-11-23", ["b"]),
    ]


def test_a_list_of_days_is_the_same_bytes_in_whatever_order_days_came() -> None:
    content = written_list({"2026-11-22": "v1", "2026-11-03": "v2"})

    assert content == b'{"2026-11-03":"v2","2026-11-22":"v1"}'
    assert list(read_list(b'{"2026-11-22":"v1","2026-11-03":"v2"}')) == ["2026-11-03", "2026-11-22"]


def test_a_month_lies_whole_up_to_so_many_rows_and_by_days_from_then_on(
    lake: S3Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(months, "WHOLE_ROWS", 2)
    whole = saved(lake, None, make_row(id="a", created_at=LATE), make_row(id="b", created_at=NEXT))

    parted = saved(lake, whole, make_row(id="c", created_at=NEXT))
    again = saved(lake, parted, make_row(id="a", version=2, created_at=LATE))

    assert [is_by_day(part) for part in (whole, parted, again)] == [False, True, True]
    assert [part.rows for part in (whole, parted, again)] == [2, 3, 3]
    assert days(lake, parted) == days(lake, again) == ["2026-11-22", "2026-11-23"]
    one, two = lake._versions(parted), lake._versions(again)
    assert one["2026-11-22"] != two["2026-11-22"]
    assert one["2026-11-23"] == two["2026-11-23"]
    assert [ids(lake, part) for part in (whole, parted, again)] == [
        ["a", "b"],
        ["a", "b", "c"],
        ["a", "b", "c"],
    ]
    assert lake.frame(again).number("version").tolist() == [2, 1, 1]


def test_a_month_by_days_stays_so_and_takes_new_days(
    lake: S3Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(months, "WHOLE_ROWS", 0)
    part = saved(lake, None, make_row(id="a", created_at=LATE))
    monkeypatch.setattr(months, "WHOLE_ROWS", 9)

    both = saved(lake, part, make_row(id="b", created_at=NEXT))

    assert days(lake, both) == ["2026-11-22", "2026-11-23"]
    assert ids(lake, both) == ["a", "b"]
    assert [lake.column(both, "status").values[0], both.rows] == ["new", 2]


def test_another_kind_lies_by_days_as_orders_do(
    lake: S3Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(months, "WHOLE_ROWS", 0)
    known = {"id": "a", "version": 1, "rating": 4, "submitted_at": LATE, "updated_at": NEXT}

    part = saved(lake, None, plain(AnswerRow, **known))

    assert (part.name, part.rows) == ("answers/2026-11", 1)
    opened = lake.opened(part)
    assert opened.frame.number("rating").tolist() == [4]
    assert (opened.kind, opened.month, opened.newest) == ("answers", "2026-11", NEXT)
    span = {"submitted_at": (date(2026, 11, 22), date(2026, 11, 22))}
    assert opened.spanned(span) == part.model_copy(update={"spans": span})


def test_the_newest_change_is_that_of_the_rows_that_differ(lake: S3Lake) -> None:
    part = saved(lake, None, make_row(id="a", created_at=NOON, updated_at=NEXT))
    (batch,) = lake.sort_out([make_row(id="b", created_at=NOON, updated_at=NOON)])

    assert lake.merge(part, batch).newest == NOON
    assert lake.opened(part).newest == NEXT


def test_exports_read_a_month_by_days_as_batches(
    lake: S3Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(months, "WHOLE_ROWS", 0)
    monkeypatch.setattr(store, "EXPORT_ROWS", 2)
    rework = {"rework_of": "z", "origin_created_at": LATE}
    rows = [make_row(id=f"{n}", created_at=NOON + timedelta(seconds=n)) for n in range(3)]
    part = saved(lake, None, make_row(id="b", created_at=NEXT, **rework), *rows)

    batches = list(lake.batches([part]))

    assert [batch.column("id").to_pylist() for batch in batches] == [["0"], ["1", "2"], ["b"]]
    assert [lake.frame_of_batch(batch).size for batch in batches] == [1, 2, 1]


def test_rows_without_a_stamp_lie_in_no_span(lake: S3Lake) -> None:
    part = saved(lake, None, make_row(id="a", created_at=NOON), make_row(id="b", completed_at=NOON))
    day = day_span(NOON.date(), ZONE)

    assert [row.id for row in lake.rows([part], "completed_at", day)] == ["b"]
    assert [f.size for f in lake.frames([part], "completed_at", day)] == [1]


@pytest.mark.parametrize("whole_rows", [0, 9])
def test_a_version_that_is_no_longer_kept_is_named(
    lake: S3Lake, monkeypatch: pytest.MonkeyPatch, whole_rows: int
) -> None:
    monkeypatch.setattr(months, "WHOLE_ROWS", whole_rows)
    part = saved(lake, None, make_row(created_at=NOON))
    name = "days.json" if is_by_day(part) else "part.parquet"
    key = f"lake/orders/month=2026-11/{name}"
    for each in client("s3").list_object_versions(Bucket=lake.bucket, Prefix=key)["Versions"]:
        known = {"Bucket": lake.bucket, "Key": key, "VersionId": each["VersionId"]}
        client("s3").delete_object(**known)
    client("s3").put_object(Bucket=lake.bucket, Key=key, Body=b"another")

    with pytest.raises(VersionGoneError, match=key):
        lake.opened(part)


def test_what_no_month_names_is_hidden_and_can_be_read_by_its_version(lake: S3Lake) -> None:
    part = saved(lake, None, make_row(id="a", created_at=NOON))
    soon = datetime.now(UTC) + timedelta(days=1)

    told = [lake.clear([part], soon), lake.clear([], NOON), lake.clear([], soon)]

    assert told == [0, 0, 1]
    assert lake.clear([], soon) == 0
    assert ids(lake, part) == ["a"]
    assert lake.renewed(part) != part


class Refusing:
    """A store that answers every PUT with a status."""

    def __init__(self, status: int) -> None:
        self.status = status

    def put_object(self, **_: Any) -> None:
        answer = {"Error": {"Code": "x"}, "ResponseMetadata": {"HTTPStatusCode": self.status}}
        raise ClientError(answer, "PutObject")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("status", "error"), [(409, LakeBusyError), (412, LakeBusyError), (410, ClientError)]
)
def test_who_comes_second_to_a_key_is_told_that_it_is_busy(
    status: int, error: type[Exception]
) -> None:
    with pytest.raises(error, match="^the/key$" if error is LakeBusyError else "PutObject"):
        S3Lake(Refusing(status), "b", ZONE).put("the/key", b"", {})
