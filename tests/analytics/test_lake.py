"""The lake: the Parquet one and the one in memory keep the same promises."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from moto import mock_aws

from analytics.frame import Frame
from analytics.lake import months, sorting
from analytics.lake.columns import schema
from analytics.lake.days import key_of
from analytics.lake.store import S3Lake
from analytics.model import Part
from analytics.period import day_span
from analytics.ports import Lake, LakeBusyError, Month
from analytics.reworks import mark
from analytics.rows import Row
from tests.analytics.builders import NOON, make_row
from tests.analytics.fakes import ZONE, FakeLake
from tests.analytics.rooms import Place, client, files_of, make_place
from tests.analytics.strategies import histories

FULL = {
    "external_id": "A-17",
    "technician": {"id": "tec_1", "name": "Борис Орлов"},
    "zone": "north",
    "vat_mode": "outside",
    "items": [
        {"kind": "part", "name": "", "qty": "1.50", "unit_price": 5, "total": 7, "vat_rate": 20}
    ],
    "payments": [{"id": "p", "kind": "refund", "method": "card", "amount": 3, "at": NOON}],
    "outcome": "resolved",
    "hold_reason": "parts",
    "cancelled_by": "customer",
    "reopen_count": 1,
} | {
    f"{name}": datetime(2026, 11, 22, 8, 0, 0, n * 1000, tzinfo=UTC)
    for n, name in enumerate(
        (
            "scheduled_start",
            "scheduled_end",
            "due_at",
            "assigned_at",
            "en_route_at",
            "started_at",
            "completed_at",
            "last_completed_at",
            "closed_at",
            "cancelled_at",
        )
    )
}
DAY = day_span(date(2026, 11, 22), ZONE)
MS = timedelta(milliseconds=1)


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    with mock_aws(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "test")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        yield make_place()


@pytest.fixture(params=["parquet", "parquet by day", "memory"])
def lake(
    request: pytest.FixtureRequest, place: Place, monkeypatch: pytest.MonkeyPatch
) -> Lake[Any]:
    real = S3Lake(client("s3"), place.bucket, ZONE)
    if request.param.endswith("by day"):
        monkeypatch.setattr(months, "WHOLE_ROWS", 0)
    return FakeLake() if request.param == "memory" else real


def merged(lake: Lake[Any], part: Part | None, *rows: Row) -> Month:
    """Merge rows of one kind and month into it."""
    (batch,) = lake.sort_out(rows)
    return lake.merge(part, batch)


def saved(lake: Lake[Any], part: Part | None, *rows: Row) -> Part:
    return merged(lake, part, *rows).save({})


def versions(frame: Frame) -> list[int]:
    return frame.number("version").tolist()


def test_an_order_comes_back_as_it_was(lake: Lake[Any]) -> None:
    orders = [make_row(id="a", completed_at=NOON), make_row(id="b", **FULL)]

    part = saved(lake, None, *orders)

    assert list(lake.rows([part], "completed_at", DAY)) == orders
    assert [lake.frame(part).texts["id"].values[n] for n in range(2)] == ["a", "b"]
    assert [frame.size for frame in lake.frames([part], "completed_at", DAY)] == [2]
    assert part.rows == 2


def test_one_column_comes_alone_and_without_orders_that_are_only_known_by_a_link(
    lake: Lake[Any],
) -> None:
    first = make_row(id="a", customer={"id": "cus_7", "name": "", "phone": None})
    rework = make_row(id="b", rework_of="c", origin_created_at=NOON)

    part = saved(lake, None, first, rework)

    found = lake.column(part, "customer_id")
    assert [found.values[code] for code in found.codes] == ["cus_7", "cus_1"]


def test_the_latest_version_wins_and_the_change_is_told(lake: Lake[Any]) -> None:
    part = saved(lake, None, make_row(version=2))

    month = merged(lake, part, make_row(version=1), make_row(version=3), make_row(version=2))

    assert month.has_changed
    assert [versions(each) for each in (month.before, month.after)] == [[2], [3]]
    assert versions(month.both) == [2, 3]
    assert versions(lake.frame(month.save({}))) == [3]


def test_what_is_known_changes_nothing(lake: Lake[Any]) -> None:
    part = saved(lake, None, make_row(version=2))

    assert not merged(lake, part, make_row(version=2), make_row(version=1)).has_changed


def test_a_version_stays_what_it_was_when_a_newer_one_is_stored(lake: Lake[Any]) -> None:
    first = saved(lake, None, make_row(completed_at=NOON))
    saved(lake, first, make_row(version=2, completed_at=NOON))

    (order,) = lake.rows([first], "completed_at", DAY)

    assert order.version == 1


def test_changes_are_sorted_by_kind_and_month(lake: Lake[Any]) -> None:
    november = datetime(2026, 10, 31, 21, 0, tzinfo=UTC)
    rework = make_row(id="b", created_at=NOON, rework_of="a", origin_created_at=november)

    found = list(lake.sort_out([rework, make_row(id="c", created_at=november - MS)]))

    assert [(batch.kind, batch.month) for batch in found] == [
        ("orders", "2026-10"),
        ("orders", "2026-11"),
    ]


@pytest.mark.parametrize("first", ["origin", "rework"])
def test_a_rework_order_marks_its_origin_whichever_comes_first(lake: Lake[Any], first: str) -> None:
    origin = make_row(id="a", completed_at=NOON)
    known = {"rework_of": "a", "origin_created_at": NOON}
    rework = make_row(id="b", created_at=NOON + 9 * MS, **known)
    again = make_row(id="c", created_at=NOON + 5 * MS, **known)
    order = [origin, rework, again] if first == "origin" else [rework, again, origin]

    part = None
    for row in order:
        part = saved(lake, part, row)

    assert part
    rows = {row.id: row for row in lake.rows([part], "created_at", DAY)}
    assert rows["a"] == replace(origin, first_rework=mark(NOON + 5 * MS, 1, None))
    assert part.rows == 3


def test_an_order_of_which_only_a_link_is_known_takes_part_in_nothing(lake: Lake[Any]) -> None:
    rework = make_row(id="b", rework_of="a", origin_created_at=NOON)

    month = merged(lake, None, rework)

    part = month.save({})
    assert lake.frame(part).size == month.after.size == part.rows == 1
    assert [row.id for row in lake.rows([part], "created_at", DAY)] == ["b"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(data=st.data())
def test_merging_in_any_order_gives_the_same_bytes(place: Place, data: st.DataObject) -> None:
    known: dict[str, datetime] = {}
    changes = [row for n in range(3) for row in data.draw(histories(f"ord_{n}", known))]
    shuffled = data.draw(st.permutations(changes))
    cut = data.draw(st.integers(0, len(shuffled)))
    real = S3Lake(client("s3"), place.bucket, ZONE)

    whole = saved_all(real, {}, changes)
    both = saved_all(real, saved_all(real, {}, shuffled[:cut]), shuffled[cut:])

    assert {name: files_of(real, part) for name, part in both.items()} == {
        name: files_of(real, part) for name, part in whole.items()
    }


def saved_all(lake: S3Lake, parts: dict[str, Part], rows: list[Row]) -> dict[str, Part]:
    kept = dict(parts)
    for batch in lake.sort_out(rows):
        name = f"{batch.kind}/{batch.month}"
        kept[name] = lake.merge(kept.get(name), batch).save({})
    return kept


def test_what_is_too_much_for_memory_is_sorted_in_files(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sorting, "ROWS_AT_ONCE", 7)
    real = S3Lake(client("s3"), place.bucket, ZONE)
    rows = [make_row(id=f"o{n}", created_at=NOON - timedelta(days=n)) for n in range(60)]

    found = {batch.month: real.merge(None, batch).after.size for batch in real.sort_out(rows)}

    assert found == {"2026-09": 7, "2026-10": 31, "2026-11": 22}


def test_two_runs_that_replace_the_same_month_can_not_both_go_on(place: Place) -> None:
    real = S3Lake(client("s3"), place.bucket, ZONE)
    march = NOON.replace(month=3)
    first = merged(real, None, make_row(id="a", created_at=march))
    second = merged(real, None, make_row(id="b", created_at=march))
    first.save({})

    with pytest.raises(LakeBusyError):
        second.save({})


def test_another_fault_of_the_store_is_not_taken_for_a_busy_lake(place: Place) -> None:
    nowhere = S3Lake(client("s3"), "no-such-bucket-here", ZONE)

    with pytest.raises(client("s3").exceptions.ClientError):
        merged(nowhere, None, make_row())
    (batch,) = S3Lake(client("s3"), place.bucket, ZONE).sort_out([make_row()])
    month = S3Lake(client("s3"), place.bucket, ZONE).merge(None, batch)
    month._lake = nowhere
    with pytest.raises(client("s3").exceptions.ClientError):
        month.save({})


def test_parts_are_parquet_that_others_can_read(place: Place) -> None:
    real = S3Lake(client("s3"), place.bucket, ZONE)
    may = NOON.replace(month=5)
    part = saved(real, None, *(make_row(id=f"o{n}", created_at=may) for n in range(3)))
    key = key_of("orders", "2026-05")
    body = client("s3").get_object(Bucket=place.bucket, Key=key)["Body"].read()

    table = pq.ParquetFile(BytesIO(body)).read()

    assert table.schema.equals(schema("orders"))
    assert table.num_rows == part.rows == 3


def test_a_month_that_was_written_in_another_way_becomes_the_same_file(place: Place) -> None:
    real = S3Lake(client("s3"), place.bucket, ZONE)
    april = NOON.replace(month=4)
    old, new = (make_row(id="a", version=n, created_at=april) for n in (1, 2))
    whole = saved(real, None, old)
    other = BytesIO()
    pq.write_table(pq.ParquetFile(BytesIO(*files_of(real, whole))).read(), other)
    version = real.put(key_of("orders", "2026-04"), other.getvalue(), {})
    before = whole.model_copy(update={"object_version": version})

    after = saved(real, before, new)

    assert real.frame(before).number("version").tolist() == [1]
    assert files_of(real, after) == files_of(real, saved(real, whole, new))


def test_rows_of_several_months_come_in_a_fixed_order(place: Place) -> None:
    real = S3Lake(client("s3"), place.bucket, ZONE)
    parts: list[Part] = []
    for month in (7, 6):
        known = {"created_at": NOON.replace(month=month), "completed_at": NOON}
        parts.append(
            saved(real, None, *(make_row(id=f"{month}-{n}", **known) for n in range(2500)))
        )

    rows = list(real.rows(parts, "completed_at", DAY))

    assert len(rows) == 5000
    assert [rows[0].id[0], rows[-1].id[0]] == ["6", "7"]
