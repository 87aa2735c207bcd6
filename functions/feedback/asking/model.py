"""A request for feedback: one to a customer about an order, with its reminders. Pure."""

from datetime import datetime, timedelta
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict

from feedback.model import Asked
from shared.answer_links import LINK_LIFE
from shared.events import OrderSnapshot, Person
from shared.fates import Fate

NEXT_LOOK: Final = timedelta(minutes=5)
"""The next run looks what became of a message; of what is underway then, at least so much later."""
LONGEST_LOOK: Final = timedelta(hours=6)


class Habits(BaseModel):
    """How the company asks: set by the template's parameters."""

    model_config = ConfigDict(frozen=True)

    delay: timedelta
    """From completion to the request; a completion by mistake may be undone until then."""
    cooldown: timedelta
    """No customer is asked twice within this time, whatever they ordered."""
    reminders: int
    remind_after: timedelta


class Request(BaseModel):
    """Whether and when a customer was asked about an order; who had served is kept from here."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    order_id: str
    order_number: str
    customer_id: str
    technician: Person | None
    completed_at: datetime
    state: Literal["planned", "handed", "sent", "lost", "over"] = "planned"
    """Handed over to the engine, sent once a channel took it, lost when none did."""
    because: str | None = None
    """Why nobody is asked, or asked again, or was not reached."""
    asked_at: datetime | None = None
    """When the first message was handed over."""
    sent_at: datetime | None = None
    """When the last one was."""
    handed_version: int = 0
    """The version under which the first message was told; its event has its id from this."""
    channel: str | None = None
    """By which channel the first message went."""
    delivered_at: datetime | None = None
    """When that channel took it."""
    expires_at: datetime | None = None
    reminders: int = 0
    due_at: datetime | None
    version: int = 1

    @classmethod
    def planned(cls, order: OrderSnapshot, completed_at: datetime, habits: Habits) -> "Request":
        """Plan to ask about a completed order."""
        return cls(
            order_id=order.id,
            order_number=order.number,
            customer_id=order.customer.id,
            technician=order.technician,
            completed_at=completed_at,
            due_at=completed_at + habits.delay,
        )

    def handed(self, now: datetime) -> "Request":
        """Give the request whose first message is handed over to the engine."""
        told = {"state": "handed", "asked_at": now, "handed_version": self.version + 1}
        return self._told(now, due_at=now, **told)

    def reminded(self, now: datetime, habits: Habits) -> "Request":
        """Give the request with one reminder more."""
        reminders = self.reminders + 1
        has_more = reminders < habits.reminders
        due_at = now + habits.remind_after if has_more else None
        return self._told(now, due_at=due_at, reminders=reminders)

    def sent(self, fate: Fate, habits: Habits) -> "Request":
        """Give the request whose first message a channel took."""
        asked_at = self.asked_at or self.completed_at
        due_at = asked_at + habits.remind_after if habits.reminders else None
        taken = {"channel": fate.channel, "delivered_at": fate.at or asked_at}
        return self._next(state="sent", due_at=due_at, **taken)

    def waiting(self, now: datetime) -> "Request":
        """Give the request of whose message nothing is known yet; it is looked at ever later."""
        age = now - (self.asked_at or now)
        return self._next(due_at=now + min(max(age, NEXT_LOOK), LONGEST_LOOK))

    def lost(self, because: str) -> "Request":
        """Give the request whose message reached nobody."""
        return self._next(state="lost", because=because, due_at=None)

    def over(self, because: str) -> "Request":
        """Give the request after which nothing more is sent."""
        return self._next(state="over", because=because, due_at=None)

    def _told(
        self,
        now: datetime,
        **fields: Any,  # noqa: ANN401 - fields of this very model
    ) -> "Request":
        expires_at = now.replace(microsecond=0) + LINK_LIFE
        return self._next(sent_at=now, expires_at=expires_at, **fields)

    def _next(self, **fields: Any) -> "Request":  # noqa: ANN401 - fields of this very model
        return self.model_copy(update={**fields, "version": self.version + 1})

    @property
    def told(self) -> Asked:
        """Give what an answer keeps of the request; whom no message reached was not asked."""
        return Asked(None if self.state == "lost" else self.asked_at, self.technician)
