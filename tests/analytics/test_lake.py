"""The lake: the Parquet one and the one in memory keep the same promises."""

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from moto import mock_aws

from analytics.lake import S3Lake, key_of, schema
from analytics.model import OrderRow, Part
from analytics.period import day_span
from analytics.ports import Lake, LakeBusyError
from tests.analytics.builders import NOON, make_row
from tests.analytics.fakes import ZONE, FakeLake
from tests.analytics.rooms import Place, client, make_place
from tests.analytics.strategies import histories

FULL = {
    "external_id": "A-17",
    "technician": {"id": "tec_1", "name": "Борис Орлов"},
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


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    with mock_aws(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "test")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        yield make_place()


@pytest.fixture(params=["parquet", "memory"])
def lake(request: pytest.FixtureRequest, place: Place) -> Lake:
    real = S3Lake(client("s3"), place.bucket, ZONE)
    return real if request.param == "parquet" else FakeLake()


def test_an_order_comes_back_as_it_was(lake: Lake) -> None:
    orders = [make_row(id="a"), make_row(id="b", **FULL)]

    part = lake.merge("2026-11", None, orders).save()

    assert sorted(lake.merge("2026-11", part, []).touching(DAY), key=lambda o: o.id) == orders
    assert list(lake.rows([part], "completed_at", DAY)) == orders[1:]
    assert part.orders == 2


def test_the_latest_version_wins_and_the_change_is_told(lake: Lake) -> None:
    old, new = make_row(version=2, external_id="b"), make_row(version=3, external_id="c")
    part = lake.merge("2026-11", None, [old]).save()

    month = lake.merge("2026-11", part, [make_row(version=1, external_id="a"), new, old])

    assert list(month.changed) == [(old, new)]
    assert month.touching(DAY) == [new]


def test_what_is_known_changes_nothing(lake: Lake) -> None:
    part = lake.merge("2026-11", None, [make_row(version=2)]).save()

    assert not lake.merge("2026-11", part, [make_row(version=2), make_row(version=1)]).changed


def test_a_version_stays_what_it_was_when_a_newer_one_is_stored(lake: Lake) -> None:
    first = lake.merge("2026-11", None, [make_row(completed_at=NOON)]).save()
    lake.merge("2026-11", first, [make_row(version=2, completed_at=NOON)]).save()

    (order,) = lake.rows([first], "completed_at", DAY)

    assert order.version == 1


def test_all_days_of_a_month_are_told(lake: Lake) -> None:
    late = make_row(created_at=datetime(2026, 10, 31, 21, 0, tzinfo=UTC), completed_at=NOON)

    assert lake.merge("2026-11", None, [late]).days() == {date(2026, 11, 1), date(2026, 11, 22)}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(data=st.data())
def test_merging_in_any_order_gives_the_same_bytes(place: Place, data: st.DataObject) -> None:
    changes = [row for n in range(3) for row in data.draw(histories(f"ord_{n}"))]
    shuffled = data.draw(st.permutations(changes))
    cut = data.draw(st.integers(0, len(shuffled)))
    real = S3Lake(client("s3"), place.bucket, ZONE)

    whole = real.merge("2026-01", None, changes).save()
    half = real.merge("2026-01", None, shuffled[:cut]).save()
    both = real.merge("2026-01", half, shuffled[cut:]).save()

    assert real._body(both).read() == real._body(whole).read()
    assert both.spans == whole.spans


def test_a_part_names_the_days_its_stamps_span(place: Place) -> None:
    orders = [
        make_row(id="a", completed_at=NOON),
        make_row(id="b", completed_at=NOON + timedelta(days=3)),
    ]

    part = S3Lake(client("s3"), place.bucket, ZONE).merge("2026-02", None, orders).save()

    assert part.spans == {
        "created_at": (date(2026, 11, 22), date(2026, 11, 22)),
        "completed_at": (date(2026, 11, 22), date(2026, 11, 25)),
    }


def test_two_runs_that_replace_the_same_month_can_not_both_go_on(place: Place) -> None:
    real = S3Lake(client("s3"), place.bucket, ZONE)
    first = real.merge("2026-03", None, [make_row(id="a")])
    second = real.merge("2026-03", None, [make_row(id="b")])
    first.save()

    with pytest.raises(LakeBusyError):
        second.save()


def test_another_fault_of_the_store_is_not_taken_for_a_busy_lake(place: Place) -> None:
    month = S3Lake(client("s3"), "no-such-bucket-here", ZONE)

    with pytest.raises(client("s3").exceptions.ClientError):
        month.merge("2026-03", None, [])
    real = S3Lake(client("s3"), place.bucket, ZONE).merge("2026-04", None, [make_row()])
    real._lake = month
    with pytest.raises(client("s3").exceptions.ClientError):
        real.save()


def test_parts_are_parquet_that_others_can_read(place: Place) -> None:
    real = S3Lake(client("s3"), place.bucket, ZONE)
    part = real.merge("2026-05", None, [make_row(id=f"o{n}") for n in range(3)]).save()
    body = client("s3").get_object(Bucket=place.bucket, Key=key_of("2026-05"))["Body"].read()

    table = pq.ParquetFile(BytesIO(body)).read()

    assert table.schema.equals(schema())
    assert table.num_rows == part.orders == 3


def test_rows_of_several_months_come_in_a_fixed_order(place: Place) -> None:
    real = S3Lake(client("s3"), place.bucket, ZONE)
    parts: list[Part] = []
    for month in ("2026-07", "2026-06"):
        orders = [make_row(id=f"{month}-{n}", completed_at=NOON) for n in range(5000)]
        parts.append(real.merge(month, None, orders).save())

    rows: list[OrderRow] = list(real.rows(parts, "completed_at", DAY))

    assert len(rows) == 10_000
    assert [rows[0].id[:7], rows[-1].id[:7]] == ["2026-06", "2026-07"]
    assert "pyarrow.dataset" not in sys.modules
