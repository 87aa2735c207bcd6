"""Joins the parts of the integrations room; the only place here that reads settings."""

import random
from dataclasses import replace
from datetime import timedelta
from functools import cache
from http import HTTPStatus
from typing import Final

from integrations.access import wiring as access
from integrations.access.leaks import LeakReports, Signers
from integrations.access.model import ApiKey
from integrations.connectors import KINDS
from integrations.engine import wiring as engine
from integrations.engine.attempt import Attempts, Parts
from integrations.engine.dispatch import Dispatcher
from integrations.engine.gate import Gate
from integrations.engine.health_storage import DynamoHealths, DynamoNotices
from integrations.engine.lane_storage import DynamoLanes
from integrations.engine.sending import Sender
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
from integrations.telegram.wiring import linking
from shared.calls import OutboundError
from shared.clock import now
from shared.forgetting import Forgetting
from shared.names import refuse_private
from shared.observe import logger
from shared.places import DynamoPlaces
from shared.settings import settings
from shared.signing import new_webhook_secret
from shared.targets import Target, check_server, check_target

SIGNING_KEYS_S: Final = 5.0
SETTLE: Final = timedelta(hours=26)
"""Longer than the stream keeps a change: what was told before the erasure is written by then."""


@cache
def integrations() -> IntegrationService:
    """Give the service of integrations."""
    stores = Stores(engine.integrations(), _healths(), _notices(), engine.vault(), _gate())
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
        engine.integrations(),
        engine.deliveries(),
        _lanes(),
        engine.queues(),
        healths=_healths(),
        clock=now,
    )


@cache
def attempts() -> Attempts:
    """Give the worker's use case."""
    parts = Parts(
        engine.integrations(),
        engine.deliveries(),
        _lanes(),
        engine.queues(),
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
    return Trial(engine.integrations(), engine.deliveries(), _sender(), composer(), clock=now)


@cache
def sweeper() -> Sweeper:
    """Give the sweeper."""
    watching = Watching(_gate(), _notices(), _switch(), clock=now)
    stores = SweepStores(
        engine.integrations(), engine.deliveries(), _healths(), engine.queues(), _gate(), watching
    )
    return Sweeper(stores, clock=now)


@cache
def teller() -> Teller:
    """Give what tells admins of notices."""
    return Teller(_notices(), _tell_admins)


@cache
def forgetting() -> Forgetting:
    """Give the job that forgets erased customers."""
    places = DynamoPlaces(engine.directory_table(), engine.orders_table())
    forget = ForgettingDeliveries(engine.deliveries_table())
    unlink = linking().forget
    return Forgetting(
        "integrations", places, forget, settle=SETTLE, clock=now, forget_person=unlink
    )


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
    # Cryptography is heavy, and such reports are rare.
    from integrations.access.signers import SigningKeys, SigningKeysError

    def fetch() -> bytes:
        calls = engine.reach().calls
        try:
            reply = calls.get(url, {"User-Agent": "naryad"}, deadline_s=SIGNING_KEYS_S)
        except OutboundError as error:
            raise SigningKeysError(str(error)) from error
        if reply.status != HTTPStatus.OK or reply.truncated:
            raise SigningKeysError(f"status {reply.status}, {len(reply.body)} bytes")
        return reply.body

    return SigningKeys(fetch, clock=now)


@cache
def _healths() -> DynamoHealths:
    return DynamoHealths(engine.integrations_table())


@cache
def _notices() -> DynamoNotices:
    return DynamoNotices(engine.integrations_table())


def _tell_admins(notice: Notice) -> None:
    told = {"integration_id": notice.integration_id, "kind": notice.kind}
    logger().warning("integration.warned", extra=told)
    dispatcher().events()(warning_event(notice))


@cache
def _gate() -> Gate:
    return Gate(_healths(), clock=now)


@cache
def _switch() -> Switch:
    return Switch(engine.integrations(), _notices(), clock=now)


@cache
def _sender() -> Sender:
    whole = replace(engine.reach(), ledger=ledger(), callback=callback)
    connectors = {name: kind.make(whole) for name, kind in KINDS.items()}
    return Sender(engine.vault(), connectors, clock=now)


@cache
def _lanes() -> DynamoLanes:
    return DynamoLanes(engine.deliveries_table(), due_shards=settings().due_shards, clock=now)
