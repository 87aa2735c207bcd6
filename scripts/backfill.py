"""Write what no upcasting on reading can: index keys, rows of an index. See docs/migrations.md.

    python -m scripts.backfill orders customers answers --stage prod [--apply]

Idempotent, bounded, and resumable: its place stands in the table itself. What it puts has the
version that it had, so that streams tell nobody of it.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from feedback.model import Feedback
from feedback.storage import item_of
from orders.model import Order
from orders.people.model import Customer
from orders.people.storage import customer_item, name_rows
from orders.storage import order_item
from scripts.stacks import look_up, of_environment
from shared.item import Item, from_wire, to_wire
from shared.stored import ANSWER, CUSTOMER, ORDER
from shared.stream import CAUSE
from shared.table import ConditionError, Put, Table, write_together

PAGE: Final = 200
NOT_CONTENT: Final = ("write_id", CAUSE)
"""Of the write, not of what is written; they stay as they are."""


def _orders(item: Item, shards: int) -> list[Item]:
    return [order_item(Order.model_validate(ORDER.read(item)), shards)]


def _customers(item: Item, _: int) -> list[Item]:
    customer = Customer.model_validate(CUSTOMER.opened(item))
    return [customer_item(customer), *([] if customer.erased_at else name_rows(customer))]


def _answers(item: Item, _: int) -> list[Item]:
    return [item_of(Feedback.model_validate(ANSWER.read(item)))]


@dataclass(frozen=True)
class Kind:
    """One kind of items: where they are, and what each would be if it were written today."""

    table: str
    prefix: str
    remade: Callable[[Item, int], list[Item]]
    """Gives the item itself first, then the rows that stand beside it."""
    sort: Mapping[str, str] = field(default_factory=dict)
    """The other half of the key, in tables whose key has two."""


KINDS: Final[Mapping[str, Kind]] = {
    "orders": Kind("OrdersTable", "ORDER#", _orders),
    "customers": Kind("DirectoryTable", "CUSTOMER#", _customers, {"sk": "CUSTOMER"}),
    "answers": Kind("FeedbackTable", "FEEDBACK#", _answers),
}


@dataclass(frozen=True)
class Bounds:
    """How far one call goes: without `is_applied` it only counts."""

    is_applied: bool = False
    most: int = 1_000_000
    per_second: float = 50
    again: bool = False


@dataclass
class Count:
    """What a run saw: `moved` items were written by somebody else meanwhile."""

    seen: int = 0
    differing: int = 0
    written: int = 0
    moved: int = 0
    is_done: bool = False


class Backfill:
    """One kind of items in one table."""

    def __init__(
        self,
        name: str,
        table: Table,
        shards: int,
        *,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Bind to the table; `shards` is the number of partitions of each list of orders."""
        self._kind = KINDS[name]
        self._table = table
        self._shards = shards
        self._sleep = sleep
        self._place_key = {"pk": f"BACKFILL#{name}"}
        if self._kind.sort:
            self._place_key["sk"] = "BACKFILL"

    def run(self, bounds: Bounds) -> Count:
        """Go on from the place of the last call, to the end or to the bounds."""
        count = Count()
        start = self._place() if bounds.is_applied and not bounds.again else None
        for items, place in self._pages(start):
            for item in items:
                self._look_at(item, bounds, count)
            if bounds.is_applied:
                self._table.put({**self._place_key, "place": place})
            if place is None:
                count.is_done = True
            elif count.seen >= bounds.most:
                break
        return count

    def _look_at(self, item: Item, bounds: Bounds, count: Count) -> None:
        count.seen += 1
        own, *rows = [from_wire(to_wire(each)) for each in self._kind.remade(item, self._shards)]
        missing = self._missing(rows)
        if _content(own) == _content(item) and not missing:
            return
        own |= {name: item[name] for name in NOT_CONTENT if name in item}
        count.differing += 1
        if not bounds.is_applied:
            return
        unmoved = Put(self._table.name, own, "version = :read", {":read": item["version"]})
        try:
            rest = [Put(self._table.name, each) for each in missing]
            write_together(self._table.client, [unmoved, *rest])
            count.written += 1
        except ConditionError:
            count.moved += 1
        self._sleep(1 / bounds.per_second)

    def _missing(self, rows: Sequence[Item]) -> list[Item]:
        keys = [{"pk": row["pk"], "sk": row["sk"]} for row in rows]
        there = self._table.get_many(keys, consistent=True) if keys else []
        return [row for row in rows if row not in there]

    def _pages(self, place: Any) -> Iterator[tuple[list[Item], Any]]:  # noqa: ANN401 - a key
        values = {":prefix": self._kind.prefix}
        condition = "begins_with(pk, :prefix)"
        if self._kind.sort:
            condition += " AND sk = :sort"
            values[":sort"] = self._kind.sort["sk"]
        request: dict[str, Any] = {
            "TableName": self._table.name,
            "FilterExpression": condition,
            "ExpressionAttributeValues": to_wire(values),
            "ConsistentRead": True,
            "Limit": PAGE,
        }
        while True:
            if place:
                request["ExclusiveStartKey"] = to_wire(place)
            answer = self._table.client.scan(**request)
            found = answer.get("LastEvaluatedKey")
            place = from_wire(found) if found else None
            yield [from_wire(each) for each in answer["Items"]], place
            if place is None:
                return

    def _place(self) -> Any:  # noqa: ANN401 - a key
        item = self._table.get(self._place_key)
        return item.get("place") if item else None


def _content(item: Item) -> Item:
    return {name: value for name, value in item.items() if name not in NOT_CONTENT}


def _wish(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m scripts.backfill", description=__doc__)
    parser.add_argument("kinds", nargs="+", choices=sorted(KINDS))
    parser.add_argument("--stage", default="dev", help="a stage of samconfig.toml")
    parser.add_argument("--stack", default="", help="the stack's own name, if it has no stage")
    parser.add_argument("--apply", action="store_true", help="write; without it, only count")
    parser.add_argument("--again", action="store_true", help="from the beginning")
    parser.add_argument("--most", type=int, default=Bounds.most, help="how many items at most")
    parser.add_argument("--per-second", type=float, default=Bounds.per_second)
    return parser.parse_args(words)


def main(words: Sequence[str]) -> int:
    """Do what the command line asks; 1 when something is left to do."""
    wish = _wish(words)
    deployed = look_up(of_environment, wish.stage, wish.stack)
    bounds = Bounds(wish.apply, wish.most, wish.per_second, wish.again)
    is_done = True
    for name in wish.kinds:
        table = Table(deployed.tables[KINDS[name].table], of_environment("dynamodb"))
        count = Backfill(name, table, deployed.shards()).run(bounds)
        print(f"{name}: {count}")
        is_done &= count.is_done and count.differing == count.written + count.moved
    return 0 if is_done else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
