"""A hundred thousand answers in three years: a page of ninety days costs those days alone.

The rows lie in memory as the index holds them and are given out a megabyte at a time, as DynamoDB
does; the meter reckons the price from their sizes.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from datetime import timedelta
from math import ceil
from typing import Any

import pytest

from feedback.asking.storage import DynamoRequests
from feedback.overview.period import Period
from feedback.overview.query import Query, Scope, Sort
from feedback.overview.service import Overview, OverviewService
from feedback.storage import DynamoRatings, item_of
from shared.clock import text
from shared.item import to_wire
from shared.table import Table
from tests.feedback.builders import NOW, make_feedback
from tests.feedback.fakes import ZONE
from tests.orders.units import Meter, size

ANSWERS, YEARS, TECHNICIANS, LIMIT = 100_000, 3, 40, 50
MEGABYTE = 1_000_000
PERIOD = Period.of(None, None, NOW, ZONE)
STEP = timedelta(days=365 * YEARS) / ANSWERS
BUSY_DAYS = range(365 * YEARS)


class Index:
    """The index of a table that holds so many answers; whole ones are read by key."""

    def __init__(self) -> None:
        self.partitions: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._whole = to_wire(item_of(make_feedback(4, comment="Всё починили быстро. " * 9)))
        light = {n: v for n, v in self._whole.items() if n not in {"doc", "version", "schema"}}
        for n in reversed(range(ANSWERS)):
            at, order = text(NOW - n * STEP), f"ord_{n:026d}"
            own = {"order_id": order, "pk": f"FEEDBACK#{order}", "submitted_at": at}
            own |= {"list_pk": f"MONTH#{at[:7]}", "list_sk": f"{at}#{order}"}
            own |= {"technician_id": f"tec_{n % TECHNICIANS:026d}"}
            row = {**light, **{name: {"S": value} for name, value in own.items()}}
            row["rating"] = {"N": str(n * 7 % 5 + 1)}
            self.partitions[own["list_pk"]].append(row)
        for days in reversed(BUSY_DAYS):
            self._count(text(NOW - timedelta(days=days))[:10])
        self.places = {
            name: [row["list_sk"]["S"] for row in rows] for name, rows in self.partitions.items()
        }

    def _count(self, day: str) -> None:
        for n in range(TECHNICIANS):
            who = f"tec_{n:026d}"
            row = {"pk": f"ASKED#{day}#{who}", "list_pk": f"ASKED#{day[:7]}"}
            row |= {"list_sk": f"{day}#{who}", "technician_id": who}
            wire = {name: {"S": value} for name, value in row.items()}
            wire |= {"asked": {"N": "5"}, "answered": {"N": "2"}}
            self.partitions[row["list_pk"]].append(wire)

    def query(self, **request: Any) -> dict[str, Any]:
        values = {
            name: next(iter(v.values())) for name, v in request["ExpressionAttributeValues"].items()
        }
        low, high = sorted(value for name, value in values.items() if name != ":month")
        rows = self.partitions[values[":month"]]
        places = self.places.get(values[":month"], [])
        found = rows[bisect_left(places, low) : bisect_right(places, high)]
        if not request["ScanIndexForward"]:
            found = found[::-1]
        begin = int(request.get("ExclusiveStartKey", {}).get("n", {}).get("N", "0"))
        held = end = 0
        for end in range(begin, len(found)):
            held += size(found[end])
            if held > MEGABYTE:
                return {"Items": found[begin:end], "LastEvaluatedKey": {"n": {"N": str(end)}}}
        return {"Items": found[begin:]}

    def batch_get_item(self, **request: Any) -> dict[str, Any]:
        ((table, wanted),) = request["RequestItems"].items()
        return {"Responses": {table: [{"doc": self._whole["doc"]}] * len(wanted["Keys"])}}

    def get_item(self, **_: Any) -> dict[str, Any]:
        return {"Item": self._whole}


@pytest.fixture(scope="module")
def index() -> Index:
    return Index()


def overview(index: Index, sort: Sort = "date", after: Any = None) -> tuple[Overview, Meter]:
    meter: Any = Meter(index)
    ratings = DynamoRatings("FeedbackTable", meter, zone=ZONE)
    requests = DynamoRequests(Table("FeedbackTable", meter), zone=ZONE, shards=4)
    service = OverviewService(
        ratings, ratings, requests, ZONE, hidden_counts=True, clock=lambda: NOW
    )
    return service.overview(Query(Scope(PERIOD), sort=sort), limit=LIMIT, after=after), meter


def test_a_page_costs_the_period_s_rows_and_no_more_whatever_lies_before(index):
    found, meter = overview(index)

    first, last = text(PERIOD.start), text(PERIOD.end)
    rows = [r for name, each in index.partitions.items() if name[0] == "M" for r in each]
    assert len(rows) == ANSWERS
    within = [r for r in rows if first <= r["submitted_at"]["S"] < last]
    counts = [r for name, each in index.partitions.items() if name[0] == "A" for r in each]
    days = (str(PERIOD.first), str(PERIOD.last))
    asked = [r for r in counts if days[0] <= r["list_sk"]["S"][:10] <= days[1]]
    assert found.figures is not None
    assert found.figures.summary.count == len(within)
    assert found.responses is not None
    assert found.responses.all.asked == 5 * len(asked)

    held = sum(map(size, within)) + sum(map(size, asked))
    calls = meter.bill.calls.count("query")
    whole = LIMIT * 0.5
    assert meter.bill.read <= held / 8192 + calls * 0.5 + whole
    assert meter.bill.read < sum(map(size, rows)) / 8192 / 5


@pytest.mark.parametrize("sort", ["date", "technician"])
def test_the_number_of_calls_is_bounded_by_months_and_megabytes(index, sort):
    found, meter = overview(index, sort)
    assert found.page is not None
    _, next_page = overview(index, sort, after=found.page.after)

    months = 4
    megabytes = ceil(meter.bill.read * 8192 / MEGABYTE)
    assert meter.bill.calls == next_page.bill.calls
    assert meter.bill.calls.count("query") <= 2 * months + megabytes
    assert meter.bill.calls.count("batch_get_item") == 1
