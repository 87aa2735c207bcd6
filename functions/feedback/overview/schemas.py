"""The page of staff on the wire."""

from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from feedback.care.model import FeedbackEntry, FeedbackReply, FollowUp, Moderation
from feedback.model import Feedback
from feedback.overview.figures_out import (
    RatedTechniciansOut,
    ResponseRateOut,
    SummaryOut,
    responses,
    summary,
    technicians,
)
from feedback.overview.period import Period
from feedback.overview.service import OfOrder, Overview, Page
from feedback.statistics import RATINGS
from feedback.survey import SubRatings
from shared.errors import ServiceError


class _Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class FeedbackRow(_Out):
    """One answer: what the customer said, and what staff made of it."""

    order_id: str
    order_number: str
    order_type: str
    customer_id: str
    customer_name: str
    technician_id: str | None
    technician_name: str | None
    rating: int
    comment: str
    nps: int | None
    ces: int | None
    sub_ratings: SubRatings
    source: str
    asked_at: datetime | None
    submitted_at: datetime
    edited_at: datetime | None
    edited_until: datetime
    state: Moderation
    hidden_reason: str | None
    topics: list[str]
    reply: FeedbackReply | None
    follow_up: FollowUp | None
    version: int


class FeedbackCard(FeedbackRow):
    """One answer with all that ever happened to it, oldest first."""

    history: list[FeedbackEntry]


class RequestOut(_Out):
    """What became of a request to rate an order.

    `planned`, then `handed` over to the integrations, `sent` once a channel took it or `lost` when
    none did (`because` says why), `over` when nothing more is sent.
    """

    state: Literal["planned", "handed", "sent", "lost", "over"]
    because: str | None
    channel: str | None
    asked_at: datetime | None
    delivered_at: datetime | None
    sent_at: datetime | None
    expires_at: datetime | None
    reminders: int
    due_at: datetime | None


class OfOrderOut(BaseModel):
    """What is known of an order: no answer or one, and the request for it, null before there is."""

    items: list[FeedbackCard]
    request: RequestOut | None

    @classmethod
    def of(cls, found: OfOrder) -> Self:
        """Write what is known of an order."""
        items = [card(found.answer)] if found.answer else []
        request = RequestOut.model_validate(found.request) if found.request else None
        return cls(items=items, request=request)


class PeriodOut(BaseModel):
    """Days of the company's calendar, both included."""

    from_: date = Field(alias="from")
    to: date

    @classmethod
    def of(cls, period: Period) -> Self:
        """Write a period."""
        return cls.model_validate({"from": period.first, "to": period.last})


class PartError(BaseModel):
    """Why a part is null; the others are right all the same."""

    part: Literal["rows", "figures", "responses"]
    type: str
    title: str
    status: int
    detail: str

    @classmethod
    def of(cls, part: Literal["rows", "figures", "responses"], error: ServiceError) -> Self:
        """Write an error of a part."""
        return cls(
            part=part,
            type=f"urn:naryad:problem:{error.slug}",
            title=error.title,
            status=error.status,
            detail=error.detail,
        )


Distribution = Annotated[dict[str, int], Field(description="how many of each rating, 1 to 5")]


class OverviewOut(BaseModel):
    """One page of answers with the figures of the period.

    `matches` counts all rows that pass the filters. Figures follow the period, the technician and
    the type, not the other filters. A part that failed is null and named in `errors`: `rows`
    (items, next_cursor, matches), `figures` (summary, distribution, technicians) or `responses`.
    """

    items: list[FeedbackRow] | None
    next_cursor: str | None
    matches: int | None
    period: PeriodOut
    summary: SummaryOut | None
    distribution: Distribution | None
    technicians: RatedTechniciansOut | None
    responses: ResponseRateOut | None
    errors: list[PartError]

    @classmethod
    def of(cls, overview: Overview, period: Period, next_cursor: str | None) -> Self:
        """Write a page."""
        page, figures = overview.page, overview.figures
        return cls(
            items=_rows(page) if page else None,
            next_cursor=next_cursor,
            matches=page.matches if page else None,
            period=PeriodOut.of(period),
            summary=summary(figures) if figures else None,
            distribution={str(r): figures.distribution[r] for r in RATINGS} if figures else None,
            technicians=technicians(figures, overview.responses) if figures else None,
            responses=responses(overview.responses),
            errors=[PartError.of(part, error) for part, error in overview.failures.items()],
        )


def _rows(page: Page) -> list[FeedbackRow]:
    return [row(each) for each in page.rows]


def row(feedback: Feedback) -> FeedbackRow:
    """Write one answer of a list."""
    return FeedbackRow.model_validate(feedback)


def card(feedback: Feedback) -> FeedbackCard:
    """Write one answer with its history."""
    return FeedbackCard.model_validate(feedback)
