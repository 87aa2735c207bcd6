"""Many different orders, and a plain filter and sort of them: what every list must equal."""

import random
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, get_args

from hypothesis import strategies as st

from orders.items import LineItem
from orders.model import Order, Status
from orders.payments import Payment
from orders.queries import OrderQuery, Sort
from orders.refs import CustomerRef, TechnicianRef
from tests.orders.builders import ALICE, NOW, new_order

OPEN = {"new", "scheduled", "en_route", "in_progress", "on_hold"}
DAYS = st.integers(-1, 12).map(lambda day: NOW + timedelta(days=day))
MAYBE_DAY = st.none() | DAYS
QUERIES = st.builds(
    OrderQuery,
    statuses=st.frozensets(st.sampled_from([str(each) for each in Status]), max_size=4)
    | st.frozensets(st.sampled_from(sorted(OPEN)), max_size=3),
    technician_id=st.sampled_from([None, None, "tec_1", "tec_2", "tec_9"]),
    customer_id=st.sampled_from([None, None, "cus_0", "cus_1", "cus_9"]),
    priorities=st.frozensets(st.sampled_from(["low", "normal", "urgent"]), max_size=2),
    types=st.frozensets(st.sampled_from(["paid", "warranty"]), max_size=1),
    zones=st.frozensets(st.sampled_from(["Север", "Юг"]), max_size=1),
    created_from=MAYBE_DAY,
    created_to=MAYBE_DAY,
    updated_since=MAYBE_DAY,
    overdue_at=MAYBE_DAY,
    sort=st.sampled_from(get_args(Sort)),
    descending=st.booleans(),
)
LIMITS = st.sampled_from([4, 10, 50, 200])


def many_orders(count: int, seed: int = 1) -> list[Order]:
    """Orders with much in common, so that filters meet and sorts tie."""
    rng = random.Random(seed)  # noqa: S311 - a fixed stream, not a secret
    return [an_order(rng, number) for number in range(count)]


def an_order(rng: random.Random, number: int) -> Order:
    day = lambda: NOW + timedelta(days=rng.randrange(10))  # noqa: E731
    technician = rng.choice([None, "tec_1", "tec_2"])
    total = rng.choice([0, 100, 100, 500, 10**9])
    paid = Payment(
        id="pay_1", kind="payment", method="cash", amount=total or 1, at=NOW, recorded_at=NOW,
        actor=ALICE,
    )  # fmt: skip
    line = LineItem(kind="part", name="Насос", qty=1, unit_price=total, total=total, net=total)
    created = day()
    return new_order(
        id=f"ord_{rng.randrange(16**8):08x}",
        number=str(number),
        status=Status(rng.choice([*OPEN, "completed", "closed", "cancelled"])),
        priority=rng.choice(["low", "normal", "urgent"]),
        type=rng.choice(["paid", "paid", "warranty"]),
        zone=rng.choice([None, "Север", "Юг"]),
        customer=CustomerRef(id=f"cus_{rng.randrange(3)}", name="Анна Иванова"),
        technician=technician and TechnicianRef(id=technician, name="Борис Орлов"),
        items=(line,),
        payments=(paid,) if total and rng.random() < 0.5 else (),
        created_at=created,
        updated_at=created + timedelta(days=rng.randrange(4)),
        due_at=day() if rng.random() < 0.7 else None,
        scheduled_start=day() if rng.random() < 0.5 else None,
    )


def filled(stores: Any, orders: Iterable[Order]) -> Any:
    """The stores with these orders in them."""
    for order in orders:
        stores.orders.add(order, customer=None, request=None)
    return stores


def listed(query: OrderQuery, orders: Iterable[Order]) -> list[str]:
    """The ids that a list must give, in its order; written without the code under test."""
    return [order.id for order in ordered(query, [o for o in orders if passes(query, o)])]


def passes(query: OrderQuery, order: Order) -> bool:
    late = query.overdue_at and not (
        order.status in OPEN and order.due_at and order.due_at < query.overdue_at
    )
    technician_id = order.technician.id if order.technician else None
    return not (
        (query.statuses and order.status not in query.statuses)
        or (query.priorities and order.priority not in query.priorities)
        or (query.types and order.type not in query.types)
        or (query.zones and order.zone not in query.zones)
        or (query.technician_id and technician_id != query.technician_id)
        or (query.customer_id and order.customer.id != query.customer_id)
        or (query.created_from and order.created_at < query.created_from)
        or (query.created_to and order.created_at >= query.created_to)
        or (query.updated_since and order.updated_at < query.updated_since)
        or late
    )


def ordered(query: OrderQuery, orders: list[Order]) -> list[Order]:
    """By the value, then by id; what has no value comes last, whichever way the list runs."""
    value: Any = {
        "created": lambda order: order.created_at,
        "updated": lambda order: order.updated_at,
        "due": lambda order: order.due_at,
        "scheduled": lambda order: order.scheduled_start,
        "total": lambda order: order.total,
        "number": lambda order: int(order.number),
        "status": lambda order: list(Status).index(order.status),
        "title": lambda order: order.title.lower().replace("ё", "е"),
        "priority": lambda order: ["low", "normal", "high", "urgent"].index(order.priority),
        "customer": lambda order: order.customer.name.lower().replace("ё", "е"),
        "technician": lambda order: (
            order.technician and order.technician.name.lower().replace("ё", "е")
        ),
    }[query.sort]
    with_value = [order for order in orders if value(order) is not None]
    without = [order for order in orders if value(order) is None]
    with_value.sort(key=lambda order: (value(order), order.id), reverse=query.descending)
    without.sort(key=lambda order: order.id, reverse=query.descending)
    return with_value + without


def pages_of(lists: Any, query: OrderQuery, limit: int, between: Any = None) -> list[str]:
    """All ids that the pages of a list show, one page after the other."""
    found: list[str] = []
    after = None
    while True:
        page = lists.page(query, limit=limit, after=after)
        assert len(page.rows) <= limit
        found += [row["id"] for row in page.rows]
        if page.after is None:
            return found
        assert page.rows, "a page without rows in a list this short"
        after = page.after
        if between:
            between()
