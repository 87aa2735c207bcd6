"""The parts of the exchange with 1C, joined."""

from functools import cache

from integrations.access.wiring import key_identity
from integrations.engine.wiring import integrations, integrations_table, orders_table, seal
from integrations.onec.door import Door
from integrations.onec.exchange import Exchange, Stores
from integrations.onec.posting import SqsWishes
from integrations.onec.service import OnecService
from integrations.onec.storage import DynamoChangedOrders, DynamoExchanges, S3Pieces
from shared.aws import client, storage
from shared.clock import now
from shared.limits import limits
from shared.order_wishes import DynamoWishes
from shared.settings import settings


@cache
def exchange() -> Exchange:
    """Give what answers 1C."""
    door = Door(key_identity, seal, lambda actor: limits().take(actor), now)
    return Exchange(stores(), door, clock=now)


@cache
def service() -> OnecService:
    """Give what shows connections to people."""
    return OnecService(stores(), public_url=settings().public_url, clock=now)


@cache
def stores() -> Stores:
    """Give the stores of the exchange."""
    config, table = settings(), integrations_table()
    return Stores(
        integrations(),
        DynamoExchanges(table),
        DynamoChangedOrders(orders_table(), list_shards=config.order_list_shards),
        S3Pieces(storage(config), config.data_bucket),
        DynamoWishes(table),
        SqsWishes(client("sqs"), config.order_wish_queue_url),
    )
