"""What a partner's program wants of an order's state: kept by one room, carried out by another.

The integrations room writes a wish and sends a pointer to it; the orders room reads the wish,
moves the order by its own life cycle and writes down what came of it. The last wish for an order
counts: a pointer to one that was replaced finds the newer one, and one that was settled does
nothing.

Items of the Integrations table, under ONEC#<integration>:
    SAID#<number>      the last wish for an order
    REFUSED#<number>   the same, for as long as it is refused: a short list for people
"""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, Literal

from shared.item import Item
from shared.table import ConditionError, Table

WishState = Literal["sent", "done", "nothing", "refused"]
MOST_LISTED: Final = 500
AT_ONCE: Final = 8


@dataclass(frozen=True)
class OrderWish:
    """That an order should be in a state, because a partner's program says so."""

    id: str
    integration_id: str
    number: str
    order_id: str
    said: str
    """In the partner's own words."""
    to: str
    is_first: bool
    """Nothing was said of the order before, so it may only repeat what we had told."""
    actor_id: str
    actor_name: str
    session: str
    at: str
    state: WishState = "sent"
    detail: str = ""


def partition(integration_id: str) -> str:
    """Name the partition of all that belongs to one connection to 1C."""
    return f"ONEC#{integration_id}"


class DynamoWishes:
    """The wishes in their table."""

    def __init__(self, table: Table) -> None:
        """Bind to the Integrations table."""
        self._table = table

    def get(self, integration_id: str, number: str) -> OrderWish | None:
        """Read the last wish for an order: 1 read unit."""
        item = self._table.get(_key(integration_id, "SAID", number))
        return _wish(item) if item else None

    def get_many(self, integration_id: str, numbers: Sequence[str]) -> dict[str, OrderWish]:
        """Read the last wishes for orders, by their numbers."""
        keys = [_key(integration_id, "SAID", each) for each in dict.fromkeys(numbers)]
        found = (_wish(item) for item in self._table.get_many(keys))
        return {each.number: each for each in found}

    def put(self, wish: OrderWish) -> None:
        """Write a wish in the place of the one before; a repeat is the same item."""
        self._table.put(_key(wish.integration_id, "SAID", wish.number) | asdict(wish))

    def put_many(self, wishes: Sequence[OrderWish]) -> None:
        """Write several, side by side: 1C waits, and may tell of thousands of orders."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(self.put, wishes))

    def settle(self, wish: OrderWish, state: WishState, detail: str = "") -> bool:
        """Write what came of a wish; False when another has taken its place."""
        done = replace(wish, state=state, detail=detail)
        listed = _key(wish.integration_id, "REFUSED", wish.number)
        # The list comes first: once the wish is settled nobody looks at it again.
        if state == "refused":
            self._table.put(listed | asdict(done))
        else:
            with suppress(ConditionError):
                self._table.delete(listed, condition="attribute_exists(pk)", values={})
        key = _key(wish.integration_id, "SAID", wish.number)
        try:
            self._table.put(key | asdict(done), condition="id = :id", values={":id": wish.id})
        except ConditionError:
            return False
        return True

    def refused(self, integration_id: str) -> tuple[OrderWish, ...]:
        """List the wishes that were refused, by number."""
        items: Iterable[Item] = self._table.page(
            "pk = :pk AND begins_with(sk, :sk)",
            {":pk": partition(integration_id), ":sk": "REFUSED#"},
            limit=MOST_LISTED,
        )
        return tuple(_wish(item) for item in items)


def _key(integration_id: str, sort: str, number: str) -> dict[str, Any]:
    return {"pk": partition(integration_id), "sk": f"{sort}#{number}"}


def _wish(item: Item) -> OrderWish:
    return OrderWish(**{name: item[name] for name in OrderWish.__dataclass_fields__})
