"""Joins the parts of the log; reads settings as `integrations.wiring` does for the room."""

from functools import cache

from integrations import wiring
from integrations.channels import SqsQueues
from integrations.connectors import KINDS
from integrations.engine.storage import DynamoDeliveries
from integrations.log.counting import Counting
from integrations.log.hour_storage import DynamoHours
from integrations.log.job_storage import DynamoReconciliations, DynamoReplays
from integrations.log.order_storage import DynamoChangedOrders
from integrations.log.reconciling import Reconciling
from integrations.log.replay.service import ReplayService
from integrations.log.replay.working import Replaying, Stores
from integrations.log.resending import Resending
from integrations.log.service import LogService
from integrations.log.storage import DynamoLog
from integrations.log.undelivered import UndeliveredService
from integrations.log.upkeep import Upkeep
from integrations.storage import DynamoIntegrations
from shared.aws import client
from shared.clock import now
from shared.settings import settings
from shared.table import Table


@cache
def log() -> LogService:
    """Give the service of the log."""
    return LogService(_integrations(), _deliveries(), _log(), _hours(), clock=now)


@cache
def resending() -> Resending:
    """Give what sends one delivery again."""
    return Resending(_integrations(), _log(), _queues(), clock=now)


@cache
def undelivered() -> UndeliveredService:
    """Give what lists events that did not get through."""
    return UndeliveredService(_integrations(), _log(), clock=now)


@cache
def replays() -> ReplayService:
    """Give the service of replays."""
    return ReplayService(_replays(), _integrations(), clock=now)


@cache
def reconciling() -> Reconciling:
    """Give what compares orders with events."""
    config, dynamo = settings(), client("dynamodb")
    orders = DynamoChangedOrders(
        Table(config.orders_table, dynamo), _table(), list_shards=config.order_list_shards
    )
    jobs = DynamoReconciliations(_table(), clock=now)
    return Reconciling(jobs, orders, _log(), lambda: wiring.dispatcher().events(), clock=now)


@cache
def upkeep() -> Upkeep:
    """Give the minute's work on replays, comparisons and figures."""
    stores = Stores(_replays(), _integrations(), _deliveries(), _log(), _queues())
    counting = Counting(_integrations(), _hours(), clock=now)
    return Upkeep(Replaying(stores, clock=now), reconciling(), counting)


@cache
def _table() -> Table:
    return Table(settings().deliveries_table, client("dynamodb"))


@cache
def _integrations() -> DynamoIntegrations:
    return DynamoIntegrations(Table(settings().integrations_table, client("dynamodb")), clock=now)


@cache
def _deliveries() -> DynamoDeliveries:
    return DynamoDeliveries(_table(), due_shards=settings().due_shards, clock=now)


@cache
def _log() -> DynamoLog:
    return DynamoLog(_table(), due_shards=settings().due_shards, clock=now)


@cache
def _hours() -> DynamoHours:
    return DynamoHours(_table())


@cache
def _replays() -> DynamoReplays:
    return DynamoReplays(_table(), clock=now)


@cache
def _queues() -> SqsQueues:
    config = settings()
    return SqsQueues({kind: config.channel_queue_url(kind) for kind in KINDS}, client("sqs"))
