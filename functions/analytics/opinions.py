"""Answers and requests for them, as the Feedback table's stream tells them, without the person.

A line keeps what is counted, field by field; names and words are never in it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict

from analytics.rows import AnswerRow, AskRow
from shared.feedback_events import ANSWER, read_doc

LOST: Final = ("handed", "lost")
"""In these states no channel has taken the message."""


class _Told(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Id(_Told):
    id: str


class _Task(_Told):
    opened_at: datetime
    closed_at: datetime | None = None


class _Entry(_Told):
    at: datetime


class _Answer(_Told):
    """What is kept of an answer."""

    order_id: str
    order_type: str = ""
    customer_id: str
    technician_id: str | None
    rating: int
    nps: int | None = None
    ces: int | None = None
    source: str
    asked_at: datetime | None = None
    submitted_at: datetime
    edited_at: datetime | None
    state: str = "new"
    follow_up: _Task | None = None
    history: tuple[_Entry, ...] = ()
    version: int

    def row(self) -> AnswerRow:
        """Flatten it."""
        task = self.follow_up
        stamps = [self.submitted_at, *(entry.at for entry in self.history)]
        return AnswerRow(
            id=self.order_id,
            version=self.version,
            type=self.order_type,
            customer_id=self.customer_id,
            technician_id=self.technician_id,
            rating=self.rating,
            nps=self.nps,
            ces=self.ces,
            source=self.source,
            asked_at=self.asked_at,
            submitted_at=self.submitted_at,
            edited_at=self.edited_at,
            followup_opened_at=task.opened_at if task else None,
            followup_closed_at=task.closed_at if task else None,
            hidden=self.state == "hidden",
            updated_at=max(stamps),
        )


class _Ask(_Told):
    """What is kept of a request that was handed over."""

    order_id: str
    technician: _Id | None
    completed_at: datetime
    state: str
    asked_at: datetime
    sent_at: datetime | None = None
    delivered_at: datetime | None = None
    expires_at: datetime | None = None
    version: int

    def row(self) -> AskRow:
        """Flatten it; it was sent when it was handed over, if a channel took it at all."""
        stamps = (self.completed_at, self.asked_at, self.sent_at, self.delivered_at)
        return AskRow(
            id=self.order_id,
            version=self.version,
            technician_id=self.technician.id if self.technician else None,
            completed_at=self.completed_at,
            asked_at=self.asked_at,
            sent_at=None if self.state in LOST else self.asked_at,
            expires_at=self.expires_at,
            state=self.state,
            updated_at=max(at for at in stamps if at),
        )


def opinion(record: Mapping[str, Any]) -> dict[str, Any] | None:
    """Give a line about a record of the Feedback table; None for what is not counted."""
    images = record["dynamodb"]
    if record["eventName"] == "REMOVE" or "NewImage" not in images:
        return None
    key = images["Keys"]["pk"]["S"]
    told = read_doc(key, images["NewImage"])
    if key.startswith(ANSWER):
        return _line("answers", _Answer.model_validate(told))
    # What was only planned may still be dropped without a trace.
    return _line("asks", _Ask.model_validate(told)) if told.get("asked_at") else None


def read_opinion(told: Mapping[str, Any]) -> AnswerRow | AskRow:
    """Read a line."""
    if told["kind"] == "answers":
        return _Answer.model_validate(told["row"]).row()
    return _Ask.model_validate(told["row"]).row()


def _line(kind: Literal["answers", "asks"], told: BaseModel) -> dict[str, Any]:
    return {"kind": kind, "row": told.model_dump(mode="json")}
