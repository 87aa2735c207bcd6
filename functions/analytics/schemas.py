"""The shapes of figures and exports on the wire. Unknown fields are refused."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    create_model,
)

from analytics.kpi import Kpi
from analytics.kpis import KPIS
from analytics.service import Day, Days
from shared.clock import text
from shared.money import Money

Moment = Annotated[datetime, PlainSerializer(text, return_type=str)]


class _Out(BaseModel):
    model_config = ConfigDict(frozen=True, populate_by_name=True, serialize_by_alias=True)


def _figure(kpi: Kpi) -> Any:  # noqa: ANN401 - a type
    """Give the type of a figure; without data it is null, but for counts and sums."""
    if kpi.shape == "sum" and kpi.unit == "money":
        return Money
    return int if kpi.shape in {"count", "sum"} else float | None


_FIGURES: dict[str, Any] = {
    name: (_figure(kpi), Field(description=kpi.definition)) for name, kpi in KPIS.items()
}
# One field per registered KPI, so that a new one needs no line here.
DayOut: type[BaseModel] = create_model(
    "DayOut", __base__=_Out, __doc__="One local day.", day=(date, ...), **_FIGURES
)


class DaysOut(_Out):
    """Every day of a period; `watermark` is the newest change that the figures hold."""

    zone: str
    currency: str
    watermark: Moment | None
    items: list[DayOut]

    @classmethod
    def of(cls, days: Days, zone: str, currency: str) -> "DaysOut":
        """Show the figures of a period."""
        items = [_day(each, currency) for each in days.days]
        return cls(zone=zone, currency=currency, watermark=days.watermark, items=items)


def _day(day: Day, currency: str) -> BaseModel:
    values = {
        name: Money(amount=value, currency=currency) if _figure(KPIS[name]) is Money else value
        for name, value in day.values.items()
    }
    return DayOut.model_validate({"day": day.day, **values})
