"""Joins the parts of the integrations room; the only place here that reads settings."""

import random
from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import ValidationError

from integrations.access.identity import Identity
from integrations.access.storage import DynamoKeys
from integrations.channels import KmsVault, SqsQueue
from integrations.connectors import CONNECTORS, SETTINGS
from integrations.engine.attempt import Attempts
from integrations.engine.dispatch import Dispatcher
from integrations.engine.storage import DynamoDeliveries
from integrations.engine.sweep import Sweeper
from integrations.log.service import LogService
from integrations.service import IntegrationService
from integrations.storage import DynamoIntegrations
from shared.aws import client
from shared.clock import now
from shared.errors import InvalidError
from shared.problem import invalid
from shared.settings import settings
from shared.signing import Seal, new_webhook_secret, seal_of
from shared.table import Table
from shared.targets import TargetError, check_target


@cache
def integrations() -> IntegrationService:
    """Give the service of integrations."""
    return IntegrationService(
        _integrations(),
        _vault(),
        check_settings=_check_settings,
        new_secret=new_webhook_secret,
        clock=now,
    )


@cache
def log() -> LogService:
    """Give the service of the log."""
    return LogService(_integrations(), _deliveries())


@cache
def dispatcher() -> Dispatcher:
    """Give the dispatcher."""
    return Dispatcher(_integrations(), _deliveries(), _queue(), clock=now)


@cache
def attempts() -> Attempts:
    """Give the worker's use case."""
    # The client of outside calls is heavy, and only the worker makes any.
    from shared.outbound import outbound

    calls = outbound(settings().outbound_hosts)
    return Attempts(
        _integrations(),
        _deliveries(),
        _queue(),
        _vault(),
        {kind: make(calls) for kind, make in CONNECTORS.items()},
        clock=now,
        spread=random.random,
    )


@cache
def sweeper() -> Sweeper:
    """Give the sweeper."""
    return Sweeper(_integrations(), _deliveries(), _queue(), clock=now)


@cache
def identity() -> Identity:
    """Give what turns tokens and keys into identities."""
    # Cryptography is heavy, and only the authorizer verifies.
    from integrations.access.tokens import TokenVerifier

    config = settings()
    verifier = TokenVerifier(
        config.identity_issuer, config.identity_keys_url, config.identity_client_id
    )
    keys = DynamoKeys(Table(config.access_table, client("dynamodb")))
    return Identity(keys, verifier.verify, clock=now)


def seal() -> Seal:
    """Give the seal of list cursors."""
    return seal_of(settings().signing_secret_id)


def _check_settings(kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    try:
        checked = SETTINGS[kind].model_validate(given).model_dump()
    except ValidationError as error:
        places = [{**each, "loc": ("settings", *each["loc"])} for each in error.errors()]
        raise invalid(places) from error
    if "url" in checked:
        try:
            check_target(checked["url"], private_hosts=settings().outbound_hosts)
        except TargetError as error:
            raise InvalidError.of("settings.url", checked["url"], str(error)) from error
    return checked


@cache
def _integrations() -> DynamoIntegrations:
    return DynamoIntegrations(Table(settings().integrations_table, client("dynamodb")))


@cache
def _deliveries() -> DynamoDeliveries:
    config = settings()
    table = Table(config.deliveries_table, client("dynamodb"))
    return DynamoDeliveries(table, due_shards=config.due_shards, clock=now)


@cache
def _queue() -> SqsQueue:
    return SqsQueue(settings().webhook_queue_url, client("sqs"))


@cache
def _vault() -> KmsVault:
    return KmsVault(settings().secrets_key_id, client("kms"))
