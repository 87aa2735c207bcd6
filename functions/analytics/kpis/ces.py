"""KPI: how easy it was."""

from typing import Final

from analytics.frame import Frame
from analytics.kpi import Kpi, Observations, observed


def observe(frame: Frame) -> Observations:
    """Defined as the mean answer to how easy it was, 1 to 7, of all who answered; more is easier.

    Unit: rating. Date axis: submitted_at. No data: none.

    Source: https://hbr.org/2010/07/stop-trying-to-delight-your-customers
    """
    return observed(frame, "submitted_at", where=frame.has("ces"), total=frame.number("ces"))


KPI: Final = Kpi(
    name="ces",
    title={"ru": "CES: лёгкость", "en": "Customer effort"},
    meaning={
        "ru": "Средний ответ на вопрос, насколько всё было просто, от 1 до 7; больше — легче.",
        "en": "The mean answer to how easy it was, 1 to 7; more is easier.",
    },
    unit="rating",
    shape="mean",
    axis="submitted_at",
    observe=observe,
    kind="answers",
    counts="answers",
    smallest=0.15,
    dimensions=("technician", "type"),
)
