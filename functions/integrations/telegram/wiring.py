"""The parts of linked chats, joined."""

from functools import cache

from integrations.engine.wiring import (
    directory_table,
    integrations,
    integrations_table,
    orders_table,
    reach,
    seal,
    vault,
)
from integrations.messages.storage import DynamoPeople, DynamoSuppressions
from integrations.telegram.joining import Joining
from integrations.telegram.service import Linking, Stores
from integrations.telegram.storage import DynamoChatLinks
from shared.clock import now
from shared.settings import settings


@cache
def linking() -> Linking:
    """Give what knows which chat is whose."""
    table = integrations_table()
    stores = Stores(integrations(), DynamoChatLinks(table), DynamoSuppressions(table), people())
    return Linking(stores, seal=seal, clock=now)


@cache
def joining() -> Joining:
    """Give what tells Telegram where a bot's updates go."""
    url = settings().public_url
    return Joining(integrations(), vault(), linking(), lambda: reach().calls, url)


@cache
def people() -> DynamoPeople:
    """Give a look at orders, customers and technicians."""
    return DynamoPeople(orders_table(), directory_table())
