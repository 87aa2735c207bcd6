"""Answers in DynamoDB, and orders read by key.

Items of the Feedback table, by `pk`:
    FEEDBACK#<order>       the one active answer; what figures and lists need as attributes, the
                           whole with its history packed in `doc`; its month (UTC, by the first
                           answer) is a partition of the index `by_month`, which holds no words
    ASK#<order>, CUSTOMER#<customer>, ASKED#<day>#<who>, ASKING    see feedback.asking.storage

What each path costs: load 1 read unit per 4 KB; save 1 write unit per KB in the table and 1 in the
index; the first answer of who was asked is a transaction with the day's count, 2 units per KB and 2
for the count. A period costs half a read unit per 4 KB of light rows, some 10 answers, and a call
for each month and each MB; a page's whole answers half a unit each, one call per 100.
Measured in tests/feedback/overview/test_costs.py.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, Final
from zoneinfo import ZoneInfo

from botocore.exceptions import BotoCoreError, ClientError

from feedback.asking.counting import counted
from feedback.model import Feedback
from feedback.overview.model import Row
from feedback.survey import QUESTIONS
from shared.cause import cause
from shared.clock import text
from shared.errors import UnavailableError
from shared.events import OrderSnapshot
from shared.feedback_events import ANSWER
from shared.item import Item
from shared.observe import logger
from shared.order_reading import read_order
from shared.stored import ANSWER as ANSWER_SHAPE
from shared.table import ConditionError, Put, Table, write_together

INDEX: Final = "by_month"
ROW: Final = tuple(each.name for each in fields(Row) if each.name not in QUESTIONS)
"""What the index holds beside its keys and `scores`; the template names the same."""


class DynamoOrders:
    """Orders as their table tells them; the room of orders alone writes it."""

    def __init__(self, table: str, client: Any) -> None:  # noqa: ANN401 - boto3's client or a stub
        """Bind the table of orders."""
        self._table = Table(table, client)

    def load(self, order_id: str) -> OrderSnapshot | None:
        """Give an order as it is now."""
        return read_order(self._table, order_id)


class DynamoCustomers:
    """Customers as the Directory table tells them; the room of orders alone writes it."""

    def __init__(self, table: str, client: Any) -> None:  # noqa: ANN401 - boto3's client or a stub
        """Bind the table of people."""
        self._table = Table(table, client)

    def language(self, customer_id: str) -> str | None:
        """Give the language that stands on a customer's card: 1 read unit."""
        item = self._table.get({"pk": f"CUSTOMER#{customer_id}", "sk": "CUSTOMER"})
        return item.get("language") if item else None


class DynamoRatings:
    """Answers in the feedback table."""

    def __init__(self, table: str, client: Any, *, zone: ZoneInfo) -> None:  # noqa: ANN401
        """Bind the feedback table; days are counted in the company's zone."""
        self._table = Table(table, client)
        self._zone = zone

    def load(self, order_id: str) -> Feedback | None:
        """Give the answer about an order."""
        item = self._table.get({"pk": _key(order_id)})
        return _feedback(item) if item else None

    def load_many(self, order_ids: Sequence[str]) -> Mapping[str, Feedback]:
        """Give the answers about orders, by order."""
        with _readable():
            keys = [{"pk": _key(each)} for each in order_ids]
            found = self._table.get_many(keys, fields=("doc", "schema"))
            return {each.order_id: each for each in map(_feedback, found)}

    def save(self, feedback: Feedback) -> Feedback:
        """Write an answer over the version before it and give what stands then.

        The first answer of a customer who was asked is counted in the same transaction.
        """
        is_first = feedback.version == 1
        put = Put(
            self._table.name,
            item_of(feedback),
            "attribute_not_exists(pk)" if is_first else "version = :before",
            {} if is_first else {":before": feedback.version - 1},
        )
        try:
            if is_first and feedback.asked_at:
                count = counted(self._table.name, feedback.asked, self._zone, "answered")
                write_together(self._table.client, [put, count])
            else:
                self._table.put(put.item, condition=put.condition, values=put.values or None)
        except ConditionError as error:
            if error.found is None:
                raise
            return _feedback(error.found)
        return feedback

    def within(self, start: datetime, end: datetime, *, limit: int) -> list[Row]:
        """Give the answers first given in `[start, end)`, newest first, `limit` of them at most."""
        with _readable():
            return list(islice(self._walk(start, end), limit))

    def _walk(self, start: datetime, end: datetime) -> Iterator[Row]:
        for month in _months(start, end):
            items = self._table.walk(
                "list_pk = :month AND list_sk BETWEEN :start AND :end",
                {":month": f"MONTH#{month}", ":start": text(start), ":end": text(end)},
                index=INDEX,
                newest_first=True,
                page_size=MAX_PAGE,
            )
            yield from map(_row, items)


MAX_PAGE: Final = 10_000
"""More rows than a call's MB holds: the MB alone bounds an answer."""


@contextmanager
def _readable() -> Iterator[None]:
    """Tell that the store does not answer in our own words: a part of a page may fail alone."""
    try:
        yield
    except (ClientError, BotoCoreError) as error:
        logger().error("feedback.unreadable", exc_info=error)
        raise UnavailableError("the store does not answer; try again") from error


def _key(order_id: str) -> str:
    return f"{ANSWER}{order_id}"


def item_of(feedback: Feedback) -> Item:
    """Write an answer as its item."""
    row = Row.of(feedback)
    shown = {name: getattr(row, name) for name in ROW}
    return {
        **shown,
        "pk": _key(feedback.order_id),
        "list_pk": f"MONTH#{feedback.position[:7]}",
        "list_sk": feedback.position,
        "topics": list(row.topics) or None,
        # In one attribute: an index names 20 at most.
        "scores": _scores(row) or None,
        "version": feedback.version,
        "request_id": cause(),
        **ANSWER_SHAPE.packed(feedback.model_dump_json()),
    }


def _scores(row: Row) -> dict[str, int]:
    scores = ((name, getattr(row, name)) for name in QUESTIONS)
    return {name: score for name, score in scores if score is not None}


def _row(item: Item) -> Row:
    return Row(
        item["order_id"],
        item["order_number"],
        item["order_type"],
        item["customer_id"],
        item["customer_name"],
        item.get("technician_id"),
        item.get("technician_name"),
        item["rating"],
        item["has_comment"],
        item["state"],
        tuple(item.get("topics", ())),
        item["submitted_at"],
        item.get("task"),
        item.get("task_due"),
        item.get("task_opened"),
        item.get("task_closed"),
        *map((item.get("scores") or {}).get, QUESTIONS),
    )


def _feedback(item: Item) -> Feedback:
    return Feedback.model_validate(ANSWER_SHAPE.read(item))


def _months(start: datetime, end: datetime) -> Iterator[str]:
    day = (end.astimezone(UTC) - timedelta(microseconds=1)).replace(day=1)
    while (day.year, day.month) >= (start.astimezone(UTC).year, start.astimezone(UTC).month):
        yield f"{day:%Y-%m}"
        day = (day - timedelta(days=1)).replace(day=1)
