"""Reading orders: lists, searches, and who sees what. No AWS here: storage comes as ports."""

import hashlib
from dataclasses import asdict, replace

from orders.ports import Directory, OrderLists, OrderRows, Place, TooManyError
from orders.queries import MAX_GATHERED, OrderQuery
from orders.rights import own_id, own_only
from orders.search import OrderSearch
from shared.auth import Actor
from shared.errors import InvalidError


class OrderReading:
    """Lists and finds orders, of a technician only their own."""

    def __init__(self, lists: OrderLists, directory: Directory) -> None:
        """Join the lists of orders and the directory of people."""
        self._lists = lists
        self._search = OrderSearch(lists, directory)

    def page(self, query: OrderQuery, actor: Actor, *, limit: int, after: Place) -> OrderRows:
        """Read one page of a list; with words, of what they mean."""
        query = _theirs(query, actor)
        try:
            if query.words is not None:
                return self._search.find(query.words, query, limit=limit, after=after)
            return self._lists.page(query, limit=limit, after=after)
        except TooManyError as error:
            rule = f"needs filters that leave at most {MAX_GATHERED} orders"
            raise InvalidError.of("sort", query.sort, rule) from error


def _theirs(query: OrderQuery, actor: Actor) -> OrderQuery:
    if not own_only(actor):
        return query
    # An id that nobody has: a technician's sign-in that is not linked sees nothing.
    return replace(query, technician_id=own_id(actor) or "-")


def fingerprint(query: OrderQuery) -> str:
    """Name a list, so that a cursor of one is not taken by another."""
    # What is overdue moves on with time; its cursor does not.
    told = asdict(replace(query, overdue_at=None)) | {"overdue": query.overdue_at is not None}
    # Each process has its own order of a set: the next page may be asked for in another one.
    said = {name: sorted(v) if isinstance(v, frozenset) else v for name, v in told.items()}
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]
