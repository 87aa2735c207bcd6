"""The shapes of templates and suppressions on the wire. Unknown fields are refused."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from integrations.connector import Cost, Message
from integrations.messages.model import Channel, Language, Suppression, Template
from integrations.messages.service import Draft, ShownTemplate

Subject = Annotated[str, Field(max_length=300)]
Text = Annotated[str, Field(min_length=1, max_length=10_000)]
Html = Annotated[str, Field(max_length=40_000)]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class TemplateIn(_In):
    """The words of a message; without HTML, that is made of the text."""

    subject: Subject = ""
    text: Text
    html: Html | None = None

    def template(self) -> Template:
        """Give the template."""
        return Template(subject=self.subject, text=self.text, html=self.html)


class PreviewIn(TemplateIn):
    """A draft, and the order that it is to be shown with; a sample without one."""

    event_type: Annotated[str, Field(max_length=40)]
    language: Language
    order_id: Annotated[str, Field(max_length=64)] | None = None

    def draft(self) -> Draft:
        """Give the draft."""
        return Draft(self.event_type, self.language, self.template(), self.order_id)


class PlaceholderOut(BaseModel):
    """A name that may stand in a template in braces, and its labels."""

    name: str
    title: dict[str, str]


class TemplateOut(BaseModel):
    """A template as it holds."""

    event_type: str
    language: Language
    subject: str
    text: str
    html: str | None
    is_own: bool
    """Whether it was written for this integration; the default otherwise."""
    version: int
    placeholders: list[PlaceholderOut]

    @classmethod
    def of(cls, shown: ShownTemplate) -> "TemplateOut":
        """Show a template."""
        return cls(
            event_type=shown.event_type,
            language=shown.language,
            subject=shown.template.subject,
            text=shown.template.text,
            html=shown.template.html,
            is_own=shown.version > 0,
            version=shown.version,
            placeholders=[
                PlaceholderOut(name=name, title={"ru": ru, "en": en})
                for name, (ru, en) in shown.fields.items()
            ],
        )


class TemplatesOut(BaseModel):
    """The templates of an integration: each event in each language."""

    items: list[TemplateOut]
    next_cursor: str | None = None


class CostOut(BaseModel):
    """How a text goes out, and what it costs."""

    text: str
    encoding: Literal["gsm7", "ucs2"]
    units: int
    parts: int
    most_parts: int


class PreviewOut(BaseModel):
    """What a template comes to."""

    subject: str
    text: str
    html: str
    cost: CostOut | None = None
    """Only where each part of a text costs."""

    @classmethod
    def of(cls, message: Message, cost: Cost | None = None) -> "PreviewOut":
        """Show a message."""
        shown = CostOut(**vars(cost)) if cost else None
        return cls(subject=message.subject, text=message.text, html=message.html, cost=shown)


class SuppressionOut(BaseModel):
    """An address that nothing is sent to; most of it is hidden."""

    id: str
    channel: Channel
    address: str
    reason: str
    at: datetime

    @classmethod
    def of(cls, suppression: Suppression) -> "SuppressionOut":
        """Show a suppression."""
        fields = suppression.model_dump(exclude={"shown"})
        return cls(**fields, address=suppression.shown)


class SuppressionsOut(BaseModel):
    """Suppressed addresses, newest first."""

    items: list[SuppressionOut]
    next_cursor: str | None = None
