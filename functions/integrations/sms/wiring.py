"""The parts of text messages, joined."""

from functools import cache
from typing import Final

from integrations.channels import KmsVault
from integrations.connector import Reach
from integrations.connectors.sms import SmsSettings, account_of, gates
from integrations.model import Integration
from integrations.sms.fates import Fates, Watched
from integrations.sms.gate import Fate
from integrations.sms.ledger import DynamoLedger
from integrations.sms.storage import DynamoStatuses, DynamoWatches
from integrations.sms.telling import Callbacks, callback_url
from integrations.storage import DynamoIntegrations
from shared.aws import client
from shared.clock import now
from shared.settings import settings
from shared.signing import Seal, seal_of
from shared.table import Table

QUESTION_S: Final = 5.0


@cache
def ledger() -> DynamoLedger:
    """Give what counts the parts of a day."""
    return DynamoLedger(_table(), settings().zone, now)


@cache
def fates() -> Fates:
    """Give what follows texts that gateways took."""
    deliveries = Table(settings().deliveries_table, client("dynamodb"))
    return Fates(
        DynamoWatches(_table()),
        DynamoStatuses(deliveries),
        DynamoIntegrations(_table(), clock=now),
        _ask,
        now,
    )


@cache
def callbacks() -> Callbacks:
    """Give what reads gateways' own words."""
    return Callbacks(_seal(), fates())


def callback(integration_id: str) -> str:
    """Give the URL at which an integration's gateway may tell."""
    return callback_url(_seal(), settings().public_url, integration_id)


def _ask(integration: Integration, watched: Watched) -> Fate | None:
    chosen = SmsSettings.model_validate(integration.settings)
    vault = _vault()
    credentials = {
        name: vault.decrypt(integration.id, each.encrypted)
        for name, each in integration.credentials.items()
    }
    gate = gates(_reach())[chosen.provider]
    account = account_of(chosen, credentials)
    return gate.fate(watched.reference, watched.to, account, deadline_s=QUESTION_S)


def _reach() -> Reach:
    # The client of outside calls is heavy, and only the job that asks makes any here.
    from shared.outbound import outbound

    calls = outbound(settings().outbound_hosts)
    return Reach(calls, client, settings().outbound_hosts, calls.dial)


@cache
def _vault() -> KmsVault:
    return KmsVault(settings().secrets_key_id, client("kms"))


def _table() -> Table:
    return Table(settings().integrations_table, client("dynamodb"))


def _seal() -> Seal:
    return seal_of(settings().signing_secret_id)
