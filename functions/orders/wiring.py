"""Joins the parts of the orders room; the only place here that reads settings."""

from functools import cache

from orders.assembly import Assembly
from orders.lists import DynamoOrderLists
from orders.people.service import DirectoryService
from orders.people.storage import CustomerPuts, DynamoDirectory
from orders.reading import OrderReading
from orders.service import House, OrderService
from orders.sla.closing import AutoClose
from orders.sla.promises import Promises
from orders.sla.service import SlaService
from orders.sla.storage import DynamoCompletedOrders, DynamoRules
from orders.storage import DynamoOrders
from shared.aws import client
from shared.clock import now
from shared.settings import settings
from shared.signing import Seal, seal_of
from shared.table import Table


@cache
def orders() -> OrderService:
    """Give the service of orders."""
    config = settings()
    people = _directory()
    assembly = Assembly(people, clock=now, vat=config.company_vat)
    house = House(config.company_currency, config.zone, config.reopen_days)
    promises = Promises(_rules(), zone=config.zone, clock=now)
    return OrderService(_store(), people, assembly, house=house, clock=now, promises=promises)


@cache
def reading() -> OrderReading:
    """Give what lists and finds orders."""
    lists = DynamoOrderLists(_table(), list_shards=settings().order_list_shards)
    return OrderReading(lists, _directory())


@cache
def directory() -> DirectoryService:
    """Give the service of customers and technicians."""
    return DirectoryService(_directory(), clock=now)


@cache
def sla_rules() -> SlaService:
    """Give the service of the company's working calendar and policies."""
    return SlaService(_rules(), clock=now)


@cache
def auto_close() -> AutoClose:
    """Give what closes orders that were completed long ago."""
    config = settings()
    completed = DynamoCompletedOrders(_table(), list_shards=config.order_list_shards)
    return AutoClose(_store(), completed, days=config.auto_close_days, clock=now)


def seal() -> Seal:
    """Give the seal of list cursors."""
    return seal_of(settings().signing_secret_id)


def _store() -> DynamoOrders:
    config = settings()
    people = CustomerPuts(config.directory_table)
    return DynamoOrders(_table(), people, list_shards=config.order_list_shards, clock=now)


def _rules() -> DynamoRules:
    return DynamoRules(Table(settings().directory_table, client("dynamodb")))


@cache
def _table() -> Table:
    return Table(settings().orders_table, client("dynamodb"))


@cache
def _directory() -> DynamoDirectory:
    return DynamoDirectory(Table(settings().directory_table, client("dynamodb")))
