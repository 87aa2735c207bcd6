"""Erasing a customer in steps that can be repeated, and giving out all that is held of one.

The first step writes the record, leaves an empty customer, and removes all that led to them, at
once. Each later step erases some of their orders and moves the record on. Whatever breaks, the next
call goes on from the record and ends in the same state.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from orders.entries import who
from orders.model import Order
from orders.people.erasing import Erasure, Ground, erased_customer, erased_order
from orders.people.model import Customer
from orders.people.ports import Customers, ErasurePage, Erasures
from orders.ports import OrderLists, Orders, Place, VersionMovedError
from orders.queries import OrderQuery
from orders.refs import Actor
from shared.asked import Asked
from shared.clock import Clock
from shared.errors import NotFoundError, UnavailableError
from shared.requests import Request

RemoveFile = Callable[[str, str], None]
"""Removes what was attached, named by its order's and its own id; gone already is no fault."""

TRIES: Final = 5
STEP: Final = 50
RUNNING_PAGE: Final = 200
MOST_STEPS: Final = 8
"""400 orders a call: some six seconds, well below what a function may run."""


@dataclass(frozen=True)
class Held:
    """All that this room holds of a customer; the orders come in pages."""

    customer: Customer
    erasure: Erasure | None
    orders: tuple[Order, ...]
    after: Place


class ErasureService:
    """Erases customers, keeps the records of it, and gives out what is held."""

    def __init__(  # noqa: PLR0913 - the stores, and what stands for the world beside them
        self,
        erasures: Erasures,
        customers: Customers,
        orders: Orders,
        lists: OrderLists,
        *,
        remove_file: RemoveFile,
        waits_for: Sequence[str],
        clock: Clock,
    ) -> None:
        """Join the stores, what removes an attachment's object, the other places and the clock."""
        self._waits_for = waits_for
        self._remove_file = remove_file
        self._erasures = erasures
        self._customers = customers
        self._orders = orders
        self._lists = lists
        self._clock = clock

    def erase(self, customer_id: str, ground: Ground, asked: Asked) -> Erasure:
        """Erase a customer and go on with their orders; asked again, it goes on from there.

        One that was done begins anew, for what was written since or came back with a restored
        table, unless the same request is repeated.
        """
        request = Request.of(asked.actor.id, asked.key, customer_id, asked.body)
        is_repeat = request is not None and self._erasures.begun(request)
        erasure = self._erasures.erasure(customer_id)
        if erasure is None:
            erasure = self._begin(customer_id, ground, asked, request)
        elif erasure.state == "done" and not is_repeat:
            erasure = self._begin_again(erasure, request)
        return self._go_on(erasure)

    def running(self) -> tuple[Erasure, ...]:
        """Give the records that are not done."""
        found: list[Erasure] = []
        after = None
        while True:
            page = self._erasures.erasures(limit=RUNNING_PAGE, after=after, only_running=True)
            found += page.erasures
            after = page.after
            if after is None:
                return tuple(found)

    def resume(self, erasure: Erasure) -> Erasure:
        """Go on with one that is not done."""
        return self._go_on(erasure)

    def page(self, *, limit: int, after: str | None) -> ErasurePage:
        """List the records, newest first."""
        return self._erasures.erasures(limit=limit, after=after)

    def export(self, customer_id: str, *, limit: int, after: Place) -> Held:
        """Give all that is held of a customer, with a page of their orders."""
        customer = self._customer(customer_id)
        page = self._lists.page(OrderQuery(customer_id=customer_id), limit=limit, after=after)
        found = (self._orders.get(row["id"]) for row in page.rows)
        orders = tuple(order for order in found if order is not None)
        return Held(customer, self._erasures.erasure(customer_id), orders, page.after)

    def _customer(self, customer_id: str) -> Customer:
        customer = self._customers.customer(customer_id)
        if customer is None:
            raise NotFoundError(f"there is no customer {customer_id}")
        return customer

    def _begin(
        self, customer_id: str, ground: Ground, asked: Asked, request: Request | None
    ) -> Erasure:
        for _ in range(TRIES):
            customer = self._customer(customer_id)
            if customer.erased_at and (begun := self._erasures.erasure(customer_id)):
                return begun  # somebody else began it just now
            now = self._clock()
            erasure = Erasure(
                id=f"era_{uuid4().hex}",
                customer_id=customer_id,
                ground=ground,
                actor=who(asked),
                erased_at=now,
                pass_began_at=now,
            )
            left = erased_customer(customer, now)
            try:
                self._erasures.begin(erasure, left, before=customer, request=request)
            except VersionMovedError:
                continue  # somebody changed the customer in between; look again
            return erasure
        raise UnavailableError("the customer is being written by others; try again")

    def _begin_again(self, erasure: Erasure, request: Request | None) -> Erasure:
        again = erasure.again(self._clock())
        try:
            self._erasures.begin_again(again, request)
        except VersionMovedError:
            return self._erasures.erasure(erasure.customer_id) or again  # somebody else did
        return again

    def _go_on(self, erasure: Erasure) -> Erasure:
        for _ in range(MOST_STEPS):
            if erasure.orders_done_at and not erasure.is_over(self._waits_for):
                return erasure  # done, or other rooms are still at it
            stepped = self._stepped(erasure)
            try:
                self._erasures.save_erasure(stepped)
            except VersionMovedError:
                return self._erasures.erasure(erasure.customer_id) or stepped  # another goes on
            if stepped.place is None:
                return stepped  # the pass is over; the last one begins when all has settled
            erasure = stepped
        return erasure

    def _stepped(self, erasure: Erasure) -> Erasure:
        if erasure.orders_done_at:
            erasure = erasure.model_copy(update={"version": erasure.version + 1})
        else:
            erasure = self._step(erasure)
        return erasure.over(self._clock()) if erasure.is_over(self._waits_for) else erasure

    def _step(self, erasure: Erasure) -> Erasure:
        if erasure.place is None:
            erasure = erasure.model_copy(update={"pass_began_at": self._clock()})
        query = OrderQuery(customer_id=erasure.customer_id)
        page = self._lists.page(query, limit=STEP, after=erasure.place)
        for row in page.rows:
            self._erase_order(row["id"], erasure.actor)
        return erasure.stepped(len(page.rows), page.after, self._clock())

    def _erase_order(self, order_id: str, actor: Actor) -> None:
        for _ in range(TRIES):
            order = self._orders.get(order_id)
            if order is None:
                return
            erased = erased_order(order, actor, self._clock())
            if erased is order:
                self._orders.forget_answers(order_id)
                return
            for file in order.attachments:
                # Before the order forgets them: cut off in between, the next try removes them.
                self._remove_file(order.id, file.id)
            try:
                self._orders.save(erased, before=order, request=None)
            except VersionMovedError:
                continue  # somebody works on the order; look again
            self._orders.forget_answers(order_id)
            return
        raise UnavailableError(f"order {order_id} is being written by others; try again")
