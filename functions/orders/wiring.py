"""Joins the parts of the orders room; the only place here that reads settings."""

from functools import cache

from orders.directory import DynamoDirectory
from orders.service import OrderService
from orders.staff import DirectoryService
from orders.storage import CustomerPuts, DynamoOrders
from shared.aws import client
from shared.clock import now
from shared.settings import settings
from shared.signing import Seal, seal_of
from shared.table import Table


@cache
def orders() -> OrderService:
    """Give the service of orders."""
    config = settings()
    store = DynamoOrders(
        Table(config.orders_table, client("dynamodb")),
        CustomerPuts(config.directory_table),
        list_shards=config.order_list_shards,
        clock=now,
    )
    return OrderService(store, _directory(), clock=now, currency=config.company_currency)


@cache
def directory() -> DirectoryService:
    """Give the service of customers and technicians."""
    return DirectoryService(_directory(), clock=now)


def seal() -> Seal:
    """Give the seal of list cursors."""
    return seal_of(settings().signing_secret_id)


@cache
def _directory() -> DynamoDirectory:
    return DynamoDirectory(Table(settings().directory_table, client("dynamodb")))
