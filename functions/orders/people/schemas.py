"""Customers, technicians and erasure on the wire."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from orders.answers import OrderOut
from orders.model import Order
from orders.people.erasing import Erasure, Ground
from orders.people.erasure import Held
from orders.people.model import Customer, Kind, Language, Skill, Technician
from orders.people.workload import Workload
from orders.refs import Actor
from orders.wire import Email, In, Moment, Name, Phone
from shared.clock import cut
from shared.exact import Flag, InFull
from shared.hours import Calendar

Part = Annotated[str, Field(min_length=1, max_length=64)]
Tag = Annotated[str, Field(min_length=1, max_length=64)]
ForeignId = Annotated[str, Field(min_length=1, max_length=128)]
Small = Annotated[str, Field(max_length=32)]
Day = Annotated[date, InFull, Field(ge=date(1950, 1, 1), lt=date(2200, 1, 1))]


class AddressIn(In):
    """An address as people write it, and how to find the door."""

    type: Literal["service", "billing"] = "service"
    text: Annotated[str, Field(min_length=1, max_length=500)]
    entrance: Small | None = None
    floor: Small | None = None
    apartment: Small | None = None
    note: Annotated[str, Field(max_length=500)] | None = None


class ConsentIn(In):
    """A consent to the use of personal data."""

    given_at: Moment
    text_version: Annotated[str, Field(min_length=1, max_length=64)]
    channel: Annotated[str, Field(pattern="^[a-z][a-z0-9_-]{0,31}$")]
    withdrawn_at: Moment | None = None


class CustomerIn(In):
    """A customer: a person by name or its parts, or a company by name."""

    kind: Kind = "person"
    name: Name | None = None
    first_name: Part | None = None
    last_name: Part | None = None
    patronymic: Part | None = None
    inn: Annotated[str, Field(pattern="^([0-9]{10}|[0-9]{12})$")] | None = None
    kpp: Annotated[str, Field(max_length=9)] | None = None
    phones: tuple[Phone, ...] = Field(default=(), max_length=10)
    emails: tuple[Email, ...] = Field(default=(), max_length=10)
    addresses: tuple[AddressIn, ...] = Field(default=(), max_length=20)
    source: Annotated[str, Field(pattern="^[a-z][a-z0-9_-]{0,31}$")] | None = None
    tags: tuple[Tag, ...] = Field(default=(), max_length=50)
    notes: Annotated[str, Field(max_length=5000)] | None = None
    notifications_enabled: Flag = True
    consents: tuple[ConsentIn, ...] = Field(default=(), max_length=50)
    language: Language = "ru"
    external_id: ForeignId | None = None
    crm_1c_id: ForeignId | None = None

    def fields(self) -> dict[str, Any]:
        """Give the fields that were sent, in the model's shapes."""
        parts = {"addresses", "consents"} & self.model_fields_set
        whole = {name: [_plain(each) for each in getattr(self, name)] for name in parts}
        # Read by the model itself, so that what is compared with the stored card is of one type.
        read = Customer.model_validate({"id": "", "name": "", "created_at": _ANY, **whole})
        return {**self.given(*parts), **{name: getattr(read, name) for name in parts}}


_ANY = datetime(2000, 1, 1, tzinfo=UTC)


def _plain(part: In) -> dict[str, Any]:
    return {n: cut(v) if isinstance(v, datetime) else v for n, v in part.model_dump().items()}


class CustomerOut(Customer):
    """A customer."""


class CustomersOut(BaseModel):
    """A page of customers."""

    items: list[CustomerOut]
    next_cursor: str | None


class SkillIn(In):
    """A skill and how well: 1 is a beginner, 5 a master."""

    skill: Tag
    level: Annotated[int, Field(ge=1, le=5, strict=True)] = 1


class _TechnicianFields(In):
    employee_number: Part | None = None
    phone: Phone | None = None
    email: Email | None = None
    skills: tuple[Tag | SkillIn, ...] = Field(default=(), max_length=50)
    zones: tuple[Tag, ...] = Field(default=(), max_length=50)
    calendar: Calendar | None = None
    timezone: Annotated[str, Field(min_length=1, max_length=64)] | None = None
    color: Annotated[str, Field(pattern="^#[0-9a-f]{6}$")] | None = None
    active: Flag = True
    hired_at: Day | None = None
    dismissed_at: Day | None = None

    def fields(self) -> dict[str, Any]:
        """Give the fields that were sent, in the model's shapes."""
        fields = self.given("skills")
        if "skills" in self.model_fields_set:
            fields["skills"] = tuple(
                each if isinstance(each, str) else Skill(skill=each.skill, level=each.level)
                for each in self.skills
            )
        return fields


