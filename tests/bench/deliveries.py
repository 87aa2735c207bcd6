"""Webhook deliveries: one worker's sending, beside bare httpx and the floor of raw sockets.

Ours is the whole connector: signing, the guard, the bounds and what is measured for the log. The
others send the same bytes, signed beforehand. The receiver is a process of its own.
"""

import asyncio
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from integrations.connector import Parcel
from integrations.connectors.webhook import WebhookConnector
from shared.outbound import Outbound
from shared.signing import new_webhook_secret, webhook_headers
from tests.bench.report import Row
from tests.bench.rounds import Spread, Timings, ratio, shuffled
from tests.bench.sink import sink
from tests.shared.authority import Authority

HOST = "127.0.0.1"
BODY = b'{"id":"evt_1","type":"order.created","data":{"order":{"title":"' + b"x" * 1200 + b'"}}}'
SECRET = new_webhook_secret()
THREADS, BATCH, CROWD = 10, 10, 100
COLD_GOAL, CROWD_GOAL = 1.4, 0.2
SLOW_S = 0.1

Send = Callable[[], object]
"""Delivers once."""
Clock = Callable[[], float]


def measure(
    rounds: int, deliveries: int, *, slow_s: float = SLOW_S, crowd: int = CROWD
) -> list[Row]:
    """Measure deliveries at three answer times, a crowd of them, and a batch over new TLS lines."""
    with sink() as port:
        rows = _steady(port, 0, rounds, deliveries) + _steady(port, 0.001, rounds, deliveries)
        rows += _steady(port, slow_s, rounds, max(THREADS, deliveries // 10))
        rows.append(_crowd(_url(port, slow_s), rounds, crowd))
    return [*rows, _cold_batch(rounds, slow_s)]


def _url(port: int, delay_s: float, scheme: str = "http", host: str = HOST) -> str:
    return f"{scheme}://{host}:{port}/{delay_s * 1e6:.0f}"


def _steady(port: int, delay_s: float, rounds: int, count: int) -> list[Row]:
    url = _url(port, delay_s)
    with ThreadPoolExecutor(THREADS) as threads, _senders(url) as senders:
        wall, cpu = {}, {}
        for name, send in senders.items():
            _many(threads, send, THREADS * 2)  # opens the lines
            wall[name] = _per_delivery(threads, send, count, time.perf_counter)
            cpu[name] = _per_delivery(threads, send, count, time.process_time)
        spent, used = shuffled(wall, rounds), shuffled(cpu, rounds)
    title = f"deliveries at {delay_s * 1000:g} ms"
    rates = {name: 1 / Spread.of(values).median for name, values in spent.items()}
    rows = [
        Row(
            f"{title}, {THREADS} threads",
            f"{rates['ours']:.0f} per s",
            f"{name} {rates[name]:.0f} per s",
            ratio(spent, "ours", name),
        )
        for name in ("httpx", "raw")
    ]
    return rows + [_cpu_row(f"{title}, CPU each", used, name) for name in ("httpx", "raw")]


def _cpu_row(what: str, used: Timings, against: str, goal: float | None = None) -> Row:
    each = {name: f"{Spread.of(values).median * 1e6:.0f} us" for name, values in used.items()}
    return Row(what, each["ours"], f"{against} {each[against]}", ratio(used, "ours", against), goal)


def _cold_batch(rounds: int, slow_s: float) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        authority = Authority.made_in(Path(folder))
        with sink(authority.gives("sink.example")) as port:
            spent = []
            for _ in range(rounds):
                client = Outbound(
                    private_hosts=frozenset({"sink.example"}),
                    resolve=lambda _, port, **__: [(0, 0, 0, "", (HOST, port))],
                    authorities=authority.path,
                )
                send = _ours(client, _url(port, slow_s, "https", "sink.example"))
                begun = time.perf_counter()
                with ThreadPoolExecutor(BATCH) as threads:
                    _many(threads, send, BATCH)
                spent.append((time.perf_counter() - begun) / slow_s)
                client.close()
    shown = f"{Spread.of(spent).median * slow_s * 1000:.0f} ms"
    return Row(
        f"batch of {BATCH}, new TLS lines",
        shown,
        f"answer {slow_s * 1000:.0f} ms",
        Spread.of(spent),
        COLD_GOAL,
    )


def _crowd(url: str, rounds: int, crowd: int) -> Row:
    client = Outbound(private_hosts=frozenset({HOST}))
    with ThreadPoolExecutor(crowd) as threads:
        sides = {
            "ours": _per_delivery(threads, _ours(client, url), 2 * crowd, time.process_time),
            "httpx async": lambda: _async_cpu(url, crowd),
        }
        used = shuffled(sides, rounds)
    client.close()
    return _cpu_row(f"{crowd} at once, CPU each", used, "httpx async", CROWD_GOAL)


def _async_cpu(url: str, crowd: int) -> float:
    async def run() -> None:
        limits = httpx.Limits(max_connections=crowd)
        async with httpx.AsyncClient(trust_env=False, limits=limits, timeout=60) as client:
            headers = _headers()
            posts = [client.post(url, content=BODY, headers=headers) for _ in range(2 * crowd)]
            assert {answer.status_code for answer in await asyncio.gather(*posts)} == {200}

    begun = time.process_time()
    asyncio.run(run())
    return (time.process_time() - begun) / (2 * crowd)


@contextmanager
def _senders(url: str) -> Iterator[dict[str, Send]]:
    client = Outbound(private_hosts=frozenset({HOST}))
    raw = _Raw(url)
    with httpx.Client(trust_env=False, timeout=60) as bare:
        headers = _headers()
        yield {
            "ours": _ours(client, url),
            "httpx": lambda: bare.post(url, content=BODY, headers=headers).raise_for_status(),
            "raw": raw.send,
        }
    client.close()
    raw.close()


def _ours(client: Outbound, url: str) -> Send:
    connector = WebhookConnector(client)

    def send() -> None:
        parcel = Parcel("evt_1", BODY, {"url": url}, [SECRET], datetime.now(UTC))
        outcome = connector.send(parcel)
        assert outcome.delivered, outcome.error

    return send


def _headers() -> dict[str, str]:
    signed = webhook_headers("evt_1", datetime.now(UTC), BODY, [SECRET])
    return {"content-type": "application/json", **signed}


class _Raw:
    """The floor: the same bytes over one socket for each thread."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._address = (parts.hostname, parts.port)
        self._own = threading.local()
        self._all: list[socket.socket] = []
        lines = [f"{name}: {value}" for name, value in _headers().items()]
        head = [
            f"POST {parts.path} HTTP/1.1\r\nhost: {HOST}",
            f"content-length: {len(BODY)}",
            *lines,
        ]
        self._request = ("\r\n".join(head) + "\r\n\r\n").encode() + BODY

    def send(self) -> None:
        sock = getattr(self._own, "sock", None)
        if sock is None:
            sock = self._own.sock = socket.create_connection(self._address)
            self._all.append(sock)
        sock.sendall(self._request)
        assert sock.recv(65536).startswith(b"HTTP/1.1 200")

    def close(self) -> None:
        for sock in self._all:
            sock.close()


def _many(threads: ThreadPoolExecutor, send: Send, count: int) -> None:
    for done in [threads.submit(send) for _ in range(count)]:
        done.result()


def _per_delivery(
    threads: ThreadPoolExecutor, send: Send, count: int, clock: Clock
) -> Callable[[], float]:
    def timed() -> float:
        begun = clock()
        _many(threads, send, count)
        return (clock() - begun) / count

    return timed
