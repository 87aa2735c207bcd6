"""An answer as lists and figures need it: light, so that a period of thousands fits a request."""

from dataclasses import dataclass
from typing import Final, Self

from feedback.model import Feedback
from shared.clock import text

MAX_ROWS: Final = 50_000
"""How many answers a period may hold; more than that does not fit the time of a request."""


@dataclass(frozen=True, slots=True)
class Row:
    """One answer; moments are texts that sort as time does, as storage holds them."""

    order_id: str
    order_number: str
    order_type: str
    customer_id: str
    customer_name: str
    technician_id: str | None
    technician_name: str | None
    rating: int
    has_comment: bool
    state: str
    topics: tuple[str, ...]
    submitted_at: str
    task: str | None = None
    """The state of the follow-up."""
    task_due: str | None = None
    task_opened: str | None = None
    task_closed: str | None = None
    nps: int | None = None
    ces: int | None = None
    quality: int | None = None
    punctuality: int | None = None
    politeness: int | None = None
    price: int | None = None

    @classmethod
    def of(cls, feedback: Feedback) -> Self:
        """Give what lists need of an answer."""
        task = feedback.follow_up
        return cls(
            order_id=feedback.order_id,
            order_number=feedback.order_number,
            order_type=feedback.order_type,
            customer_id=feedback.customer_id,
            customer_name=feedback.customer_name,
            technician_id=feedback.technician_id,
            technician_name=feedback.technician_name,
            rating=feedback.rating,
            has_comment=bool(feedback.comment),
            state=feedback.state.value,
            topics=feedback.topics,
            submitted_at=text(feedback.submitted_at),
            task=task.state if task else None,
            task_due=text(task.due_at) if task else None,
            task_opened=text(task.opened_at) if task else None,
            task_closed=text(task.closed_at) if task and task.closed_at else None,
            **feedback.survey.scores,
        )

    @property
    def is_hidden(self) -> bool:
        """Tell whether staff hid the answer."""
        return self.state == "hidden"
