"""Joins the parts of the log; reads settings as `integrations.wiring` does for the room."""

from functools import cache

from integrations import wiring
from integrations.engine.wiring import (
    deliveries,
    deliveries_table,
    integrations,
    orders_table,
    queues,
)
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
from shared.clock import now
from shared.settings import settings


@cache
def log() -> LogService:
    """Give the service of the log."""
    return LogService(integrations(), deliveries(), _log(), _hours(), clock=now)


@cache
def resending() -> Resending:
    """Give what sends one delivery again."""
    return Resending(integrations(), _log(), queues(), clock=now)


@cache
def undelivered() -> UndeliveredService:
    """Give what lists events that did not get through."""
    return UndeliveredService(integrations(), _log(), clock=now)


@cache
def replays() -> ReplayService:
    """Give the service of replays."""
    return ReplayService(_replays(), integrations(), clock=now)


@cache
def reconciling() -> Reconciling:
    """Give what compares orders with events."""
    orders = DynamoChangedOrders(
        orders_table(), deliveries_table(), list_shards=settings().order_list_shards
    )
    jobs = DynamoReconciliations(deliveries_table(), clock=now)
    return Reconciling(jobs, orders, _log(), lambda: wiring.dispatcher().events(), clock=now)


@cache
def upkeep() -> Upkeep:
    """Give the minute's work on replays, comparisons and figures."""
    stores = Stores(_replays(), integrations(), deliveries(), _log(), queues())
    counting = Counting(integrations(), _hours(), clock=now)
    return Upkeep(Replaying(stores, clock=now), reconciling(), counting)


@cache
def _log() -> DynamoLog:
    return DynamoLog(deliveries_table(), due_shards=settings().due_shards, clock=now)


@cache
def _hours() -> DynamoHours:
    return DynamoHours(deliveries_table())


@cache
def _replays() -> DynamoReplays:
    return DynamoReplays(deliveries_table(), clock=now)
