"""A company with orders behind a meter, and every path by which its orders are reached.

The figures are of a usual order: three lines, a description of a few words, one page of history.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from orders.lists import DynamoOrderLists
from orders.model import Order, Status
from orders.people.storage import CustomerPuts, DynamoDirectory
from orders.queries import OrderQuery
from orders.storage import DynamoOrders
from orders.wishes import NewPayment, Wish
from shared.table import Table
from tests.orders.builders import (
    EVERYTHING,
    NOW,
    FixedClock,
    asked,
    make_technician,
    new_customer,
    user,
    wish_for_order,
)
from tests.orders.clients import Loose
from tests.orders.conftest import Stores
from tests.orders.units import Bill, Meter

LINES = [
    {"kind": "service", "name": "Чистка теплообменника", "qty": "1", "unit_price": 250_000},
    {"kind": "part", "name": "Насос циркуляционный", "qty": "1", "unit_price": 790_000},
    {"kind": "travel", "name": "Выезд", "qty": "1", "unit_price": 50_000},
]
FIELDS = {name: value for name, value in EVERYTHING.items() if name != "technician"}
OFFICE = user("dispatcher")
OPEN = frozenset({"new", "scheduled", "en_route", "in_progress", "on_hold"})


class Firm:
    """A company with sixty orders of twenty customers, behind a meter; lists have one shard."""

    def __init__(self, client: Any) -> None:
        self.clock = FixedClock()
        self.stores = self._stores(Loose(client))
        self.stores.directory.add_technician(make_technician())
        self.stores.directory.add_technician(make_technician("tec_2", "Ева Лось"))
        self.orders = [self._order(n) for n in range(60)]
        self.meter = Meter(client)
        self.stores = self._stores(self.meter)

    def _stores(self, client: Any) -> Stores:
        table = Table("OrdersTable", client)
        people = CustomerPuts("DirectoryTable")
        return Stores(
            DynamoOrders(table, people, list_shards=1, clock=self.clock),
            DynamoOrderLists(table, list_shards=1),
            DynamoDirectory(Table("DirectoryTable", client)),
            self.clock,
        )

    def _order(self, n: int) -> Order:
        self.clock.pass_by(minutes=1)
        customer = new_customer(f"Анна Иванова {n % 20}", f"+790000000{n % 20:02d}")
        made = self.stores.service.create(
            self.wish(customer=customer, external_id=f"1С-{n}"), asked()
        )
        if n % 2:
            return self.move(made, "scheduled")
        return made

    @property
    def service(self) -> Any:
        return self.stores.service

    def wish(self, **more: Any) -> Any:
        usual = {
            "description": "Не греет, стучит, течёт снизу. Позвонить за час.",
            "items": LINES,
            "due_at": self.clock.now + timedelta(days=2),
        }
        return wish_for_order(**(usual | more))

    def move(self, order: Order, to: str, key: str | None = None, who: str | None = "tec_1") -> Any:
        return self.service.move(order.id, Wish(Status(to), FIELDS, who), asked(key))

    def find(self, words: str) -> Any:
        return self.page(words=words)

    def page(self, limit: int = 50, **wanted: Any) -> Any:
        return self.stores.reading.page(OrderQuery(**wanted), OFFICE, limit=limit, after=None)


def with_new_customer(firm: Firm) -> None:
    new = new_customer("Пётр Сидоров", "+79000000099")
    firm.service.create(
        firm.wish(customer=new, external_id="1С-99", technician_id="tec_1"), asked("key-1")
    )


def repeated(firm: Firm) -> None:
    wish = firm.wish()
    firm.service.create(wish, asked("key-4"))
    firm.meter.bill = Bill()  # only the repeat is of interest
    firm.service.create(wish, asked("key-4"))


PATHS: dict[str, Callable[[Firm], Any]] = {
    "create for a known customer": lambda firm: firm.service.create(firm.wish(), asked()),
    "create under a key, all new": with_new_customer,
    "create, repeated under its key": repeated,
    "read one": lambda firm: firm.service.get(firm.orders[0].id, asked()),
    "edit the title": lambda firm: firm.service.edit(
        firm.orders[4].id, {"title": "Другое"}, asked(version=1)
    ),
    "move": lambda firm: firm.move(firm.orders[1], "en_route", who=None),
    "move under a key": lambda firm: firm.move(firm.orders[3], "en_route", "key-2", None),
    "assign and schedule": lambda firm: firm.move(firm.orders[6], "scheduled"),
    "move out of work": lambda firm: firm.move(firm.orders[8], "cancelled", who=None),
    "pay under a key": lambda firm: firm.service.pay(
        firm.orders[10].id, NewPayment("payment", "card", 100), asked("key-3")
    ),
    "list 50, newest first": lambda firm: firm.page(),
    "list 50, last changed first": lambda firm: firm.page(sort="updated"),
    "changes since, none there": lambda firm: firm.page(updated_since=NOW + timedelta(days=9)),
    "list 50 open, by due date": lambda firm: firm.page(
        statuses=OPEN, sort="due", descending=False
    ),
    "list overdue, none there": lambda firm: firm.page(overdue_at=NOW, sort="due"),
    "list 3 of a customer": lambda firm: firm.page(customer_id=firm.orders[11].customer.id),
    "list 31 of a technician": lambda firm: firm.page(technician_id="tec_1"),
    "61 open orders, by total": lambda firm: firm.page(statuses=OPEN, sort="total"),
    "find by number": lambda firm: firm.find("№ 17"),
    "find by telephone": lambda firm: firm.find("8 900 000-00-07"),
    "find by name": lambda firm: firm.find("Анна Иванова 7"),
}


def bills(client: Any) -> dict[str, tuple[int, float, float]]:
    """Take every path once; gives requests, read units and write units."""
    firm = Firm(client)
    measured = {}
    for name, act in PATHS.items():
        firm.meter.bill = Bill()
        act(firm)
        bill = firm.meter.bill
        measured[name] = (bill.requests, bill.read, bill.write)
    return measured