class TechnicianIn(_TechnicianFields):
    """A technician to take on; a skill may be a plain name."""

    name: Name


class TechnicianEdit(_TechnicianFields):
    """Fields to change; only those sent are changed."""

    name: Name = ""


class TechnicianOut(BaseModel):
    """A technician; `skills` are the names alone."""

    id: str
    name: str
    employee_number: str | None
    phone: str | None
    email: str | None
    skills: tuple[str, ...]
    skill_levels: tuple[Skill, ...]
    zones: tuple[str, ...]
    calendar: Calendar | None
    timezone: str | None
    color: str | None
    active: bool
    hired_at: date | None
    dismissed_at: date | None
    created_at: datetime
    updated_at: datetime
    version: int

    @classmethod
    def of(cls, technician: Technician) -> "TechnicianOut":
        """Show a technician."""
        skills = technician.skills
        names = tuple(each.skill for each in skills)
        return cls.model_validate(
            technician.model_dump() | {"skills": names, "skill_levels": skills}
        )


class TechniciansOut(BaseModel):
    """Technicians by name; all of them, so there is no next page."""

    items: list[TechnicianOut]
    next_cursor: str | None = None


class DayLoadOut(BaseModel):
    """One local day of a technician; the minutes of the calendar are null where it is not known."""

    date: date
    orders: int
    scheduled_minutes: int
    available_minutes: int | None
    free_minutes: int | None


class WorkloadOut(BaseModel):
    """A technician's days."""

    technician_id: str
    timezone: str
    is_complete: bool
    days: list[DayLoadOut]

    @classmethod
    def of(cls, technician_id: str, workload: Workload) -> "WorkloadOut":
        """Show a workload."""
        days = [
            DayLoadOut(
                date=day.date,
                orders=day.orders,
                scheduled_minutes=day.scheduled_minutes,
                available_minutes=day.available_minutes,
                free_minutes=day.free_minutes,
            )
            for day in workload.days
        ]
        return cls(
            technician_id=technician_id,
            timezone=workload.zone.key,
            is_complete=workload.is_complete,
            days=days,
        )


class ErasureIn(In):
    """Why a customer is erased: a closed list, so that no name gets into the record."""

    reason: Ground


class PlaceOut(BaseModel):
    """What another room erased: how many rows, when it was first through and when for good."""

    name: str
    state: Literal["running", "done"]
    rows: int
    passed_at: datetime | None
    done_at: datetime | None


class ErasureOut(BaseModel):
    """What was erased, when, on whose word; nothing of the person but an id."""

    id: str
    customer_id: str
    reason: Ground
    actor: Actor
    what: tuple[str, ...]
    state: Literal["running", "done"]
    orders: int
    places: list[PlaceOut]
    erased_at: datetime
    orders_done_at: datetime | None
    done_at: datetime | None

    @classmethod
    def of(cls, erasure: Erasure) -> "ErasureOut":
        """Show a record."""
        return cls.model_validate(erasure.model_dump() | {"reason": erasure.ground})


class ErasuresOut(BaseModel):
    """A page of erasure records, newest first."""

    items: list[ErasureOut]
    next_cursor: str | None


class CustomerExportOut(BaseModel):
    """All that orders and the directory hold of a customer; orders come in pages."""

    customer: CustomerOut
    erasure: ErasureOut | None
    orders: list[OrderOut]
    next_cursor: str | None

    @classmethod
    def of(
        cls, held: Held, show: Callable[[Order], OrderOut], next_cursor: str | None
    ) -> "CustomerExportOut":
        """Show what is held, each order as its card shows it."""
        return cls(
            customer=CustomerOut.model_validate(held.customer.model_dump()),
            erasure=ErasureOut.of(held.erasure) if held.erasure else None,
            orders=[show(each) for each in held.orders],
            next_cursor=next_cursor,
        )
