"""What an origin is told of its reworks: the first one, as it is in its latest version."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moto import mock_aws

from analytics.lake.store import S3Lake
from analytics.period import day_span
from analytics.reworks import CAUSES, MOST_VERSIONS, first_rework_at, is_caused_by, mark
from analytics.rows import OrderRow, Row, link_of
from tests.analytics.builders import NOON, make_row
from tests.analytics.fakes import ZONE, FakeLake
from tests.analytics.frames import frame_of, ms, plain
from tests.analytics.recount import newest
from tests.analytics.rooms import client, make_place
from tests.analytics.strategies import worlds

DAY = day_span(date(2026, 11, 22), ZONE)
MS = timedelta(milliseconds=1)
OF_ORIGIN = {"rework_of": "a", "origin_created_at": NOON}


def told(number: int | None) -> tuple[int | None, str | None]:
    """Take the number apart as KPIs do."""
    frame = frame_of([plain(OrderRow, first_rework=number)])
    at = int(first_rework_at(frame)[0])
    causes = [cause for cause in CAUSES if cause and is_caused_by(frame, cause)[0]]
    return (None if number is None else at), (causes or [None])[0]


@pytest.mark.parametrize("cause", CAUSES)
@pytest.mark.parametrize("version", [1, 500, MOST_VERSIONS, MOST_VERSIONS + 9])
@pytest.mark.parametrize("at", [NOON, NOON + MS, datetime(9999, 12, 31, tzinfo=UTC)])
def test_a_mark_tells_its_moment_and_its_cause(
    at: datetime, version: int, cause: str | None
) -> None:
    assert told(mark(at, version, cause)) == (ms(at), cause)
    assert -(2**63) < mark(at, version, cause) < 2**63


def test_a_cause_that_nobody_knows_is_none() -> None:
    assert told(mark(NOON, 1, "weather")) == (ms(NOON), None)
    assert told(None) == (None, None)


def versions() -> list[OrderRow]:
    """An origin, a rework whose cause is told late and then corrected, and another one later."""
    rework = {"id": "b", "created_at": NOON + 5 * MS, **OF_ORIGIN}
    later = {"id": "c", "created_at": NOON + 6 * MS, **OF_ORIGIN, "rework_cause": "other"}
    causes = (None, "workmanship", "part_failure")
    return [
        make_row(id="a", completed_at=NOON),
        *(make_row(**rework, version=n, rework_cause=c) for n, c in enumerate(causes, start=1)),
        make_row(**later, version=9),
    ]


@given(st.permutations(range(5)))
def test_a_cause_that_was_changed_is_told_as_it_is_now(order: list[int]) -> None:
    lake, part = FakeLake(), None
    for place in order:
        # Each arrives twice.
        (batch,) = lake.sort_out([versions()[place], versions()[place]])
        part = lake.merge(part, batch).save({})

    assert part
    origin = lake.versions[part.object_version].whole["a"]
    assert isinstance(origin, OrderRow)
    assert told(origin.first_rework) == (ms(NOON + 5 * MS), "part_failure")


def test_the_files_of_the_lake_tell_a_changed_cause_as_it_is_now() -> None:
    with mock_aws(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "test")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        lake, part = S3Lake(client("s3"), make_place().bucket, ZONE), None
        for place in (2, 0, 4, 3, 1, 3):
            (batch,) = lake.sort_out([versions()[place]])
            part = lake.merge(part, batch).save({})
        assert part
        rows = {row.id: row for row in lake.rows([part], "created_at", DAY)}

    assert told(rows["a"].first_rework) == (ms(NOON + 5 * MS), "part_failure")
    assert [rows[each].first_rework for each in "bc"] == [None, None]


def test_a_cause_that_was_taken_back_is_told_no_more() -> None:
    rework = make_row(id="b", created_at=NOON, **OF_ORIGIN, rework_cause="workmanship")
    again = make_row(id="b", created_at=NOON, **OF_ORIGIN, rework_cause=None, version=2)

    marks: list[Any] = [link.at for link in map(link_of, (rework, again)) if link]

    assert told(min(marks)) == (ms(NOON), None)


@settings(max_examples=25)
@given(worlds())
def test_the_least_of_all_versions_is_that_of_the_latest_of_the_first(
    world: list[list[Row]],
) -> None:
    origins = {row.id: row for row in newest(world) if isinstance(row, OrderRow)}
    reworks = [row for row in origins.values() if row.rework_of]
    for origin in origins.values():
        own = sorted(
            (each for each in reworks if each.rework_of == origin.id),
            key=lambda each: (each.created_at, -each.version, CAUSES.index(each.rework_cause)),
        )
        cause = own[0].rework_cause if own else None
        expected = (ms(own[0].created_at), cause) if own else told(origin.first_rework)
        assert told(origin.first_rework) == expected
