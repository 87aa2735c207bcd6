"""One action on many orders, each by the rights, versions and rules of a single one."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any

from orders.intake.ports import Once
from orders.intake.rows import WORKERS
from orders.service import OrderService
from orders.wishes import Wish
from shared.asked import Asked
from shared.cause import in_threads
from shared.errors import ServiceError
from shared.problem import problem
from shared.requests import Request


@dataclass(frozen=True)
class BulkWish:
    """Which orders, at which versions if any are named, and what to do: fields, or a move."""

    order_ids: tuple[str, ...]
    action: dict[str, Any] | Wish
    versions: Mapping[str, int] = field(default_factory=dict)


class BulkService:
    """Does one thing to many orders; those that fail leave the others as they are."""

    def __init__(
        self, orders: OrderService, once: Once, *, report: Callable[[Exception], None]
    ) -> None:
        """Join the parts; `report` is told of faults of ours that became an order's result."""
        self._orders = orders
        self._once = once
        self._report = report

    def run(self, wish: BulkWish, asked: Asked) -> Sequence[dict[str, Any]]:
        """Do it; the same key and body give the same results, in the order of the ids."""
        if not isinstance(wish.action, Wish):
            asked.actor.require("orders:write")
        request = Request.of(asked.actor.id, asked.key, "bulk", asked.body)

        def one(order_id: str) -> dict[str, Any]:
            return self._one(order_id, wish, asked)

        def work() -> list[Any]:
            with ThreadPoolExecutor(WORKERS) as pool:
                return list(pool.map(in_threads(one), wish.order_ids))

        return self._once.run(request, work)

    def _one(self, order_id: str, wish: BulkWish, asked: Asked) -> dict[str, Any]:
        key = f"bulk#{asked.key}#{order_id}" if asked.key else None
        asked = replace(asked, version=wish.versions.get(order_id), key=key)
        try:
            if isinstance(wish.action, Wish):
                order = self._orders.move(order_id, wish.action, asked)
            else:
                order = self._orders.edit(order_id, dict(wish.action), asked)
        except ServiceError as error:
            return _refused(order_id, error)
        except Exception as error:  # noqa: BLE001 - one order must not hide what became of the others
            self._report(error)
            return _refused(order_id, ServiceError("the fault is ours; try this order again"))
        return {"id": order_id, "status": "ok", "version": order.version}


def _refused(order_id: str, error: ServiceError) -> dict[str, Any]:
    told = problem(error, path=f"/v1/orders/{order_id}", request_id="")
    told.pop("request_id")  # the answer as a whole has one
    return {"id": order_id, "status": "error", "problem": told}
