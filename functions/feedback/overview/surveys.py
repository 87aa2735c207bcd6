"""The figures of what was asked beside the score: NPS, effort, sides of the work. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from feedback.overview.model import Row
from feedback.survey import SUB_RATINGS, Question

PROMOTERS: Final = range(9, 11)
DETRACTORS: Final = range(7)


@dataclass(frozen=True)
class Nps:
    """The net promoter score of -100 to 100.

    Defined as %(9-10) - %(0-6) of all who said how likely they recommend the company, by the date
    of the first answer; None while nobody has.
    """

    count: int
    promoters: int
    detractors: int

    @property
    def score(self) -> float | None:
        """Give the score."""
        return 100 * (self.promoters - self.detractors) / self.count if self.count else None


@dataclass(frozen=True)
class Mean:
    """The mean of those who said something, and how many these are; None while nobody has."""

    count: int
    average: float | None


@dataclass(frozen=True)
class SurveyFigures:
    """What was said beside the score."""

    nps: Nps
    ces: Mean
    sub_ratings: Mapping[Question, Mean]


def survey_figures(rows: Iterable[Row]) -> SurveyFigures:
    """Sum up what was said beside the score."""
    rows = list(rows)
    return SurveyFigures(
        nps=nps([row.nps for row in rows]),
        ces=mean([row.ces for row in rows]),
        sub_ratings={name: mean([getattr(row, name) for row in rows]) for name in SUB_RATINGS},
    )


def nps(scores: Iterable[int | None]) -> Nps:
    """Count promoters and detractors among those who answered."""
    said = [score for score in scores if score is not None]
    return Nps(
        count=len(said),
        promoters=sum(score in PROMOTERS for score in said),
        detractors=sum(score in DETRACTORS for score in said),
    )


def mean(scores: Iterable[int | None]) -> Mean:
    """Give the mean of those who answered."""
    said = [score for score in scores if score is not None]
    return Mean(len(said), sum(said) / len(said) if said else None)
