"""Requests of API keys are counted at the door, before anything else of them is looked at."""

import boto3
import pytest

from shared.clock import now
from shared.http import Api
from shared.limits import Buckets, Limits
from shared.table import Table
from tests.http import ADMIN, STRANGER, call, partner


@pytest.fixture
def api(aws):
    api = Api("toys")

    @api.serve("GET", "/v1/things", permission="orders:read")
    def find() -> dict[str, str]:
        return {"what": "thing"}

    buckets = Buckets(Table("LimitsTable", boto3.client("dynamodb")), clock=now)
    api.limits = lambda: Limits(buckets, keys_per_minute=100)
    return api


def ask(api, actor, path="/v1/things"):
    return call(api.handle, "GET", path, actor=actor)


def key(*scopes, rate=3):
    return {**partner(*scopes), "rate_per_minute": str(rate)}


def told(answer):
    return {name: value for name, value in answer.headers.items() if "RateLimit" in name}


def test_each_answer_tells_a_key_what_is_left(api):
    answers = [ask(api, key("orders:read")) for _ in range(3)]

    assert [each.status for each in answers] == [200, 200, 200]
    assert [each.headers["RateLimit-Remaining"] for each in answers] == ["2", "1", "0"]
    assert answers[0].headers["RateLimit-Limit"] == "3"
    assert answers[0].headers["RateLimit-Reset"] == "20"


def test_beyond_its_rate_a_key_gets_a_problem_that_says_when_to_go_on(api):
    answers = [ask(api, key("orders:read")) for _ in range(4)]

    refused = answers[-1]
    assert refused.status == 429
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.json["type"] == "urn:naryad:problem:too-many-requests"
    assert 1 <= int(refused.headers["Retry-After"]) <= 20
    assert refused.headers["RateLimit-Remaining"] == "0"


def test_what_a_key_may_not_do_is_counted_too(api):
    answers = [ask(api, key()) for _ in range(4)]

    assert [each.status for each in answers] == [403, 403, 403, 429]
    assert answers[0].headers["RateLimit-Remaining"] == "2"


def test_web_users_and_strangers_are_not_counted(api):
    for actor, status in ((ADMIN, 200), (STRANGER, 401)):
        answer = ask(api, actor)
        assert (answer.status, told(answer)) == (status, {})


def test_one_callers_count_is_not_told_to_the_next(api):
    ask(api, key("orders:read"))

    assert told(ask(api, ADMIN)) == {}
