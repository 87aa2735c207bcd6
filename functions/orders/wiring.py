"""Joins the parts of the orders room; the only place here that reads settings."""

from functools import cache

from orders.assembly import Assembly
from orders.files.ports import kept_key
from orders.files.service import AttachmentService
from orders.files.storage import DynamoAnnouncements, S3Objects
from orders.following import Following
from orders.intake.bulk import BulkService
from orders.intake.company import Company
from orders.intake.import_queue import SqsImportQueue
from orders.intake.job import ImportJob, Stores
from orders.intake.rows import RowRunner
from orders.intake.schemas import new_order
from orders.intake.service import ImportService
from orders.intake.storage import DynamoImports, DynamoOnce
from orders.lists import DynamoOrderLists
from orders.origins import OriginService
from orders.people.customers import CustomerService
from orders.people.erasure import ErasureService
from orders.people.erasure_storage import DynamoErasures
from orders.people.service import DirectoryService
from orders.people.sight import Sight
from orders.people.storage import CustomerPuts, DynamoDirectory
from orders.people.workload import WorkloadService
from orders.reading import OrderReading
from orders.service import House, OrderService
from orders.sla.closing import AutoClose
from orders.sla.promises import Promises
from orders.sla.service import SlaService
from orders.sla.storage import DynamoCompletedOrders, DynamoRules
from orders.storage import DynamoOrders
from shared.aws import client, storage
from shared.clock import now
from shared.company_reading import CompanyNames
from shared.erasures import PLACES
from shared.observe import logger
from shared.order_wishes import DynamoWishes
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
def origins() -> OriginService:
    """Give what tells where orders come from."""
    return OriginService(_store(), orders().get)


@cache
def reading() -> OrderReading:
    """Give what lists and finds orders."""
    return OrderReading(_lists(), _directory())


@cache
def customers() -> CustomerService:
    """Give the service of customers."""
    return CustomerService(_directory(), clock=now)


@cache
def directory() -> DirectoryService:
    """Give the service of technicians."""
    return DirectoryService(_directory(), clock=now)


@cache
def sight() -> Sight:
    """Give what keeps people out of the sight of those who have no business with them."""
    return Sight(_lists())


@cache
def workloads() -> WorkloadService:
    """Give what tells who is free."""
    return WorkloadService(_directory(), _store(), _lists(), zone=settings().zone)


@cache
def erasures() -> ErasureService:
    """Give what erases customers and gives out what is held of them."""
    records = DynamoErasures(Table(settings().directory_table, client("dynamodb")))
    return ErasureService(
        records,
        _directory(),
        _store(),
        _lists(),
        remove_file=_remove_file,
        waits_for=PLACES,
        clock=now,
    )


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


@cache
def attachments() -> AttachmentService:
    """Give the service of attachments."""
    return AttachmentService(orders(), DynamoAnnouncements(_table(), clock=now), _objects())


@cache
def imports() -> ImportService:
    """Give the service of imports."""
    return ImportService(_import_stores(), _runner(), _once(), clock=now, report=_report)


@cache
def import_job() -> ImportJob:
    """Give the worker of imports."""
    config = settings()
    names = CompanyNames(Table(config.access_table, client("dynamodb")))
    company = Company(_directory(), names, zone=config.zone, currency=config.company_currency)
    return ImportJob(_import_stores(), _runner(), house=company.house, clock=now)


@cache
def following() -> Following:
    """Give what carries out what partners' programs say of orders."""
    table = Table(settings().integrations_table, client("dynamodb"))
    return Following(orders(), DynamoWishes(table))


@cache
def bulk() -> BulkService:
    """Give what acts on many orders."""
    return BulkService(orders(), _once(), report=_report)


def seal() -> Seal:
    """Give the seal of list cursors."""
    return seal_of(settings().signing_secret_id)


def _store() -> DynamoOrders:
    config = settings()
    people = CustomerPuts(config.directory_table)
    return DynamoOrders(_table(), people, list_shards=config.order_list_shards, clock=now)


def _remove_file(order_id: str, attachment_id: str) -> None:
    _objects().remove(kept_key(order_id, attachment_id))


def _lists() -> DynamoOrderLists:
    return DynamoOrderLists(_table(), list_shards=settings().order_list_shards)


def _rules() -> DynamoRules:
    return DynamoRules(Table(settings().directory_table, client("dynamodb")))


def _objects() -> S3Objects:
    return S3Objects(storage(settings()), settings().data_bucket, clock=now)


def _import_stores() -> Stores:
    queue = SqsImportQueue(client("sqs"), settings().import_queue_url)
    return Stores(DynamoImports(_table(), clock=now), _objects(), queue)


def _runner() -> RowRunner:
    return RowRunner(orders(), _lists(), new_order)


def _once() -> DynamoOnce:
    return DynamoOnce(_table(), clock=now)


def _report(fault: Exception) -> None:
    logger().error("row.failed", exc_info=fault)


@cache
def _table() -> Table:
    return Table(settings().orders_table, client("dynamodb"))


@cache
def _directory() -> DynamoDirectory:
    return DynamoDirectory(Table(settings().directory_table, client("dynamodb")))
