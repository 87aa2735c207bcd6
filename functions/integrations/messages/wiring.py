"""The parts of messages, joined."""

from functools import cache

from integrations.connectors import KINDS
from integrations.engine.wiring import access_table, integrations, integrations_table, seal
from integrations.messages.answering import AnswerLinks
from integrations.messages.composing import Composer, Sources
from integrations.messages.service import TemplateService, TemplateStores
from integrations.messages.storage import DynamoSuppressions, DynamoTemplates
from integrations.telegram.wiring import linking, people
from shared.clock import now
from shared.settings import settings
from shared.users import DynamoUsers


@cache
def composer() -> Composer:
    """Give what composes messages."""
    links = AnswerLinks(settings().public_url, seal, clock=now)
    table = integrations_table()
    sources = Sources(
        DynamoTemplates(table),
        people(),
        linking(),
        DynamoSuppressions(table),
        links,
        DynamoUsers(access_table()),
    )
    return Composer(KINDS, sources, zone=settings().zone, clock=now)


@cache
def templates() -> TemplateService:
    """Give the service of templates."""
    table = integrations_table()
    stores = TemplateStores(
        integrations(), DynamoTemplates(table), people(), DynamoSuppressions(table)
    )
    return TemplateService(stores, KINDS, composer(), clock=now)
