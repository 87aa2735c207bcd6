"""The figures of a period on the wire."""

from datetime import date

from pydantic import BaseModel, ConfigDict

from feedback.overview.figures import MIN_RANKED, ResponseRate, TechnicianFigures
from feedback.overview.service import Figures


class _Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


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


def summary(figures: Figures) -> SummaryOut:
    """Write the summary of a period."""
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


def technicians(figures: Figures, rate: ResponseRate | None) -> RatedTechniciansOut:
    """Write technicians with their response rates."""
    items = [_technician(each, rate) for each in figures.comparison.technicians]
    return RatedTechniciansOut(
        mean=figures.comparison.mean, weight=figures.comparison.weight, items=items
    )


def _technician(figures: TechnicianFigures, rate: ResponseRate | None) -> RatedTechnicianOut:
    theirs = rate.technicians.get(figures.id) if rate else None
    responses = RateOut.model_validate(theirs) if theirs else None
    return RatedTechnicianOut.model_validate(figures).model_copy(update={"responses": responses})


def responses(rate: ResponseRate | None) -> ResponseRateOut | None:
    """Write the response rate."""
    return ResponseRateOut.model_validate(rate) if rate else None
