"""KPI: share of orders that had to be done again because a part failed."""

from typing import Final

from analytics.elapsed import reworked
from analytics.frame import Frame
from analytics.kpi import Kpi, Observations, share
from analytics.reworks import WINDOW, is_caused_by


def observe(frame: Frame) -> Observations:
    """Defined as orders done again because a part failed / orders completed for the first time.

    It is the part of the rework rate whose first rework order, made within 30 days, names the
    failure of a part as its cause; it counts on the day of the origin's completion and for the
    origin's technician. The rest of the rework rate is workmanship, other causes, and reworks of
    which nobody has told the cause. It is final after these 30 days, but for causes told later.
    Unit: share. Date axis: completed_at. No data: none.

    Source: https://www.servicetitan.com/field-service-management/recalls-callbacks-warranty
    """
    again = reworked(frame, WINDOW) & is_caused_by(frame, "part_failure")
    return share(frame, "completed_at", again)


KPI: Final = Kpi(
    name="rework_by_part_failure",
    title={"ru": "Переделки: отказ детали", "en": "Rework: part failure"},
    meaning={
        "ru": (
            "Доля впервые выполненных заказов, к которым за 30 дней завели переделку с причиной "
            "«отказ детали». Часть доли переделок; переделки без причины сюда не входят."
        ),
        "en": (
            "Orders completed for the first time for which a rework order was made within 30 days "
            "that names the failure of a part as its cause. A part of the rework rate; reworks "
            "without a cause are not in it."
        ),
    },
    unit="share",
    shape="ratio",
    axis="completed_at",
    observe=observe,
    better="lower",
    matures=WINDOW,
    smallest=0.01,
)
