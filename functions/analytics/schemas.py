"""The shapes of figures and exports on the wire. Unknown fields are refused."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    create_model,
)

from analytics.edge import LocalDay
from analytics.exporting import Wish
from analytics.kpi import Kpi
from analytics.kpis import KPIS
from analytics.model import Axis, Export, FileEntry
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


class ExportIn(BaseModel):
    """An export to make: orders whose stamp on the axis lies in the period."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["orders"]
    first: LocalDay = Field(alias="from")
    last: LocalDay = Field(alias="to")
    axis: Axis = "completed_at"

    def wish(self) -> Wish:
        """Say it in the service's words."""
        return Wish(self.first, self.last, self.axis)


class FileOut(FileEntry):
    """One file of an export."""


class ExportOut(_Out):
    """An export; its files are there when it is done."""

    id: str
    kind: Literal["orders"]
    axis: Axis
    first: date = Field(alias="from")
    last: date = Field(alias="to")
    state: Literal["queued", "done", "failed"]
    rows: int | None
    watermark: Moment | None
    created_at: Moment
    finished_at: Moment | None
    files: list[FileOut]
    error: str | None

    @classmethod
    def of(cls, export: Export) -> "ExportOut":
        """Show an export."""
        return cls.model_validate(export.model_dump(include=set(cls.model_fields)))


class ExportsOut(_Out):
    """A page of exports, newest first."""

    items: list[ExportOut]
    next_cursor: str | None
