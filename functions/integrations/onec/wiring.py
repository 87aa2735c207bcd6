"""The parts of the exchange with 1C, joined."""

from functools import cache
from typing import Final

from integrations.access.identity import Identity, TokenError
from integrations.access.storage import DynamoKeys
from integrations.access.usage import Beside, LastUses
from integrations.onec.door import Door
from integrations.onec.exchange import Exchange, Stores
from integrations.onec.posting import SqsWishes
from integrations.onec.service import OnecService
from integrations.onec.storage import DynamoChangedOrders, DynamoExchanges, S3Pieces
from integrations.storage import DynamoIntegrations
from shared.auth import Actor
from shared.aws import client
from shared.clock import now
from shared.limits import limits
from shared.order_wishes import DynamoWishes
from shared.settings import settings
from shared.signing import Seal, seal_of
from shared.table import Table

_ONLY_KEYS: Final = "here nobody signs in"


@cache
def exchange() -> Exchange:
    """Give what answers 1C."""
    door = Door(_identity, _seal, lambda actor: limits().take(actor), now)
    return Exchange(stores(), door, clock=now)


@cache
def service() -> OnecService:
    """Give what shows connections to people."""
    return OnecService(stores(), public_url=settings().public_url, clock=now)


@cache
def stores() -> Stores:
    """Give the stores of the exchange."""
    config, dynamo = settings(), client("dynamodb")
    table = Table(config.integrations_table, dynamo)
    return Stores(
        DynamoIntegrations(table, clock=now),
        DynamoExchanges(table),
        DynamoChangedOrders(
            Table(config.orders_table, dynamo), list_shards=config.order_list_shards
        ),
        S3Pieces(client("s3"), config.data_bucket),
        DynamoWishes(table),
        SqsWishes(client("sqs"), config.order_wish_queue_url),
    )


@cache
def _identity() -> Identity:
    keys = DynamoKeys(Table(settings().access_table, client("dynamodb")), clock=now)
    return Identity(keys, LastUses(keys, Beside()), _refuse_token, clock=now)


def _refuse_token(_: str) -> Actor:
    raise TokenError(_ONLY_KEYS)


def _seal() -> Seal:
    return seal_of(settings().signing_secret_id)
