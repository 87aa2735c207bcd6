"""The page of staff on the wire."""

from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from feedback.care.model import FeedbackEntry, FeedbackReply, FollowUp, Moderation
from feedback.model import Feedback
from feedback.overview.figures import MIN_RANKED, ResponseRate, TechnicianFigures
from feedback.overview.period import Period
from feedback.overview.service import Figures, Overview, Page
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


class ShareOut(_Out):
    """A share with its 95 % interval (Wilson), all in 0..1."""

    share: float
    low: float
    high: float


class RecoveryOut(_Out):
    """Low ratings (1 and 2) and how many were settled within 48 hours.

    `share` is recovered / (recovered + late); those still `pending` count on neither side.
    """

    low: int
    recovered: int
    late: int
    pending: int
    share: ShareOut | None


class NpsOut(_Out):
    """How likely customers recommend the company: `score` = %(9-10) - %(0-6), of -100 to 100."""

    score: float | None
    count: int
    promoters: int
    detractors: int


class MeanOut(_Out):
    """A mean of those who said something."""

    average: float | None
    count: int


class SubRatingsOut(_Out):
    """The means of sides of the work, of 1 to 5."""

    quality: MeanOut
    punctuality: MeanOut
    politeness: MeanOut
    price: MeanOut


class SummaryOut(_Out):
    """Figures of the whole period, whatever the page shows; without data null, never 0.

    `csat` is the share of ratings 4 and 5; `nps`, `ces` (1 to 7) and `sub_ratings` count who was
    asked these and answered. `hidden` answers are in the figures if `hidden_counts`.
    """

    count: int
    average: float | None
    csat: ShareOut | None
    nps: NpsOut
    ces: MeanOut
    sub_ratings: SubRatingsOut
    hidden: int
    hidden_counts: bool
    recovery: RecoveryOut


class ResponsesOut(_Out):
    """Requests sent, those of them that were answered, and the share of these."""

    asked: int
    answered: int
    share: ShareOut | None


class RateOut(_Out):
    """Answers to requests about one technician's work; `mature` as in the company's rate."""

    all: ResponsesOut
    mature: ResponsesOut


class ResponseRateOut(_Out):
    """Answers to requests sent in the period among all requests sent in it; sent is what arrived.

    It is of all the company, to a technician of their own work.

    `mature` counts only requests whose link has expired, so their share stays as it is.
    `matures_on` is the day from which this holds for the whole period.
    """

    all: ResponsesOut
    mature: ResponsesOut
    matures_on: date


class RatedTechnicianOut(_Out):
    """One technician's ratings.

    `score` is (C·μ + Σ ratings) / (C + count) with its 95 % interval; `rank` is null below
    `min_ranked` ratings, which are too few to tell. `responses` is null where nobody was asked
    about their work, or it can't be read.
    """

    id: str
    name: str
    count: int
    average: float
    score: float
    low: float
    high: float
    csat: ShareOut
    rank: int | None
    responses: RateOut | None = None


class RatedTechniciansOut(_Out):
    """Technicians, the best score first and then those without a rank.

    `mean` is μ, `weight` is C = variance within / variance between technicians; a null weight says
    that they differ by chance only, and all scores are the mean.
    """

    mean: float | None
    weight: float | None
    min_ranked: int = MIN_RANKED
    items: list[RatedTechnicianOut]


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
            summary=_summary(figures) if figures else None,
            distribution={str(r): figures.distribution[r] for r in RATINGS} if figures else None,
            technicians=_technicians(figures, overview.responses) if figures else None,
            responses=_responses(overview.responses),
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


def _summary(figures: Figures) -> SummaryOut:
    return SummaryOut(
        count=figures.summary.count,
        average=figures.summary.average,
        csat=ShareOut.model_validate(figures.summary.csat) if figures.summary.csat else None,
        nps=NpsOut.model_validate(figures.survey.nps),
        ces=MeanOut.model_validate(figures.survey.ces),
        sub_ratings=SubRatingsOut.model_validate(dict(figures.survey.sub_ratings)),
        hidden=figures.hidden,
        hidden_counts=figures.hidden_counts,
        recovery=RecoveryOut.model_validate(figures.recovery),
    )


def _technicians(figures: Figures, rate: ResponseRate | None) -> RatedTechniciansOut:
    items = [_technician(each, rate) for each in figures.comparison.technicians]
    return RatedTechniciansOut(
        mean=figures.comparison.mean, weight=figures.comparison.weight, items=items
    )


def _technician(figures: TechnicianFigures, rate: ResponseRate | None) -> RatedTechnicianOut:
    theirs = rate.technicians.get(figures.id) if rate else None
    responses = RateOut.model_validate(theirs) if theirs else None
    return RatedTechnicianOut.model_validate(figures).model_copy(update={"responses": responses})


def _responses(rate: ResponseRate | None) -> ResponseRateOut | None:
    return ResponseRateOut.model_validate(rate) if rate else None
