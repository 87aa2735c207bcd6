"""Joins the parts of the integrations room; the only place here that reads settings."""

import random
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any, Final

from pydantic import ValidationError

from integrations.access.audit import Audit
from integrations.access.audit_storage import DynamoAudit
from integrations.access.identity import Identity
from integrations.access.keys import Environment
from integrations.access.service import KeyService
from integrations.access.storage import DynamoKeys
from integrations.access.users.pool import CognitoUsers
from integrations.access.users.service import UserService
from integrations.access.users.sign_in import SignIns
from integrations.access.users.storage import DirectoryNames, DynamoStandings
from integrations.access.usage import Beside, LastUses
from integrations.channels import KmsVault, SqsQueue
from integrations.connectors import CONNECTORS, SETTINGS
from integrations.engine.attempt import Attempts
from integrations.engine.dispatch import Dispatcher
from integrations.engine.storage import DynamoDeliveries
from integrations.engine.sweep import Sweeper
from integrations.forgetting_storage import ForgettingDeliveries
from integrations.log.service import LogService
from integrations.service import IntegrationService
from integrations.storage import DynamoIntegrations
from shared.aws import client
from shared.clock import now
from shared.errors import InvalidError
from shared.forgetting import Forgetting
from shared.places import DynamoPlaces
from shared.problem import invalid
from shared.settings import settings
from shared.signing import Seal, new_webhook_secret, seal_of
from shared.table import Table
from shared.targets import TargetError, check_target

SETTLE: Final = timedelta(hours=26)
"""Longer than the stream keeps a change: what was told before the erasure is written by then."""


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
def forgetting() -> Forgetting:
    """Give the job that forgets erased customers."""
    config, dynamo = settings(), client("dynamodb")
    places = DynamoPlaces(Table(config.directory_table, dynamo), Table(config.orders_table, dynamo))
    forget = ForgettingDeliveries(Table(config.deliveries_table, dynamo))
    return Forgetting("integrations", places, forget, settle=SETTLE, clock=now)


@cache
def identity() -> Identity:
    """Give what turns tokens and keys into identities."""
    # Cryptography is heavy, and only the authorizer verifies.
    from integrations.access.tokens import TokenVerifier

    config = settings()
    verifier = TokenVerifier(
        config.identity_issuer, config.identity_keys_url, config.identity_client_id
    )
    signed_in = SignIns(verifier.verify, _standings())
    keys = _keys()
    return Identity(keys, LastUses(keys, Beside()), signed_in.of, clock=now)


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
def users() -> UserService:
    """Give the service of web users."""
    config = settings()
    pool = CognitoUsers(lambda: client("cognito-idp"), config.user_pool_id)
    technicians = DirectoryNames(Table(config.directory_table, client("dynamodb")))
    return UserService(pool, _standings(), technicians, clock=now)


@cache
def keys() -> KeyService:
    """Give the service of API keys."""
    environment: Environment = "live" if settings().stage == "prod" else "test"
    return KeyService(_keys(), environment=environment, clock=now)


@cache
def audit() -> Audit:
    """Give the record of changes to access."""
    return Audit(DynamoAudit(_access_table()), clock=now)


@cache
def _keys() -> DynamoKeys:
    return DynamoKeys(_access_table())


@cache
def _standings() -> DynamoStandings:
    return DynamoStandings(_access_table(), clock=now)


@cache
def _access_table() -> Table:
    return Table(settings().access_table, client("dynamodb"))


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
