"""What a data set is: its words, its columns, and how they come of the lake or of the pages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from zoneinfo import ZoneInfo

from analytics.export import Column
from analytics.figures import Figures
from analytics.model import ExportAxis
from analytics.period import Span
from analytics.rows import Kind
from shared.events import OrderSnapshot

Words = Mapping[Literal["ru", "en"], str]
Orders = Mapping[str, OrderSnapshot]
"""Orders as they are now, by id: where the names of people and of lines come from."""


@dataclass(frozen=True)
class Reckoned:
    """A derived KPI on a day, or of the whole period where no day is told; n of how many things."""

    kpi: str
    day: date | None
    value: float | None
    n: int


@dataclass(frozen=True)
class Wanted:
    """Which rows of a data set are wanted, and in whose zone and currency."""

    axis: ExportAxis
    span: Span
    days: tuple[date, ...]
    zone: ZoneInfo
    currency: str
    names: Mapping[str, str]
    """What technicians are called, by id."""
    reckoned: Sequence[Reckoned] = ()
    """The derived KPIs, for a data set that `reckons`."""


@dataclass(frozen=True)
class DataSet:
    """One data set.

    One of the lake has `source` and `select`, which gives a batch of a month's rows as columns;
    one of the figures has `tell`, which gives them as columns for the days or the technicians of a
    period; it `reckons` where it tells derived KPIs as well. `personal` columns come after the
    others, of orders read by id at that moment.
    """

    title: Words
    axes: tuple[ExportAxis, ...]
    """The first is the usual one."""
    columns: tuple[Column, ...]
    source: Kind | None = None
    select: Callable[[Any, Wanted], Any] | None = None
    tell: Callable[[Figures, Wanted], Any] | None = None
    dimension: str | None = None
    reckons: bool = False
    personal: tuple[Column, ...] = ()
    name: Callable[[Any, Orders], list[Any]] | None = None
    """Gives the personal columns of a batch."""

    def columns_for(self, *, personal: bool) -> tuple[Column, ...]:
        """Give the columns of a file."""
        return (*self.columns, *self.personal) if personal else self.columns
