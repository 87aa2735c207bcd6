"""Templates and suppressed addresses in DynamoDB, and a look at orders and people.

Items of the Integrations table:
    TEMPLATES#<integration>/<event>#<language>   a template that stands for the default one
    SUPPRESSED/<id>                              an address that nothing is sent to, as a hash

Price of a message: template 1 read unit, person 1, suppression 1; an order, where the event
does not carry it, 1 per 4 KB. A list of templates or suppressions is 0.5 units per 4 KB.
"""

from datetime import datetime
from typing import Final

from integrations.messages.model import Addressee, Language, OwnTemplate, Suppression
from integrations.messages.ports import TemplateMovedError
from shared.events import OrderSnapshot
from shared.item import Item
from shared.order_reading import read_order
from shared.stored import SUPPRESSION, TEMPLATE
from shared.table import ConditionError, Delete, Table, write_together

SUPPRESSED: Final = "SUPPRESSED"
MOST_SHOWN: Final = 1000
_ABSENT: Final = "attribute_not_exists(pk)"


class DynamoTemplates:
    """The store of integrations' own templates."""

    def __init__(self, table: Table) -> None:
        """Bind to the Integrations table."""
        self._table = table

    def get(self, integration_id: str, event_type: str, language: Language) -> OwnTemplate | None:
        """Read one template."""
        item = self._table.get(_template_key(integration_id, event_type, language))
        return _template(item) if item else None

    def all(self, integration_id: str) -> tuple[OwnTemplate, ...]:
        """List an integration's own templates."""
        found = self._table.walk("pk = :pk", {":pk": f"TEMPLATES#{integration_id}"})
        return tuple(map(_template, found))

    def save(self, integration_id: str, template: OwnTemplate) -> None:
        """Write the next version, or TemplateMovedError."""
        item = {
            **_template_key(integration_id, template.event_type, template.language),
            "version": template.version,
            **TEMPLATE.packed(template.model_dump_json()),
        }
        is_first = template.version == 1
        condition = _ABSENT if is_first else "version = :before"
        values = {} if is_first else {":before": template.version - 1}
        try:
            self._table.put(item, condition=condition, values=values)
        except ConditionError as error:
            if error.found == item:  # our own write, whose reply was lost
                return
            raise TemplateMovedError(int(error.found["version"]) if error.found else 0) from error

    def remove(self, integration_id: str, event_type: str, language: Language) -> None:
        """Take a template away."""
        key = _template_key(integration_id, event_type, language)
        write_together(self._table.client, [Delete(self._table.name, key)])


class DynamoSuppressions:
    """The store of suppressed addresses."""

    def __init__(self, table: Table) -> None:
        """Bind to the Integrations table."""
        self._table = table

    def get(self, suppression_id: str) -> Suppression | None:
        """Read one."""
        item = self._table.get(_suppression_key(suppression_id))
        return Suppression.model_validate(SUPPRESSION.read(item)) if item else None

    def all(self) -> tuple[Suppression, ...]:
        """List them, newest first."""
        found = [
            Suppression.model_validate(SUPPRESSION.read(item))
            for item in self._table.walk("pk = :pk", {":pk": SUPPRESSED})
        ]
        return tuple(sorted(found, key=lambda each: each.at, reverse=True)[:MOST_SHOWN])

    def add(self, suppression: Suppression) -> None:
        """Suppress an address; the first reason stays."""
        item = {
            **_suppression_key(suppression.id),
            **SUPPRESSION.packed(suppression.model_dump_json()),
        }
        try:
            self._table.put(item, condition=_ABSENT)
        except ConditionError:
            return

    def lift(self, suppression_id: str) -> bool:
        """Let an address be written to again."""
        if self.get(suppression_id) is None:
            return False
        write_together(
            self._table.client, [Delete(self._table.name, _suppression_key(suppression_id))]
        )
        return True


class DynamoPeople:
    """Orders, customers and technicians as their room keeps them; nothing is written."""

    def __init__(self, orders: Table, directory: Table) -> None:
        """Bind to the Orders and the Directory table."""
        self._orders = orders
        self._directory = directory

    def order(self, order_id: str) -> OrderSnapshot | None:
        """Read an order as it is now."""
        return read_order(self._orders, order_id)

    def customer(self, customer_id: str) -> Addressee | None:
        """Read how a customer is reached."""
        item = self._directory.get({"pk": f"CUSTOMER#{customer_id}", "sk": "CUSTOMER"})
        return _customer(item) if item else None

    def technician(self, technician_id: str) -> Addressee | None:
        """Read how a technician is reached; nobody who does not work here any more."""
        item = self._directory.get({"pk": "TECHNICIANS", "sk": technician_id})
        if item is None or not item.get("active", True):
            return None
        return Addressee(
            emails=tuple(filter(None, [item.get("email")])),
            phones=tuple(filter(None, [item.get("phone")])),
            is_person_of_ours=True,
        )


def _customer(item: Item) -> Addressee:
    consents = item.get("consents") or []
    # The last word counts: a consent that was given anew after one was taken back.
    last = max(consents, key=_spoken_at, default=None)
    return Addressee(
        emails=tuple(item.get("emails") or ()),
        phones=tuple(item.get("phones") or ()),
        language="en" if item.get("language") == "en" else "ru",
        wants_messages=bool(item.get("notifications_enabled", True)),
        consented=None if last is None else not last.get("withdrawn_at"),
        is_erased=bool(item.get("erased_at")),
    )


def _spoken_at(consent: Item) -> datetime:
    return datetime.fromisoformat(consent.get("withdrawn_at") or consent["given_at"])


def _template_key(integration_id: str, event_type: str, language: Language) -> dict[str, str]:
    return {"pk": f"TEMPLATES#{integration_id}", "sk": f"{event_type}#{language}"}


def _suppression_key(suppression_id: str) -> dict[str, str]:
    return {"pk": SUPPRESSED, "sk": suppression_id}


def _template(item: Item) -> OwnTemplate:
    return OwnTemplate.model_validate(TEMPLATE.read(item))
