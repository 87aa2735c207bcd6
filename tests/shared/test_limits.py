"""Token buckets: exact to the token, whoever takes at the same time and whatever is asked twice."""

import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import boto3
import pytest
from botocore.exceptions import ClientError
from hypothesis import given
from hypothesis import strategies as st

from shared.auth import Actor
from shared.errors import TooManyError
from shared.limits import Buckets, Limits
from shared.table import Table

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
PARTNER = Actor(kind="key", id="key_1", name="Charlie", rate_per_minute=5)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now

    def pass_by(self, **time):
        self.now += timedelta(**time)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def table(aws):
    return Table("LimitsTable", boto3.client("dynamodb"))


@pytest.fixture
def buckets(table, clock):
    return Buckets(table, clock=clock)


def taken(buckets, limit, times):
    return [buckets.take("KEY#1", limit).is_allowed for _ in range(times)]


def test_a_full_bucket_gives_its_tokens_and_no_more(buckets):
    assert taken(buckets, 5, 8) == [True] * 5 + [False] * 3


def test_each_token_tells_what_is_left_and_when_the_bucket_is_full(buckets):
    told = [buckets.take("KEY#1", 6) for _ in range(7)]

    assert [each.remaining for each in told] == [5, 4, 3, 2, 1, 0, 0]
    assert [each.reset_s for each in told] == [10, 20, 30, 40, 50, 60, 60]
    assert [each.retry_s for each in told] == [0, 0, 0, 0, 0, 0, 10]


def test_a_token_comes_back_each_nth_part_of_a_minute(buckets, clock):
    taken(buckets, 6, 6)

    clock.pass_by(seconds=9.999)
    assert taken(buckets, 6, 1) == [False]
    clock.pass_by(seconds=0.001)
    assert taken(buckets, 6, 2) == [True, False]
    clock.pass_by(seconds=30)
    assert taken(buckets, 6, 4) == [True, True, True, False]


def test_a_bucket_never_holds_more_than_its_limit(buckets, clock):
    taken(buckets, 5, 5)
    clock.pass_by(days=3)

    assert taken(buckets, 5, 6) == [True] * 5 + [False]


def test_waiting_as_long_as_was_said_is_enough(buckets, clock):
    taken(buckets, 7, 7)
    refused = buckets.take("KEY#1", 7)

    clock.pass_by(seconds=refused.retry_s)

    assert buckets.take("KEY#1", 7).is_allowed


def test_a_lower_limit_holds_at_once_and_a_higher_one_too(buckets, clock):
    taken(buckets, 60, 30)

    assert taken(buckets, 6, 1) == [True]
    assert taken(buckets, 2, 1) == [False]
    assert taken(buckets, 600, 1) == [True]


@given(limit=st.integers(1, 30_000))
def test_a_limit_that_divides_no_minute_is_not_exceeded(limit):
    each = -(-60_000_000 // limit)

    assert limit * each >= 60_000_000
    assert (limit - 1) * each < 60_000_000 + limit


class OneByOne:
    """Carries out one update at a time, as DynamoDB does for an item and moto does not."""

    def __init__(self, client):
        self._client = client
        self._lock = threading.Lock()

    def update_item(self, **request):
        with self._lock:
            return self._client.update_item(**request)


def test_many_at_once_get_exactly_what_is_there(table, clock):
    atomic = Table(table.name, OneByOne(table.client))
    workers = [Buckets(atomic, clock=clock) for _ in range(12)]

    with ThreadPoolExecutor(12) as pool:
        shares = list(pool.map(lambda each: taken(each, 40, 8), workers))

    assert sum(map(sum, shares)) == 40


class LosesReplies:
    """Carries each update out and then asks again, as the SDK does when a reply was lost."""

    def __init__(self, client, between=lambda: None):
        self._client = client
        self._between = between

    def update_item(self, **request):
        with contextlib.suppress(ClientError):
            self._client.update_item(**request)
        self._between()
        return self._client.update_item(**request)


def test_a_lost_reply_costs_no_second_token(table, clock):
    losing = Buckets(Table(table.name, LosesReplies(table.client)), clock=clock)

    assert [losing.take("KEY#1", 5).remaining for _ in range(5)] == [4, 3, 2, 1, 0]
    assert taken(losing, 5, 1) == [False]


def test_a_lost_reply_never_gives_more_even_if_another_took_in_between(table, clock):
    other = Buckets(table, clock=clock)
    given_to_other = []
    losing = LosesReplies(table.client, lambda: given_to_other.extend(taken(other, 6, 1)))

    mine = taken(Buckets(Table(table.name, losing), clock=clock), 6, 6)

    assert sum(mine) + sum(given_to_other) <= 6


class Counts:
    """Counts the calls."""

    def __init__(self, client):
        self._client = client
        self.calls = 0

    def update_item(self, **request):
        self.calls += 1
        return self._client.update_item(**request)


def test_a_token_costs_one_write_and_a_known_refusal_none(table, clock):
    counting = Counts(table.client)
    buckets = Buckets(Table(table.name, counting), clock=clock)

    taken(buckets, 5, 5)
    assert counting.calls == 5
    taken(buckets, 5, 20)
    assert counting.calls == 5


def test_a_key_is_counted_by_itself_and_with_all_others(buckets):
    limits = Limits(buckets, keys_per_minute=7)
    other = Actor(kind="key", id="key_2", name="Bob", rate_per_minute=5)
    headers = [limits.take(PARTNER) for _ in range(5)]

    assert headers[0] == {
        "RateLimit-Limit": "5",
        "RateLimit-Remaining": "4",
        "RateLimit-Reset": "12",
    }
    with pytest.raises(TooManyError, match="the key may send 5 requests a minute") as refused:
        limits.take(PARTNER)
    assert refused.value.headers["Retry-After"] == "12"
    limits.take(other)
    limits.take(other)
    with pytest.raises(TooManyError, match="all keys together may send 7") as refused:
        limits.take(other)
    assert refused.value.headers["RateLimit-Limit"] == "5"
    assert int(refused.value.headers["Retry-After"]) > 0


def failing(code):
    class Client:
        def update_item(self, **_):
            raise ClientError({"Error": {"Code": code}}, "UpdateItem")

    return Limits(Buckets(Table("LimitsTable", Client()), clock=Clock()), keys_per_minute=9)


def test_a_bucket_that_is_asked_too_often_refuses():
    with pytest.raises(TooManyError) as refused:
        failing("ThrottlingException").take(PARTNER)

    assert refused.value.headers == {"Retry-After": "1"}


def test_a_bucket_that_cannot_be_asked_lets_through():
    assert failing("InternalServerError").take(PARTNER) == {}
