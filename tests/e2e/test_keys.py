"""API keys on the running stack: in force within 5 s, counted to the request, never at rest."""

import base64
import json
import time
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from local.stack import Stack
from shared.limits import Buckets
from shared.table import Table
from tests.e2e.patience import in_force, until

RATE = 1
TOKENS = 30
BOUND_S = 5.0
MARGIN_S = 1.0
"""The gateway's clock starts when its answer is kept, ours when ours is back."""


@pytest.fixture(scope="module")
def admin(stack: Stack) -> Iterator[httpx.Client]:
    headers = {"authorization": f"Bearer {stack.token().access}"}
    with httpx.Client(base_url=stack.info.api, headers=headers, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def used() -> list[str]:
    """Every key that these tests were given."""
    return []


def done(answer: httpx.Response) -> Any:
    assert answer.is_success, answer.text
    return answer.json()


class Partner:
    """A key of its own, and what it may do."""

    def __init__(self, admin: httpx.Client, used: list[str], **fields: Any) -> None:
        self.admin = admin
        body = {"name": "Партнёр", "scopes": ["orders:read", "orders:write"], **fields}
        made = done(admin.post("/v1/keys", json=body))
        self.id, self.key = made["id"], made["key"]
        used.append(self.key)

    def ask(self, key: str | None = None) -> httpx.Response:
        headers = {"authorization": f"Bearer {key or self.key}"}
        return httpx.get(self.admin.base_url.join("/v1/orders"), headers=headers, timeout=60)

    def is_refused(self) -> bool:
        return self.ask().status_code == httpx.codes.UNAUTHORIZED

    def is_let_in(self) -> bool:
        return self.ask().status_code == httpx.codes.OK

    def card(self) -> Any:
        return done(self.admin.get(f"/v1/keys/{self.id}"))

    def change(self, path: str, method: str = "POST", **body: Any) -> Any:
        headers = {"if-match": f'"{self.card()["version"]}"'}
        url = f"/v1/keys/{self.id}{path}"
        return done(self.admin.request(method, url, json=body, headers=headers))


@pytest.fixture
def partner(admin: httpx.Client, used: list[str]) -> Partner:
    return Partner(admin, used)


def within_the_bound(look: Any, what: str) -> None:
    in_force(look, within_s=BOUND_S + MARGIN_S, what=what)


def test_whatever_ends_a_key_is_in_force_within_5_s(admin: httpx.Client, used: list[str]) -> None:
    off, revoked, replaced = (Partner(admin, used) for _ in range(3))
    assert all(each.is_let_in() for each in (off, revoked, replaced))

    off.change("", "PATCH", state="inactive")
    revoked.change("/revoke", name="Партнёр")
    new = replaced.change("/rotate", overlap_hours=0)["key"]
    used.append(new)

    ended = (off, revoked, replaced)
    within_the_bound(lambda: all(each.is_refused() for each in ended), "refusing all that ended")
    assert replaced.ask(new).status_code == httpx.codes.OK
    off.change("", "PATCH", state="active")
    within_the_bound(off.is_let_in, "letting in a key that was switched on")


def test_both_keys_of_a_rotation_are_good_until_the_overlap_ends(
    partner: Partner, used: list[str]
) -> None:
    assert partner.is_let_in()

    new = partner.change("/rotate", overlap_hours=1)["key"]
    used.append(new)
    assert partner.ask(new).status_code == httpx.codes.OK
    assert partner.is_let_in()


def test_a_key_bound_to_other_addresses_is_refused_like_an_unknown_one(
    admin: httpx.Client, used: list[str]
) -> None:
    bound = Partner(admin, used, ip_allow=["203.0.113.0/24"])
    at_home = Partner(admin, used, ip_allow=["127.0.0.0/8"])

    assert at_home.is_let_in()
    refused, unknown = bound.ask(), bound.ask("nrd_test_" + "0" * 49)
    assert refused.status_code == unknown.status_code == httpx.codes.UNAUTHORIZED
    assert {**refused.json(), "request_id": ""} == {**unknown.json(), "request_id": ""}


def test_a_last_use_shows_on_the_card(partner: Partner) -> None:
    assert partner.card()["last_used_at"] is None

    def used_card() -> Any:
        assert partner.is_let_in()
        card = partner.card()
        return card if card["last_used_at"] else None

    card = until(used_card, within_s=60, what="the last use")
    assert card["last_used_ip"] == "127.0.0.1"


def test_beyond_its_rate_a_key_is_told_when_to_go_on(admin: httpx.Client, used: list[str]) -> None:
    partner = Partner(admin, used, rate_per_minute=RATE)

    started = time.monotonic()
    answers = [partner.ask() for _ in range(RATE + 1)]
    assert time.monotonic() - started < 60 / RATE, "a token came back meanwhile"

    assert [each.status_code for each in answers] == [200] * RATE + [429]
    assert [int(each.headers["RateLimit-Remaining"]) for each in answers] == [0, 0]
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60 / RATE
    assert answers[-1].headers["content-type"] == "application/problem+json"


def test_tokens_are_exact_however_many_take_at_once(stack: Stack) -> None:
    dynamodb = stack.aws.client("dynamodb")
    (name,) = [each for each in dynamodb.list_tables()["TableNames"] if "LimitsTable" in each]
    at = datetime.now(UTC)
    takers = [Buckets(Table(name, dynamodb), clock=lambda: at) for _ in range(8)]

    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda each: [_has(each) for _ in range(8)], takers))

    assert sum(map(sum, taken)) == TOKENS


def _has(taker: Buckets) -> bool:
    return taker.take("KEY#at-once", TOKENS).is_allowed


def test_each_change_is_in_the_record(partner: Partner) -> None:
    partner.change("", "PATCH", state="inactive")

    record = done(partner.admin.get(f"/v1/keys/{partner.id}/audit"))["items"]

    assert [each["action"] for each in record] == ["key.deactivated", "key.created"]
    assert record[0]["actor"]["kind"] == "user"


def test_no_key_is_at_rest_in_any_table(stack: Stack, partner: Partner, used: list[str]) -> None:
    once = {"idempotency-key": f"at-rest-{partner.id}"}
    body = {"name": "Повтор", "scopes": ["orders:read"]}
    used.append(done(partner.admin.post("/v1/keys", json=body, headers=once))["key"])
    assert partner.is_let_in()
    secrets = [*used, stack.info.api_key]

    tables = stack.aws.client("dynamodb").list_tables()["TableNames"]
    items = {table: list(_items(stack, table)) for table in tables}

    assert len(tables) >= 8
    assert any("key.created" in text for texts in items.values() for text in texts)
    found = [
        table
        for table, texts in items.items()
        for key in secrets
        if any(key in text or key[9:52] in text for text in texts)
    ]
    assert found == []


def _items(stack: Stack, table: str) -> Iterator[str]:
    """Give every item of a table as text, what is packed in it unpacked."""
    scan = stack.aws.client("dynamodb").get_paginator("scan")
    for page in scan.paginate(TableName=table):
        for item in page["Items"]:
            yield json.dumps(item, default=_readable, ensure_ascii=False)


def _readable(value: bytes) -> str:
    try:
        return zlib.decompress(value).decode()
    except (zlib.error, UnicodeDecodeError):
        return base64.b64encode(value).decode()
