"""KPI: share of customers who came back."""

from typing import Final

from analytics.derived import NO_DATA, DerivedKpi, Figure, Reading


def reckon(reading: Reading) -> Figure:
    """Defined as customers with 2 or more orders / customers with any, in the trailing 12 months.

    Unit: share. Date axis: created_at. No data: none.
    """
    if not reading.customers or reading.returning is None:
        return NO_DATA
    return Figure(reading.returning / reading.customers, reading.customers)


KPI: Final = DerivedKpi(
    name="repeat_customer_rate",
    title={"ru": "Доля вернувшихся клиентов", "en": "Repeat customer rate"},
    meaning={
        "ru": (
            "Клиенты с двумя и более заказами за 12 месяцев до конца периода, делённые на "
            "клиентов хотя бы с одним."
        ),
        "en": (
            "Customers with two or more orders in the 12 months up to the end of the period "
            "/ customers with one or more."
        ),
    },
    unit="share",
    axis="created_at",
    needs=frozenset({"customers"}),
    reckon=reckon,
    counts="customers",
    smallest=0.02,
)
