"""Finding orders by what a person has at hand: a number, a telephone, an external id, a name."""

from typing import Any, Final

from orders.phone import e164
from orders.ports import Directory, OrderLists
from orders.queries import OrderQuery
from shared.errors import InvalidError

MOST: Final = 50
CUSTOMERS: Final = 10
SHORTEST_NAME: Final = 2
LONGEST_NUMBER: Final = 11


class OrderSearch:
    """Looks wherever a text may lead, exact finds first."""

    def __init__(self, lists: OrderLists, directory: Directory) -> None:
        """Join the lists of orders and the directory of people."""
        self._lists = lists
        self._directory = directory

    def find(self, words: str) -> tuple[dict[str, Any], ...]:
        """Give at most MOST rows: by number, by external id, then newest first by customer."""
        words = words.strip().lstrip("№#").strip()
        if not words:
            return ()
        exact = [self._by_number(words), self._lists.with_external_id(words)]
        rows = list(self._lists.rows([each for each in exact if each]))
        for customer_id in self._customers(words):
            page = self._lists.page(OrderQuery(customer_id=customer_id), limit=MOST, after=None)
            rows += page.rows
        unique = {row["id"]: row for row in rows}
        return tuple(unique.values())[:MOST]

    def _by_number(self, words: str) -> str | None:
        if words.isascii() and words.isdecimal() and len(words) <= LONGEST_NUMBER:
            return self._lists.with_number(words.lstrip("0") or "0")
        return None

    def _customers(self, words: str) -> list[str]:
        found: list[str] = []
        try:
            known = self._directory.customer_by_phone(e164(words, field="q"))
        except InvalidError:
            known = None
        if known:
            found.append(known.id)
        if len(words) >= SHORTEST_NAME:
            named = self._directory.customers_by_name(words, limit=CUSTOMERS)
            found += [each.id for each in named]
        return list(dict.fromkeys(found))
