"""Finding orders by what a person has at hand: a number, a telephone, an external id, a name.

What is found is a list like any other: filters narrow it, it is sorted and paged. The lists of the
customers that are meant are read side by side, each by its own index.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from orders.phone import e164
from orders.ports import Directory, OrderLists, OrderRows, Place
from orders.queries import OrderQuery
from shared.errors import InvalidError

CUSTOMERS: Final = 10
SHORTEST_NAME: Final = 2
LONGEST_NUMBER: Final = 11


class OrderSearch:
    """Looks wherever a text may lead, exact finds first."""

    def __init__(self, lists: OrderLists, directory: Directory) -> None:
        """Join the lists of orders and the directory of people."""
        self._lists = lists
        self._directory = directory

    def find(self, said: str, query: OrderQuery, *, limit: int, after: Place) -> OrderRows:
        """Give a page of what the words mean and the filters leave, in the order asked for."""
        words = said.strip().lstrip("№#").strip()
        if not words:
            return OrderRows((), None)
        rows = {row["id"]: row for row in self._exact(words, query, after)}
        ends = []
        for customer_id in self._customers(words):
            if query.customer_id not in {None, customer_id}:
                continue
            theirs = replace(query, customer_id=customer_id)
            page = self._lists.page(theirs, limit=limit, after=after)
            rows |= {row["id"]: row for row in page.rows}
            if page.after is not None:
                ends.append(_position(page.after))
        return _first(tuple(rows.values()), query, limit, ends)

    def _exact(self, words: str, query: OrderQuery, after: Place) -> Iterator[dict[str, Any]]:
        found = [self._by_number(words), self._lists.with_external_id(words)]
        for row in self._lists.rows([each for each in found if each]):
            is_ahead = after is not None and not query.is_behind(row, _position(after))
            if query.matches(row) and not is_ahead:
                yield row

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


def _first(
    rows: tuple[dict[str, Any], ...], query: OrderQuery, limit: int, ends: list[tuple[Any, str]]
) -> OrderRows:
    """Give the first rows; `ends` are the places where lists stop that go on.

    Beyond the nearest of them a row of that list may be missing, so nothing beyond it is shown.
    """
    end = (max(ends) if query.descending else min(ends)) if ends else None
    known = [row for row in rows if end is None or not query.is_behind(row, end)]
    known.sort(key=query.position, reverse=query.descending)
    shown = tuple(known[:limit])
    if len(known) > limit:
        return OrderRows(shown, list(query.position(shown[-1])))
    return OrderRows(shown, list(end) if end else None)


def _position(place: str | list[Any]) -> tuple[Any, str]:
    """Read a place, which is a key of the customer's list or the position of a sorted row."""
    value, order_id = place.split("#", 1) if isinstance(place, str) else place
    return value, order_id
