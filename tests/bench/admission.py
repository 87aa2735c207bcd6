"""What judging an API key costs: each kind of refusal against that of a key nobody knows.

The time of a refusal must not tell what is known of a key. A wrong checksum is refused before
anything is read, and may be told by it: whoever knows the form can work it out without us.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zlib import crc32

from botocore.awsrequest import AWSResponse

from integrations.access.identity import Identity
from integrations.access.keys import key_hash, new_key
from integrations.access.ports import LastUse
from integrations.access.storage import DynamoKeys
from integrations.access.usage import LastUses
from shared.aws import client
from shared.clock import now
from shared.item import to_wire
from shared.limits import Buckets
from shared.table import Table
from tests.bench.reads import Raw
from tests.bench.report import Row, micro
from tests.bench.rounds import Spread, compare, ratio
from tests.bench.warm import quiet

GOAL = 1.2
UNKNOWN = "unknown"
KNOWN: dict[str, dict[str, Any]] = {
    "revoked": {"state": "revoked"},
    "inactive": {"state": "inactive"},
    "expired": {"ends_at": "2020-01-01T00:00:00.000Z"},
    "from elsewhere": {"ip_allow": ["198.51.100.0/24"]},
    "let in": {},
}


def measure(rounds: int, calls: int) -> list[Row]:
    """Measure every way in which a key is refused, and one that is let in."""
    keys = {name: new_key("live") for name in (UNKNOWN, *KNOWN)}
    doors = {f"KEY#{key_hash(keys[name])}": _door(fields) for name, fields in KNOWN.items()}
    dynamodb = client("dynamodb")
    answering = _answering(doors)
    dynamodb.meta.events.register("before-send.dynamodb.GetItem", answering)
    store = DynamoKeys(Table("access", dynamodb))
    identity = Identity(store, LastUses(_Nowhere(), _at_once), _no_user, clock=now)
    asked = {name: _asking(identity, key) for name, key in keys.items()}
    wrong = keys[UNKNOWN][:-1] + ("0" if keys[UNKNOWN][-1] != "0" else "1")
    with quiet():
        timings = compare(
            {**asked, "wrong checksum": _asking(identity, wrong)}, rounds=rounds, calls=calls
        )
    dynamodb.meta.events.unregister("before-send.dynamodb.GetItem", answering)
    return [_row(timings, name) for name in timings if name != UNKNOWN] + [_token(rounds, calls)]


def _row(timings: dict[str, list[float]], name: str) -> Row:
    spent = micro(Spread.of(timings[name]).median)
    against = f"unknown {micro(Spread.of(timings[UNKNOWN]).median)}"
    judged = GOAL if name not in {"let in", "wrong checksum"} else None
    return Row(f"key, {name}", spent, against, ratio(timings, name, UNKNOWN), judged)


def _token(rounds: int, calls: int) -> Row:
    """Measure taking a token out of a bucket over a client that answers at once."""
    buckets = Buckets(Table("limits", _Bucket()), clock=lambda: datetime.now(UTC))
    timings = compare({"token": lambda: buckets.take("KEY#1", 30_000)}, rounds=rounds, calls=calls)
    return Row("token, without the call", micro(Spread.of(timings["token"]).median))


class _Bucket:
    def update_item(self, **request: Any) -> dict[str, Any]:
        return {"Attributes": {"full_at": request["ExpressionAttributeValues"][":now"]}}


class _Nowhere:
    def note_use(self, key_id: str, use: LastUse, *, unless_since: datetime) -> None:
        """Forget it: that is beside the request."""


def _at_once(work: Callable[[], None]) -> None:
    work()


def _no_user(token: str) -> Any:
    raise AssertionError(token)


def _asking(identity: Identity, key: str) -> Callable[[], object]:
    header = f"Bearer {key}"
    return lambda: identity.of(header, "192.0.2.1")


def _door(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": "key_1",
        "name": "Charlie",
        "scopes": ["orders:read"],
        "state": "active",
        "ip_allow": [],
        "rate_per_minute": 600,
        **fields,
    }


def _answering(doors: dict[str, dict[str, Any]]) -> Any:
    def answered(request: Any, **_: Any) -> AWSResponse:
        door = doors.get(json.loads(request.body)["Key"]["pk"]["S"])
        content = json.dumps({"Item": to_wire(door)} if door else {}).encode()
        headers = {"x-amz-crc32": str(crc32(content)), "x-amzn-RequestId": "1"}
        return AWSResponse(request.url, 200, headers, Raw(content))

    return answered
