"""Templates, addressees, and what becomes of a message before it is sent. Frozen."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

Language = Literal["ru", "en"]
LANGUAGES: tuple[Language, ...] = ("ru", "en")
Channel = Literal["email", "phone", "chat"]


class Template(BaseModel):
    """The words of a message; `html` of None is made of the text."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    subject: str = ""
    text: str
    html: str | None = None


class OwnTemplate(BaseModel):
    """A template that an integration has instead of the default."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    event_type: str
    language: Language
    template: Template
    version: int = 1
    updated_at: datetime


@dataclass(frozen=True)
class Addressee:
    """A customer or technician as far as messages need them."""

    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    language: Language | None = None
    wants_messages: bool = True
    consented: bool | None = None
    """None when they were never asked, False once they took it back."""
    is_erased: bool = False
    is_person_of_ours: bool = False
    """A technician: who works here is asked for no consent."""


@dataclass(frozen=True)
class Skip:
    """The message is not to be sent at all."""

    reason: str


@dataclass(frozen=True)
class Later:
    """The message is to be sent from that moment on."""

    at: datetime


class Suppression(BaseModel):
    """An address that nothing is sent to until somebody lifts it.

    The address itself is not kept: it is found by its hash and shown with most of it hidden.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    channel: Channel
    shown: str
    reason: str
    at: datetime
