"""KPI: time until a visit was booked."""

from datetime import timedelta
from typing import Final

from analytics.elapsed import took
from analytics.frame import Frame
from analytics.kpi import Kpi, Observations


def observe(frame: Frame) -> Observations:
    """Defined as first_scheduled_at - created_at of the orders created in the period.

    Orders not booked yet are left out until they are, so the first days may still grow. Unit:
    seconds. Date axis: created_at. No data: none.

    Source: https://github.com/MicrosoftDocs/dynamics-365-customer-engagement/blob/main/ce/field-service/work-order-summary-report.md
    """
    return took(frame, "created_at", "first_scheduled_at", axis="created_at")


KPI: Final = Kpi(
    name="time_to_schedule",
    title={"ru": "Время до назначения визита", "en": "Time to schedule"},
    meaning={
        "ru": "Медиана времени от создания заказа до первой записи на визит.",
        "en": "Median time from the creation of an order to its first booking.",
    },
    unit="seconds",
    shape="quantile",
    axis="created_at",
    observe=observe,
    better="lower",
    matures=timedelta(days=7),
)
