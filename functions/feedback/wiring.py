"""Joins feedback's parts, once in a process and on first use."""

from functools import cache
from zoneinfo import ZoneInfo

from feedback.link import SealedLinks
from feedback.service import FeedbackService
from feedback.storage import DynamoOrders, DynamoRatings
from shared import clock
from shared.aws import client
from shared.settings import settings
from shared.signing import Seal, seal_of


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
