"""The whole chain on this machine: POST an order, commit, stream, queue, signed webhook received.

The emulator, the functions and the receiver share this machine's cores, so the figures tell one
change of the code from another; they are not those of AWS.
"""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from statistics import quantiles
from typing import Any
from uuid import uuid4

import httpx
from standardwebhooks import Webhook

from local.info import Info
from tests.bench.report import Row, milli
from tests.bench.warm import order_body

PATIENCE_S = 60.0
LOOK_S = 0.05
PACES = (50, 200)
"""Orders a second; what AWS bears and a laptop's emulator does not."""
MOST_CALLERS = 32


@dataclass(frozen=True)
class Times:
    """What was measured, in seconds."""

    accepted_s: float
    delivered_s: float
    posts: list[float]
    waits: list[float]


def measure(info: Info, *, orders: int, threads: int, alone: int) -> list[Row]:
    """Send orders and wait until each has arrived, signed, at the receiver.

    First some that are `alone`, each sent when the one before has arrived, then all at once, then
    at a pace. What cannot keep pace is this machine: the table tells the pace that was reached.
    """
    headers = {"Authorization": f"Bearer {info.admin_token}"}
    with (
        httpx.Client(base_url=info.api, headers=headers, timeout=60, trust_env=False) as client,
        _webhook(client, info) as webhook,
    ):
        _until_received(webhook, _post_all(client, 2, 1)[0])  # wakes every function of the chain
        quiet = [_run(client, webhook, 1, 1).waits[0] for _ in range(alone)]
        times = _run(client, webhook, orders, threads)
        paced = [_paced(client, webhook, pace, max(4, orders // 2)) for pace in PACES]
    return [
        Row("orders accepted", f"{orders / times.accepted_s:.1f} per s", f"{threads} callers"),
        Row("orders delivered", f"{orders / times.delivered_s:.1f} per s", "first POST to last"),
        Row("POST, p50 / p95", _percentiles(times.posts), f"{threads} callers"),
        Row("commit to wire, p50 / p95", _percentiles(quiet), "one order at a time"),
        Row("commit to wire, p50 / p95", _percentiles(times.waits), f"{threads} callers"),
        *paced,
    ]


@dataclass(frozen=True)
class _Received:
    """A webhook that was made for this run, and where it arrives."""

    receiver: httpx.Client
    path: str
    secret: str

    def events(self) -> dict[str, tuple[float, dict[str, Any]]]:
        """Give what has arrived and is rightly signed: {order id: (when, event)}."""
        items = self.receiver.get("/_received", params={"path": self.path}).json()["items"]
        verified = Webhook(self.secret)
        found = {}
        for item in items:
            event: Any = verified.verify(item["body"], item["headers"])
            when = datetime.fromisoformat(item["time"]).timestamp()
            found.setdefault(event["data"]["order"]["id"], (when, event))
        return found


@contextmanager
def _webhook(client: httpx.Client, info: Info) -> Iterator[_Received]:
    path = f"/bench/{uuid4().hex}"
    wish = {
        "kind": "webhook",
        "name": "bench",
        "event_types": ["order.created"],
        "settings": {"url": info.receiver + path},
        # What is measured is the way, not the agreed rate.
        "limits": {"rate_per_minute": 30_000, "concurrency": 50},
    }
    made = client.post("/v1/integrations", json=wish).raise_for_status().json()
    with httpx.Client(base_url=info.receiver, timeout=60, trust_env=False) as receiver:
        try:
            yield _Received(receiver, path, made["secret"])
        finally:
            client.delete(f"/v1/integrations/{made['id']}")


def _run(
    client: httpx.Client,
    webhook: _Received,
    orders: int,
    threads: int,
    *,
    pace: int | None = None,
) -> Times:
    begun = time.time()
    ids, posts = _post_all(client, orders, threads, pace)
    accepted_s = time.time() - begun
    arrived = _until_received(webhook, ids)
    waits = [
        when - datetime.fromisoformat(event["timestamp"]).timestamp()
        for when, event in (arrived[each] for each in ids)
    ]
    last = max(arrived[each][0] for each in ids)
    return Times(accepted_s, last - begun, posts, waits)


def _paced(client: httpx.Client, webhook: _Received, pace: int, orders: int) -> Row:
    times = _run(client, webhook, orders, min(orders, MOST_CALLERS), pace=pace)
    reached = f"reached {orders / times.accepted_s:.0f} per s"
    return Row(f"commit to wire at {pace} a second asked", _percentiles(times.waits), reached)


def _post_all(
    client: httpx.Client, orders: int, threads: int, pace: int | None = None
) -> tuple[list[str], list[float]]:
    body, first = order_body(), time.perf_counter()

    def post(number: int) -> tuple[str, float]:
        if pace:
            time.sleep(max(0.0, first + number / pace - time.perf_counter()))
        begun = time.perf_counter()
        answer = client.post("/v1/orders", json=body).raise_for_status()
        return answer.json()["id"], time.perf_counter() - begun

    with ThreadPoolExecutor(threads) as pool:
        posted = list(pool.map(post, range(orders)))
    return [each for each, _ in posted], [spent for _, spent in posted]


def _until_received(webhook: _Received, ids: list[str]) -> dict[str, tuple[float, dict[str, Any]]]:
    ends = time.monotonic() + PATIENCE_S
    while time.monotonic() < ends:
        arrived = webhook.events()
        if set(ids) <= arrived.keys():
            return arrived
        time.sleep(LOOK_S)
    missing = len(set(ids) - arrived.keys())
    msg = f"{missing} of {len(ids)} orders did not arrive within {PATIENCE_S:g} s"
    raise TimeoutError(msg)


def _percentiles(values: list[float]) -> str:
    parts = quantiles(values, n=20, method="inclusive")
    return f"{milli(parts[9])} / {milli(parts[18])}"
