from datetime import timedelta
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from feedback import handler, wiring
from feedback.guard import BUCKETS, PER_LINK, PER_SOURCE, Guard
from shared.errors import TooManyError
from shared.limits import Buckets
from shared.table import Table
from tests.feedback.builders import FixedClock, token_of
from tests.http import call


@pytest.fixture
def table(aws) -> Table:
    return Table("LimitsTable", boto3.client("dynamodb"))


def admitted(guard: Guard, times: int, ip: str = "192.0.2.1", link: str = "t") -> int:
    count = 0
    for _ in range(times):
        try:
            guard.admit_source(ip)
            guard.admit_link(link)
        except TooManyError:
            return count
        count += 1
    return count


def test_one_link_is_opened_so_often_a_minute_and_then_again(table):
    clock = FixedClock()
    guard = Guard(Buckets(table, clock=clock))

    assert admitted(guard, PER_LINK + 5) == PER_LINK
    clock.pass_by(timedelta(minutes=1))
    assert admitted(guard, PER_LINK + 5) == PER_LINK


def test_whoever_tries_many_links_is_stopped_by_where_they_come_from(table):
    guard = Guard(Buckets(table, clock=FixedClock()))

    tried = sum(admitted(guard, 1, link=f"guess {n}") for n in range(PER_SOURCE + 20))

    assert tried == PER_SOURCE
    assert admitted(guard, 1, ip="192.0.2.77", link="mine") == 1


def test_the_addresses_of_one_network_count_as_one():
    class Noted:
        def __init__(self) -> None:
            self.names: set[str] = set()

        def take(self, bucket: str, _limit: int) -> Any:
            self.names.add(bucket)
            return self

        is_allowed = True

    noted = Noted()
    guard = Guard(noted)  # type: ignore[arg-type] # takes nothing
    for n in range(50):
        guard.admit_source(f"2001:db8:1:2::{n:x}")
    guard.admit_source("no address")

    assert len(noted.names) == 2


def test_made_up_links_fill_no_table():
    class Counted:
        is_allowed = True

        def take(self, bucket: str, _limit: int) -> Any:
            assert int(bucket.partition("#")[2]) < BUCKETS
            return self

    guard = Guard(Counted())  # type: ignore[arg-type] # takes nothing
    for n in range(1000):
        guard.admit_link(f"{n}")


def test_a_bucket_that_does_not_answer_stops_nobody():
    class Broken:
        def take(self, *_: Any) -> Any:
            raise ClientError({"Error": {"Code": "InternalServerError"}}, "UpdateItem")

    guard = Guard(Broken())  # type: ignore[arg-type] # never answers

    assert admitted(guard, 3) == 3


def test_the_page_is_refused_to_whoever_knocks_too_often(room, table):
    guard = Guard(Buckets(table, clock=FixedClock()))
    handler.api.dependency_overrides[wiring.guard] = lambda: guard
    path = f"/f/{token_of()}"

    answers = [
        call(handler.lambda_handler, "POST", path, body={"rating": 5}, actor=None)
        for _ in range(PER_LINK + 1)
    ]

    assert [each.status for each in answers] == [200] * PER_LINK + [429]
    assert answers[-1].json["type"] == "urn:naryad:problem:too-many-requests"
    assert "Retry-After" in answers[-1].headers
