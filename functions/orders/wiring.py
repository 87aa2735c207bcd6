"""Joins the parts of the orders room; the only place here that reads settings."""

from functools import cache

from orders.assembly import Assembly
from orders.lists import DynamoOrderLists
from orders.people.service import DirectoryService
from orders.people.storage import CustomerPuts, DynamoDirectory
from orders.reading import OrderReading
from orders.service import House, OrderService
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
    store = DynamoOrders(
        _table(),
        CustomerPuts(config.directory_table),
        list_shards=config.order_list_shards,
        clock=now,
    )
    assembly = Assembly(people, clock=now, vat=config.company_vat)
    house = House(config.company_currency, config.zone)
    return OrderService(store, people, assembly, house=house, clock=now)


@cache
def reading() -> OrderReading:
    """Give what lists and finds orders."""
    lists = DynamoOrderLists(_table(), list_shards=settings().order_list_shards)
    return OrderReading(lists, _directory())


@cache
def directory() -> DirectoryService:
    """Give the service of customers and technicians."""
    return DirectoryService(_directory(), clock=now)


def seal() -> Seal:
    """Give the seal of list cursors."""
    return seal_of(settings().signing_secret_id)


@cache
def _table() -> Table:
    return Table(settings().orders_table, client("dynamodb"))


@cache
def _directory() -> DynamoDirectory:
    return DynamoDirectory(Table(settings().directory_table, client("dynamodb")))
