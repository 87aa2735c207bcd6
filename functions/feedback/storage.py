"""Answers in DynamoDB, and orders read by key.

An answer is one item `FEEDBACK#<order id>`: its keys, version and score plain, the rest packed in
`doc`. Its month (UTC, by the first answer) is the partition of the index `newest`.

What each path costs: load 1 read unit; save 1 write unit per KB in the table and again in the
index; newest half a read unit per 4 KB over all answers of the period plus one query per month;
load of an order 1 read unit per 4 KB.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from feedback.model import Feedback
from shared.clock import text
from shared.events import OrderSnapshot, snapshot
from shared.item import Item, pack, unpack
from shared.table import ConditionError, Table


class DynamoOrders:
    """Orders as their table tells them; the room of orders alone writes it."""

    def __init__(self, table: str, client: Any) -> None:  # noqa: ANN401 - boto3's client or a stub
        """Bind the table of orders."""
        self._table = Table(table, client)

    def load(self, order_id: str) -> OrderSnapshot | None:
        """Give an order as it is now."""
        item = self._table.get({"pk": f"ORDER#{order_id}"})
        return snapshot(item) if item else None


class DynamoRatings:
    """Answers in the feedback table."""

    def __init__(self, table: str, client: Any) -> None:  # noqa: ANN401 - boto3's client or a stub
        """Bind the feedback table."""
        self._table = Table(table, client)

    def load(self, order_id: str) -> Feedback | None:
        """Give the answer about an order."""
        item = self._table.get({"pk": _key(order_id)})
        return _feedback(item) if item else None

    def save(self, feedback: Feedback) -> Feedback:
        """Write an answer over the version before it and give what stands then."""
        is_first = feedback.version == 1
        try:
            self._table.put(
                _item(feedback),
                condition="attribute_not_exists(pk)" if is_first else "version = :before",
                values=None if is_first else {":before": feedback.version - 1},
            )
        except ConditionError as error:
            if error.found is None:
                raise
            return _feedback(error.found)
        return feedback

    def newest(self, start: datetime, end: datetime) -> Iterator[Feedback]:
        """Give the answers first given in `[start, end)`, newest first."""
        for month in _months(start, end):
            items = self._table.walk(
                "list_pk = :month AND list_sk BETWEEN :start AND :end",
                {":month": f"MONTH#{month}", ":start": text(start), ":end": text(end)},
                index="newest",
                newest_first=True,
                page_size=1000,
            )
            yield from map(_feedback, items)


def _key(order_id: str) -> str:
    return f"FEEDBACK#{order_id}"


def _item(feedback: Feedback) -> Item:
    return {
        "pk": _key(feedback.order_id),
        "list_pk": f"MONTH#{feedback.position[:7]}",
        "list_sk": feedback.position,
        "version": feedback.version,
        "rating": feedback.rating,
        "schema": 1,
        "doc": pack(feedback.model_dump_json()),
    }


def _feedback(item: Item) -> Feedback:
    return Feedback.model_validate(unpack(item["doc"]))


def _months(start: datetime, end: datetime) -> Iterator[str]:
    day = (end.astimezone(UTC) - timedelta(microseconds=1)).replace(day=1)
    while (day.year, day.month) >= (start.astimezone(UTC).year, start.astimezone(UTC).month):
        yield f"{day:%Y-%m}"
        day = (day - timedelta(days=1)).replace(day=1)
