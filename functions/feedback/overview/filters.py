"""What narrows and orders the rows, as the list and its files are asked for alike."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler.openapi.params import Query as Parameter

from feedback.care.model import Moderation
from feedback.overview.period import Period
from feedback.overview.query import Query, Scope, Sort, Task
from feedback.schemas import Rating
from shared.gathered import gathered

Ids = Annotated[str, Parameter(max_length=64)]


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Filters that are all to hold, and the order of the rows; each is a parameter of a route."""

    first: Annotated[date | None, Parameter(alias="from")] = None
    last: Annotated[date | None, Parameter(alias="to")] = None
    rating: Annotated[list[Rating] | None, Parameter()] = None
    technician_id: Ids | None = None
    customer_id: Ids | None = None
    type: Annotated[list[str] | None, Parameter()] = None
    has_comment: bool | None = None
    state: Annotated[list[Moderation] | None, Parameter()] = None
    follow_up: Task | None = None
    topic: Annotated[str, Parameter(max_length=40)] | None = None
    sort: Sort = "date"
    order: Literal["asc", "desc"] = "desc"

    def query(self, period: Period, own: str | None) -> Query:
        """Give the question; `own` is the technician who sees nobody else's answers."""
        return Query(
            scope=Scope(period, self.technician_id, frozenset(self.type or ()), own),
            ratings=frozenset(self.rating or ()),
            states=frozenset(each.value for each in self.state or ()),
            has_comment=self.has_comment,
            customer_id=self.customer_id,
            topic=self.topic,
            task=self.follow_up,
            sort=self.sort,
            descending=self.order == "desc",
        )


filtered = gathered("filters", Filters)
"""Puts the filters in place of a route's parameter `filters`."""
