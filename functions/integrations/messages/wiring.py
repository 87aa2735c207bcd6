"""The parts of messages, joined."""

from functools import cache

from integrations.connectors import KINDS
from integrations.messages.answering import AnswerLinks
from integrations.messages.composing import Composer, Sources
from integrations.messages.service import TemplateService, TemplateStores
from integrations.messages.storage import DynamoPeople, DynamoSuppressions, DynamoTemplates
from integrations.storage import DynamoIntegrations
from integrations.telegram.wiring import linking
from shared.aws import client
from shared.clock import now
from shared.settings import settings
from shared.signing import Seal, seal_of
from shared.table import Table


@cache
def composer() -> Composer:
    """Give what composes messages."""
    links = AnswerLinks(settings().public_url, _seal, clock=now)
    sources = Sources(
        DynamoTemplates(_table()), _people(), linking(), DynamoSuppressions(_table()), links
    )
    return Composer(KINDS, sources, zone=settings().zone, clock=now)


@cache
def templates() -> TemplateService:
    """Give the service of templates."""
    integrations = DynamoIntegrations(_table(), clock=now)
    stores = TemplateStores(
        integrations, DynamoTemplates(_table()), _people(), DynamoSuppressions(_table())
    )
    return TemplateService(stores, KINDS, composer(), clock=now)


@cache
def _people() -> DynamoPeople:
    config, dynamo = settings(), client("dynamodb")
    return DynamoPeople(Table(config.orders_table, dynamo), Table(config.directory_table, dynamo))


def _seal() -> Seal:
    return seal_of(settings().signing_secret_id)


@cache
def _table() -> Table:
    return Table(settings().integrations_table, client("dynamodb"))
