"""A request for feedback: one to a customer about an order, with its reminders. Pure."""

from datetime import datetime, timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict

from feedback.model import Asked
from shared.answer_links import LINK_LIFE
from shared.events import OrderSnapshot, Person


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
    state: Literal["planned", "sent", "over"] = "planned"
    because: str | None = None
    """Why nobody is asked, or asked again."""
    asked_at: datetime | None = None
    """When the first message was sent."""
    sent_at: datetime | None = None
    """When the last one was."""
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

    def sent(self, now: datetime, habits: Habits) -> "Request":
        """Give the request with one message more: the first, or a reminder."""
        is_first = self.asked_at is None
        reminders = self.reminders + (not is_first)
        has_more = reminders < habits.reminders
        return self.model_copy(
            update={
                "state": "sent",
                "asked_at": self.asked_at or now,
                "sent_at": now,
                "expires_at": now.replace(microsecond=0) + LINK_LIFE,
                "reminders": reminders,
                "due_at": now + habits.remind_after if has_more else None,
                "version": self.version + 1,
            }
        )

    def over(self, because: str) -> "Request":
        """Give the request after which nothing more is sent."""
        update = {"state": "over", "because": because, "due_at": None, "version": self.version + 1}
        return self.model_copy(update=update)

    @property
    def told(self) -> Asked:
        """Give what an answer keeps of the request."""
        return Asked(self.asked_at, self.technician)
