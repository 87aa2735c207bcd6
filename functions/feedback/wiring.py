"""Joins feedback's parts, once in a process and on first use."""

from datetime import timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from feedback.link import SealedLinks
from feedback.service import FeedbackService, ForgettingAnswers
from feedback.storage import DynamoOrders, DynamoRatings
from shared import clock
from shared.aws import client
from shared.forgetting import Forgetting
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
def service() -> FeedbackService:
    """Give the use cases over DynamoDB."""
    dynamo = client("dynamodb")
    return FeedbackService(
        orders=DynamoOrders(settings().orders_table, dynamo),
        ratings=DynamoRatings(settings().feedback_table, dynamo),
        links=SealedLinks(seal()),
        clock=clock.now,
    )


@cache
def forgetting() -> Forgetting:
    """Give the job that forgets erased customers."""
    dynamo, config = client("dynamodb"), settings()
    places = DynamoPlaces(Table(config.directory_table, dynamo), Table(config.orders_table, dynamo))
    forget = ForgettingAnswers(DynamoRatings(config.feedback_table, dynamo))
    return Forgetting("feedback", places, forget, settle=SETTLE, clock=clock.now)
