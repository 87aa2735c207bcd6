"""A customer's answer about one order, and what the customer sees behind a link."""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from shared.clock import text
from shared.erasures import ERASED
from shared.errors import InvalidError
from shared.events import OrderSnapshot

MAX_COMMENT: Final = 4000
EDIT_WINDOW: Final = timedelta(hours=12)
DEFAULT_DAYS: Final = 90
MAX_DAYS: Final = 366
_DIRECTION_MARKS: Final = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
YEARS: Final = range(2000, 2200)
RATED_STATUSES: Final = frozenset({"completed", "closed"})


@dataclass(frozen=True)
class Answer:
    """What a customer says: a score of 1 to 5 and words, cleaned."""

    rating: int
    comment: str


class Feedback(BaseModel):
    """The one active answer about an order; who served is frozen at the first answer."""

    model_config = ConfigDict(frozen=True)

    order_id: str
    order_number: str
    customer_id: str
    customer_name: str
    technician_id: str | None
    technician_name: str | None
    rating: int
    comment: str
    source: str
    submitted_at: datetime
    edited_at: datetime | None
    edited_until: datetime
    version: int

    @classmethod
    def first(cls, order: OrderSnapshot, answer: Answer, now: datetime) -> "Feedback":
        """Make the first answer about an order."""
        return cls(
            order_id=order.id,
            order_number=order.number,
            customer_id=order.customer.id,
            customer_name=order.customer.name,
            technician_id=order.technician.id if order.technician else None,
            technician_name=order.technician.name if order.technician else None,
            rating=answer.rating,
            comment=answer.comment,
            source="link",
            submitted_at=now,
            edited_at=None,
            edited_until=now + EDIT_WINDOW,
            version=1,
        )

    def changed(self, answer: Answer, now: datetime) -> "Feedback":
        """Give the answer with another score or other words."""
        return self.model_copy(
            update={
                "rating": answer.rating,
                "comment": answer.comment,
                "edited_at": now,
                "version": self.version + 1,
            }
        )

    def erased(self) -> "Feedback":
        """Give the answer without the person: the score stays, the words and the name go."""
        if (self.customer_name, self.comment) == (ERASED, ""):
            return self
        update = {"customer_name": ERASED, "comment": "", "version": self.version + 1}
        return self.model_copy(update=update)

    @property
    def position(self) -> str:
        """Give the answer's place in a list: by the time of the first answer, then by order."""
        return f"{text(self.submitted_at)}#{self.order_id}"

    def says(self, answer: Answer) -> bool:
        """Tell whether this is what the customer says now."""
        return (self.rating, self.comment) == (answer.rating, answer.comment)

    def is_editable(self, now: datetime) -> bool:
        """Tell whether the customer may still change the answer."""
        return now < self.edited_until


class State(StrEnum):
    """What a customer finds behind a link."""

    FORM = "form"
    THANKS = "thanks"
    ANSWERED = "answered"
    FINAL = "final"
    EARLY = "early"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Visit:
    """What one look at a link found."""

    state: State
    order: OrderSnapshot | None = None
    feedback: Feedback | None = None
    is_editable: bool = False


@dataclass(frozen=True)
class Link:
    """A signed address that lets a customer answer about one order until it expires."""

    path: str
    expires_at: datetime


@dataclass(frozen=True)
class Period:
    """A half-open stretch of time, from whole days of the company's calendar."""

    start: datetime
    end: datetime
    first: date
    last: date

    @classmethod
    def of(cls, first: date | None, last: date | None, now: datetime, zone: ZoneInfo) -> "Period":
        """Read a period; the last 90 days unless said otherwise."""
        last = last or now.astimezone(zone).date()
        if last.year not in YEARS:
            raise InvalidError.of("to", str(last), f"must lie in {YEARS.start}..{YEARS.stop - 1}")
        first = first or last - timedelta(days=DEFAULT_DAYS - 1)
        if not timedelta(0) <= last - first < timedelta(days=MAX_DAYS):
            raise InvalidError.of(
                "from", str(first), f"must lie 0 to {MAX_DAYS - 1} days before to"
            )
        midnights = [
            datetime.combine(day, datetime.min.time(), zone)
            for day in (first, last + timedelta(days=1))
        ]
        return cls(midnights[0], midnights[1], first, last)


def clean(comment: str) -> str:
    """Clean a comment: one kind of line end, no control or text-direction characters."""
    lines = comment.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in lines if char in "\n\t" or not _is_hidden(char)).strip()


def _is_hidden(char: str) -> bool:
    # Direction marks can make a page show another text than was written.
    return unicodedata.category(char) in {"Cc", "Cs"} or char in _DIRECTION_MARKS


def first_name(name: str) -> str | None:
    """Guess how to greet a customer; a company gets no name.

    Three words that end in a patronymic stand as surname, name, patronymic.
    """
    words = name.split()
    is_company = any(word.isupper() and len(word) > 1 for word in words) or '"' in name
    if not words or is_company or "«" in name:
        return None
    has_patronymic = len(words) == 3 and words[2].lower().endswith(("вич", "вна", "чна", "ьич"))  # noqa: PLR2004 - surname, name, patronymic
    return words[1] if has_patronymic else words[0]
