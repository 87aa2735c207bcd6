"""The page of staff's feedback: warm handler time against the number of answers in the period.

The whole handler runs, from the event to the JSON; DynamoDB's answers are put in place of those
from the wire, a megabyte each as it gives them, so the socket alone is not counted. CPU time.
"""

import json
from base64 import b64encode
from collections.abc import Iterator, Sequence
from datetime import timedelta
from statistics import quantiles
from time import process_time
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

from botocore.awsrequest import AWSResponse

from feedback import handler, wiring
from feedback.asking.counting import months
from feedback.asking.storage import DynamoRequests
from feedback.model import Answer, Feedback
from feedback.overview.period import Period
from feedback.overview.service import OverviewService
from feedback.storage import ROW, DynamoRatings, item_of
from shared import clock
from shared.aws import client
from shared.item import to_wire
from shared.signing import Seal
from shared.table import Table
from tests.bench.reads import Raw
from tests.bench.report import Row
from tests.bench.warm import quiet
from tests.feedback.builders import make_order
from tests.http import event

PERIODS = (1_000, 8_200, 33_000)
"""A small company's quarter; a quarter and a year of 100,000 answers in three years."""
GOAL_MS = {1_000: 100.0, 8_200: 500.0, 33_000: 2_000.0}
MEGABYTE = 1_000_000
ZONE = ZoneInfo("Europe/Moscow")
TECHNICIANS = 40
EACH_RATED = 200
"""A technician rated that often in a quarter is a busy one: small companies have few."""
DAYS = 28
"""As many as every month has."""


def measure(calls: int, periods: Sequence[int] = PERIODS) -> list[Row]:
    """Measure the page for each size of a period."""
    return [_row(rows, calls) for rows in periods]


def _row(rows: int, calls: int) -> Row:
    dynamo = client("dynamodb")
    answers = _Answers(rows)
    events = dynamo.meta.events
    events.register("before-send.dynamodb.Query", answers.query, unique_id="ratings-query")
    events.register("before-send.dynamodb.BatchGetItem", answers.batch, unique_id="ratings-batch")
    try:
        times = sorted(_timed(calls))
    finally:
        events.unregister("before-send.dynamodb.Query", unique_id="ratings-query")
        events.unregister("before-send.dynamodb.BatchGetItem", unique_id="ratings-batch")
    p50, p95 = quantiles(times, n=100, method="inclusive")[49::45]
    what = f"GET /v1/feedback, {rows:,} answers"
    goal = f"goal p95 {GOAL_MS[rows]:.0f} ms" if rows in GOAL_MS else ""
    return Row(what, f"p50 {p50:.0f} ms, p95 {p95:.0f} ms", goal)


def _timed(calls: int) -> Iterator[float]:
    dynamo = client("dynamodb")
    ratings = DynamoRatings("feedback", dynamo, zone=ZONE)
    requests = DynamoRequests(Table("feedback", dynamo), zone=ZONE, shards=4)
    service = OverviewService(ratings, ratings, requests, ZONE, hidden_counts=True, clock=clock.now)
    request = event("GET", "/v1/feedback", query={"sort": "technician", "limit": 50})
    overrides = handler.api.dependency_overrides
    overrides |= {wiring.overviews: lambda: service, wiring.seal: lambda: Seal(b"bench")}
    with quiet():
        try:
            for _ in range(calls):
                begun = process_time()
                answer = handler.lambda_handler(request, None)
                yield (process_time() - begun) * 1000
                if answer["statusCode"] != 200:
                    raise RuntimeError(answer["body"])
        finally:
            overrides.clear()


class _Answers:
    """A period's rows in pages of a megabyte: all in its newest month."""

    def __init__(self, rows: int) -> None:
        served = min(TECHNICIANS, max(1, rows // EACH_RATED))
        items = [_item(n, served) for n in range(rows)]
        shown = ("pk", "list_pk", "list_sk", *ROW)
        light = [{name: item[name] for name in shown if name in item} for item in items]
        self._docs = [{"doc": {"B": b64encode(item["doc"]["B"]).decode()}} for item in items[:50]]
        per_page = max(1, MEGABYTE * len(light) // len(json.dumps(light, ensure_ascii=False)))
        starts = range(0, len(light), per_page)
        # Written beforehand: that is DynamoDB's work, not the handler's.
        period = Period.of(None, None, clock.now(), ZONE)
        shown_months = months(period.first, period.last)
        self._counts = {month: _page(_counts(month, served), 0, 1) for month in shown_months}
        self._pages = [_page(light[n : n + per_page], n // per_page, len(starts)) for n in starts]

    def query(self, request: Any, **_: Any) -> AWSResponse:
        asked = json.loads(request.body)
        page = int(asked.get("ExclusiveStartKey", {}).get("pk", {}).get("S", "0"))
        month = asked["ExpressionAttributeValues"][":month"]["S"]
        if month.startswith("ASKED#"):
            return _answer(request, self._counts[month])
        if month != f"MONTH#{clock.now():%Y-%m}":
            return _answer(request, b'{"Items": []}')
        return _answer(request, self._pages[page])

    def batch(self, request: Any, **_: Any) -> AWSResponse:
        keys = json.loads(request.body)["RequestItems"]["feedback"]["Keys"]
        answer = {"Responses": {"feedback": self._docs[: len(keys)]}, "UnprocessedKeys": {}}
        return _answer(request, json.dumps(answer).encode())


def _item(n: int, served: int) -> dict[str, Any]:
    who = {"id": f"tec_{n % served}", "name": f"Мастер № {n % served}"}
    order = make_order(id=f"ord_{n:026d}", number=str(n), technician=who)
    at = clock.now() - timedelta(seconds=n)
    answer = Answer(n * 7 % 5 + 1, "Всё починили быстро и аккуратно, спасибо! " * (n % 4))
    return to_wire(item_of(Feedback.first(order, answer, at)))


def _counts(month: str, served: int) -> list[dict[str, Any]]:
    """Give how many were asked and answered about each technician on each day of a month."""
    return [
        to_wire(
            {
                "list_sk": f"{month.removeprefix('ASKED#')}-{day:02d}#tec_{n}",
                "technician_id": f"tec_{n}",
                "asked": 3,
                "answered": 1,
            }
        )
        for day in range(1, DAYS + 1)
        for n in range(served)
    ]


def _page(items: list[dict[str, Any]], page: int, pages: int) -> bytes:
    more = {"LastEvaluatedKey": {"pk": {"S": str(page + 1)}}} if page + 1 < pages else {}
    return json.dumps({"Items": items, **more}, ensure_ascii=False).encode()


def _answer(request: Any, content: bytes) -> AWSResponse:
    headers = {"x-amz-crc32": str(crc32(content)), "x-amzn-RequestId": "1"}
    return AWSResponse(request.url, 200, headers, Raw(content))
