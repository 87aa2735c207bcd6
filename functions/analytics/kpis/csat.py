"""KPI: share of satisfied customers."""

from typing import Final

from analytics.frame import Frame
from analytics.kpi import Kpi, Observations, share

SATISFIED: Final = 4


def observe(frame: Frame) -> Observations:
    """Defined as ratings 4 and 5 / all ratings, by the day of the first answer.

    Unit: share. Date axis: submitted_at. No data: none.

    Source: https://github.com/chatwoot/chatwoot/blob/develop/app/models/csat_survey_response.rb
    """
    return share(
        frame, "submitted_at", frame.number("rating") >= SATISFIED, among=frame.has("rating")
    )


KPI: Final = Kpi(
    name="csat",
    title={"ru": "CSAT: доля довольных", "en": "CSAT"},
    meaning={
        "ru": "Доля оценок 4 и 5 среди всех оценок.",
        "en": "The share of ratings 4 and 5 among all ratings.",
    },
    unit="share",
    shape="ratio",
    axis="submitted_at",
    observe=observe,
    kind="answers",
    counts="ratings",
    smallest=0.02,
    dimensions=("technician", "type"),
)
