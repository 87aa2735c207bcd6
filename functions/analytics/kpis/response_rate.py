"""KPI: share of requests that were answered."""

from datetime import timedelta
from typing import Final

from analytics.frame import Frame
from analytics.kpi import Kpi, Observations, share


def observe(frame: Frame) -> Observations:
    """Defined as answers to requests sent in the period, whenever given / requests sent in it.

    A request can be answered for 30 days; then the figure of its day is final. Unit: share.
    Date axis: sent_at. No data: none.
    """
    return share(frame, "sent_at", frame.has("answered_at"))


KPI: Final = Kpi(
    name="response_rate",
    title={"ru": "Доля ответивших", "en": "Response rate"},
    meaning={
        "ru": (
            "Ответы на запросы, отправленные в периоде, делённые на все эти запросы; "
            "окончательно через 30 дней."
        ),
        "en": "Answers to requests sent in the period, whenever given, / requests sent in it.",
    },
    unit="share",
    shape="ratio",
    axis="sent_at",
    observe=observe,
    kind="asks",
    counts="requests",
    matures=timedelta(days=30),
    smallest=0.02,
    dimensions=("technician",),
)
