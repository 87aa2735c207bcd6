"""Joins feedback's parts, once in a process and on first use."""

from datetime import timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from feedback.asking.model import Habits
from feedback.asking.service import AskingService
from feedback.asking.storage import DynamoCompletions, DynamoFates, DynamoRequests
from feedback.care.service import CareService
from feedback.guard import Guard
from feedback.link import SealedLinks
from feedback.overview import as_csv, as_xlsx
from feedback.overview.files import FileService
from feedback.overview.service import OverviewService
from feedback.overview.storage import S3Reports
from feedback.service import FeedbackService, ForgettingAnswers
from feedback.storage import DynamoCustomers, DynamoOrders, DynamoRatings
from feedback.survey import questions
from shared import clock
from shared.aws import client, storage
from shared.forgetting import Forgetting
from shared.limits import Buckets
from shared.observe import logger
from shared.places import DynamoPlaces
from shared.settings import settings
from shared.signing import Seal, seal_of
from shared.table import Table

SETTLE: Final = timedelta(seconds=60)
"""Longer than a request runs: an answer that was begun before the erasure is written by then."""


def seal() -> Seal:
    """Give the seal of links and cursors."""
    return seal_of(settings().signing_secret_id)


def zone() -> ZoneInfo:
    """Give the company's time zone."""
    return settings().zone


@cache
def ratings() -> DynamoRatings:
    """Give the store of answers."""
    return DynamoRatings(settings().feedback_table, client("dynamodb"), zone=zone())


@cache
def requests() -> DynamoRequests:
    """Give the store of requests."""
    table = Table(settings().feedback_table, client("dynamodb"))
    return DynamoRequests(table, zone=zone(), shards=settings().due_shards)


@cache
def orders() -> DynamoOrders:
    """Give the orders as the room of orders keeps them."""
    return DynamoOrders(settings().orders_table, client("dynamodb"))


@cache
def service() -> FeedbackService:
    """Give the use cases of the customer's side."""
    return FeedbackService(
        orders=orders(),
        customers=DynamoCustomers(settings().directory_table, client("dynamodb")),
        ratings=ratings(),
        requests=requests(),
        links=SealedLinks(seal()),
        clock=clock.now,
        asks=questions(settings().feedback_asks),
    )


@cache
def guard() -> Guard:
    """Give what counts the visits of strangers."""
    return Guard(Buckets(Table(settings().limits_table, client("dynamodb")), clock=clock.now))


@cache
def overviews() -> OverviewService:
    """Give the page of staff."""
    return OverviewService(
        rows=ratings(),
        answers=ratings(),
        requests=requests(),
        zone=zone(),
        hidden_counts=settings().feedback_hidden_counts,
        clock=clock.now,
    )


@cache
def files() -> FileService:
    """Give the page of staff as files."""
    store = S3Reports(storage(settings()), settings().data_bucket)
    return FileService(overviews(), store, {"csv": as_csv.write, "xlsx": as_xlsx.write})


@cache
def care() -> CareService:
    """Give what staff do about answers."""
    return CareService(ratings(), clock=clock.now)


@cache
def asking() -> AskingService:
    """Give the job that asks customers."""
    config = settings()
    completions = DynamoCompletions(
        Table(config.orders_table, client("dynamodb")), list_shards=config.order_list_shards
    )
    habits = Habits(
        delay=timedelta(minutes=config.feedback_delay_minutes),
        cooldown=timedelta(days=config.feedback_cooldown_days),
        reminders=config.feedback_reminders,
        remind_after=timedelta(days=config.feedback_reminder_days),
    )
    return AskingService(
        orders(),
        completions,
        ratings(),
        requests(),
        DynamoFates(Table(config.deliveries_table, client("dynamodb"))),
        habits,
        complain=_complain,
        clock=clock.now,
    )


def _complain(order_id: str, error: Exception) -> None:
    logger().error("customer.not_asked", exc_info=error, extra={"order_id": order_id})


@cache
def forgetting() -> Forgetting:
    """Give the job that forgets erased customers."""
    dynamo, config = client("dynamodb"), settings()
    places = DynamoPlaces(Table(config.directory_table, dynamo), Table(config.orders_table, dynamo))
    forget = ForgettingAnswers(ratings(), clock=clock.now)
    return Forgetting("feedback", places, forget, settle=SETTLE, clock=clock.now)
