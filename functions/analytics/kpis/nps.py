"""KPI: net promoter score."""

from typing import Final

from analytics.frame import Frame
from analytics.kpi import Kpi, Observations, observed

PROMOTER: Final = 9
DETRACTOR: Final = 6


def observe(frame: Frame) -> Observations:
    """Defined as share of 9-10 less share of 0-6 of all who said how likely they recommend us.

    It lies between -1 and 1 and is shown times 100, as shares are. Unit: points. Date axis:
    submitted_at. No data: none.

    Source: https://hbr.org/2003/12/the-one-number-you-need-to-grow
    """
    said = frame.number("nps")
    points = (said >= PROMOTER).astype("int64") - (said <= DETRACTOR)
    return observed(frame, "submitted_at", where=frame.has("nps"), total=points)


KPI: Final = Kpi(
    name="nps",
    title={"ru": "NPS: готовность рекомендовать", "en": "NPS"},
    meaning={
        "ru": "Доля ответов 9–10 минус доля ответов 0–6 на вопрос о рекомендации, от −100 до 100.",
        "en": "The percentage of answers 9 and 10 less that of 0 to 6, from -100 to 100.",
    },
    unit="points",
    shape="mean",
    axis="submitted_at",
    observe=observe,
    kind="answers",
    counts="answers",
    smallest=0.05,
    dimensions=("technician", "type"),
)
