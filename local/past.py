"""Writing the demo's past: thought out by the rooms' own services, written by their own storage."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from local.aws import Aws
from local.batches import Batches
from local.crowd import REGULARS, phone_of
from local.demo import TECHNICIANS, Step, Story
from local.mapping import Mapping
from local.memory import KnownPeople, KnownRules, PastOrders
from local.opinions import Opinions
from local.terms import CALENDAR, POLICIES, SHIFTS, ZONES, Money, is_firm
from orders.assembly import Assembly
from orders.model import Order, Status
from orders.people.customers import CustomerService
from orders.people.model import Skill
from orders.people.service import DirectoryService
from orders.people.storage import CustomerPuts, DynamoDirectory
from orders.schemas import OrderCreate
from orders.service import House, OrderService
from orders.sla.promises import Promises
from orders.sla.service import SlaService
from orders.sla.storage import DynamoRules
from orders.storage import DynamoOrders
from orders.wishes import NewPayment, Wish
from shared.asked import Asked
from shared.auth import Actor
from shared.table import Table

Say = Callable[[str], None]
PROGRESS_EVERY: Final = 500
COMPLETED: Final = "completed"
ENGINE: Final = "IntegrationsStream"
BEFORE: Final = timedelta(days=30)
"""How long before the first order the company was set up."""
OFFICE: Final = Asked(Actor(kind="user", id="demo", name="Демо", roles=("admin",)))


class Past:
    """Writes stories, each step at its own time; told again, they are the same items."""

    def __init__(self, aws: Aws, names: dict[str, str], now: datetime) -> None:
        """Bind to the tables of the stack; `now` is where the past ends."""
        self._names = names
        self._dynamodb = aws.client("dynamodb")
        self._zone = ZoneInfo(names["COMPANY_ZONE"])
        self._now = self._at = now
        self._directory = DynamoDirectory(Table(names["DIRECTORY_TABLE"], self._dynamodb))

    def write(self, told: Sequence[Story], say: Say) -> int:
        """Write the orders of all stories and what customers said of them."""
        begin = (told[0].at if told else self._at) - BEFORE
        rules = self._promise(begin)
        self._firms()
        technicians = self._technicians(begin)
        people = KnownPeople(self._directory)
        orders = PastOrders(people)
        service = self._service(orders, people, rules)
        for number, story in enumerate(told, start=1):
            self._live(service, orders, story, technicians)
            if number % PROGRESS_EVERY == 0:
                say(f"demo data: {number} of {len(told)} orders thought out")
        count = self._store(told, orders, people)
        say(f"demo data: {count} items written")
        return len(told)

    def _clock(self) -> datetime:
        return self._at

    def _service(self, orders: PastOrders, people: KnownPeople, rules: KnownRules) -> OrderService:
        return OrderService(
            orders,
            people,
            Assembly(people, clock=self._clock, vat="none"),
            house=House(self._names["COMPANY_CURRENCY"], self._zone),
            clock=self._clock,
            promises=Promises(rules, zone=self._zone, clock=self._clock),
        )

    def _promise(self, at: datetime) -> KnownRules:
        self._at = at
        store = DynamoRules(Table(self._names["DIRECTORY_TABLE"], self._dynamodb))
        rules = SlaService(store, clock=self._clock)
        if rules.get().version == 0:  # else an earlier start was interrupted after this
            rules.replace(CALENDAR, POLICIES, replace(OFFICE, version=0))
        return KnownRules(rules.get())

    def _firms(self) -> None:
        """Make the cards of companies: an order by itself would make a person of its customer."""
        cards = CustomerService(self._directory, clock=self._clock)
        for number, name in enumerate(REGULARS):
            phone = phone_of(number)
            if is_firm(name) and self._directory.customer_by_phone(phone) is None:
                cards.create({"kind": "company", "name": name, "phones": (phone,)}, OFFICE)

    def _technicians(self, at: datetime) -> list[str]:
        known = {each.name: each.id for each in self._directory.technicians()}
        staff = DirectoryService(self._directory, clock=self._clock)
        for number, each in enumerate(TECHNICIANS):
            if each.name not in known:
                hired = self._now - timedelta(days=each.hired) if each.hired else at
                fields = {
                    "name": each.name,
                    "phone": f"+790000050{number:02d}",
                    "skills": tuple(Skill(skill=skill, level=4) for skill in each.skills),
                    "zones": ZONES[number % len(ZONES)],
                    "calendar": SHIFTS[number % len(SHIFTS)],
                    "hired_at": hired.date(),
                }
                known[each.name] = staff.take_on(fields, OFFICE).id
        return [known[each.name] for each in TECHNICIANS]

    def _live(
        self, service: OrderService, orders: PastOrders, story: Story, technicians: list[str]
    ) -> None:
        self._at = story.at
        orders.next_id = _id(story.key)
        body = dict(story.body)
        if story.rework_of:
            body["rework_of"] = _id(story.rework_of)
        service.create(OrderCreate.model_validate(body).wish(), OFFICE)
        for step in story.steps:
            self._at = step.at
            if isinstance(step, Money):
                _settle(service, orders.kept[_id(story.key)], step)
            else:
                service.move(_id(story.key), _wish(step, technicians), OFFICE)

    def _store(self, told: Sequence[Story], orders: PastOrders, people: KnownPeople) -> int:
        batches = Batches()
        names = self._names
        store = DynamoOrders(
            Table(names["ORDERS_TABLE"], batches),
            CustomerPuts(names["DIRECTORY_TABLE"]),
            list_shards=int(names["ORDER_LIST_SHARDS"]),
            clock=self._clock,
        )
        opinions = Opinions(names, batches)
        new = dict(people.new)
        for story in told:
            order = orders.kept[_id(story.key)]
            store.next_number()
            store.add(order, customer=new.pop(order.customer.id, None), request=None)
            if done := _completions(story):
                opinions.write(order.id, done[-1], self._now)
        return batches.send(self._dynamodb)


def untold(mappings: Sequence[Mapping]) -> list[Mapping]:
    """Let the delivery engine begin after the past: partners who come later are not told of it."""
    return [
        replace(each, start="LATEST") if each.name.startswith(ENGINE) else each for each in mappings
    ]


def _completions(story: Story) -> list[datetime]:
    return [each.at for each in story.steps if isinstance(each, Step) and each.to == COMPLETED]


def _id(key: str) -> str:
    return f"ord_{hashlib.sha256(key.encode()).hexdigest()[:32]}"


def _settle(service: OrderService, order: Order, money: Money) -> None:
    amount = money.amount(due=order.due, paid=order.paid)
    if amount:
        service.pay(order.id, NewPayment(money.kind, money.method, amount), OFFICE)


def _wish(step: Step, technicians: list[str]) -> Wish:
    technician = None if step.technician is None else technicians[step.technician]
    fields: dict[str, Any] = step.fields
    return Wish(Status(step.to), fields, technician)
