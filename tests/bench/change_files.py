"""Reading files of changes eight ahead, beside one after the other: wall time and memory.

A model whose GETs take some milliseconds and nothing else, and the real client before a server in
this process that waits as long: what each call costs by itself is in the second only.
"""

import gzip
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from http.server import BaseHTTPRequestHandler
from io import BytesIO
from typing import Any

import boto3

from analytics.changes import BYTES_AHEAD, Fetching, S3Changes, some_ahead
from analytics.position import ChangeFile
from shared.ahead import in_turn
from tests.analytics.builders import NOON
from tests.bench.change_lines import lines_of
from tests.bench.loopback import served
from tests.bench.report import Row, milli
from tests.bench.rounds import Spread, ratio, shuffled

GOAL, GOAL_MEMORY = 1 / 6, 1.25
GET_S = 0.02
CHANGES = 10
"""In a file: where they trickle in, they are few."""
LARGE, LARGE_FILES = 1 << 20, 64


def measure(rounds: int, files: int, get_s: float = GET_S) -> list[Row]:
    """Measure the time that so many small files take, and what is held of some large ones."""
    small = gzip.compress("".join(f"{each}\n" for each in lines_of(CHANGES)).encode())
    with served(_server(small, get_s)) as url:
        real = boto3.client(
            "s3", endpoint_url=url, region_name="us-east-1",
            aws_access_key_id="none", aws_secret_access_key="none",
        )  # fmt: skip
        return [
            _time("model", Model(small, get_s), rounds, files),
            _time("the real client", real, rounds, files),
            _memory(),
        ]


class Model:
    """A bucket whose objects are all the same file, each a while away."""

    def __init__(self, body: bytes, get_s: float) -> None:
        """Keep the file and the while."""
        self._body = body
        self._get_s = get_s

    def get_object(self, **_: Any) -> dict[str, Any]:
        """Wait, and give the file."""
        time.sleep(self._get_s)
        return {"Body": BytesIO(self._body)}


def _server(body: bytes, get_s: float) -> type[BaseHTTPRequestHandler]:
    class Server(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1

        def do_GET(self) -> None:
            time.sleep(get_s)
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    return Server


def _time(client_name: str, client: Any, rounds: int, files: int) -> Row:
    ways = {"ahead": some_ahead, "in turn": in_turn}
    read = {name: _reading(client, way, files) for name, way in ways.items()}
    timings = shuffled({name: partial(_wall, each) for name, each in read.items()}, rounds)
    ours, theirs = (Spread.of(timings[name]).median for name in ways)
    return Row(
        f"{files} files of changes, eight ahead, {client_name}",
        milli(ours),
        f"in turn {milli(theirs)}",
        ratio(timings, *ways),
        GOAL,
    )


def _memory() -> Row:
    files = [ChangeFile(str(n), "", NOON, LARGE) for n in range(LARGE_FILES)]

    peak = _peak(lambda: sum(map(len, some_ahead(lambda file: bytes(file.size), files))))
    return Row(
        f"{LARGE_FILES * LARGE >> 20} MiB of large files, held at their peak",
        f"{peak / 2**20:.1f} MiB",
        f"room for {BYTES_AHEAD >> 20} MiB",
        Spread.of([peak / BYTES_AHEAD]),
        GOAL_MEMORY,
    )


def _reading(client: Any, way: Fetching, count: int) -> Callable[[], None]:
    changes = S3Changes(client, "data", lambda: NOON, fetching=way)
    files = [ChangeFile(str(number), "", NOON) for number in range(count)]

    def read() -> None:
        for _ in changes.read(files):
            pass

    return read


def _wall(call: Callable[[], None]) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def _peak(call: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        call()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
