"""What can be done with templates and suppressed addresses."""

from collections.abc import Mapping
from dataclasses import dataclass

from integrations.connector import Cost, Kind, Message
from integrations.messages.composing import Composer
from integrations.messages.defaults import default, events
from integrations.messages.fields import Facts, fields_of
from integrations.messages.markup import check_html
from integrations.messages.model import (
    LANGUAGES,
    Channel,
    Language,
    OwnTemplate,
    Suppression,
    Template,
)
from integrations.messages.ports import (
    Directory,
    Suppressions,
    TemplateMovedError,
    Templates,
)
from integrations.messages.samples import sample_facts
from integrations.messages.substitution import check, refuse
from integrations.model import Integration
from integrations.ports import Integrations
from shared.clock import Clock
from shared.errors import ConflictError, FieldError, InvalidError, NotFoundError, StaleVersionError
from shared.texts import trim


@dataclass(frozen=True)
class ShownTemplate:
    """A template as it holds, and whether it is the integration's own."""

    event_type: str
    language: Language
    template: Template
    version: int
    """0 is the default."""
    fields: Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Draft:
    """A template that is being written, and what it is to be shown with."""

    event_type: str
    language: Language
    template: Template
    order_id: str | None = None


@dataclass(frozen=True)
class TemplateStores:
    """What the service reads and writes."""

    integrations: Integrations
    templates: Templates
    directory: Directory
    suppressions: Suppressions


class TemplateService:
    """Shows, checks, keeps and previews templates; shows and lifts suppressions."""

    def __init__(
        self, stores: TemplateStores, kinds: Mapping[str, Kind], composer: Composer, *, clock: Clock
    ) -> None:
        """Join the stores, the registry and what renders."""
        self._stores = stores
        self._kinds = kinds
        self._composer = composer
        self._clock = clock

    def all(self, integration_id: str) -> list[ShownTemplate]:
        """List the templates of an integration for every event that it may hear."""
        _, channel = self._there(integration_id)
        own = {
            (each.event_type, each.language): each
            for each in self._stores.templates.all(integration_id)
        }
        pairs = [(event, language) for event in events() for language in LANGUAGES]
        return [_shown(*pair, own.get(pair), channel) for pair in pairs]

    def save(self, integration_id: str, draft: Draft, version: int) -> ShownTemplate:
        """Keep a template; version is the one that it was made from, 0 for the default."""
        _, channel = self._there(integration_id)
        checked = checked_template(draft, channel)
        now = self._clock()
        own = OwnTemplate(
            event_type=draft.event_type,
            language=draft.language,
            template=checked,
            version=version + 1,
            updated_at=now,
        )
        try:
            self._stores.templates.save(integration_id, own)
        except TemplateMovedError as error:
            raise StaleVersionError(version, error.current) from error
        return _shown(draft.event_type, draft.language, own, channel)

    def reset(self, integration_id: str, event_type: str, language: Language) -> None:
        """Go back to the default template."""
        self._there(integration_id)
        self._stores.templates.remove(integration_id, _known(event_type), language)

    def preview(self, integration_id: str, draft: Draft) -> tuple[Message, Cost | None]:
        """Show what a draft comes to, with a sample or with a real order, and what it costs."""
        integration, channel = self._there(integration_id)
        template = checked_template(draft, channel)
        facts = sample_facts(draft.event_type, draft.language, self._clock())
        if draft.order_id is not None:
            order = self._stores.directory.order(draft.order_id)
            if order is None:
                raise NotFoundError(f"there is no order {draft.order_id}")
            data = {**facts.data, "order": {"id": order.id, "number": order.number}}
            facts = Facts(facts.event_type, data, order, facts.link)
        message = self._composer.sample(
            integration, template, facts, to="", language=draft.language
        )
        count = self._kinds[integration.kind].cost
        return message, count(integration.settings, message.text) if count else None

    def suppressions(self) -> tuple[Suppression, ...]:
        """List the addresses that nothing is sent to, newest first."""
        return self._stores.suppressions.all()

    def lift(self, suppression_id: str) -> None:
        """Let an address be written to again, or NotFoundError."""
        if not self._stores.suppressions.lift(suppression_id):
            raise NotFoundError(f"there is no suppression {suppression_id}")

    def _there(self, integration_id: str) -> tuple[Integration, Channel]:
        found = self._stores.integrations.get(integration_id)
        if found is None:
            raise NotFoundError(f"there is no integration {integration_id}")
        channel = self._kinds[found.kind].reaches
        if channel is None:
            raise ConflictError(f"a {found.kind} sends events as they are, it has no templates")
        return found, channel


def checked_template(draft: Draft, channel: Channel) -> Template:
    """Check a template's placeholders and HTML; InvalidError names each thing that is wrong."""
    known, template = fields_of(_known(draft.event_type)), draft.template
    wrong = [
        *check("subject", template.subject, known),
        *check("text", template.text, known),
        *check("html", template.html or "", known),
        *(check_html(template.html, channel) if template.html else ()),
    ]
    if template.html and channel == "phone":
        wrong = [FieldError("html", template.html[:100], "a text message has no HTML")]
    if channel == "email" and not trim(template.subject):
        wrong.append(FieldError("subject", template.subject, "an e-mail needs a subject"))
    if not trim(template.text):
        wrong.append(FieldError("text", template.text, "a message says something"))
    if any(c in template.subject for c in "\r\n"):
        wrong.append(FieldError("subject", template.subject, "a subject is one line"))
    refuse(wrong)
    return template.model_copy(update={"html": template.html or None})


def _known(event_type: str) -> str:
    if event_type not in events():
        raise InvalidError.of("event_type", event_type, f"must be one of {sorted(events())}")
    return event_type


def _shown(
    event_type: str, language: Language, own: OwnTemplate | None, channel: Channel
) -> ShownTemplate:
    template = own.template if own else default(event_type, channel, language)
    version = own.version if own else 0
    return ShownTemplate(event_type, language, template, version, fields_of(event_type))
