"""How long the worker is busy with whole orders for 1C, reading them from DynamoDB included.

A server in this process answers each call with the orders that it asks for; what reads, checks and
writes them is a child process, whose CPU seconds are told for a million orders of three lines.
"""

import base64
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from http.server import BaseHTTPRequestHandler
from time import process_time
from typing import Any

import pyarrow as pa

from analytics.dataset import Wanted
from analytics.datasets import DATA_SETS
from analytics.export import BATCH_ROWS
from analytics.frame import Frame
from analytics.lake.columns import frame_of
from analytics.model import Company, Export
from analytics.period import Period
from analytics.shipping.beat import Beat
from analytics.shipping.gathering import Gathered, Gathering
from analytics.shipping.storage import DynamoOrdersNow
from analytics.shipping.totals import KpiTotals, MoneyTotals
from shared.aws import client
from shared.item import pack
from shared.table import Table
from tests.bench import onec_files, orders_many
from tests.bench.loopback import served
from tests.bench.report import Row
from tests.bench.rounds import Spread
from tests.onec.builders import MOSCOW, NOW

MILLION = 1_000_000
AT_ONCE = 2_000
TIMEOUT_S = 300
FIRST, LAST = date(2024, 1, 1), date(2028, 12, 31)
TABLE = "Orders"
NOBODY = {
    "AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none",
    "AWS_DEFAULT_REGION": "us-east-1",
}  # fmt: skip


class _Shop(BaseHTTPRequestHandler):
    """Gives any order that BatchGetItem asks for."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Answer with the orders that were asked for."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        keys = [each["pk"]["S"] for each in asked["RequestItems"][TABLE]["Keys"]]
        body = json.dumps({"Responses": {TABLE: [_wire(key) for key in keys]}}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/x-amz-json-1.0")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def measure(orders: int, names: Iterable[str] = onec_files.FORMATS) -> list[Row]:
    """Measure formats in processes of their own."""
    with served(_Shop) as url:
        return [_row(name, orders, url) for name in names]


def busy_s(name: str, orders: int) -> float:
    """Write so many orders as the worker does, but for S3; give the CPU seconds of it."""
    now = DynamoOrdersNow(Table(TABLE, client("dynamodb")))
    lake = orders_many.orders(orders)
    _write(name, now, lake.slice(0, AT_ONCE))
    begun = process_time()
    _write(name, now, lake)
    return process_time() - begun


def _write(name: str, now: DynamoOrdersNow, lake: Any) -> None:
    export = Export(
        id="exp_1", format=name, axis="completed_at", first=FIRST, last=LAST, created_at=NOW,
        sent_at=NOW,
    )  # fmt: skip
    span = Period(FIRST, LAST).span(MOSCOW)
    company = Company(zone=MOSCOW, currency="RUB")
    kpis = KpiTotals("orders", export.axis, span, company)
    gathering = Gathering(
        export=export,
        data_set=DATA_SETS["orders"],
        wanted=Wanted(export.axis, span, (FIRST, LAST), MOSCOW, "RUB", {}),
        months=_Lake(lake),
        orders=now,
        beat=Beat(export, lake.num_rows, lambda _: True, lambda: NOW),
        found=Gathered(MoneyTotals(), kpis, Counter()),
    )
    told = onec_files.export(name, gathering.whole_orders())
    if told.written.orders != lake.num_rows:
        raise AssertionError(told.written)


@dataclass(frozen=True)
class _Lake:
    """A month in memory."""

    rows: Any

    def batches(self, _: object) -> Iterator[Any]:
        """Give it as the lake does."""
        yield from self.rows.to_batches(max_chunksize=BATCH_ROWS)

    def frame_of_batch(self, batch: Any) -> Frame:
        """Give a batch as a frame."""
        return frame_of(pa.Table.from_batches([batch]))


def _row(name: str, orders: int, url: str) -> Row:
    code = f"from tests.bench import hydration as h; print(h.busy_s({name!r}, {orders}))"
    told = subprocess.run(  # noqa: S603 - our own code in our own interpreter
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=600,
        env={**os.environ, **NOBODY, "AWS_ENDPOINT_URL_DYNAMODB": url},
    )  # fmt: skip
    whole = float(told.stdout) / orders * MILLION
    share = whole / TIMEOUT_S
    return Row(
        f"{name}, a million orders read and written", f"{whole:.0f} s of CPU",
        f"one run of the worker: {TIMEOUT_S} s", Spread(share, share, share), 1.0,
    )  # fmt: skip


_POOL = list(onec_files.some_orders(1))


def _wire(key: str) -> dict[str, dict[str, str]]:
    own = {"id": key.partition("#")[2]}
    doc = pack(_POOL[0].model_copy(update=own).model_dump_json())
    return {"pk": {"S": key}, "doc": {"B": base64.b64encode(doc).decode()}}
