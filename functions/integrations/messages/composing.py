"""From an event to a message: template, values, addressee, and whether it is sent at all."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from integrations.connector import Kind, Message, Outcome
from integrations.messages.addressing import (
    address_of,
    may_write_to,
    shown,
    suppression_id,
    wrong_address,
)
from integrations.messages.defaults import default
from integrations.messages.fields import Facts, marked_up, values_of
from integrations.messages.markup import escaped, html_of, page
from integrations.messages.model import (
    Addressee,
    Channel,
    Language,
    Later,
    Skip,
    Suppression,
    Template,
)
from integrations.messages.ports import (
    Chats,
    Directory,
    Links,
    Suppressions,
    Templates,
    Users,
)
from integrations.messages.quiet import quiet_until
from integrations.messages.substitution import fill, fill_text, placeholders
from integrations.model import Integration, Messaging
from shared.clock import Clock
from shared.errors import InvalidError
from shared.events import Envelope, OrderSnapshot
from shared.observe import logger
from shared.users import WebUser


@dataclass(frozen=True)
class Sources:
    """Where messages get what they say, and whom they reach."""

    templates: Templates
    directory: Directory
    chats: Chats
    suppressions: Suppressions
    links: Links
    users: Users


class Composer:
    """Composes the messages of the kinds that send any."""

    def __init__(
        self, kinds: Mapping[str, Kind], sources: Sources, *, zone: ZoneInfo, clock: Clock
    ) -> None:
        """Join the registry, the sources and the company's zone."""
        self._kinds = kinds
        self._sources = sources
        self._zone = zone
        self._clock = clock

    def composes(self, integration: Integration) -> bool:
        """Tell whether an integration sends messages, not events."""
        return self._kinds[integration.kind].composes

    def prepare(
        self, integration: Integration, recipient: str | None, body: bytes
    ) -> Message | Skip | Later:
        """Compose the message of an event; or say why not, or when."""
        messaging = integration.messaging or Messaging()
        if messaging.quiet_hours:
            until = quiet_until(messaging.quiet_hours, self._clock(), self._zone)
            if until is not None:
                return Later(until)
        event = json.loads(body)
        if recipient and integration.writes_to_users(event["type"]):
            return self._to_user(integration, event, self._sources.users.get(recipient))
        order = self._order(event)
        found = self._addressee(messaging, order) if recipient is None else Addressee()
        if recipient is None and (skip := may_write_to(found, messaging)):
            return skip
        channel = self._channel(integration)
        to = recipient or self._address(integration, channel, found or Addressee(), order)
        if isinstance(to, Skip):
            return to
        language = (found.language if found else None) or messaging.language
        return self._suppressed(channel, to) or self._composed(
            integration, event, order, to, language
        )

    def sample(
        self,
        integration: Integration,
        template: Template,
        facts: Facts,
        *,
        to: str,
        language: Language,
    ) -> Message:
        """Render a template with given facts."""
        return self._rendered(self._kinds[integration.kind], template, facts, to, language)

    def trial(self, integration: Integration, event: Envelope, to: str | None) -> Message:
        """Compose a test message to an address, or InvalidError."""
        rule = wrong_address(self._channel(integration), to) if to else "name an address"
        if to is None or rule:
            raise InvalidError.of("to", to, rule or "")
        language = (integration.messaging or Messaging()).language
        template = self.template(integration, event.type, language)
        facts = Facts(event.type, event.data)
        return self.sample(integration, template, facts, to=to, language=language)

    def hear(self, integration: Integration, message: Message, outcome: Outcome) -> None:
        """Suppress an address at which nobody is, or where they want no more."""
        if outcome.unreachable:
            reason = outcome.error or "nobody is reached there"
            self.suppress(self._channel(integration), message.to, reason)
        if outcome.moved_to is not None:
            self._sources.chats.move(integration.id, message.to, outcome.moved_to)

    def suppress(self, channel: Channel, address: str, reason: str) -> None:
        """Send nothing to an address from now on."""
        found = suppression_id(channel, address)
        self._sources.suppressions.add(
            Suppression(
                id=found,
                channel=channel,
                shown=shown(address),
                reason=reason[:200],
                at=self._clock(),
            )
        )
        logger().warning("address.suppressed", extra={"suppression_id": found})

    def _to_user(
        self, integration: Integration, event: Mapping[str, Any], user: WebUser | None
    ) -> Message | Skip:
        """Compose for a user whom the event names, in the language that it names."""
        if user is None or user.is_blocked:
            return Skip("the user is blocked" if user else "there is no such user any more")
        to = address_of("email", Addressee(emails=(user.email,)), ())
        if isinstance(to, Skip):
            return to
        language: Language = event["data"]["language"]
        return self._suppressed("email", to) or self._composed(
            integration, event, None, to, language
        )

    def _suppressed(self, channel: Channel, to: str) -> Skip | None:
        known = self._sources.suppressions.get(suppression_id(channel, to))
        return Skip(f"the address is suppressed: {known.reason}") if known else None

    def _composed(
        self,
        integration: Integration,
        event: Mapping[str, Any],
        order: OrderSnapshot | None,
        to: str,
        language: Language,
    ) -> Message | Skip:
        template = self.template(integration, event["type"], language)
        link = None
        words = template.subject + template.text + (template.html or "")
        # Whoever has the link may rate: only the customer gets one.
        is_to_customer = integration.messaging and integration.messaging.audience == "customer"
        if "feedback.link" in placeholders(words) and order is not None and is_to_customer:
            link = self._sources.links.feedback(order.id)
            if link is None:
                return Skip("PUBLIC_URL is not set, so there is no link for the customer")
        facts = Facts(event["type"], event["data"], order, link)
        return self._rendered(self._kinds[integration.kind], template, facts, to, language)

    def template(self, integration: Integration, event_type: str, language: Language) -> Template:
        """Give the template that holds: the integration's own, or the default."""
        own = self._sources.templates.get(integration.id, event_type, language)
        return own.template if own else default(event_type, self._channel(integration), language)

    def _rendered(
        self, kind: Kind, template: Template, facts: Facts, to: str, language: Language
    ) -> Message:
        values = values_of(facts, language, self._zone)
        channel: Channel = kind.reaches or "email"
        text = fill_text(template.text, values).strip("\n")
        html = ""
        if kind.has_html and template.html is not None:
            html = fill(template.html, values | marked_up(facts, language), escape=escaped)
            html = page(html) if channel == "email" else html
        elif kind.has_html:
            html = html_of(text, channel)
        subject = " ".join(fill(template.subject, values).split())
        return Message(to, subject, text, html, language)

    def _order(self, event: Mapping[str, Any]) -> OrderSnapshot | None:
        order = event["data"].get("order")
        if not order:
            return None
        if "status" in order:
            return OrderSnapshot.model_validate(order)
        return self._sources.directory.order(order["id"])

    def _addressee(self, messaging: Messaging, order: OrderSnapshot | None) -> Addressee | None:
        if order is None:
            return None
        if messaging.audience == "customer":
            return self._sources.directory.customer(order.customer.id)
        if messaging.audience == "technician" and order.technician:
            return self._sources.directory.technician(order.technician.id)
        return None

    def _address(
        self,
        integration: Integration,
        channel: Channel,
        found: Addressee,
        order: OrderSnapshot | None,
    ) -> str | Skip:
        chats: list[str] = []
        person = None
        if order and channel == "chat":
            person = order.technician if found.is_person_of_ours else order.customer
        if person and (chat := self._sources.chats.chat_of(integration.id, person.id)):
            chats = [chat]
        return address_of(channel, found, chats)

    def _channel(self, integration: Integration) -> Channel:
        return self._kinds[integration.kind].reaches or "email"


def told(message: Message) -> bytes:
    """Give what the log keeps of a message."""
    kept = {"to": message.to, "subject": message.subject, "text": message.text}
    return json.dumps(kept, ensure_ascii=False).encode()
