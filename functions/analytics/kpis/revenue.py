"""KPI: revenue."""

from typing import Final

from analytics.frame import Frame
from analytics.kpi import Kpi, Observations, observed


def observe(frame: Frame) -> Observations:
    """Defined as the sum of the totals of orders completed for the first time in the period.

    Orders in another currency than the company's are left out; a later reopening takes nothing
    back. A total is what the customer is to pay, less discounts, with VAT; when work became
    cheaper and the difference was refunded, it is less already. Unit: money. Date axis:
    completed_at. No data: 0.
    """
    return observed(frame, "completed_at", total=frame.number("total"))


KPI: Final = Kpi(
    name="revenue",
    title={"ru": "Выручка", "en": "Revenue"},
    meaning={
        "ru": (
            "Сумма заказов, впервые выполненных за период: со скидками и НДС, независимо от оплаты."
        ),
        "en": (
            "The sum of the totals of orders completed for the first time in the period, "
            "paid or not."
        ),
    },
    unit="money",
    shape="sum",
    axis="completed_at",
    observe=observe,
)
