"""What a KPI is: one pure function over orders, and the words that the pages draw it with."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from analytics.model import Axis, OrderRow
from analytics.period import Span

Words = Mapping[Literal["ru", "en"], str]
Compute = Callable[[Iterable[OrderRow], Span], int]


@dataclass(frozen=True)
class Kpi:
    """One figure. Values of disjoint sets of orders add up; money is in minor units."""

    name: str
    title: Words
    unit: Literal["orders", "money"]
    axis: Axis
    compute: Compute

    def of(self, orders: Iterable[OrderRow], span: Span, currency: str) -> int:
        """Compute it in the company's currency: money of other currencies is never added to it."""
        if self.unit == "money":
            orders = (order for order in orders if order.currency == currency)
        return self.compute(orders, span)

    @property
    def definition(self) -> str:
        """The docstring of the function is the definition."""
        return " ".join((inspect.getdoc(self.compute) or "").split())
