"""Every entity that is stored as a document, with its shapes: the one registry.

Whoever changes what an entity stores adds a step here, be it `same` for a field with a default: the
number alone keeps an older version from writing the item back without that field. The steps of all
older shapes stay for ever. tests/house/stored holds items of each; docs/migrations.md tells how.
"""

from typing import Final

from shared.shapes import Document, Shape


def same(document: Document) -> Document:
    """Step over fields that came with a default: what lacks them reads as it is."""
    return document


def with_net(document: Document) -> Document:
    """Give each line its net sum: before lines knew VAT it was their total."""
    lines = [{"net": line["total"], **line} for line in document.get("items", ())]
    return {**document, "items": lines}


def with_first_reopening(document: Document) -> Document:
    """Keep the first reopening: before, only the latest was told."""
    return {"first_reopened_at": document.get("reopened_at"), **document}


ORDER: Final = Shape("order", (with_net, with_first_reopening, same))
CUSTOMER: Final = Shape("customer")
TECHNICIAN: Final = Shape("technician")
SLA_RULES: Final = Shape("set of promised times")
IMPORT: Final = Shape("import", (same, same))
ANSWER: Final = Shape("answer of a customer", (same,))
ASKED: Final = Shape("request for an answer")
INTEGRATION: Final = Shape("integration")
HEALTH: Final = Shape("health of an integration")
NOTICE: Final = Shape("notice")
DELIVERY: Final = Shape("delivery", (same,))
REPLAY: Final = Shape("replay")
RECONCILIATION: Final = Shape("comparison")
TEMPLATE: Final = Shape("template")
SUPPRESSION: Final = Shape("suppressed address")
ONEC_SESSION: Final = Shape("session of 1C")
ONEC_ASIDE: Final = Shape("order set aside for 1C")
API_KEY: Final = Shape("API key")
COMPANY: Final = Shape("words of the company", (same,))
STANDING: Final = Shape("standing of a user")
LAKE_STATE: Final = Shape("state of the lake", (same,))
EXPORT: Final = Shape("export", (same, same))
SCHEDULE: Final = Shape("schedule")
LINK: Final = Shape("link to a file")
REPORT_SETTINGS: Final = Shape("settings of the report")
KPI_TARGETS: Final = Shape("set of targets")
REPORT: Final = Shape("report")
SENDING: Final = Shape("sending of a report")
REPLIED: Final = Shape("answer to a request")
