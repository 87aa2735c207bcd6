"""One row of an import through the service of orders. No AWS here: storage comes as ports."""

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from typing import Any, Final

from orders.intake.model import RowResult
from orders.intake.parsing import Row
from orders.intake.ports import ExternalIds
from orders.service import OrderService
from orders.wishes import NewOrder
from shared.asked import Asked
from shared.auth import Actor
from shared.cause import in_threads
from shared.errors import ConflictError, InvalidError, ServiceError, UnavailableError
from shared.texts import trim

ReadShape = Callable[[Any], NewOrder]
WORKERS: Final = 8
"""Rows at once: a row waits for storage nine tenths of its time."""


class RowRunner:
    """Creates orders row by row; a repeated row creates nothing and says so."""

    def __init__(self, orders: OrderService, ids: ExternalIds, read: ReadShape) -> None:
        """Join the service, the look-up by external id, and what reads an order's shape."""
        self._orders = orders
        self._ids = ids
        self._read = read

    def run(self, row: Row, actor: Actor, key: str) -> RowResult:
        """Create the order of one row.

        Args:
            row: the row.
            actor: who imports.
            key: names this row of this import: done again, it gives the same result.

        Raises:
            UnavailableError: storage is busy; the row may be tried again.
        """
        external_id = _external_id(row.shape)
        try:
            if row.fault:
                raise row.fault
            return self._run(row, external_id, actor, key)
        except UnavailableError:
            raise
        except ServiceError as error:
            return RowResult.failed(row.number, external_id, row.as_written(error))

    def _run(self, row: Row, external_id: str | None, actor: Actor, key: str) -> RowResult:
        body = _body(row.shape)
        if external_id is None:
            raise InvalidError.of("external_id", None, "is needed in an import")
        wish = self._read(row.shape)
        asked = Asked(actor, key=key, body=body)
        # The look-up first: it costs one read, and creating in vain some twelve writes.
        known = self._ids.with_external_id(external_id)
        try:
            order = (
                self._orders.created_before(asked) if known else self._orders.create(wish, asked)
            )
        except ConflictError as error:
            known = error.extra.get("order_id")
            if known is None:
                raise
            order = None
        return RowResult(
            row=row.number,
            external_id=external_id,
            result="created" if order else "unchanged",
            order_id=order.id if order else known,
            number=order.number if order else None,
        )


def run_all(rows: Sequence[Row], run: Callable[[Row], RowResult]) -> tuple[RowResult, ...]:
    """Run rows at once, but for those of one telephone: they make one customer, one by one."""
    ordered = sorted(enumerate(rows), key=lambda pair: (_phone(pair[1]), pair[0]))
    groups = [
        [pair[1] for pair in group] for _, group in groupby(ordered, key=lambda p: _phone(p[1]))
    ]

    def in_turn(group: Sequence[Row]) -> Sequence[RowResult]:
        return [run(row) for row in group]

    with ThreadPoolExecutor(WORKERS) as pool:
        done = [each for results in pool.map(in_threads(in_turn), groups) for each in results]
    return tuple(sorted(done, key=lambda each: each.row))


def _phone(row: Row) -> str:
    customer = row.shape.get("customer") if isinstance(row.shape, dict) else None
    phone = customer.get("phone") if isinstance(customer, dict) else None
    digits = "".join(filter(str.isdecimal, phone)) if isinstance(phone, str) else ""
    return digits[-10:] or f"row {row.number}"


def _external_id(shape: object) -> str | None:
    given = shape.get("external_id") if isinstance(shape, dict) else None
    return (trim(given) or None) if isinstance(given, str) else None


def _body(shape: object) -> str:
    """Write the row as JSON, so that its repeat is known; InvalidError when it can't be stored."""
    if not isinstance(shape, dict):
        raise InvalidError.of("row", shape, "must be an object")
    try:
        body = json.dumps(shape, ensure_ascii=False, allow_nan=False, sort_keys=True)
        body.encode()
    except ValueError as error:
        raise InvalidError.of("row", None, f"can't be stored: {str(error)[:100]}") from error
    return body
