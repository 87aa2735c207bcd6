"""What every wiring of the room stands on: stores, queues and keys, made once in a process."""

from functools import cache

from integrations.channels import KmsVault, SqsQueues
from integrations.connector import Reach
from integrations.engine.storage import DynamoDeliveries
from integrations.storage import DynamoIntegrations
from shared.aws import client
from shared.clock import now
from shared.settings import settings
from shared.signing import Seal, seal_of
from shared.table import Table


@cache
def integrations_table() -> Table:
    """Give the room's table of what changes seldom."""
    return Table(settings().integrations_table, client("dynamodb"))


@cache
def deliveries_table() -> Table:
    """Give the table of deliveries and all that is counted of them."""
    return Table(settings().deliveries_table, client("dynamodb"))


@cache
def orders_table() -> Table:
    """Give the table of orders, only to be read."""
    return Table(settings().orders_table, client("dynamodb"))


@cache
def directory_table() -> Table:
    """Give the table of customers and technicians; a room writes nothing there but its places."""
    return Table(settings().directory_table, client("dynamodb"))


@cache
def access_table() -> Table:
    """Give the table of users, only to be read."""
    return Table(settings().access_table, client("dynamodb"))


@cache
def integrations() -> DynamoIntegrations:
    """Give the store of integrations."""
    return DynamoIntegrations(integrations_table(), clock=now)


@cache
def deliveries() -> DynamoDeliveries:
    """Give the store of deliveries."""
    return DynamoDeliveries(deliveries_table(), due_shards=settings().due_shards, clock=now)


@cache
def queues() -> SqsQueues:
    """Give the queues of all channels."""
    # Some connectors are heavy, and not everybody who needs a store puts into queues.
    from integrations.connectors import KINDS

    config = settings()
    return SqsQueues({kind: config.channel_queue_url(kind) for kind in KINDS}, client("sqs"))


@cache
def vault() -> KmsVault:
    """Give what encrypts and decrypts secrets."""
    return KmsVault(settings().secrets_key_id, client("kms"))


def reach() -> Reach:
    """Give how the outside is reached."""
    # The client of outside calls is heavy, and only few functions make any.
    from shared.outbound import outbound

    hosts = settings().outbound_hosts
    calls = outbound(hosts)
    return Reach(calls, client, hosts, calls.dial)


def seal() -> Seal:
    """Give the seal of cursors, links and sessions."""
    return seal_of(settings().signing_secret_id)
