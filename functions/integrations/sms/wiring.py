"""The parts of text messages, joined."""

from functools import cache
from typing import Final

from integrations.connectors.sms import SmsSettings, account_of, gates
from integrations.engine.wiring import (
    deliveries_table,
    integrations,
    integrations_table,
    reach,
    seal,
    vault,
)
from integrations.model import Integration
from integrations.sms.fates import Fates, Watched
from integrations.sms.gate import Fate
from integrations.sms.ledger import DynamoLedger
from integrations.sms.storage import DynamoStatuses, DynamoWatches
from integrations.sms.telling import Callbacks, callback_url
from shared.clock import now
from shared.settings import settings

QUESTION_S: Final = 5.0


@cache
def ledger() -> DynamoLedger:
    """Give what counts the parts of a day."""
    return DynamoLedger(integrations_table(), settings().zone, now)


@cache
def fates() -> Fates:
    """Give what follows texts that gateways took."""
    watches, statuses = DynamoWatches(integrations_table()), DynamoStatuses(deliveries_table())
    return Fates(watches, statuses, integrations(), _ask, now)


@cache
def callbacks() -> Callbacks:
    """Give what reads gateways' own words."""
    return Callbacks(seal(), fates())


def callback(integration_id: str) -> str:
    """Give the URL at which an integration's gateway may tell."""
    return callback_url(seal(), settings().public_url, integration_id)


def _ask(integration: Integration, watched: Watched) -> Fate | None:
    chosen = SmsSettings.model_validate(integration.settings)
    credentials = {
        name: vault().decrypt(integration.id, each.encrypted)
        for name, each in integration.credentials.items()
    }
    gate = gates(reach())[chosen.provider]
    account = account_of(chosen, credentials)
    return gate.fate(watched.reference, watched.to, account, deadline_s=QUESTION_S)
