"""KPI: money received."""

from typing import Final

import numpy as np

from analytics.frame import Frame
from analytics.kpi import Kpi, Observations


def observe(frame: Frame) -> Observations:
    """Defined as payments - refunds in the period, whatever became of their orders.

    Orders in another currency than the company's are left out. Unit: money. Date axis: paid_at.
    No data: 0.
    """
    payments = frame.parts["payments"]
    amount = payments.rows.number("amount")
    refunded = payments.rows.is_in("kind", "refund")
    return Observations(
        rows=payments.owner,
        at=payments.rows.number("at"),
        total=np.where(refunded, -amount, amount),
        n=np.ones(len(payments.owner), np.int64),
    )


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
    observe=observe,
)
