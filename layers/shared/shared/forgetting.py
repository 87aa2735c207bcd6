"""The job by which a room forgets erased customers; the same in every room but for `forget`."""

from collections.abc import Callable
from datetime import timedelta
from itertools import islice
from typing import Any, Final

from shared.clock import Clock
from shared.erasures import OpenErasure, Place, Places, settled
from shared.observe import logger

STEP: Final = 50
SPARE_MS: Final = 10_000
"""No step is begun with less time left; the next run goes on from the place."""

Forget = Callable[[str], int]
"""Empties all that the room holds of one order, or of the person beside their orders.

Gives how many rows it changed. Repeatable.
"""


class Forgetting:
    """Goes on with every open erasure, each on its own."""

    def __init__(
        self,
        name: str,
        places: Places,
        forget: Forget,
        *,
        settle: timedelta,
        clock: Clock,
        forget_person: Forget = lambda _: 0,
    ) -> None:
        """Join the places, what empties an order's rows, and how long copies may be underway.

        What the room holds of a customer beside their orders is emptied at the end of each pass.
        """
        self._name = name
        self._places = places
        self._forget = forget
        self._settle = settle
        self._forget_person = forget_person
        self._clock = clock

    def run(self, context: Any) -> dict[str, int]:  # noqa: ANN401 - Lambda's context
        """Do what there is to do; one customer holds up no other, the run fails at its end."""
        done = failed = 0
        for erasure, place in self._places.open(self._name):
            if _is_late(context):
                break
            try:
                done += self._go_on(erasure, place, context)
            except Exception:  # noqa: BLE001 - the edge's broad catch: logged, and raised below
                extra = {"customer_id": erasure.customer_id}
                logger().exception("customer.not_forgotten", extra=extra)
                failed += 1
        if failed:
            msg = f"{failed} customers could not be forgotten, {done} were"
            raise RuntimeError(msg)
        return {"forgotten": done}

    def _go_on(self, erasure: OpenErasure, place: Place | None, context: Any) -> bool:  # noqa: ANN401
        settled_at = settled(erasure, self._settle)
        now = self._clock()
        known = place or Place(name=self._name, customer_id=erasure.customer_id, began_at=now)
        going = known.going_on(settled_at=settled_at, now=now) if place else known
        while going and not _is_late(context):
            orders = self._places.orders(erasure.customer_id, after=going.after)
            some = list(islice(orders, STEP))
            rows = sum(self._forget(order_id) for _, order_id in some)
            after = some[-1][0] if len(some) == STEP else None
            if after is None:
                rows += self._forget_person(erasure.customer_id)
            going = going.stepped(rows, after, settled_at=settled_at, now=self._clock())
            if not self._places.save(going):
                return False  # another run is at this very work
            if after is None:
                return going.state == "done"
        return False


def _is_late(context: Any) -> bool:  # noqa: ANN401 - Lambda's context
    return bool(context.get_remaining_time_in_millis() < SPARE_MS)
