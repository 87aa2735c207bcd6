"""The parts of linked chats, joined."""

from functools import cache

from integrations.channels import KmsVault
from integrations.messages.storage import DynamoPeople, DynamoSuppressions
from integrations.storage import DynamoIntegrations
from integrations.telegram.joining import Joining
from integrations.telegram.service import Linking, Stores
from integrations.telegram.storage import DynamoChatLinks
from shared.aws import client
from shared.calls import Caller
from shared.clock import now
from shared.settings import settings
from shared.signing import Seal, seal_of
from shared.table import Table


@cache
def linking() -> Linking:
    """Give what knows which chat is whose."""
    config, dynamo = settings(), client("dynamodb")
    table = Table(config.integrations_table, dynamo)
    people = DynamoPeople(Table(config.orders_table, dynamo), Table(config.directory_table, dynamo))
    stores = Stores(
        DynamoIntegrations(table, clock=now),
        DynamoChatLinks(table),
        DynamoSuppressions(table),
        people,
    )
    return Linking(stores, seal=_seal, clock=now)


@cache
def joining() -> Joining:
    """Give what tells Telegram where a bot's updates go."""
    config = settings()
    table = Table(config.integrations_table, client("dynamodb"))
    vault = KmsVault(config.secrets_key_id, client("kms"))
    integrations = DynamoIntegrations(table, clock=now)
    return Joining(integrations, vault, linking(), _caller, config.public_url)


def _caller() -> Caller:
    # The client of outside calls is heavy, and hardly any request makes one.
    from shared.outbound import outbound

    return outbound(settings().outbound_hosts)


def _seal() -> Seal:
    return seal_of(settings().signing_secret_id)
