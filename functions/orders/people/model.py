"""Customers and technicians. Frozen; a technician is never deleted, since figures refer to them."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from shared.hours import Calendar

Kind = Literal["person", "company"]
Language = Literal["ru", "en"]


class _Value(BaseModel):
    # What an older or newer version wrote beyond these fields is ignored.
    model_config = ConfigDict(frozen=True, extra="ignore")


class Address(_Value):
    """Where the work is done, or where the bill goes."""

    type: Literal["service", "billing"] = "service"
    text: str
    entrance: str | None = None
    floor: str | None = None
    apartment: str | None = None
    note: str | None = None


class Consent(_Value):
    """A consent to the use of personal data: when, to which text, by which way; or withdrawn."""

    given_at: datetime
    text_version: str
    channel: str
    withdrawn_at: datetime | None = None


def _unchanged(values: dict[str, Any]) -> datetime:
    created: datetime = values["created_at"]
    return created


class Customer(_Value):
    """Who has something to be repaired: a person, entrepreneurs among them, or a company."""

    id: str
    name: str
    """How lists and orders call them; of a person it follows the parts where there are any."""
    kind: Kind = "person"
    first_name: str | None = None
    last_name: str | None = None
    patronymic: str | None = None
    inn: str | None = None
    kpp: str | None = None
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()
    source: str | None = None
    tags: tuple[str, ...] = ()
    notes: str | None = None
    notifications_enabled: bool = True
    consents: tuple[Consent, ...] = ()
    language: Language = "ru"
    external_id: str | None = None
    crm_1c_id: str | None = None
    created_at: datetime
    updated_at: datetime = Field(default_factory=_unchanged)
    erased_at: datetime | None = None
    version: int = 1


class Skill(_Value):
    """What a technician can do, and how well: 1 is a beginner, 5 a master."""

    skill: str
    level: Annotated[int, Field(ge=1, le=5)] = 1


class Technician(_Value):
    """Who repairs it."""

    id: str
    name: str
    employee_number: str | None = None
    phone: str | None = None
    email: str | None = None
    skills: tuple[Skill, ...] = ()
    zones: tuple[str, ...] = ()
    calendar: Calendar | None = None
    timezone: str | None = None
    """Where their days begin and end; without one, where the company's do."""
    color: str | None = None
    active: bool = True
    hired_at: date | None = None
    dismissed_at: date | None = None
    created_at: datetime
    updated_at: datetime = Field(default_factory=_unchanged)
    version: int = 1
