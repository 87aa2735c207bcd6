"""KPI: money received."""

from typing import Final

from analytics.frame import Frame
from analytics.kpi import Kpi, Observations, nested


def observe(frame: Frame) -> Observations:
    """Defined as payments - refunds in the period, whatever became of their orders.

    Orders in another currency than the company's are left out. Unit: money. Date axis: paid_at.
    No data: 0.
    """
    payments = frame.parts["payments"].rows
    amount = payments.number("amount")
    sign = 1 - 2 * payments.is_in("kind", "refund").astype("int64")
    return nested(frame, "payments", payments.number("at"), total=sign * amount)


KPI: Final = Kpi(
    name="received",
    title={"ru": "Получено денег", "en": "Received"},
    meaning={
        "ru": "Оплаты минус возвраты за период, по дате платежа.",
        "en": "Payments less refunds in the period, by the day of payment.",
    },
    unit="money",
    shape="sum",
    axis="paid_at",
    sees=("payments.at",),
    observe=observe,
    counts="payments",
)
