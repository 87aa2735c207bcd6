"""KPI: share of orders fixed at once."""

from datetime import timedelta
from typing import Final

from analytics.elapsed import reworked, within
from analytics.frame import Frame
from analytics.kpi import Kpi, Observations, share

WINDOW: Final = timedelta(days=30)
PLANNED: Final = ("maintenance", "installation", "inspection")
"""The types of orders that no fault is behind."""


def observe(frame: Frame) -> Observations:
    """Defined as orders fixed at once / orders completed for the first time.

    Orders of the types maintenance, installation and inspection are planned work and left out,
    every other type counts as a fault; rework orders are left out as well. Fixed at once is an
    order that was not reopened and had no rework order within 30 days of its completion, and
    whose outcome is not partly or not_resolved. It is final after these 30 days. Unit: share.
    Date axis: completed_at. No data: none.

    Source: https://www.servicetitan.com/field-service-management/recalls-callbacks-warranty
    """
    returned = within(frame, "completed_at", "reopened_at", WINDOW)
    again = reworked(frame, WINDOW)
    unresolved = frame.is_in("outcome", "partly", "not_resolved")
    fixed = ~(returned | again | unresolved)
    faults = ~(frame.has("rework_of") | frame.is_in("type", *PLANNED))
    return share(frame, "completed_at", fixed, among=faults)


KPI: Final = Kpi(
    name="first_time_fix",
    title={"ru": "Решено с первого раза", "en": "First-time fix"},
    meaning={
        "ru": (
            "Доля впервые выполненных заказов, которые за 30 дней не вернули в работу и не "
            "переделывали; решённые не полностью не считаются. Плановые работы "
            "(maintenance, installation, inspection) не входят."
        ),
        "en": (
            "Orders completed for the first time that were resolved, and neither reopened "
            "nor reworked within 30 days. Planned work (maintenance, installation, inspection) "
            "is left out."
        ),
    },
    unit="share",
    shape="ratio",
    axis="completed_at",
    observe=observe,
    matures=WINDOW,
    smallest=0.02,
)
