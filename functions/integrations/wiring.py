"""Joins the parts of the integrations room; the only place here that reads settings."""

import random
from datetime import timedelta
from functools import cache
from http import HTTPStatus
from typing import Final

from integrations.access import wiring as access
from integrations.access.leaks import LeakReports, Signers
from integrations.access.model import ApiKey
from integrations.channels import KmsVault, SqsQueues
from integrations.connector import Reach
from integrations.connectors import KINDS
from integrations.engine.attempt import Attempts, Parts
from integrations.engine.dispatch import Dispatcher
from integrations.engine.gate import Gate
from integrations.engine.health_storage import DynamoHealths, DynamoNotices
from integrations.engine.lane_storage import DynamoLanes
from integrations.engine.sending import Sender
from integrations.engine.storage import DynamoDeliveries
from integrations.engine.sweep import Stores as SweepStores
from integrations.engine.sweep import Sweeper
from integrations.engine.switch import Switch
from integrations.engine.telling import Teller
from integrations.engine.trial import Trial
from integrations.engine.watching import Watching
from integrations.forgetting_storage import ForgettingDeliveries
from integrations.kinds import Kinds
from integrations.messages.notifying import leak_event, warning_event
from integrations.messages.wiring import composer
from integrations.model import Notice
from integrations.service import IntegrationService, Stores
from integrations.sms.wiring import callback, fates, ledger
from integrations.storage import DynamoIntegrations
from integrations.telegram.wiring import linking
from shared.aws import client
from shared.calls import OutboundError
from shared.clock import now
from shared.forgetting import Forgetting
from shared.names import refuse_private
from shared.observe import logger
from shared.places import DynamoPlaces
from shared.settings import settings
from shared.signing import Seal, new_webhook_secret, seal_of
from shared.table import Table
from shared.targets import Target, check_server, check_target

SIGNING_KEYS_S: Final = 5.0
SETTLE: Final = timedelta(hours=26)
"""Longer than the stream keeps a change: what was told before the erasure is written by then."""


@cache
def integrations() -> IntegrationService:
    """Give the service of integrations."""
    stores = Stores(_integrations(), _healths(), _notices(), _vault(), _gate())
    return IntegrationService(
        stores,
        kinds=Kinds(KINDS, _check_url, _check_server),
        new_secret=new_webhook_secret,
        clock=now,
    )


@cache
def dispatcher() -> Dispatcher:
    """Give the dispatcher."""
    return Dispatcher(
        _integrations(), _deliveries(), _lanes(), _queues(), healths=_healths(), clock=now
    )


@cache
def attempts() -> Attempts:
    """Give the worker's use case."""
    parts = Parts(
        _integrations(),
        _deliveries(),
        _lanes(),
        _queues(),
        _gate(),
        _sender(),
        _switch(),
        composer(),
        fates(),
    )
    return Attempts(parts, clock=now, spread=random.random)


@cache
def trial() -> Trial:
    """Give what tries an integration out."""
    return Trial(_integrations(), _deliveries(), _sender(), composer(), clock=now)


@cache
def sweeper() -> Sweeper:
    """Give the sweeper."""
    watching = Watching(_gate(), _notices(), _switch(), clock=now)
    stores = SweepStores(_integrations(), _deliveries(), _healths(), _queues(), _gate(), watching)
    return Sweeper(stores, clock=now)


@cache
def teller() -> Teller:
    """Give what tells admins of notices."""
    return Teller(_notices(), _tell_admins)


@cache
def forgetting() -> Forgetting:
    """Give the job that forgets erased customers."""
    config, dynamo = settings(), client("dynamodb")
    places = DynamoPlaces(Table(config.directory_table, dynamo), Table(config.orders_table, dynamo))
    forget = ForgettingDeliveries(Table(config.deliveries_table, dynamo))
    unlink = linking().forget
    return Forgetting(
        "integrations", places, forget, settle=SETTLE, clock=now, forget_person=unlink
    )


def seal() -> Seal:
    """Give the seal of list cursors."""
    return seal_of(settings().signing_secret_id)


def _check_url(url: str) -> None:
    _look_at(check_target(url, private_hosts=settings().outbound_hosts))


def _check_server(host: str, port: int) -> None:
    _look_at(check_server(host, port, private_hosts=settings().outbound_hosts))


def _look_at(target: Target) -> None:
    if target.host not in settings().outbound_hosts:
        refuse_private(target.host)


@cache
def leaks() -> LeakReports:
    """Give what takes reports of leaked keys; nobody may send any while no URL is set."""
    url = settings().leak_keys_url
    return LeakReports(access.keys(), _signers(url) if url else None, _tell_of_leak)


def _tell_of_leak(key: ApiKey, where: str | None) -> None:
    found = f"found at {where} and switched off" if where else "found in public and switched off"
    dispatcher().events()(leak_event(key.id, key.name, found, now()))


def _signers(url: str) -> Signers:
    # Cryptography and the client of outside calls are heavy, and such reports are rare.
    from integrations.access.signers import SigningKeys, SigningKeysError
    from shared.outbound import outbound

    def fetch() -> bytes:
        calls = outbound(settings().outbound_hosts)
        try:
            reply = calls.get(url, {"User-Agent": "naryad"}, deadline_s=SIGNING_KEYS_S)
        except OutboundError as error:
            raise SigningKeysError(str(error)) from error
        if reply.status != HTTPStatus.OK or reply.truncated:
            raise SigningKeysError(f"status {reply.status}, {len(reply.body)} bytes")
        return reply.body

    return SigningKeys(fetch, clock=now)


@cache
def _integrations() -> DynamoIntegrations:
    return DynamoIntegrations(_integrations_table(), clock=now)


@cache
def _healths() -> DynamoHealths:
    return DynamoHealths(_integrations_table())


@cache
def _notices() -> DynamoNotices:
    return DynamoNotices(_integrations_table())


def _tell_admins(notice: Notice) -> None:
    told = {"integration_id": notice.integration_id, "kind": notice.kind}
    logger().warning("integration.warned", extra=told)
    dispatcher().events()(warning_event(notice))


@cache
def _gate() -> Gate:
    return Gate(_healths(), clock=now)


@cache
def _switch() -> Switch:
    return Switch(_integrations(), _notices(), clock=now)


@cache
def _sender() -> Sender:
    # The client of outside calls is heavy, and only few functions make any.
    from shared.outbound import outbound

    calls = outbound(settings().outbound_hosts)
    reach = Reach(
        calls, client, settings().outbound_hosts, calls.dial, ledger=ledger(), callback=callback
    )
    connectors = {name: kind.make(reach) for name, kind in KINDS.items()}
    return Sender(_vault(), connectors, clock=now)


@cache
def _integrations_table() -> Table:
    return Table(settings().integrations_table, client("dynamodb"))


@cache
def _deliveries() -> DynamoDeliveries:
    config = settings()
    table = Table(config.deliveries_table, client("dynamodb"))
    return DynamoDeliveries(table, due_shards=config.due_shards, clock=now)


@cache
def _lanes() -> DynamoLanes:
    config = settings()
    table = Table(config.deliveries_table, client("dynamodb"))
    return DynamoLanes(table, due_shards=config.due_shards, clock=now)


@cache
def _queues() -> SqsQueues:
    config = settings()
    return SqsQueues({kind: config.channel_queue_url(kind) for kind in KINDS}, client("sqs"))


@cache
def _vault() -> KmsVault:
    return KmsVault(settings().secrets_key_id, client("kms"))
